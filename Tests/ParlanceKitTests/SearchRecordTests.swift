import Foundation
import Synchronization
import TestSupport
import Testing

@testable import ParlanceKit

/// The records of an answer, which the terminal, JSON and a page show alike.
struct SearchRecordTests {
  /// Two kinds of sheets below a sheet, one of them below a table, too; a product with an old name.
  private static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
      <scheme id="type" assign="one">
        <title>Types</title>
        <concept id="type/sheet"><name>Sheet</name></concept>
        <concept id="type/table"><name>Table</name></concept>
        <concept id="type/prices"><name>Price list</name><alias>Tariff</alias>
          <broader ref="type/sheet"/><broader ref="type/table"/></concept>
        <concept id="type/rates"><name>Rates</name><broader ref="type/prices"/></concept>
      </scheme>
      <scheme id="product">
        <title>Products</title>
        <concept id="product/archive"><name>Harbor Archive</name>
          <former until="2009-06-30">Acme Vault</former></concept>
      </scheme>
    </vocabulary>
    """

  private static let documents = [
    #"{"id":"1","title":"Rates","text":"harbor archive costs","date":"2009-03","facets":{"type":["Rates"],"product":["Harbor Archive"]}}"#,
    #"{"id":"2","title":"Prices","text":"acme vault prices","date":"2010","facets":{"type":["Price list"]}}"#,
    #"{"id":"3","title":"Table","text":"figures of the tide","facets":{"type":["Table"]}}"#,
  ]

  private func withSession(_ body: (SearchSession, Engine) throws -> Void) throws {
    try withTemporaryFolder { folder in
      try Data(Self.vocabulary.utf8).write(to: URL(fileURLWithPath: folder + "/v.xml"))
      let engine = try Engine(at: folder)
      try engine.vocabularies.importing([folder + "/v.xml"])
      try index(Self.documents, as: "docs.jsonl", in: engine)
      try body(try engine.searching.open(), engine)
    }
  }

  private func index(_ lines: [String], as name: String, in engine: Engine) throws {
    let path = engine.workspace.root + "/" + name
    try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: URL(fileURLWithPath: path))
    let indexed = try engine.workspace.searchIndex.index(
      exports: [path], replacing: false,
      observer: ExportObserver(refused: { Issue.record($0) }, progress: { _ in }))
    #expect(indexed == [IndexedExport(file: path, documents: lines.count, refused: 0)])
  }

  @Test func `a value of a facet names what is next above it, each of them if there are several`()
    throws
  {
    try withSession { session, _ in
      let answer = try session.search(.init(""))
      let type = try #require(answer.facet("type"))
      #expect(type.title == "Types" && type.missing == 0)
      let above = Dictionary(
        uniqueKeysWithValues: type.counts.map { ($0.label, $0.broader) })
      #expect(
        above == [
          "Table": [], "Sheet": [], "Rates": ["https://id.example/type/prices"],
          "Price list": ["https://id.example/type/sheet", "https://id.example/type/table"],
        ])
      #expect(type.counts.map(\.label) == ["Table", "Price list", "Sheet", "Rates"])
      #expect(type.counts.map(\.count) == [3, 2, 2, 1])
    }
  }

  @Test func `the tree of a facet hangs what is narrower below the first broader value shown`()
    throws
  {
    try withSession { session, _ in
      let type = try #require(try session.search(.init("")).facet("type"))
      func shown(_ tree: [SearchService.FacetBranch]) -> [String] {
        tree.map { $0.mark + $0.count.label }
      }
      #expect(shown(type.tree()) == ["Table", "Sheet", "› Price list", "› › Rates"])
      // Without the sheet the price list stands below the table.
      #expect(shown(type.tree(first: 2)) == ["Table", "› Price list"])
      // Rates hang below the nearest that is shown, with what is between left out.
      let rare = SearchService.Facet(
        key: "type", title: "", counts: [0, 3, 1].map { type.counts[$0] } + [type.counts[2]],
        missing: 0)
      #expect(shown(rare.tree(first: 2)) == ["Table", "› Rates"])
    }
  }

  @Test func `a tree may be deeper than the stack of a thread`() throws {
    let depth = 100_000
    let counts = (0..<depth).map { number in
      SearchService.FacetCount(
        value: .init(label: "\(number)", concept: "urn:\(number)"), count: depth - number,
        depth: number, broader: number == 0 ? [] : ["urn:\(number - 1)"])
    }
    let facet = SearchService.Facet(key: "type", title: "", counts: counts, missing: 0)
    let tree = facet.tree()
    #expect(tree.count == depth && tree.indices.allSatisfy { tree[$0].level == $0 })
    // Of all that stands between, nothing is shown.
    let ends = SearchService.Facet(
      key: "type", title: "", counts: [counts[0], counts[depth - 1]] + counts[1..<(depth - 1)],
      missing: 0)
    #expect(ends.tree(first: 2).map(\.level) == [0, 1])
  }

  @Test func `values of one facet are found by any of their names`() throws {
    try withSession { session, _ in
      var request = SearchService.Request("")
      request.values = SearchService.ValueLookup("Types=tar")
      let answer = try session.search(request)
      #expect(answer.facets.map(\.key) == ["type"])
      #expect(answer.facets[0].counts.map(\.label) == ["Price list"])
      request.values = SearchService.ValueLookup(facet: "nothing")
      let error = #expect(throws: (any Error).self) { try session.search(request) }
      #expect("\(try #require(error))".contains("unknown facet 'nothing'"))
    }
  }

  @Test func `an answer in JSON has what its records have`() throws {
    try withSession { session, _ in
      var request = SearchService.Request("acme vault")
      request.histogram = .year
      request.wantsExplanations = true
      let answer = try session.search(request)
      let json = answer.json(for: request)
      #expect(json["query"] == "acme vault")
      #expect(json["total"]?.integer == answer.total)
      let reading = try #require(json["understood"]?.array?.first)
      #expect(reading["note"]?.string == answer.understood.readings[0].note)
      let count = try #require(json["facets"]?["type"]?.array?.first { $0["value"] == "Rates" })
      #expect(count["broader"] == ["https://id.example/type/prices"])
      #expect(json["histogram"]?["periods"]?.array?.first?["period"] == "2009")
      let hits = try #require(json["hits"]?.array)
      #expect(hits.map { $0["id"]?.string } == answer.hits.map(\.id))
      #expect(hits[0]["explanation"]?.array?.count == answer.hits[0].explanation.count)
      #expect(hits[0]["path"] == .null && hits[0]["copies"] == [])
    }
  }

  @Test func `a hit has a field of the record for each name, some in JSON alone`() {
    var request = SearchService.Request("")
    #expect(HitField.fields(of: request, form: .lines) == HitField.oneLine)
    #expect(HitField.fields(of: request, form: .json).last == .copies)
    request.collapsesCopies = false
    request.wantsExplanations = true
    #expect(HitField.fields(of: request, form: .json).suffix(2) == [.highlights, .explanation])
    #expect(
      HitField.allCases.map(\.rawValue) == [
        "rank", "score", "id", "path", "title", "date", "tags", "snippet", "highlights", "copies",
        "explanation",
      ])
  }

  @Test func `what a query was taken for is told in pieces, and how to be clear`() {
    func reading(_ facet: String, _ label: String) -> SearchService.Reading {
      SearchService.Reading(
        surface: "HA", facet: facet, concepts: [.init(label: label, concept: "urn:" + label)],
        isTogether: false,
        note: "", queries: ["\(facet):\"\(label)\""], related: [])
    }
    let understood = SearchService.Understanding(
      readings: [reading("product", "Harbor Archive"), reading("region", "Hawaii")],
      corrections: [.init(word: "prise", replacements: ["price", "prize"])],
      notices: [.init(surface: "x", kind: .absent, message: "no document has x")])
    #expect(
      understood.pieces(tellsRelated: true).map(\.plain) == [
        "Understood:", "product = Harbor Archive or region = Hawaii ·", "prise → price, prize ·",
        "no document has x", "  (--literal for the words alone)",
      ])
    #expect(
      understood.waysToBeClear.map { $0.map(\.plain) } == [
        [
          "\"HA\" is ambiguous; write one of:", " product:\"Harbor Archive\"", " region:\"Hawaii\"",
        ]
      ])
    let plain = SearchService.Understanding(readings: [], corrections: [], notices: [])
    #expect(plain.isPlain && plain.pieces(tellsRelated: true).isEmpty)
  }

  @Test func `what finds nothing says what would`() throws {
    try withSession { session, _ in
      var request = SearchService.Request("tide")
      request.since = "2010"
      let answer = try session.search(request)
      #expect(answer.total == 0)
      #expect(answer.relaxations.map(\.change) == [.dates])
      #expect(answer.summary.map(\.plain) == ["Nothing found.", "At any date: 1 document"])
    }
  }
}

/// An index that is held open while others write.
extension SearchRecordTests {
  @Test func `an open index takes up what was indexed since, when it is told to`() throws {
    try withSession { session, engine in
      #expect(try session.search(.init("")).total == 3)
      #expect(try !session.refresh())
      try index([#"{"id":"4","text":"one more"}"#], as: "more.jsonl", in: engine)
      #expect(try session.search(.init("")).total == 3)
      #expect(try session.refresh())
      #expect(try session.search(.init("")).total == 4)
      #expect(try !session.refresh())
    }
  }

  @Test func `a damaged index is built anew once, and answers`() throws {
    try withSession { session, engine in
      let expected = try session.search(.init("prices")).hits.map(\.id)
      let folder = engine.workspace.indexFolder
      for name in try FileManager.default.contentsOfDirectory(atPath: folder)
      where name.hasSuffix(".seg") {
        let file = try #require(FileHandle(forUpdatingAtPath: folder + "/" + name))
        let size = try file.seekToEnd()
        for offset in stride(from: 400, to: size - 400, by: 97) {
          try file.seek(toOffset: offset)
          try file.write(contentsOf: [0xA5])
        }
        try file.close()
      }
      let again = try engine.searching.open()
      #expect(try again.search(.init("prices")).hits.map(\.id) == expected)
    }
  }

  @Test func `requests of many threads are answered alike`() throws {
    try withSession { session, _ in
      let expected = try session.search(.init("acme vault")).hits
      let failures = Mutex(0)
      DispatchQueue.concurrentPerform(iterations: 64) { _ in
        if (try? session.search(.init("acme vault")).hits) != expected {
          failures.withLock { $0 += 1 }
        }
      }
      #expect(failures.withLock { $0 } == 0)
    }
  }

  @Test func `a number, a date or a query that cannot be meant is refused with its place`() throws {
    try withSession { session, _ in
      var request = SearchService.Request("")
      request.since = "soon"
      #expect(throws: EngineError.notADate("soon")) { try session.search(request) }
      request.since = nil
      request.offset = -1
      #expect(throws: EngineError.outOfRange(name: "offset", value: -1, range: 0...1_000_000_000)) {
        try session.search(request)
      }
      let error = #expect(throws: MisreadQuery.self) { try session.search(.init("vault \"x")) }
      #expect(error?.column == 7)
    }
  }
}
