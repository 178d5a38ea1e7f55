import CPostings
import MappedStorage

/// Brings the best hits into a better order: by words that stand together, and by words of the very best.
///
/// Only the best hits are looked at again, so that the cost does not grow with the collection. After
/// the telescoping rankers of Matveeva et al., SIGIR 2006.
struct Rescoring {
  private let index: SearchIndex
  private let expansion: QueryExpansion
  private let words: [String]

  /// How many of the best hits are looked at again at least, and for each hit asked for.
  static let fewestCandidates = 256
  static let candidatesPerHit = 10

  /// The candidates of one segment in the order of their documents, each with its place among all.
  private struct Part {
    var segment: Int
    var places: [Int]
    var documents: [UInt32]
  }

  init(_ index: SearchIndex, _ expansion: QueryExpansion, words: [String]) {
    self.index = index
    self.expansion = expansion
    self.words = words
  }

  /// Scores hits anew.
  ///
  /// - Parameter hits: the best hits, the best first; their scores are replaced, their order stays.
  /// - Returns: what was added beside the query, by name, for explanations.
  /// - Throws: `IndexError`.
  func apply(to hits: inout [CollectedHit]) throws -> [ScoringTerm] {
    let parts = parts(of: hits)
    let pairs = try expansion.pairs(words)
    for pair in pairs {
      for part in parts {
        let scores = try pair.scores(of: part.documents, in: part.segment, index)
        for (place, score) in zip(part.places, scores) { hits[place].score += score }
      }
    }
    let best = hits.sorted(by: CollectedHit.precedes).prefix(RelevanceModel.documents)
    let feedback = try expansion.feedback(Array(best), wordCount: words.count)
    for term in feedback {
      for part in parts {
        let scores = try term.scores(of: part.documents, in: part.segment, index)
        for (place, score) in zip(part.places, scores) { hits[place].score += score }
      }
    }
    return pairs + feedback
  }

  private func parts(of hits: [CollectedHit]) -> [Part] {
    index.segments.indices.compactMap { segment in
      let places = hits.indices.filter { hits[$0].segment == segment }
        .sorted { hits[$0].document < hits[$1].document }
      guard !places.isEmpty else { return nil }
      return Part(segment: segment, places: places, documents: places.map { hits[$0].document })
    }
  }
}

/// Something that adds to the score of a document: a term, or two words near one another.
struct ScoringTerm {
  /// What it is, for explanations.
  let name: String

  /// The terms that count as one, or the places of words near one another.
  enum Kind {
    case terms([PlannedTerm])
    case near([PhraseMatcher], weight: Float)
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
        for (place, document) in documents.enumerated() {
          let found = try cursor.advance(to: document)
          if found == .max { break }
          guard found == document else { continue }
          result[place] +=
            term.weight
            * index.similarity.saturation(Float(cursor.frequency), norm: norms[Int(document)])
        }
      }
    case .near(let matchers, let weight):
      for matcher in matchers {
        let list = try matcher.list(
          in: index.segments[segment], number: segment, among: documents)
        var place = 0
        for (document, frequency) in zip(list.documents, list.scores) {
          while documents[place] != document { place += 1 }
          result[place] +=
            weight * index.similarity.saturation(frequency, norm: norms[Int(document)])
        }
      }
    }
    return result
  }
}
