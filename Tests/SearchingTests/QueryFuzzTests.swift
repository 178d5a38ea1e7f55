import RandomNumbers
import TestSupport
import Testing

@testable import Searching

struct QueryFuzzTests {
  private static let pieces = [
    "vault", "Harbor", "re*", "*", "\"", "“", "„", "(", ")", "-", "NOT", "AND", "OR", "NEAR",
    "NEAR/3", "NEAR/", "NEAR/99999999999999999999", "type:", "type:red", "date:", "date:2009..",
    "date:..", "date:2009-13", "path:a/**", "title:vault", "query:q", "query:", "tag:x", ":", "::",
    "a:b:c", "\u{0}", "\u{1F3C1}", "e\u{301}", "\u{202E}", " ", "\t", "\n", "--", "-(", "-\"", "和",
    "ß", "year:2009", "product:\"x y\"", "https://id.example/a",
  ]

  private static func query(_ generator: inout SeededGenerator) -> String {
    (0..<Int.random(in: 0...8, using: &generator)).map { _ in
      let piece = pieces.randomElement(using: &generator) ?? ""
      return piece + (Bool.random(using: &generator) ? " " : "")
    }.joined()
  }

  @Test func `any text is a query or an error with its place and a remedy`() throws {
    let corpus = RandomCorpus(count: 60, seed: 31)
    var generator = SeededGenerator(seed: 77)
    try withTemporaryFolder { folder in
      try makeIndex(corpus.documents, in: folder)
      let index = try SearchIndex(folder: folder)
      for _ in 0..<4_000 {
        let query = Self.query(&generator)
        var request = SearchRequest(query)
        request.savedQueries = ["q": "vault OR query:r", "r": "-harbor"]
        request.isLiteral = Bool.random(using: &generator)
        do {
          let results = try index.search(request)
          #expect(results.total <= corpus.documents.count)
          #expect(results.hits.count == min(10, results.total), "\(query)")
        } catch let error as QuerySyntaxError {
          #expect((1...query.count + 1).contains(error.column), "\(query)")
          #expect(!error.remedy.isEmpty)
        } catch is FacetFilterError {}
      }
    }
  }

  @Test func `parentheses nested without end are refused, not followed`() {
    for opening in ["(", "-(", "((", "\"a\" (", "NOT ("] {
      #expect(throws: QuerySyntaxError.self) {
        try QueryParser.parse(
          String(repeating: opening, count: 100_000), fields: QueryPlanner.fixedFields)
      }
    }
    #expect(throws: Never.self) {
      try QueryParser.parse(
        String(repeating: "- ", count: 10_000) + "a", fields: QueryPlanner.fixedFields)
    }
    _ = try? QueryParser.parse(
      String(repeating: "-", count: 200_000) + "a", fields: QueryPlanner.fixedFields)
    _ = try? QueryParser.parse(
      String(repeating: "NOT ", count: 200_000) + "a", fields: QueryPlanner.fixedFields)
  }
}
