package import JSONCoding
package import Matching
package import Taxonomy
import TextAnalysis

/// A search engine, as far as searches need it.
package protocol RemoteEngine {
  /// What is said of the index behind a name, by the name of the index; `nil` if there is none.
  func mapping(of name: String) throws -> JSONValue?

  /// The answers to some searches, each in one index.
  func search(_ searches: [(index: String, body: JSONValue)]) throws -> [JSONValue]
}

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
    let collection = try RemoteCollection(name, engine: engine, vocabulary: vocabulary)
    var inquiry = RemoteInquiry(
      engine: engine, collection: collection, reader: reader, vocabulary: vocabulary,
      finder: finder)
    try inquiry.lookAtRights()
    return try inquiry.results(request, mostRounds: Self.mostRounds)
  }

  private func refuse(_ request: SearchRequest) throws {
    for (isAsked, option) in [
      (request.like != nil, "--like"), (request.restriction != nil, "--new-since"),
      (request.countsMentions, "--mentions"), (request.wantsExplanations, "--explain"),
      (request.ranksWider, "--format trec"),
    ] where isAsked {
      throw RemoteRefusal.option(option)
    }
    guard request.offset <= RemoteRequest.deepest,
      request.limit <= RemoteRequest.deepest - request.offset
    else { throw RemoteRefusal.tooDeep(limit: RemoteRequest.deepest) }
  }
}

/// The index behind a name, and what those who published it said of it.
package struct RemoteCollection {
  /// The name of the index itself, which stays the same when another release takes the name.
  package let index: String

  /// The languages of the documents, the most frequent first.
  package let languages: [String]

  /// The facets that documents have values of.
  package let facets: [String]

  /// The name of the index of the words of an index.
  package static func words(of index: String) -> String { "\(index)-words" }

  /// What is told of an index.
  ///
  /// - Parameters:
  ///   - vocabulary: the fingerprint of the vocabulary that tags come from; 0 without one.
  ///   - languages: the languages of the documents, the most frequent first.
  ///   - facets: the facets that documents have values of.
  /// - Returns: what goes into the mapping as `_meta`.
  package static func meta(
    vocabulary: UInt64, languages: [String], facets: [String]
  ) -> JSONValue {
    [
      "parlance": [
        "format": .integer(RemoteMapping.format),
        "vocabulary": .string(String(vocabulary, radix: 16)), "languages": .strings(languages),
        "facets": .strings(facets),
      ]
    ]
  }

  /// Reads what an index says of itself; `nil` if it is not one of this program's.
  package init?(index: String, mapping: JSONValue, vocabulary: UInt64?) {
    let told = mapping["mappings"]?["_meta"]?["parlance"]
    guard told?["format"]?.integer == RemoteMapping.format,
      let languages = told?["languages"]?.strings, let facets = told?["facets"]?.strings,
      vocabulary == nil || told?["vocabulary"]?.string == vocabulary.map({ String($0, radix: 16) })
    else { return nil }
    self.index = index
    self.languages = languages
    self.facets = facets
  }

  /// Looks the index behind a name up.
  ///
  /// - Throws: `RemoteFailure`.
  init(_ name: String, engine: any RemoteEngine, vocabulary: Vocabulary?) throws {
    guard let member = try engine.mapping(of: name)?.object?.members.first else {
      throw RemoteFailure.missing(name)
    }
    guard RemoteCollection(index: member.name, mapping: member.value, vocabulary: nil) != nil
    else { throw RemoteFailure.foreign(name) }
    guard
      let own = RemoteCollection(
        index: member.name, mapping: member.value, vocabulary: vocabulary?.fingerprint ?? 0)
    else { throw RemoteFailure.otherVocabulary(name) }
    self = own
  }
}
