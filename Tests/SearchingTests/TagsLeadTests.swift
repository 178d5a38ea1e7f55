import Matching
import Taxonomy
import TestSupport
import Testing

@testable import Searching

/// What people tagged a document with goes before how often it has the words of a query.
struct TagsLeadTests {
  private static let vocabulary: Vocabulary = {
    var world = ProductVocabulary()
    world.add(
      "urn:type/how-to", to: world.types,
      [Label("How-to"), Label("instructions", kind: .alternative)])
    world.add("urn:type/overview", to: world.types, [Label("Overview")])
    world.add(
      "urn:product/identity", to: world.products,
      [
        Label("Harbor Identity"),
        Label("Acme Advanced Threat Protection", kind: .alternative, role: .formerName),
      ])
    return world.builder.build().vocabulary
  }()

  /// Documents that say all words of the old name again and again, and short ones that people tagged.
  private static let documents: [IndexDocument] = {
    var result: [IndexDocument] = []
    for number in 0..<20 {
      let text = String(
        repeating: "Acme Advanced Threat Protection instructions for protection against threat. ",
        count: 2 + number / 4)
      result.append(
        IndexDocument(
          id: "words\(number)", title: "Acme Advanced Threat Protection news", text: text,
          language: "en", tags: ["urn:type/overview"]))
    }
    for number in 0..<4 {
      let filler = String(repeating: "The console shows what was found and when. ", count: 4)
      result.append(
        IndexDocument(
          id: "tagged\(number)", title: "Set up sensor \(number)",
          text: "Harbor Identity needs it. " + filler, language: "en",
          tags: ["urn:type/how-to", "urn:product/identity"]))
    }
    for number in 0..<200 {
      result.append(
        IndexDocument(id: "other\(number)", text: "Minutes of meeting \(number).", language: "en"))
    }
    return result
  }()

  private static func search(_ query: String) throws -> SearchResults {
    var answer: SearchResults?
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder, vocabulary: vocabulary)
      let index = try SearchIndex(
        folder: folder, vocabulary: vocabulary, labels: try LabelIndex.compile(vocabulary))
      var request = SearchRequest(query)
      request.wantsExplanations = true
      request.limit = 10
      answer = try index.search(request)
    }
    return try #require(answer)
  }

  @Test(arguments: [
    "Acme Advanced Threat Protection instructions", "instructions Acme Advanced Threat Protection",
    "How-to Harbor Identity", "Acme Advanced Threat Protection instructions console sensor",
  ])
  func `documents tagged with type and product come first, whatever the name`(query: String) throws
  {
    let hits = try Self.search(query).hits
    #expect(Set(hits.prefix(4).map(\.id)) == ["tagged0", "tagged1", "tagged2", "tagged3"])
    let tagged = try #require(hits.first)
    #expect(abs(tagged.explanation.reduce(0) { $0 + $1.score } - tagged.score) < 1e-3)
  }

  @Test func `words of a label count in no nearness and no feedback`() throws {
    let hits = try Self.search(
      "Acme Advanced Threat Protection instructions console sensor was found"
    )
    .hits
    let names = hits.flatMap(\.explanation).filter { $0.kind != .match }.map(\.name)
    for word in ["acm", "advanc", "threat", "protect", "instruct"] {
      #expect(!names.contains { $0.contains(word) }, "\(names)")
    }
  }
}
