import TestSupport
import Testing

@testable import Searching

/// Questions, and the passages that answer them.
struct QuestionTests {
  private static let filler = String(
    repeating: "The archive was bought, counted, cleaned and painted again by many hands. ",
    count: 4)

  private static let documents = [
    IndexDocument(
      id: "talk",
      text: "Contact with the harbor matters. The contact is a matter of trust. " + filler,
      language: "en"),
    IndexDocument(
      id: "people", text: filler + "Contact for the harbor: Inga Petersen, phone 4711. " + filler,
      language: "en"),
    IndexDocument(
      id: "notice", title: "End of the Jetty",
      text: "The Jetty is withdrawn. " + filler + "Successor: the Pier, which has more slots. "
        + filler, language: "en"),
    IndexDocument(
      id: "jetty", title: "Jetty", text: "Jetty jetty. The Jetty is a tape library.",
      language: "en"),
    IndexDocument(
      id: "support", text: "Support of the library. Support of support. It is old.",
      language: "en"),
    IndexDocument(
      id: "dates", text: filler + "Support of the library ends in December 2011. " + filler,
      language: "en"),
  ]

  private static func first(_ query: String) throws -> SearchHit? {
    var hit: SearchHit?
    try withTemporaryFolder { (folder) throws in
      try makeIndex(documents, in: folder)
      var request = SearchRequest(query)
      request.wantsExplanations = true
      hit = try SearchIndex(folder: folder).search(request).hits.first
    }
    return hit
  }

  @Test(arguments: [
    ("who is the contact for the harbor", "people", "Inga Petersen"),
    ("what replaces the jetty", "notice", "the Pier"),
    ("when does support of the library end", "dates", "December 2011"),
  ])
  func `a passage that answers a question comes first and is shown`(
    query: String, id: String, answer: String
  ) throws {
    let hit = try #require(try Self.first(query))
    #expect(hit.id == id)
    #expect(hit.snippet.text.contains(answer), "\(hit.snippet.text)")
    #expect(hit.explanation.contains { $0.kind == .answer })
    #expect(abs(hit.explanation.reduce(0) { $0 + $1.score } - hit.score) < 1e-4)
  }

  @Test func `words that begin no question are none`() {
    #expect(Question(["who", "guidelines"]) == nil)
    #expect(Question(["guidelines", "of", "who"]) == nil)
    #expect(Question(["how", "many", "documents"]) == .amount)
    #expect(Question(["how", "to", "install"]) == .thing)
    #expect(Question(["wer", "leitet", "das"]) == .person)
  }
}
