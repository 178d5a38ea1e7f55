import Model
import TestSupport
import Testing
import TextAnalysis

@testable import Searching

/// Copies, drafts, what is old, and the newest of a series.
struct VersionTests {
  @Test(arguments: [
    ("sales/pricing/HA-2010.xlsx", "sales/pricing/old/HA-2009.xlsx"),
    ("sales/pricing/HA-2010.xlsx", "sales/pricing/Copy of HA-2010.xlsx"),
    ("sales/Flyer v3 final.docx", "sales/Flyer_final_final.docx"),
    ("sales/Flyer v3.docx", "sales/2009/Flyer DRAFT.odt"),
    ("a/Angebot 2010-03-01.docx", "a/Angebot 12.04.2011 (2).docx"),
    ("a/Results Q3 2009.pdf", "a/Results_Q1-2010.pdf"),
    ("a/Status März 2010.pptx", "a/archiv/Status 2011.pptx"),
    ("a/Plan.docx", "a/Kopie von Plan.docx"), ("a/Plan.docx", "a/Plan - Copy.docx"),
  ])
  func `names that differ in date and version are a series`(left: String, right: String) {
    let series = DocumentVersion(path: left).series
    #expect(series != 0)
    #expect(series == DocumentVersion(path: right).series, "\(left), \(right)")
  }

  @Test(arguments: [
    ("kb/KB-10442.html", "kb/KB-10443.html"), ("a/Plan.docx", "b/Plan.docx"),
    ("q/Quote_Q-10-0417_Nordbank.docx", "q/Quote_Q-10-0418_Nordbank.docx"),
    ("a/Manual 12.pdf", "a/Manual 13.pdf"), ("a/Invoice 2011-4402.pdf", "a/Invoice 2011-4403.pdf"),
  ])
  func `names that differ otherwise are none`(left: String, right: String) {
    #expect(DocumentVersion(path: left).series != DocumentVersion(path: right).series)
  }

  @Test(arguments: [
    ("sales/old/a.txt", true), ("sales/OLD 2009/a.txt", true), ("archive/2006/a.txt", true),
    ("a/Copy of Plan.docx", true), ("a/Kopie von Plan.docx", true), ("a/Plan (1).docx", true),
    ("a/Plan DRAFT.odt", true), ("a/paper draft3.md", true), ("sandbox/a.txt", true),
    ("a/sheet v0.9.xlsx", true), ("a/matrix_v5_old.xlsx", true), ("drafts/a.txt", true),
    ("nordbank-archive/plan.xlsx", false), ("a/Harbor Archive.pdf", false),
    ("a/Old Bailey.md", true),
    ("Old versions/a.txt", true), ("previous versions 2009/a.txt", true), ("test/a.txt", true),
    ("playground/a.txt", true), ("ancien/a.txt", true), ("oud/a.txt", true),
    ("do not use/a.txt", true), ("Prices - do not use/a.txt", true), ("expired/a.txt", true),
    ("nicht mehr gültig/a.txt", true), ("veraltet/a.txt", true), ("obsolete/a.txt", true),
    ("Alte Versionen/a.txt", true), ("a/Plan (nicht mehr gültig).docx", true),
    ("versions/a.txt", false), ("test reports/a.txt", false), ("Old Town versions/a.txt", false),
    ("a/How to use.docx", false),
    ("a/Plan v1.docx", false), ("a/Plan FINAL.docx", false), ("2009/Plan.docx", false),
    ("a/Copy editing.docx", false), ("a/Plan (draft law).docx", true), ("", false),
  ])
  func `what is set aside tells its path`(path: String, isAside: Bool) {
    #expect(DocumentVersion(path: path).isAside == isAside, "\(path)")
  }

  @Test func `later versions have higher numbers`() {
    let names = ["v0.8", "v0.9", "v1", "v1.4", "v1.10", "v2", "v2 final", "rev3", "v12"]
    let numbers = names.map { DocumentVersion(path: "a/Plan \($0).docx").number }
    #expect(numbers == numbers.sorted() && Set(numbers).count == names.count)
  }

