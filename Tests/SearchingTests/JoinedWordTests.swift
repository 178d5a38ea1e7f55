import TestSupport
import Testing

@testable import Searching

/// Words with signs between their parts are found without them, and the reverse.
struct JoinedWordTests {
  @Test(arguments: [
    ("the U.S.A. and N.A.T.O.", ["usa", "nato"]), ("a Ph.D. of the E.U.", ["phd", "eu"]),
    ("z.B. e-mail", ["zb", "email"]), ("Wi-Fi, HW-5100-A.", ["wifi", "hw5100a"]),
    ("state-of-the-art", []), ("1,500 and 1.500", ["1500", "1500"]),
    ("1,500,200.00 or 1.500.200,00", ["1500200", "1500200"]),
    ("1'500.00, 1\u{2019}500, 1\u{202F}500 1\u{A0}500", ["1500", "1500", "1500", "1500"]),
    ("0,500 1,50 1,5000 3.5 2010-2011 1-2", []), ("in 2010,200 people", []),
    ("end of a.b. Next", ["ab"]), ("see www.nordbank.example", []), ("1 500, x, y", []), ("", []),
    ("Kündigungs\u{2010}Frist", ["kundigungsfrist"]),
  ])
  func `finds what words with signs are without`(text: String, expected: [String]) {
    #expect(JoinedWords.words(in: text).map(\.text) == expected)
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      String(repeating: "a.", count: 500_000), String(repeating: "1,234", count: 200_000),
      "1" + String(repeating: ",000", count: 500_000), String(repeating: "a-", count: 500_000),
      String(repeating: "a", count: 20) + "-" + String(repeating: "b", count: 20),
    ])
  func `what nobody types is no word, however long it goes on`(text: String) {
    #expect(JoinedWords.words(in: text) == [])
  }

  private static let pairs = [
    ("USA", "U.S.A."), ("NATO", "N.A.T.O."), ("EU", "E.U."), ("UK", "U.K."), ("PhD", "Ph.D."),
    ("1500", "1,500"), ("1500", "1.500"), ("1500", "1\u{202F}500"), ("1500", "1'500"),
    ("1500", "1,500.00"), ("email", "e-mail"), ("wifi", "Wi-Fi"), ("HW5100A", "HW-5100-A"),
    ("ISO9001", "ISO 9001"),
  ]

  private static func search(_ query: String, _ documents: [IndexDocument]) throws -> SearchResults
  {
    var answer: SearchResults?
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder)
      answer = try SearchIndex(folder: folder).search(SearchRequest(query))
    }
    return try #require(answer)
  }

  @Test(arguments: pairs, ["en", "de"])
  func `both forms find both, and all are counted`(
    forms: (String, String), language: String
  ) throws {
    let documents = [forms.0, forms.1].enumerated().map { number, form in
      IndexDocument(
        id: "\(number)", text: "Bericht \(form) Nordbank Hamburg", language: language,
        facets: ["place": ["Hamburg"]])
    }
    for query in [forms.0, forms.1] where !query.contains(" ") && !query.contains("\u{202F}") {
      for corpus in [documents, [documents[0]], [documents[1]]] {
        let results = try Self.search(query, corpus)
        #expect(results.total == corpus.count, "\(query) in \(corpus.map(\.text))")
        #expect(results.facets.first { $0.key == "place" }?.entries.map(\.count) == [corpus.count])
      }
    }
    // What follows the word follows both of its forms.
    if !forms.1.contains(" ") {
      #expect(try Self.search("\"\(forms.0) Nordbank\"", documents).total == 2)
    }
  }

  @Test func `a form that other documents have is no part of what was typed`() throws {
    let documents = [
      IndexDocument(id: "list", text: "items 1-2 and A/B of the plan", language: "en"),
      IndexDocument(id: "twelve", text: "12 items", language: "en"),
      IndexDocument(id: "article", text: "a 4 year plan", language: "en"),
      IndexDocument(id: "paper", text: "paper of size A4", language: "en"),
    ]
    #expect(try Self.search("12", documents).hits.map(\.id) == ["twelve"])
    #expect(try Self.search("1-2", documents).hits.map(\.id) == ["list"])
    #expect(try Self.search("A4", documents).hits.map(\.id) == ["paper"])
    #expect(try Self.search("ab", documents).total == 0)
  }

  @Test func `what was typed with signs comes first`() throws {
    let documents = ["email", "e-mail"].map {
      IndexDocument(id: $0, text: "Send an \($0) to the office.", language: "en")
    }
    #expect(try Self.search("e-mail", documents).hits.map(\.id) == ["e-mail", "email"])
  }

  @Test func `a form that is gone with its document is in no dictionary`() throws {
    try withTemporaryFolder { folder in
      try makeIndex(
        [
          IndexDocument(id: "1", text: "the Wi-Fi of the office", language: "en"),
          IndexDocument(id: "2", text: "the office of Wi and Fi", language: "en"),
        ], in: folder)
      var writer = try IndexWriter(folder: folder, resolver: nil)
      try writer.remove(id: "1")
      try writer.commit()
      let index = try SearchIndex(folder: folder)
      #expect(try index.search(SearchRequest("wifi")).total == 0)
    }
  }
}
