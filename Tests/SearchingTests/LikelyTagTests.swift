import Matching
import Taxonomy
import TestSupport
import Testing

@testable import Searching

/// What nobody decided, but is likely: it decides the order of hits, and nothing else.
struct LikelyTagTests {
  private static let vocabulary: Vocabulary = {
    var made = ProductVocabulary()
    made.add("urn:offer", to: made.types, [Label("Offer")])
    made.add("urn:invoice", to: made.types, [Label("Invoice")])
    made.add("urn:vault", to: made.products, [Label("Harbor Vault")])
    made.add("urn:mail", to: made.products, [Label("Harbor Mail")])
    return made.builder.build().vocabulary
  }()

  /// Ten documents of one product with the same words, so that only what is told of them parts them.
  private static func documents() -> [IndexDocument] {
    (0..<10).map { number in
      IndexDocument(
        id: "d\(number)", text: "Harbor Vault, what it is and does.", language: "en",
        facets: ["product": ["urn:vault"]])
    }
  }

  private static func search(
    _ query: String, _ documents: [IndexDocument], filter: String? = nil
  ) throws -> SearchResults {
    var answer: SearchResults?
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder, vocabulary: vocabulary)
      let index = try SearchIndex(
        folder: folder, vocabulary: vocabulary, labels: try LabelIndex.compile(vocabulary))
      var request = SearchRequest(query)
      request.collapsesCopies = false
      request.wantsExplanations = true
      request.filters = [filter.flatMap { FacetFilter($0) }].compactMap { $0 }
      answer = try index.search(request)
    }
    return try #require(answer)
  }

  @Test func `what is tagged comes first, then what is likely, then the others`() throws {
    var documents = Self.documents()
    documents[3].facets["type"] = ["urn:offer"]
    documents[7].likely = ["urn:offer"]
    documents[5].likely = ["urn:invoice"]
    let found = try Self.search("harbor vault offer", documents)
    #expect(found.hits.map(\.id).prefix(2) == ["d3", "d7"])
    #expect(found.hits[1].score > found.hits[2].score)
    #expect(found.hits.first { $0.id == "d5" }?.score == found.hits.last?.score)
    #expect(found.hits[1].explanation.contains { $0.name.hasPrefix("likely ") })
    let sum = found.hits[1].explanation.reduce(0) { $0 + $1.score }
    #expect(abs(sum - found.hits[1].score) < 1e-4)
  }

  @Test func `what is likely is not found, counted or filtered by`() throws {
    var documents = Self.documents()
    documents[0].facets["type"] = ["urn:invoice"]
    documents[7].likely = ["urn:offer"]
    documents.append(
      IndexDocument(
        id: "other", text: "Nothing of it.", language: "en", facets: ["product": ["urn:mail"]]))
    documents[10].likely = ["urn:offer"]
    let plain = try Self.search(
      "harbor vault offer",
      documents.map { document in
        var document = document
        document.likely = []
        return document
      })
    let found = try Self.search("harbor vault offer", documents)
    #expect(found.total == plain.total && found.total == 10)
    #expect(found.facets == plain.facets)
    #expect(Set(found.hits.map(\.id)) == Set(plain.hits.map(\.id)))
    #expect(try Self.search("type:offer", documents).total == 0)
    #expect(try Self.search("harbor", documents, filter: "type=").total == 9)
  }

  @Test func `what is decided is not likely to be something else`() throws {
    var documents = Self.documents()
    documents[2].facets["type"] = ["urn:invoice"]
    documents[2].likely = ["urn:offer"]
    let found = try Self.search("harbor vault offer", documents)
    #expect(Set(found.hits.map(\.score)).count == 1)
  }

  /// A document may be about two products, so that a second one says little.
  @Test func `only where a document has one value does it count`() throws {
    var documents = Self.documents()
    documents[4].likely = ["urn:mail"]
    let found = try Self.search("vault harbor mail", documents)
    #expect(
      found.hits.allSatisfy { hit in
        !hit.explanation.contains { $0.name.hasPrefix("likely ") }
      })
  }

  /// Nothing of documents out of sight is in the order, the scores or the explanation, nor can their column be asked for.
  @Test func `whoever may not read a document learns nothing of what it is likely to be`() throws {
    var documents = Self.documents()
    for number in documents.indices { documents[number].access = [DocumentAccess.everybody] }
    var closed = documents
    for number in closed.indices {
      closed[number].id = "h\(number)"
      closed[number].likely = ["urn:offer"]
      closed[number].access = ["u0+o-"]
    }
    try withTemporaryFolder { folder in
      try makeIndex(documents + closed, in: folder + "/all", vocabulary: Self.vocabulary)
      try makeIndex(documents, in: folder + "/open", vocabulary: Self.vocabulary)
      let labels = try LabelIndex.compile(Self.vocabulary)
      let (trimmed, open) = (
        try SearchIndex(
          folder: folder + "/all", vocabulary: Self.vocabulary, labels: labels,
          reader: SearchReader(user: 1000, groups: [1000])),
        try SearchIndex(folder: folder + "/open", vocabulary: Self.vocabulary, labels: labels)
      )
      var request = SearchRequest("harbor vault offer")
      request.wantsExplanations = true
      let (seen, expected) = (try trimmed.search(request), try open.search(request))
      #expect(seen.total == expected.total && seen.facets == expected.facets)
      #expect(seen.hits.map(\.id) == expected.hits.map(\.id))
      #expect(
        seen.hits.map { $0.explanation.map(\.name) }
          == expected.hits.map { $0.explanation.map(\.name) })
      request.filters = [FacetFilter(key: LikelyTags.column, value: "urn:offer")]
      #expect(throws: FacetFilterError.self) { try trimmed.search(request) }
    }
  }

  @Test func `it stays when segments are merged`() throws {
    try withTemporaryFolder { folder in
      let resolver = ConceptResolver(
        Self.vocabulary, index: try LabelIndex.compile(Self.vocabulary))
      for part in 0..<9 {
        var writer = try IndexWriter(folder: folder, resolver: resolver)
        var document = Self.documents()[part]
        if part == 1 { document.likely = ["urn:offer", "urn:offer"] }
        try writer.add(document)
        try writer.commit()
      }
      let index = try SearchIndex(
        folder: folder, vocabulary: Self.vocabulary,
        labels: try LabelIndex.compile(Self.vocabulary))
      #expect(index.segments.count < 9)
      #expect(try index.search(SearchRequest("harbor vault offer")).hits.first?.id == "d1")
      #expect(!index.facetKeys.contains(LikelyTags.column))
    }
  }
}
