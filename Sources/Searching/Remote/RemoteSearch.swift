package import Matching
package import Taxonomy
import TextAnalysis

/// What a search by an engine came to.
package struct RemoteResults: Sendable {
  /// The hits and counts.
  package var results = SearchResults()

  /// The keys of all facets.
  package var facetKeys: [String] = []

  /// Why not all documents were looked at, or not all values counted; `nil` if all were.
  package var defect: String?
}

/// Searches the documents of a search engine as an index is searched: queries are understood here, by the
/// vocabulary; the engine finds and counts.
package struct RemoteSearch {
  private let vocabulary: Vocabulary?
  private let finder: ConceptFinder?
  private let reader: SearchReader
  private let engine: any RemoteEngine
  private let name: String

  /// How often questions lead to further ones; each round knows more words of a query than the one before.
  private static let mostRounds = 12

  /// A search by an engine.
  ///
  /// - Parameters:
  ///   - engine: the engine.
  ///   - name: the name of its index, an alias.
  ///   - vocabulary: the vocabulary through which queries are understood.
  ///   - labels: its compiled labels.
  ///   - reader: who searches; what they may not read is as if it were not there.
  package init(
    _ engine: any RemoteEngine, name: String, vocabulary: Vocabulary?, labels: LabelIndex?,
    reader: SearchReader
  ) {
    self.engine = engine
    self.name = name
    self.vocabulary = vocabulary
    self.reader = reader
    finder = vocabulary.flatMap { vocabulary in labels.map { ConceptFinder(vocabulary, $0) } }
  }

  /// Answers a search.
  ///
  /// - Throws: `QuerySyntaxError`, `FacetFilterError`, `RemoteRefusal`, `RemoteFailure`, and what the engine throws.
  package func search(_ request: SearchRequest) throws -> RemoteResults {
    try refuse(request)
    var inquiry = try makeInquiry()
    return try inquiry.results(request, mostRounds: Self.mostRounds)
  }

  /// The document with an identifier.
  ///
  /// - Parameter id: the identifier.
  /// - Returns: the document, without headings; `nil` if the engine has none that the reader may read.
  /// - Throws: `RemoteRefusal`, `RemoteFailure`, and what the engine throws.
  package func document(named id: String) throws -> StoredDocument? {
    try makeInquiry().document(named: id)
  }

  private func makeInquiry() throws -> RemoteInquiry {
    guard let collection = try engine.collection(named: name) else {
      throw RemoteFailure.missing(name)
    }
    guard collection.isOf(vocabulary) else { throw RemoteFailure.otherVocabulary(name) }
    var inquiry = RemoteInquiry(
      engine: engine, collection: collection, reader: reader, vocabulary: vocabulary,
      finder: finder)
    try inquiry.lookAtRights()
    return inquiry
  }

  private func refuse(_ request: SearchRequest) throws {
    for (isAsked, option) in [
      (request.like != nil, "--like"), (request.restriction != nil, "--new-since"),
      (request.wantsExplanations, "--explain"),
      (request.ranksWider, "--format trec"),
    ] where isAsked {
      throw RemoteRefusal.option(option)
    }
    guard request.offset <= RemoteQuestion.deepest,
      request.limit <= RemoteQuestion.deepest - request.offset
    else { throw RemoteRefusal.tooDeep(limit: RemoteQuestion.deepest) }
  }
}
