import Model
import RandomNumbers
import Taxonomy
import TestSupport
import Testing

@testable import Searching

/// What `Documentation/QuerySyntax.md` says of operators, fields and words side by side.
struct QueryAlgebraTests {
  @Test(arguments: [UInt64(41), 42])
  func `every tree of operators finds what the algebra says`(seed: UInt64) throws {
    let corpus = RandomCorpus(count: 150, seed: seed)
    let naive = NaiveSearch(documents: corpus.documents)
    var generator = SeededGenerator(seed: seed &* 7)
    try withTemporaryFolder { folder in
      try makeIndex(corpus.documents, in: folder)
      let index = try SearchIndex(folder: folder)
      for _ in 0..<60 {
        let part = RandomQuery.tree(depth: 3, &generator)
        var request = SearchRequest(part.syntax)
        request.limit = 1000
        request.wantsSuggestions = false
        let expected = Set(corpus.documents.filter { naive.matches(part, $0) }.map(\.id))
        for query in [part.syntax, "query:saved", "(\(part.syntax))", "NOT NOT \(part.syntax)"] {
          request.query = query
          request.savedQueries = ["saved": part.syntax]
          let results = try index.search(request)
          #expect(Set(results.hits.map(\.id)) == expected, "\(query): \(part.syntax)")
          #expect(results.total == expected.count, "\(query): \(part.syntax)")
        }
      }
    }
  }

  private static let documents = [
    IndexDocument(
      id: "a", path: "sales/a.txt", title: "Offer", text: "renewal price",
      date: CalendarDate("2010-03-01"), language: "en", facets: ["type": ["quote"]]),
    IndexDocument(
      id: "b", path: "sales/b.txt", title: "Flyer", text: "renewal",
      date: CalendarDate("2011-06-30"), language: "en", facets: ["type": ["brochure"]]),
    IndexDocument(
      id: "c", path: "legal/c.txt", title: "Hold", text: "price", date: CalendarDate("2012"),
      language: "en", facets: ["type": ["quote", "brochure"]]),
    IndexDocument(id: "d", path: "legal/d.txt", text: "tapes", language: "en"),
  ]

  private static func find(_ request: SearchRequest) throws -> SearchResults {
    var answer: SearchResults?
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder)
      answer = try SearchIndex(folder: folder).search(request)
    }
    return try #require(answer)
  }

  @Test(arguments: [
    ("year:2010 OR year:2011", "ab"), ("year:2010 year:2012", "ac"),
    ("type:\"\" OR type:brochure", "bcd"), ("type:\"\" type:brochure", "bcd"),
    ("(renewal AND type:quote) AND type:brochure", ""),
    ("type:brochure AND (type:quote AND price)", "c"), ("type:quote AND type:brochure", "c"),
    ("NOT (type:quote type:brochure)", "d"), ("NOT (type:quote AND type:brochure)", "abd"),
    ("path:sales/ path:legal/", "abcd"), ("path:sales/ AND path:legal/", ""),
    ("date:2010 date:2011", "ab"), ("date:2010 AND date:2011", ""),
    ("tag:quote tag:brochure", "abc"), ("tag:quote AND tag:brochure", "c"), ("tag:\"\"", "d"),
    ("title:offer title:hold", "ac"), ("renewal path:legal/", ""), ("price title:hold", "c"),
    ("renewal tag:quote", "a"), ("renewal query:q", "a"), ("query:q type:brochure", "c"),
    ("query:q -type:brochure", "a"), ("(type:quote) type:brochure", "c"),
    ("tapes -path:legal/", ""), ("price (renewal OR tapes)", "a"), ("* renewal", "ab"),
    ("-type:quote -type:brochure", "d"), ("-type:\"\"", "abc"), ("type:quote -type:brochure", "a"),
    ("path:SALES/", "ab"), ("path:b*", "b"), ("path:*.txt", "abcd"), ("path:s*/?.txt", "ab"),
    ("path:legal", "cd"), ("title:hol*", "c"), ("TYPE:Quote", "ac"), ("tag:Quote", "ac"),
  ])
  func `finds`(query: String, expected: String) throws {
    var request = SearchRequest(query)
    request.savedQueries = ["q": "type:quote"]
    #expect(try Self.find(request).hits.map(\.id).sorted().joined() == expected)
  }

  @Test func `a filter beside the query narrows what its own fields ask for`() throws {
    var request = SearchRequest("type:quote")
    request.filters = [FacetFilter(key: "type", value: "brochure")]
    #expect(try Self.find(request).hits.map(\.id) == ["c"])
    request.filters.append(FacetFilter(key: "TYPE", value: "quote"))
    #expect(try Self.find(request).hits.map(\.id) == ["a", "c"])
  }

  @Test func `counts ignore what a filter asks for, and respect what one rules out`() throws {
    func counts(_ query: String) throws -> [String: Int] {
      let facet = try #require(
        try Self.find(SearchRequest(query)).facets.first { $0.key == "type" })
      return Dictionary(
        uniqueKeysWithValues: facet.entries.map { ($0.value.label, $0.count) })
    }
    #expect(try counts("type:quote") == ["quote": 2, "brochure": 2])
    #expect(try counts("-type:quote") == ["brochure": 1])
    #expect(try counts("type:brochure -type:quote") == ["brochure": 1])
  }
}
