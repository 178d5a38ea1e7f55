import Model
import Taxonomy
import TestSupport
import Testing

@testable import Searching

struct QueryOperatorTests {
  private static let documents = [
    IndexDocument(
      id: "a", path: "sales/2010/offer.txt", title: "Renewal offer",
      text: "The renewal has a price list. Discount for early birds.",
      date: CalendarDate("2010-03-01"), language: "en", facets: ["type": ["red"]]),
    IndexDocument(
      id: "b", path: "sales/prices.txt", title: "Prices",
      text: "A price list of the renewal department, and no discount.",
      date: CalendarDate("2011-06-30"), language: "en",
      facets: ["type": ["blue"], "product": ["x", "y"]]),
    IndexDocument(
      id: "c", path: "legal/hold.txt", title: "Legal hold", text: "It keeps retention records.",
      language: "en", facets: ["type": ["green"], "product": ["y"]]),
    IndexDocument(
      id: "d", path: "legal/b/tapes.txt", text: "Retentive tapes.", date: CalendarDate("2009"),
      language: "en"),
  ]

  @Test(arguments: [
    ("renewal", "ab"), ("renewals", "ab"), ("renewal retention", "abcd"),
    ("renewal AND discount AND early", "a"), ("renewal OR retention", "abcd"),
    ("(early OR records) AND (renewal OR retention)", "ac"), ("tapes OR early AND renewal", "ad"),
    ("\"price list\"", "ab"), ("\"list price\"", ""), ("retention \"price list\"", "ab"),
    ("renewal -early", "b"), ("renewal NOT early", "b"), ("renewal -\"early birds\"", "b"),
    ("renewal -(early OR department)", ""), ("-renewal", "cd"), ("reten*", "cd"), ("re*", "abcd"),
    ("renewal NEAR/3 list", "ab"), ("renewal NEAR/2 list", "b"), ("list NEAR/2 renewal", "b"),
    ("renewal NEAR birds", "a"), ("legal NEAR retention", ""),
    ("title:renewal", "a"), ("title:prices", "b"), ("title:\"legal hold\"", "c"),
    ("path:sales/**", "ab"), ("path:sales/", "ab"), ("path:sales", "ab"),
    ("path:sales/prices.txt", "b"), ("path:legal/b/**", "d"), ("renewal -path:sales/2010/", "b"),
    ("date:2010..2011", "ab"), ("date:2010-04..", "b"), ("date:..2009", "d"), ("date:2010", "a"),
    ("date:2010-03-01", "a"), ("date:2011-06", "b"), ("renewal -date:2010", "b"),
    ("type:red", "a"), ("type:red type:blue", "ab"), ("TYPE:Blue product:y", "b"),
    ("type:red product:y", ""), ("product:x AND product:y", "b"), ("-type:red", "bcd"),
    ("product:\"\"", "ad"), ("tag:blue", "b"), ("tag:y", "bc"), ("-tag:y", "ad"),
    ("*", "abcd"), ("* -renewal", "cd"), ("", "abcd"),
    ("not and or", "b"),
  ])
  func `finds`(query: String, expected: String) throws {
    #expect(try Self.search(query).found == expected)
  }

  @Test(arguments: [
    ("lgal", "cd", "legal"), ("renewl", "ab", "renewal"), ("retintoin", "cd", "retention"),
    ("prive list", "ab", "price"), ("rtn", "", nil), ("prxcx", "", nil), ("birdses", "", nil),
    ("records", "c", nil), ("tape", "d", nil), ("\"renewl\"", "", nil), ("2011", "", nil),
  ])
  func `corrects one edit from four letters, two from eight, and no word that exists`(
    query: String, expected: String, replacement: String?
  ) throws {
    let answer = try Self.search(query)
    #expect(answer.found == expected)
    #expect(answer.results.understanding.corrections.first?.replacements.first == replacement)
    var literal = SearchRequest(query)
    literal.isLiteral = true
    #expect(try Self.search(literal).results.understanding.isLiteral)
  }

  private static func search(_ query: String) throws -> (found: String, results: SearchResults) {
    try search(SearchRequest(query))
  }

  private static func search(
    _ request: SearchRequest
  ) throws -> (found: String, results: SearchResults) {
    var answer: SearchResults?
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder)
      answer = try SearchIndex(folder: folder).search(request)
    }
    let results = try #require(answer)
    return (results.hits.map(\.id).sorted().joined(), results)
  }
}
