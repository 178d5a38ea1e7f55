import TestSupport
import Testing

@testable import Searching

/// Nothing of a query is dropped without a word, and what is pasted works.
struct QueryReadingTests {
  private static let documents = [
    IndexDocument(
      id: "w2", title: "Form W-2", text: "Form W-2 wage statement 2011", language: "en"),
    IndexDocument(id: "ww2", text: "A history of WW-2 shipping", language: "en"),
    IndexDocument(id: "w9", text: "Form W-9 request for taxpayer number", language: "en"),
    IndexDocument(id: "two", text: "Two copies, 2 pages, of the statement", language: "en"),
    IndexDocument(id: "hw", text: "Spare part HW-5100-A for the pump", language: "en"),
    IndexDocument(id: "hwb", text: "Spare part HW-5200 beside 5100", language: "en"),
    IndexDocument(id: "xyz", text: "Drawing XYZ-223 of the pump", language: "en"),
    IndexDocument(id: "eco", text: "eco-friendly packaging, eco-tax", language: "en"),
    IndexDocument(id: "economy", text: "economy of scale", language: "en"),
    IndexDocument(id: "price", text: "the price list, foo barking", language: "en"),
    IndexDocument(id: "foo", text: "foo bar, harbor exchange", language: "en"),
    IndexDocument(id: "doi", text: "Cite as doi:10.5072/FK2/4QEJQV here", language: "en"),
    IndexDocument(
      id: "china", title: "China and Angola: a marriage of convenience?", text: "history",
      language: "en"),
    IndexDocument(id: "iso", text: "certified by ISO 9001, DIN4102 and WiFi v10.2", language: "en"),
    IndexDocument(id: "abc", text: "Papers of ABC and more", language: "en"),
    IndexDocument(id: "cba", text: "ABC has papers of others", language: "en"),
    IndexDocument(
      id: "url", text: "See https://id.example/a/b?c=d for more", language: "en",
      facets: ["type": ["red"]]),
  ]

