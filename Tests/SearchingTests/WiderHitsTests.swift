import Model
import TestSupport
import Testing

@testable import Searching

/// Rankings that hold what says a query in other words, beside counts that do not change.
struct WiderHitsTests {
  /// Documents that say it with the word of the query, others that say it without, and the rest; a third each.
  private static func documents(_ range: Range<Int>) -> [IndexDocument] {
    range.flatMap { number in
      [
        IndexDocument(
          id: "named\(number)", title: "Glider",
          text: "A glider soars in thermal lift, a sailplane.",
          date: CalendarDate(year: 2000 + number), language: "en", facets: ["kind": ["named"]]),
        IndexDocument(
          id: "unnamed\(number)", title: "Sailplane", text: "It soars in thermal lift, it does.",
          date: CalendarDate(year: 2000 + number), language: "en", facets: ["kind": ["unnamed"]]),
        IndexDocument(
          id: "other\(number)", title: "Minutes", text: "Minutes of meeting \(number) on rent.",
          date: CalendarDate(year: 2000 + number), language: "en", facets: ["kind": ["other"]]),
      ]
    }
  }

  private static func search(
    _ query: String, _ change: (inout SearchRequest) -> Void = { _ in }
  ) throws -> SearchResults {
    var answer: SearchResults?
    try withTemporaryFolder { folder in
      // Two commits, so that there are several segments, and a document that is gone.
      for range in [0..<8, 8..<14] {
        var writer = try IndexWriter(folder: folder)
        for document in documents(range) { try writer.add(document) }
        if range.lowerBound > 0 { try writer.remove(id: "unnamed3") }
        try writer.commit()
      }
      var request = SearchRequest(query)
      request.limit = 100
      request.ranksWider = true
      change(&request)
      answer = try SearchIndex(folder: folder).search(request)
    }
    return try #require(answer)
  }

  private static func kinds(_ results: SearchResults) -> [String: Int] {
    Dictionary(results.hits.map { ($0.id.filter(\.isLetter), 1) }, uniquingKeysWith: +)
  }

  @Test func `a ranking holds what has the words of the best hits, and counts hold what matches`()
    throws
  {
    let exact = try Self.search("glider") { $0.ranksWider = false }
    let wider = try Self.search("glider")
    #expect(Self.kinds(exact) == ["named": 14])
    #expect(Self.kinds(wider) == ["named": 14, "unnamed": 13])
    #expect(wider.total == 14)
    #expect(wider.facets == exact.facets)
    #expect(wider.hits.map(\.score) == wider.hits.map(\.score).sorted(by: >))
    #expect(wider.hits.prefix(14).allSatisfy { $0.id.hasPrefix("named") })
  }

  @Test func `what it holds beside passes the same filters`() throws {
    let dated = try Self.search("glider") { $0.dates = DateRange(from: CalendarDate(year: 2010)) }
    #expect(Self.kinds(dated) == ["named": 4, "unnamed": 4])
    let chosen = try Self.search("glider") {
      $0.filters = [FacetFilter(key: "kind", value: "named")]
    }
    #expect(Self.kinds(chosen) == ["named": 14])
    let restricted = try Self.search("glider") {
      $0.restriction = ["named1", "unnamed2", "other1"]
    }
    #expect(Self.kinds(restricted) == ["named": 1, "unnamed": 1])
  }

  @Test(arguments: [
    "\"glider\"", "glider AND soars", "glider -minutes", "title:glider", "*",
  ])
  func `where the query says more than words, nothing else is a hit`(query: String) throws {
    let exact = try Self.search(query) { $0.ranksWider = false }
    let wider = try Self.search(query)
    #expect(Set(wider.hits.map(\.id)) == Set(exact.hits.map(\.id)))
  }

  @Test func `an explanation says why it is there, and the page goes on where the last ended`()
    throws
  {
    let all = try Self.search("glider") { $0.wantsExplanations = true }
    let unnamed = try #require(all.hits.last)
    #expect(!unnamed.explanation.isEmpty)
    #expect(unnamed.explanation.allSatisfy { $0.kind == .feedback })
    let sum = unnamed.explanation.reduce(0) { $0 + $1.score }
    #expect(abs(sum - unnamed.score) < 1e-4)
    let page = try Self.search("glider") {
      $0.offset = 10
      $0.limit = 10
    }
    #expect(page.hits.map(\.id) == all.hits[10..<20].map(\.id))
    #expect(page.hits.first?.rank == 11)
  }
}
