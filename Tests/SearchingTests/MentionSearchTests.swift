import Matching
import Model
import Taxonomy
import TestSupport
import Testing

@testable import Searching

/// What facets ask for, by what documents are about and by what they mention.
struct MentionSearchTests {
  private static let vocabulary: Vocabulary = {
    var vocabulary = ProductVocabulary()
    vocabulary.add(
      "urn:archive", to: vocabulary.products,
      [Label("Harbor Archive"), Label("Acme Vault", kind: .alternative)])
    vocabulary.add("urn:mail", to: vocabulary.products, [Label("Harbor Mail")])
    vocabulary.add("urn:brochure", to: vocabulary.types, [Label("Brochure")])
    return vocabulary.builder.build().vocabulary
  }()

  private static let documents = [
    IndexDocument(
      id: "about", text: "All of it on one page", language: "en", tags: ["urn:archive"]),
    IndexDocument(
      id: "mentions", text: "Harbor Mail takes over from Acme Vault", language: "en",
      tags: ["urn:mail"]),
    IndexDocument(
      id: "brochure", text: "The Harbor Archive folder", language: "en", tags: ["urn:brochure"]),
    IndexDocument(id: "else", text: "A menu of the canteen", language: "en"),
  ]

  private static func results(_ request: SearchRequest) throws -> (ids: [String], total: Int) {
    var found: (ids: [String], total: Int) = ([], 0)
    try withTemporaryFolder { (folder) throws in
      try makeIndex(documents, in: folder, vocabulary: vocabulary)
      let index = try SearchIndex(
        folder: folder, vocabulary: vocabulary, labels: try LabelIndex.compile(vocabulary))
      let results = try index.search(request)
      found = (results.hits.map(\.id).sorted(), results.total)
    }
    return found
  }

  private static func request(_ query: String, facet: String? = nil) -> SearchRequest {
    var request = SearchRequest(query)
    request.filters = facet.map { [FacetFilter(key: "product", value: $0)] } ?? []
    return request
  }

  @Test func `a facet is what documents are about, and with mentions also what they name`() throws {
    for (query, facet) in [("product:\"Acme Vault\"", nil), ("", "Harbor Archive")] {
      var request = Self.request(query, facet: facet)
      #expect(try Self.results(request).ids == ["about"])
      request.countsMentions = true
      let found = try Self.results(request)
      #expect(found.ids == ["about", "brochure", "mentions"])
      #expect(found.total == 3)
    }
  }

  @Test func `what is ruled out and what has no value is a matter of what documents are about`()
    throws
  {
    for (query, facet) in [("-product:\"Harbor Archive\"", nil), ("", "")] {
      var request = Self.request(query, facet: facet)
      let before = try Self.results(request).ids
      request.countsMentions = true
      #expect(try Self.results(request).ids == before)
      #expect(before.contains("brochure"))
    }
  }

  @Test func `several values of a facet are any of them, and facets narrow one another`() throws {
    var request = Self.request("type:Brochure", facet: "Harbor Archive")
    request.countsMentions = true
    #expect(try Self.results(request).ids == ["brochure"])
    request.query = ""
    request.filters.append(FacetFilter(key: "product", value: "Harbor Mail"))
    #expect(try Self.results(request).ids == ["about", "brochure", "mentions"])
  }
}