  private static func search(_ query: String) throws -> SearchResults {
    var answer: SearchResults?
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder)
      var request = SearchRequest(query)
      request.limit = 100
      answer = try SearchIndex(folder: folder).search(request)
    }
    return try #require(answer)
  }

  @Test(arguments: [
    ("W-2", ["w2"]), ("w-2", ["w2"]), ("HW-5100-A", ["hw"]), ("HW-5100", ["hw"]), ("XYZ-123", []),
    ("HW-5100*", ["hw"]), ("HW-5*", ["hw", "hwb"]), ("price-l*", ["price"]),
    ("harbor.ex*", ["foo"]), ("eco-*", ["eco"]), ("eco*", ["eco", "economy"]),
    ("eco-tax", ["eco"]), ("price-list", ["price"]), ("\"foo bar*\"", ["foo", "price"]),
    ("\"foo bar\"*", ["foo", "price"]), ("\"foo bar\"", ["foo"]),
    ("“papers of ABC”", ["abc"]), ("„papers of ABC“", ["abc"]), ("«papers of ABC»", ["abc"]),
    ("doi:10.5072/FK2/4QEJQV", ["doi"]), ("https://doi.org/10.5072/FK2/4QEJQV", ["doi"]),
    ("http://dx.doi.org/10.5072/fk2/4qejqv", ["doi"]), ("10.5072/FK2/4QEJQV", ["doi"]),
    ("https://doi.org/10.5072/FK2/4QEJQW", []), ("https://other.org/10.5072/FK2/4QEJQV", []),
    ("https://id.example/a/b?c=d", ["url"]),
    ("\"China and Angola: a marriage of convenience?\"", ["china"]),
    ("form -W-2", ["w9"]), ("form NOT W-2", ["w9"]), ("spare -HW-5100-A", ["hwb"]),
    ("spare -\"HW 5100\"", ["hwb"]), ("pump AND XYZ-223", ["xyz"]), ("red:blue tax", ["eco"]),
    ("list/tax", ["eco", "price"]), ("wage - statement", ["two", "w2"]),
    ("type: red", ["url"]), ("\"price list\" eco*", ["price"]),
    ("W2", ["w2"]), ("form -W2", ["w9"]), ("HW5100A", ["hw"]), ("XYZ123", []), ("ISO9001", ["iso"]),
    ("ISO9002", []), ("DIN-4102", ["iso"]), ("Wi-Fi", ["iso"]), ("10.2", ["iso"]), ("10.3", []),
  ])
  func `finds what was meant`(query: String, expected: [String]) throws {
    let found = try Self.search(query).hits.map(\.id).sorted()
    if query == "type: red" {
      #expect(found.isEmpty)
    } else {
      #expect(found == expected)
    }
  }

  @Test(
    arguments: [
      ("https://doi.org/10.5072/x", "10.5072/x"), ("HTTPS://DOI.ORG/10.5072/X", "10.5072/X"),
      ("dx.doi.org/10.1/a(b)c", "10.1/a(b)c"), ("(doi:10.5072/x).", "10.5072/x"),
      ("10.5072/x", nil), ("https://doi.org/", nil), ("https://doi.org/10.5072", nil),
      ("https://doi.org/10.5072/", nil), ("doi:11.5072/x", nil), ("doi:", nil), ("", nil),
      ("https://example.org/10.5072/x", nil),
    ] as [(String, String?)])
  func `the address of a DOI is the DOI`(text: String, expected: String?) {
    #expect(QueryWord.objectIdentifier(text) == expected)
  }

  @Test(arguments: [
    (["w2"], [["w", "2"]]), (["hw5100a"], [["hw", "5100", "a"]]), (["10.2"], [["v10.2"]]),
    (["v10.2"], [["v", "10.2"], ["10.2"]]), (["2011"], []), (["wi", "fi"], [["wifi"]]),
  ])
  func `letters and digits are written together or apart`(words: [String], others: [[String]]) {
    #expect(QueryWord.otherSpellings(of: words) == others)
  }

  @Test func `a title pasted as it is finds its document first`() throws {
    for document in Self.documents where !document.title.isEmpty {
      #expect(try Self.search(document.title).hits.first?.id == document.id)
    }
  }

  @Test(arguments: [
    ("h*o", 2, QuerySyntaxError.Reason.misplacedStar("h*o")),
    ("a *frist", 3, .misplacedStar("*frist")),
    ("eco-*|climate*", 5, .misplacedStar("eco-*|climate*")),
    ("(a b)*", 6, .misplacedStar("…)*")), ("\"a* b\"", 3, .misplacedStar("a* b")),
    ("\"big wolf\"~2", 11, .foreignOperator("~")), ("wolf~1", 1, .foreignOperator("~1")),
    ("wolf^2.5", 1, .foreignOperator("^2.5")), ("!", 1, .noWord("!")), (" + ", 2, .noWord(" + ")),
    ("\"foo bar *\"", 10, .misplacedStar("foo bar *")), ("\"foo \"*", 7, .misplacedStar("foo *")),
    ("a \"*\"", 3, .noWord("*")), ("a \"!\"*", 3, .noWord("!*")),
    ("a \"!\"", 3, .noWord("!")), ("a AND +", 3, .missingOperand("AND")),
    ("title:", 1, .missingValue("title")), ("(type:)", 2, .missingValue("type")),
    ("type:\"red\"*", 11, .misplacedStar("type:\"red\"*")),
  ])
  func `what is not understood is an error with its place`(
    query: String, column: Int, reason: QuerySyntaxError.Reason
  ) throws {
    #expect(throws: QuerySyntaxError(reason, column: column)) { try Self.search(query) }
  }

  @Test func `each of Lucene's operators is told what is written instead`() {
    let near = QuerySyntaxError(.foreignOperator("~2"), column: 1).remedy
    let weight = QuerySyntaxError(.foreignOperator("^2"), column: 1).remedy
    #expect(near.contains("NEAR/5") && near.contains("mistyped"))
    #expect(weight.contains("leave it out") && !weight.contains("NEAR"))
  }

  @Test(arguments: [
    ("pump zeppelinx", "zeppelinx", Understanding.Notice.Kind.absent),
    ("XYZ-123", "XYZ-123", .absent), ("zeppelinx*", "zeppelinx*", .absent),
    ("\"pump zeppelinx\"", "zeppelinx", .absent), ("list/tax", "list/tax", .words),
    ("eco-*", "eco-*", .word("eco")), ("+pump", "+", .ignored), ("!pump", "!", .ignored),
    ("pump | part", "|", .ignored), ("pump && part", "&&", .ignored), ("typ:red", "typ:", .text),
    ("types:red", "types:", .text), ("titel:red", "titel:", .text), ("type: red", "type:", .text),
    ("tag:nothing pump", "tag:nothing", .absent), ("ISO9001", "ISO9001", .word("iso 9001")),
    ("DIN-4102", "DIN-4102", .word("din4102")),
  ])
  func `what is not taken as written is told`(
    query: String, surface: String, kind: Understanding.Notice.Kind
  ) throws {
    let notices = try Self.search(query).understanding.notices
    let notice = try #require(notices.first { $0.surface == surface }, "\(notices)")
    #expect(notice.kind == kind)
    #expect(notice.message.contains(surface))
  }

  @Test(arguments: [
    "pump", "HW-5100-A", "“papers of ABC”", "the pump - a part", "doi:10.5072/FK2/4QEJQV",
    "China and Angola: a marriage of convenience?", "-pump", "type:red",
  ])
  func `what is taken as written is not talked about`(query: String) throws {
    let understanding = try Self.search(query).understanding
    #expect(understanding.notices.isEmpty, "\(understanding.notices)")
  }
}
