import CPostings
import MappedStorage

/// Brings the best hits into a better order: by words that stand together, and by words of the very best.
///
/// Only the best hits are looked at again, so that the cost does not grow with the collection. After
/// the telescoping rankers of Matveeva et al., SIGIR 2006.
struct Rescoring {
  private let index: SearchIndex
  private let expansion: QueryExpansion
  private let runs: [[String]]
  private let understoodWords: [String]

  /// How many of the best hits are looked at again at least, and for each hit asked for.
  static let fewestCandidates = 256
  static let candidatesPerHit = 10

  /// The candidates of one segment in the order of their documents, each with its place among all.
  private struct Part {
    var segment: Int
    var places: [Int]
    var documents: [UInt32]
  }

  /// What rescores the hits of a query.
  ///
  /// - Parameters:
  ///   - index: the index.
  ///   - expansion: what adds to the query.
  ///   - runs: the words of the query that are not part of a label, in runs of those side by side.
  ///   - understoodWords: the words of its labels, which add nothing: their concepts count already.
  init(
    _ index: SearchIndex, _ expansion: QueryExpansion, runs: [[String]],
    understoodWords: [String]
  ) {
    self.index = index
    self.expansion = expansion
    self.runs = runs
    self.understoodWords = understoodWords
  }

  /// What was added beside the query.
  struct Added {
    /// Words of the query that stand together.
    var pairs: [ScoringTerm] = []
    /// Words of the best hits.
    var feedback: [ScoringTerm] = []
  }

  /// Scores hits anew.
  ///
  /// - Parameter hits: the best hits, the best first; their scores are replaced, their order stays.
  /// - Returns: what was added beside the query.
  /// - Throws: `IndexError`.
  func apply(to hits: inout [CollectedHit]) throws -> Added {
    let parts = parts(of: hits)
    let pairs = try runs.flatMap { try expansion.pairs($0) }
    for pair in pairs {
      for part in parts {
        let all = try ScoringTerm.scores(pair, of: part.documents, in: part.segment, index)
        for scores in all {
          for (place, score) in zip(part.places, scores) { hits[place].score += score }
        }
      }
    }
    // As the pairs leave them: the words of a hit in which those of the query merely occur would
    // lead astray.
    let best = hits.sorted(by: CollectedHit.precedes).prefix(RelevanceModel.documents)
    let feedback = try expansion.feedback(
      Array(best), wordCount: runs.reduce(0) { $0 + $1.count }, without: understoodWords)
    for term in feedback {
      for part in parts {
        let scores = try term.scores(of: part.documents, in: part.segment, index)
        for (place, score) in zip(part.places, scores) { hits[place].score += score }
      }
    }
    return Added(pairs: pairs.flatMap { $0 }, feedback: feedback)
  }

  private func parts(of hits: [CollectedHit]) -> [Part] {
    index.segments.indices.compactMap { segment in
      // Ascending, since cursors go forward only.
      let places = hits.indices.filter { hits[$0].segment == segment }
        .sorted { hits[$0].document < hits[$1].document }
      guard !places.isEmpty else { return nil }
      return Part(segment: segment, places: places, documents: places.map { hits[$0].document })
    }
  }
}

/// Something that adds to the score of a document: a term, or two words near one another.
struct ScoringTerm {
  /// Why it adds, for explanations.
  let reason: ScorePart.Kind

  /// What it is.
  let name: String

  /// The terms that count as one, or the places of words near one another.
  enum Kind {
    case terms([PlannedTerm])
    case near(PhraseMatcher, weight: Float)
  }

  /// What adds.
  let kind: Kind

  /// What it adds to the scores of documents of a segment.
  ///
  /// - Parameters:
  ///   - documents: documents, ascending.
  ///   - segment: the number of the segment.
  ///   - index: the index.
  /// - Returns: a score for each document, 0 where it does not occur.
  /// - Throws: `IndexError`.
  func scores(
    of documents: [UInt32], in segment: Int, _ index: SearchIndex
  ) throws -> [Float] {
    var result = [Float](repeating: 0, count: documents.count)
    let norms = try index.segments[segment].norms.verified()
    switch kind {
    case .terms(let terms):
      for term in terms {
        guard let ordinal = term.ordinals[segment] else { continue }
        let cursor = try PostingsCursor(
          index.segments[segment].postings(term.field), ordinal: ordinal,
          documentCount: index.segments[segment].count)
        let matches = try cursor.matches(among: documents)
        for match in 0..<matches.count {
          let place = Int(matches.places[match])
          result[place] +=
            term.weight
            * index.similarity.saturation(
              Float(matches.frequencies[match]), norm: norms[Int(documents[place])])
        }
      }
    case .near(let matcher, let weight):
      let list = try matcher.list(in: index.segments[segment], number: segment, among: documents)
      Self.add(list, weight, norms, documents, index, to: &result)
    }
    return result
  }

  /// What several terms add that ask for the same words in different nearness; positions are read once.
  ///
  /// - Parameters:
  ///   - terms: terms of the kind `near`, with the same words.
  ///   - documents: documents, ascending.
  ///   - segment: the number of the segment.
  ///   - index: the index.
  /// - Returns: for each term a score for each document.
  /// - Throws: `IndexError`.
  static func scores(
    _ terms: [ScoringTerm], of documents: [UInt32], in segment: Int, _ index: SearchIndex
  ) throws -> [[Float]] {
    let norms = try index.segments[segment].norms.verified()
    var matchers: [PhraseMatcher] = []
    var weights: [Float] = []
    for term in terms {
      guard case .near(let matcher, let weight) = term.kind else {
        preconditionFailure("only words near one another have the same words")
      }
      matchers.append(matcher)
      weights.append(weight)
    }
    var results = terms.map { _ in [Float](repeating: 0, count: documents.count) }
    let lists = try PhraseMatcher.lists(
      matchers, in: index.segments[segment], number: segment, among: documents)
    for (number, list) in lists.enumerated() {
      Self.add(list, weights[number], norms, documents, index, to: &results[number])
    }
    return results
  }

  /// Adds the scores of some of the documents, by how often words stand together in them.
  private static func add(
    _ list: ScoredList, _ weight: Float, _ norms: MappedArray<UInt8>, _ documents: [UInt32],
    _ index: SearchIndex, to scores: inout [Float]
  ) {
    var place = 0
    // The list holds some of the documents, both ascending: each is found before they end.
    for (document, frequency) in zip(list.documents, list.scores) {
      while documents[place] != document { place += 1 }
      scores[place] +=
        weight * index.similarity.saturation(frequency, norm: norms[Int(document)])
    }
  }
}
