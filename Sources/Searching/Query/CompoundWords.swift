import Knowledge
import Synchronization
import TextAnalysis

/// Finds words that are a part of longer ones, as `Frist` is of `Kündigungsfrist`.
///
/// Only words of languages that put words together are looked at. What is beside the part must be a
/// word, too: one that the index or the vocabulary knows, or long enough to be one. No dictionary is
/// needed. For one search in one thread.
final class CompoundWords {
  private let index: SearchIndex
  private let analyzer: WordAnalyzer
  /// What was found, and for which word it stands where.
  private var found: [[[UInt32]]] = []
  private var places: [String: Int] = [:]
  private var knownWords: Set<String> = []
  private var unknownWords: Set<String> = []

  /// The shortest part that is looked for, in bytes.
  private static let shortestPart = 4

  /// The shortest word beside it that is known, and that is taken for one though nobody knows it.
  private static let shortestKnown = 3
  private static let shortestUnknown = 5

  init(_ index: SearchIndex, _ analyzer: WordAnalyzer) {
    self.index = index
    self.analyzer = analyzer
  }

  /// For each segment the ordinals of the stems of longer words that have a word as a part, ascending.
  func stems(with word: String) throws -> [[UInt32]] {
    if let place = places[word] { return found[place] }
    let stems = try index.compoundStems[word] ?? looked(for: word)
    places[word] = found.count
    found.append(stems)
    return stems
  }

  private func looked(for word: String) throws -> [[UInt32]] {
    let parts = try parts(of: word)
    // The word's own other forms are found by its stem and would count twice.
    let own = Set(try analyzer.stems(word))
    let stems = try index.segments.map { segment in
      try parts.isEmpty ? [] : self.stems(with: parts, besides: own, in: segment)
    }
    index.compoundStems.keep(stems, for: word)
    return stems
  }

  /// The documents of a segment that have a term and are in a language that puts words together, with its
  /// frequency.
  func documents(with term: PlannedTerm, segment number: Int) throws -> ScoredList {
    let segment = index.segments[number]
    guard let ordinal = term.ordinals[number],
      let joined = try segment.documentsWithCompounds()
    else { return ScoredList() }
    let cursor = try PostingsCursor(
      segment.postings(term.field), ordinal: ordinal, documentCount: segment.count)
    return segment.seen(try joined.documents(of: cursor))
  }

  /// Whether any longer word has a word as a part.
  func occurs(_ word: String) throws -> Bool { try stems(with: word).contains { !$0.isEmpty } }

  /// What a word looks like within others.
  private struct Part {
    var bytes: [UInt8]
    /// Whether it is what is left of the word without its ending.
    var isStem: Bool
  }

  private func parts(of word: String) throws -> [Part] {
    guard index.segments.contains(where: { $0.compounds.count > 0 }),
      word.utf8.allSatisfy({ $0 >= 0x80 || $0 &- 0x61 < 26 }), !analyzer.isStopWord(word),
      !Self.endings.contains(word)
    else { return [] }
    let spellings = analyzer.spellings(word)
    var parts = spellings.map { Part(bytes: Array($0.utf8), isStem: false) }
    for stem in try analyzer.stems(word) where !spellings.contains(stem) {
      // A stem that is not a beginning of the word comes from a language with other spellings.
      guard spellings.contains(where: { $0.hasPrefix(stem) }) else { continue }
      parts.append(Part(bytes: Array(stem.utf8), isStem: true))
    }
    return parts.filter { $0.bytes.count >= Self.shortestPart }
  }

  private func stems(
    with parts: [Part], besides own: Set<String>, in segment: Segment
  ) throws -> [UInt32] {
    let terms = segment.postings(.text).terms
    let places = try parts.flatMap { part in
      try segment.compounds.places(of: part.bytes).map { place in
        let stem = try segment.compounds.record(place.ordinal, stems: terms.count).stem
        return (stem: stem, part: part, place: place)
      }
    }
    var stems: [UInt32] = []
    // Sorted by stem: once one of its words fits, the others need no look.
    for (stem, part, place) in places.sorted(by: { $0.stem < $1.stem }) where stems.last != stem {
      let word = try segment.compounds.terms.bytes(of: place.ordinal)
      guard try isPart(part, at: place.range, of: word),
        !own.contains(try terms.string(of: Int(stem))),
        try !segment.isTrimmed || segment.seenFrequency(Int(stem), in: .text) > 0
      else { continue }
      stems.append(stem)
    }
    return stems
  }

