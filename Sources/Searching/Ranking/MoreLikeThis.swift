import MappedStorage
import Taxonomy
import TextAnalysis

/// Finds documents about what another one is about: by its most telling words and by its tags.
///
/// After Lucene's `MoreLikeThis`: the words that are frequent in the document and rare elsewhere.
struct MoreLikeThis {
  /// How many words are taken.
  static let terms = 25

  /// A word must occur in so many documents; else it can find nothing but the document itself.
  static let fewestDocuments = 2

  private let index: SearchIndex
  private let analyzer: WordAnalyzer
  private let plans: TermPlans

  init(_ index: SearchIndex) {
    self.index = index
    analyzer = index.makeAnalyzer()
    plans = TermPlans(index: index, analyzer: analyzer)
  }

  /// Makes a query ask for what is like a document too, and rule out the document itself.
  ///
  /// - Parameters:
  ///   - query: the query that hits must match as well.
  ///   - name: the identifier or the path of the document.
  /// - Throws: `UnknownDocument`, `IndexError`.
  func narrow(_ query: inout PlannedQuery, toLikeOf name: String) throws {
    guard let hit = try index.hit(named: name) else { throw UnknownDocument(name: name) }
    var parts: [Plan] = []
    for (stem, boost) in try telling(hit) {
      let plan = Plan.any(try plans.terms([stem], in: .text, boost: boost))
      parts.append(plan)
      query.parts.append(PlannedPart(name: stem, plan: plan))
      query.patterns.append([[stem]])
    }
    let segment = index.segments[hit.segment]
    // Documents of one year are not alike by that.
    for facet in segment.facets where facet.key != FacetKeys.year {
      for member in try facet.members(ofSet: try facet.set(of: Int(hit.document))) {
        let value = try facet.value(member)
        let plan = Plan.any(try plans.terms([value], in: .concept, boost: 1))
        parts.append(plan)
        let concept = index.vocabulary?.concept(uri: value)
        let label = concept.flatMap { index.vocabulary?.preferredLabel(of: $0) } ?? value
        query.parts.append(PlannedPart(name: "\(facet.key) = \(label)", plan: plan))
      }
    }
    var itself = index.segments.map { _ in ScoredList() }
    itself[hit.segment] = ScoredList(documents: [hit.document], scores: [0])
    query.plan = .all([query.plan, .any(parts)], excluding: [.list(itself)])
    if index.vectors != nil {
      query.meaning = try segment.vectors?.meaning(of: Int(hit.document))
    }
  }

  /// The words that tell most, with their weights from 0 to 1.
  private func telling(_ hit: CollectedHit) throws -> [(stem: String, boost: Float)] {
    let counter = StemCounter(index, StoredTexts(index), analyzer)
    var words: [(stem: String, boost: Float, key: Float)] = []
    for (number, count) in try counter.counts(of: hit).counts {
      let stem = counter.stem(number)
      let frequency = try index.term(stem, in: .text).documentFrequency
      guard frequency >= Self.fewestDocuments else { continue }
      // Saturated as BM25 does, so that one frequent word does not outweigh all others.
      let boost = Float(count) / (Float(count) + Similarity.k1)
      words.append((stem, boost, boost * index.similarity.inverseDocumentFrequency(frequency)))
    }
    return words.sorted { ($1.key, $0.stem) < ($0.key, $1.stem) }.prefix(Self.terms)
      .map { ($0.stem, $0.boost) }
  }
}

/// A document that is asked for and not indexed.
package struct UnknownDocument: Error, Equatable, Sendable, CustomStringConvertible {
  /// The identifier or path asked for.
  package let name: String

  /// The cause, and a hint.
  package var description: String {
    "no document '\(name)' is indexed\n"
      + "Hint: name it by its identifier or its path, as parlance search --format paths prints it"
  }
}

extension SearchIndex {
  /// The live document with an identifier or, failing that, with a path.
  func hit(named name: String) throws -> CollectedHit? {
    for (number, segment) in segments.enumerated() {
      if let document = try segment.document(id: name) {
        return CollectedHit(segment: number, document: UInt32(document), score: 0)
      }
    }
    for (number, list) in try documents(withPath: name).enumerated() {
      if let document = list.documents.first(where: { segments[number].isLive(Int($0)) }) {
        return CollectedHit(segment: number, document: document, score: 0)
      }
    }
    return nil
  }

  /// For each segment, the documents with a path; those in no folder are looked for one by one.
  func documents(withPath path: String) throws -> [ScoredList] {
    let folder = DocumentPath.folders(of: path).last.map(String.init)
    let term = try folder.map { try self.term($0, in: .folder) }
    var result: [ScoredList] = []
    for (number, segment) in segments.enumerated() {
      var candidates: [UInt32] = Array(0..<UInt32(segment.count))
      if let term {
        candidates = try TermPlans(index: self, analyzer: makeAnalyzer())
          .frequencies(term, number).documents
      }
      // Whether a path is one may not be asked about a document out of sight.
      candidates = try candidates.filter {
        try segment.isLive(Int($0)) && segment.names(of: Int($0)).path == path
      }
      result.append(
        ScoredList(
          documents: candidates, scores: [Float](repeating: 0, count: candidates.count)))
    }
    return result
  }
}
