import MappedStorage
import System
import TextAnalysis

/// Puts documents first that have a word or phrase just as it was typed, where the form is rare for its stem.
///
/// A word is looked for by its stems in all languages of the index, so that a rare form (`archives` in a French
/// document) counts no more than the frequent words of another language with the same stem. Lucene keeps both forms
/// as terms (`KeywordRepeatFilter`); here the stored text tells which of the best hits have it, so that the index
/// need not.
struct ExactForms {
  private let index: SearchIndex
  private let texts: StoredTexts
  private let analyzer: WordAnalyzer
  private let words: [String]

  /// What hits gained.
  private(set) var moves: [VersionOrder.Move] = []

  /// What the form counts beside its stems, of what a term in as many documents counts.
  private static let share = RankingNumbers["exact-form-share"]

  /// As how many documents one with the form must be among at least: a form that half of the hits have tells nothing
  /// that their words do not.
  private static let rarity = 4

  /// How many documents may have the form: of more, too few are among the hits that are looked at.
  private static let mostOccurrences = 64

  /// How many bytes of text are read at most, the last one whole: what tokens of so many take, some milliseconds, a
  /// search has left.
  private static let mostBytes = 1 << 20

  /// What looks for words that stand together, folded as they were typed.
  init(_ index: SearchIndex, _ texts: StoredTexts, _ analyzer: WordAnalyzer, _ words: [String]) {
    self.index = index
    self.texts = texts
    self.analyzer = analyzer
    self.words = words
  }

  /// Whether a word has a form so rare beside its stems that it is worth the while to read texts.
  ///
  /// - Complexity: O(log words) for each word.
  func isTelling() throws -> Bool {
    // Counts are of all documents; of whom they must tell nothing, the texts decide alone.
    let isTrimmed = index.segments.contains { $0.isTrimmed }
    return try words.contains { word in
      let count = try occurrences(of: word)
      guard count > 0, isTrimmed || count <= Self.mostOccurrences else { return false }
      let having = try analyzer.stems(word).reduce(0) {
        try $0 + index.term($1, in: .text).documentFrequency
      }
      return (isTrimmed ? 1 : count) * Self.rarity <= having
    }
  }

  /// How often a word occurs in all documents as it was typed.
  private func occurrences(of word: String) throws -> Int {
    var count = 0
    for segment in index.segments {
      let stems = segment.postings(.text).terms.count
      for surface in try segment.surfaces.ordinals(of: Array(word.utf8)) {
        count += Int(try segment.surfaces.record(surface, stems: stems).count)
      }
    }
    return count
  }

  /// The hits in a new order, the best first.
  ///
  /// - Parameter hits: the best hits, of which no more are looked at than `Rescoring.fewestCandidates`, nor more text
  ///   than `mostBytes`.
  /// - Returns: all of them; those with the form bear what it adds.
  /// - Throws: `IndexError`.
  mutating func apply(to hits: [CollectedHit]) throws -> [CollectedHit] {
    var hits = hits
    var found: [(place: Int, frequency: Float)] = []
    var (looked, bytes) = (0, 0)
    for place in hits.indices.prefix(Rescoring.fewestCandidates) where bytes < Self.mostBytes {
      try Deadline.check()
      let stored = try texts.text(of: hits[place])
      looked += 1
      bytes += stored.text.utf8.count
      let frequency = try frequency(of: hits[place], stored)
      if frequency > 0 { found.append((place, frequency)) }
    }
    guard !found.isEmpty, found.count * Self.rarity <= looked else { return hits }
    let weight =
      Self.share * TermPlans.scale * index.similarity.inverseDocumentFrequency(found.count)
    for (place, frequency) in found {
      let hit = hits[place]
      let norm = try index.segments[hit.segment].norms.verified()[Int(hit.document)]
      let gain = weight * index.similarity.saturation(frequency, norm: norm)
      hits[place].score += gain
      moves.append(
        .init(hit: hits[place], change: gain, kind: .exact, name: words.joined(separator: " ")))
    }
    return hits.sorted(by: CollectedHit.precedes)
  }

  /// How often a document has the words so, counted by where they stand, as the index does.
  private func frequency(of hit: CollectedHit, _ stored: StoredText) throws -> Float {
    let title = try index.segments[hit.segment].names(of: Int(hit.document)).title
    return Float(
      Int(SegmentFormat.titleWeight) * occurrences(in: title) + occurrences(in: stored.text)
        + Int(SegmentFormat.headingWeight)
        * stored.headings.reduce(0) { $0 + occurrences(in: $1) })
  }

  private func occurrences(in text: String) -> Int {
    let tokens = Analyzer.tokens(of: text)
    guard tokens.count >= words.count else { return 0 }
    return (0...tokens.count - words.count).count { start in
      words.indices.allSatisfy { tokens[start + $0].text == words[$0] }
    }
  }
}