  private func isPart(_ part: Part, at range: Range<Int>, of word: [UInt8]) throws -> Bool {
    let before = Array(word[..<range.lowerBound])
    let after = Array(word[range.upperBound...])
    let isEnd = Self.inflections.contains(after)
    // The last part of a compound carries the ending: Kündigungsfristen holds Frist.
    if isEnd { return try !before.isEmpty && isWord(before, beside: part, isFirst: true) }
    guard try isWord(after, beside: part, isFirst: false) else { return false }
    return try before.isEmpty || isWord(before, beside: part, isFirst: true)
  }

  /// Whether what is before or behind a part is a word, with or without the letters that join both.
  private func isWord(_ piece: [UInt8], beside part: Part, isFirst: Bool) throws -> Bool {
    guard piece.count >= Self.shortestKnown else { return false }
    for link in Self.links
    where isFirst ? piece.suffix(link.count) == link : piece.starts(with: link) {
      let rest = Array(isFirst ? piece.dropLast(link.count) : piece.dropFirst(link.count))
      if rest.count >= Self.shortestKnown, try isKnown(rest) { return true }
    }
    let text = String(decoding: piece, as: UTF8.self)
    if isFirst {
      if Self.joinedEndings.contains(where: { text.hasSuffix($0) && text != $0 }) { return true }
    } else if Self.endings.contains(where: { text.hasPrefix($0) }) {
      return false
    }
    guard Self.hasVowel(piece), !analyzer.isStopWord(text) else { return false }
    // The longer the part, the surer that what is beside it is a word.
    let length = part.bytes.count - (part.isStem ? 1 : 0)
    return isFirst
      ? piece.count + length >= Self.shortestUnknown * 2 && piece.count >= Self.shortestPart
      : piece.count >= Self.shortestUnknown && length >= Self.shortestPart
  }

  /// Whether the index or the vocabulary has a word.
  private func isKnown(_ word: [UInt8]) throws -> Bool {
    let text = String(decoding: word, as: UTF8.self)
    if knownWords.contains(text) { return true }
    if unknownWords.contains(text) { return false }
    var isKnown = false
    if !analyzer.isStopWord(text), !Self.prefixes.contains(text) {
      isKnown = try index.segments.contains { segment in
        try segment.surfaces.ordinals(of: word).contains { ordinal in
          try !segment.isTrimmed || segment.seenCount(ofSurface: ordinal, text) != nil
        }
      }
      if !isKnown { isKnown = index.finder?.hasLabel(in: text) ?? false }
    }
    if isKnown { knownWords.insert(text) } else { unknownWords.insert(text) }
    return isKnown
  }

  private static func hasVowel(_ word: [UInt8]) -> Bool {
    word.contains { "aeiouy".utf8.contains($0) }
  }

  private static let lists = WordLists(
    PackageResources.compound_words_tsv, file: "compound-words.tsv")

  /// What joins two words; nothing is tried first.
  private static let links = [[]] + lists.terms("link").map { Array($0.utf8) }

  /// How a word ends in its other forms; without an ending is one of them.
  private static let inflections = [[]] + lists.terms("inflection").map { Array($0.utf8) }

  /// Endings behind which another word is joined, and hardly anything else follows.
  private static let joinedEndings = lists.terms("joined-ending")

  /// What makes another word of one, and is not a word itself.
  private static let endings = lists.terms("suffix")

  /// What stands before words without being one.
  private static let prefixes = lists.terms("prefix")
}

/// The stems of longer words that were found for words before: every search for a word would else look through all
/// longer ones again.
final class CompoundStems: Sendable {
  private struct State {
    var stems: [String: [[UInt32]]] = [:]
    var size = 0
  }

  private let state = Mutex(State())

  /// How many words and stems are kept; with more, all are looked for anew.
  private static let most = 1 << 14

  /// What was found for a word: for each segment the ordinals of stems; `nil` if it was not looked for.
  subscript(word: String) -> [[UInt32]]? { state.withLock { $0.stems[word] } }

  /// Keeps what was found for a word.
  func keep(_ found: [[UInt32]], for word: String) {
    let size = found.reduce(1 + word.utf8.count / 4) { $0 + $1.count + 1 }
    // One large answer must not push out most of the others.
    guard size <= Self.most / 8 else { return }
    state.withLock { state in
      if state.size + size > Self.most { state = State() }
      if state.stems.updateValue(found, forKey: word) == nil { state.size += size }
    }
  }
}