  @Test func `a word of the name of what a document is about sets nothing aside`() {
    func version(_ name: String, _ names: [[String]]) -> DocumentVersion {
      DocumentVersion(path: "p/\(name)") { names }
    }
    let name = ["harbor", "backup"]
    #expect(version("Harbor Backup price list 2010.txt", []).isAside)
    #expect(!version("Harbor Backup price list 2010.txt", [name]).isAside)
    // The words of the name must stand together, and any other word still sets aside.
    #expect(version("Harbor price list backup.txt", [name]).isAside)
    #expect(version("Harbor Backup price list old.txt", [name]).isAside)
    // What is left of the name is another series than that without it.
    #expect(
      version("Harbor Backup list.txt", [name]).series != version("Harbor list.txt", []).series)
  }

  private static let text = """
    The archive keeps every message that comes in, whoever may have sent it, and finds it again by any \
    of its words within 30 seconds. Rules decide how long a message is kept and who may read it. Nothing is deleted while \
    a legal hold lies on it. Administrators watch the stores and are told when one of them is nearly full.
    """

  private static func results(
    _ documents: [IndexDocument], _ query: String, collapses: Bool = true, limit: Int = 10,
    explains: Bool = false
  ) throws -> SearchResults {
    var results = SearchResults()
    try withTemporaryFolder { (folder) throws in
      try makeIndex(documents, in: folder)
      var request = SearchRequest(query)
      request.collapsesCopies = collapses
      request.limit = limit
      request.wantsExplanations = explains
      results = try SearchIndex(folder: folder).search(request)
    }
    return results
  }

  private static func document(_ path: String, _ text: String, _ date: String? = nil)
    -> IndexDocument
  {
    IndexDocument(
      id: path, path: path, text: text, date: date.flatMap { CalendarDate($0) }, language: "en")
  }

  @Test func `copies are one hit, led by what is not set aside, and counted all the same`() throws {
    let edited = Self.text.replacing("nearly full", with: "almost full")
    let other = Self.text.replacing("30 seconds", with: "45 seconds")
    let documents = [
      Self.document("old/a.txt", Self.text), Self.document("b.txt", Self.text),
      Self.document("c.txt", edited), Self.document("d.txt", other),
      Self.document("e.txt", "Another text about the archive."),
    ]
    let results = try Self.results(documents, "archive message")
    #expect(results.total == 5)
    let hits = results.hits.map { [$0.id] + $0.copies.map(\.id) }
    #expect(hits.map { $0.sorted() }.contains(["b.txt", "c.txt", "old/a.txt"]))
    #expect(hits.contains(["d.txt"]) && hits.contains(["e.txt"]) && hits.count == 3)
    #expect(hits.allSatisfy { $0[0] != "old/a.txt" })
    #expect(try Self.results(documents, "archive message", collapses: false).hits.count == 5)
  }

  @Test func `a page is filled, however many copies there are`() throws {
    var documents = (0..<3000).map { Self.document("copies/\($0).txt", Self.text + " legal hold") }
    documents += (0..<5).map {
      Self.document("\($0).txt", "The legal department has number \($0) of the documents.")
    }
    let results = try Self.results(documents, "legal hold", limit: 6)
    #expect(results.total == 3005)
    #expect(results.hits.count == 6)
    #expect(results.hits.first?.copies.count == 2999)
  }

  @Test func `what is set aside stands behind, and the newest of a series before the others`()
    throws
  {
    let documents = [
      Self.document("pricing/old/Prices.txt", "prices prices list", "2008"),
      Self.document("pricing/Prices 2009.txt", "prices prices list", "2009"),
      Self.document("pricing/Prices 2010.txt", "prices list of the year", "2010"),
      Self.document("pricing/Tariff.txt", "prices of the harbor", "2011"),
      Self.document("sandbox/Prices for Marlow.txt", "prices prices list", "2012"),
    ]
    let found = try Self.results(documents, "prices list", collapses: false).hits.map(\.id)
    #expect(found.prefix(2) == ["pricing/Prices 2010.txt", "pricing/Prices 2009.txt"])
    #expect(
      Set(found.prefix(4).suffix(2))
        == ["pricing/old/Prices.txt", "sandbox/Prices for Marlow.txt"])
    let explained = try Self.results(documents, "prices list", explains: true).hits
    for hit in explained {
      #expect(abs(hit.explanation.reduce(0) { $0 + $1.score } - hit.score) < 1e-5)
    }
    #expect(explained[0].explanation.last?.title == "version: newest of its series")
    #expect(explained[2].explanation.last?.title == "version: set aside")
    // Who asks for a version gets it.
    for query in ["prices list 2008", "prices list v2", "old prices list"] {
      let asked = try Self.results(documents, query, collapses: false)
      #expect(asked.hits.first?.id == "pricing/old/Prices.txt")
    }
    let newest = try Self.results(documents, "latest prices list", collapses: false)
    #expect(newest.hits.first?.id == "pricing/Prices 2010.txt")
    #expect(newest.understanding.notices == [.init(surface: "latest", kind: .newest)])
  }

  @Test(arguments: [
    ["p/Price list 2009.txt", "p/Price list 2010.txt"], ["Zebra v1.txt", "Zebra v2.txt"],
    ["Zebra v1.txt", "Zebra v2.txt", "Zebra v3.txt"], ["Zebra Q1.txt", "Zebra Q2.txt"],
    ["Zebra Q1 2010.txt", "Zebra Q2 2010.txt"], ["2009/Zebra.txt", "2010/Zebra.txt"],
    ["Zebra 2009 final.txt", "Zebra 2010 v2.txt"], ["old/Zebra.txt", "Zebra.txt"],
    ["Preisliste 2009.txt", "Preisliste 2010.txt"],
  ])
  func `of a series with equal scores the newer comes first`(paths: [String]) throws {
    let documents = paths.map { path in
      let year = ["2009", "2010"].first { path.contains($0) }
      return Self.document(path, "Prices of the zebra.", year)
    }
    let found = try Self.results(documents, "zebra", collapses: false).hits
    #expect(found.map(\.id) == paths.reversed())
    #expect(found.map(\.score) == found.map(\.score).sorted(by: >))
  }

  @Test func `of copies with one date the higher version stands for all`() throws {
    let documents = ["Plan v1.txt", "Plan v3.txt", "Plan v2.txt"].map {
      Self.document($0, Self.text, "2010")
    }
    let results = try Self.results(documents, "archive message")
    #expect(results.hits.map(\.id) == ["Plan v3.txt"])
    #expect(results.hits.first?.copies.count == 2)
  }

  @Test(arguments: [
    ("latest prices list", "2010"), ("most recent prices list", "2010"),
    ("neueste prices list", "2010"), ("oldest prices list", "2009"),
    ("Älteste prices list", "2009"), ("early prices list", nil),
  ])
  func `words ask for the newest or the oldest`(query: String, year: String?) throws {
    let documents = [
      Self.document("a/Tariff.txt", "prices list of the harbor", "2010"),
      Self.document("b/Costs.txt", "prices prices list", "2009"),
    ]
    let results = try Self.results(documents, query, collapses: false)
    guard let year else {
      #expect(results.understanding.notices.map(\.kind) == [.absent])
      return
    }
    #expect(results.hits.first?.date.map { String($0.year) } == year)
    #expect(results.understanding.notices.map(\.kind) == [year == "2010" ? .newest : .oldest])
  }

  @Test func `sketches of texts are equal in as many samples as they have runs in common`() {
    func sketch(_ words: [Int]) -> UInt64 {
      var sketch = TextSketch()
      for word in words { sketch.add(.init(folded: "w\(word)".utf8)) }
      return sketch.value
    }
    let words = Array(0..<2000)
    #expect(sketch([]) == 0)
    #expect(TextSketch.equalSamples(sketch(words), sketch(words)) == 16)
    #expect(TextSketch.equalSamples(sketch(words), sketch(Array(words.dropFirst(60)))) >= 12)
    #expect(TextSketch.equalSamples(sketch(words), sketch(Array(3000..<5000))) < 6)
    #expect(TextSketch.equalSamples(sketch(words), sketch(words.reversed())) < 6)
  }
}
