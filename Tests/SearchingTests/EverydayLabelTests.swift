import Matching
import Model
import Taxonomy
import TestSupport
import Testing

@testable import Searching

/// Words of a query that are labels and everyday words, and what they ask for beside a name.
struct EverydayLabelTests {
  private static let vocabulary: Vocabulary = {
    var world = ProductVocabulary()
    world.add(
      "urn:type/drawing", to: world.types, [Label("Drawing"), Label("plan", kind: .alternative)])
    world.add(
      "urn:type/minutes", to: world.types,
      [Label("Minutes"), Label("Protokoll", kind: .alternative)])
    world.add(
      "urn:type/offer", to: world.types, [Label("Quote"), Label("offer", kind: .alternative)])
    world.add(
      "urn:type/price-list", to: world.types,
      [Label("Price list"), Label("Preisliste", kind: .alternative)])
    world.add(
      "urn:product/backup", to: world.products,
      [Label("Harbor Backup"), Label("HB-5100-A", kind: .alternative)])
    return world.builder.build().vocabulary
  }()

  private static func search(_ query: String, _ documents: [IndexDocument]) throws -> SearchResults
  {
    var answer: SearchResults?
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder, vocabulary: vocabulary)
      let index = try SearchIndex(
        folder: folder, vocabulary: vocabulary, labels: try LabelIndex.compile(vocabulary))
      var request = SearchRequest(query)
      request.wantsExplanations = true
      request.limit = 100
      answer = try index.search(request)
    }
    return try #require(answer)
  }

  private static func document(
    _ path: String, _ title: String, _ text: String, _ tags: [String] = [], date: String? = nil,
    language: String = "en"
  ) -> IndexDocument {
    IndexDocument(
      id: path, path: path, title: title, text: text, date: date.flatMap { CalendarDate($0) },
      language: language, tags: tags)
  }

  private static let office = [
    document("plan.txt", "Plan for the party", "Cake and music in the garden."),
    document("minutes.txt", "Exercise", "It takes ten minutes a day.", ["urn:type/offer"]),
    document("offer.txt", "Canteen", "The special offer of the week is soup."),
    document("party.txt", "Party", "We bought the balloons."),
    document(
      "protokoll.txt", "Fest", "Nach dem Protokoll der Feier gab es Kuchen.", language: "de"),
  ]
  private static let tagged = [
    document("floor.txt", "Ground floor", "The plan has all doors.", ["urn:type/drawing"]),
    document("roof.txt", "Drawing of the roof", "Plan, section, view.", ["urn:type/drawing"]),
    document("board.txt", "Minutes of the board", "Minutes of May.", ["urn:type/minutes"]),
    document("team.txt", "Minutes of the team", "Protokoll, Minutes.", ["urn:type/minutes"]),
    document("quote.txt", "Offer for Nordbank", "Offer, quote.", ["urn:type/offer"]),
    document("bid.txt", "Quote for Marlow", "Our offer.", ["urn:type/offer"]),
  ]

  @Test(arguments: [
    ("plan for the party", "plan.txt"), ("party plan", "plan.txt"), ("ten minutes", "minutes.txt"),
    ("special offer", "offer.txt"), ("Protokoll der Feier", "protokoll.txt"),
  ])
  func `what has all words comes before what has the tag of one`(
    query: String, first: String
  ) throws {
    let hits = try Self.search(query, Self.office + Self.tagged).hits
    #expect(hits.first?.id == first, "\(hits.map(\.id))")
    for hit in hits {
      #expect(abs(hit.explanation.reduce(0) { $0 + $1.score } - hit.score) < 1e-4)
    }
  }

  @Test func `of two that have all words the tagged one comes first`() throws {
    let documents =
      Self.tagged + [
        Self.document("mail.txt", "Marlow", "The offer for Marlow is in the quote for Marlow.")
      ]
    let hits = try Self.search("offer Marlow", documents).hits.map(\.id)
    #expect(hits.prefix(2) == ["bid.txt", "mail.txt"])
    // Without other words the tag decides alone.
    #expect(try Self.search("offer", documents).hits.prefix(2).contains { $0.id == "quote.txt" })
  }

  private static let lists = [
    document(
      "p/List 2009.txt", "Prices", "Price list, price list.", ["urn:type/price-list"], date: "2009"),
    document(
      "q/Tariff.txt", "Tariff", "Price list, current.", ["urn:type/price-list"], date: "2010"),
    document("account.txt", "Current account", "The current account of the bank.", date: "2008"),
  ]

  @Test(arguments: [
    ("current price list", true), ("aktuelle Preisliste", true), ("gültige Preisliste", true),
    ("recent price list", true), ("most recent price list", true), ("latest price list", true),
    ("current account", false), ("price list current", false), ("aktuelle", false),
  ])
  func `current before a name asks for the newest`(query: String, isNewest: Bool) throws {
    let results = try Self.search(query, Self.lists)
    #expect(results.understanding.notices.contains { $0.kind == .newest } == isNewest)
    if isNewest { #expect(results.hits.first?.id == "q/Tariff.txt") }
  }

  @Test(arguments: ["HB-5100-A", "HB5100A"])
  func `a label that is written with signs is found without them`(query: String) throws {
    let documents = ["HB-5100-A", "HB5100A"].map {
      Self.document($0, "Spare parts", "Parts of \($0) and others.")
    }
    #expect(try Self.search(query, documents).total == 2)
  }

  @Test func `a word of the name of a product sets nothing aside`() throws {
    let product = "urn:product/backup"
    let documents = [
      Self.document("old/Harbor Backup price list 2008.txt", "Prices", "Prices.", date: "2008"),
      Self.document("Harbor Backup price list 2010.txt", "Prices", "Prices.", date: "2010"),
    ]
    for tags in [[], [product]] {
      let hits = try Self.search(
        "Harbor Backup price list",
        documents.map {
          var document = $0
          document.tags = tags
          return document
        }
      ).hits
      #expect(hits.first?.id == "Harbor Backup price list 2010.txt")
      #expect(!(hits.first?.explanation.contains { $0.title.hasSuffix("set aside") } ?? true))
    }
  }
}
