import TestSupport
import Testing

@testable import Searching

/// Umlauts in all their spellings, and words that are put together of others.
struct GermanWordsTests {
  private static let documents = [
    IndexDocument(
      id: "a", text: "Die Größe der Müller-Straße in München, Preisübersicht für Händler in Århus",
      language: "de"),
    IndexDocument(
      id: "b",
      text: "Groesse, Mueller-Strasse, Muenchen, Preisuebersicht fuer Haendler, Koebenhavn, Aarhus",
      language: "de"),
    IndexDocument(
      id: "c",
      text: "Fußcreme und Fallschirmspringerschule, Wandhalterung, Vertragsverlängerung, "
        + "Kündigungsfristen",
      language: "de"),
    IndexDocument(
      id: "d", text: "neue und steuerliche Quelle, Feuer, aktuell, Goethe, Poesie, does, poet, dul",
      language: "de"),
    IndexDocument(id: "e", text: "Eine Frist, ein Vertrag: die Schulen.", language: "de"),
    IndexDocument(
      id: "f", text: "København, Preise, Orange, Verwalter, Betracht, Schulter, Schulden",
      language: "da"),
    IndexDocument(
      id: "g", text: "Termination periods and overtime, pot, dos, nue, aktull",
      language: "en"),
    // In English nothing is put together: these words are names here.
    IndexDocument(
      id: "h", text: "The Wandhalterung, and what Kündigungsfristen are", language: "en"),
  ]

  private static func found(_ query: String, literal: Bool = false) throws -> [String] {
    var found: [String] = []
    try withTemporaryFolder { (folder) throws in
      try makeIndex(documents, in: folder)
      var request = SearchRequest(query)
      request.isLiteral = literal
      request.wantsSuggestions = false
      found = try SearchIndex(folder: folder).search(request).hits.map(\.id)
    }
    return found
  }

  @Test func `what is found within longer words is remembered, up to a bound`() throws {
    try withTemporaryFolder { (folder) throws in
      try makeIndex(Self.documents, in: folder)
      let index = try SearchIndex(folder: folder)
      let first = try index.search(SearchRequest("frist"))
      let kept = try #require(index.compoundStems["frist"])
      #expect(kept.contains { !$0.isEmpty })
      #expect(try index.search(SearchRequest("frist")) == first)
      // Another index has longer words of its own.
      #expect(try SearchIndex(folder: folder).compoundStems["frist"] == nil)
      for number in 0..<20_000 { index.compoundStems.keep([[1, 2]], for: "w\(number)") }
      #expect(index.compoundStems["frist"] == nil && index.compoundStems["w0"] == nil)
      #expect(index.compoundStems["w19999"] == [[1, 2]])
      index.compoundStems.keep([Array(0..<100_000)], for: "much")
      #expect(index.compoundStems["much"] == nil)
      #expect(try index.search(SearchRequest("frist")) == first)
    }
  }

  @Test(arguments: [
    ("Größe", "ab"), ("Groesse", "ab"), ("Grösse", "ab"), ("Grosse", "a"), ("größen", "ab"),
    ("GROESSEN", "ab"), ("München", "ab"), ("Muenchen", "ab"), ("Mu\u{308}nchen", "ab"),
    ("\"Müller Straße\"", "ab"), ("\"Mueller Strasse\"", "ab"), ("Mueller-Straße", "ab"),
    ("Händl*", "ab"), ("haend*", "ab"), ("København", "bf"), ("Koebenhavn", "bf"),
    ("Århus", "ab"), ("aarhus", "ab"), ("Preisuebersicht", "ab"), ("Haendler AND Größe", "ab"),
  ])
  func `each spelling of an umlaut finds the other`(query: String, ids: String) throws {
    #expect(try Self.found(query, literal: true).sorted() == ids.map(String.init), "\(query)")
  }

  @Test(arguments: [
    ("neue", "d"), ("nue", "g"), ("Steuerliche", "d"), ("Quelle", "d"), ("Feuer", "d"),
    ("aktuell", "d"), ("aktull", "g"), ("Goethe", "d"), ("Poesie", "d"), ("does", "d"),
    ("dos", "g"), ("poet", "d"), ("pot", "g"), ("dul", "d"),
  ])
  func `two letters that are no umlaut stay two letters`(query: String, ids: String) throws {
    #expect(try Self.found(query, literal: true) == ids.map(String.init), "\(query)")
  }

  @Test(arguments: [
    ("Frist", ["e", "c"]), ("Fristen", ["e", "c"]), ("Vertrag", ["e", "c"]),
    ("Schule", ["e", "c"]), ("Kündigung", ["c"]), ("Kuendigung", ["c"]), ("Fuß", ["c"]),
    ("Halterung", ["c"]), ("Verlängerung", ["c"]), ("Verlaengerung", ["c"]),
    ("Übersicht", ["b", "a"]), ("range", []), ("acht", []), ("alter", []), ("Schuld", ["f"]),
    ("period", ["g"]), ("time", []),
  ])
  func `a part of a compound finds it behind the word itself`(
    query: String, ids: [String]
  ) throws {
    #expect(try Self.found("\(query) AND *") == ids, "\(query)")
    if !ids.isEmpty, ids != ["g"] {
      #expect(try Self.found(query) == ids, "\(query)")
    }
  }

  @Test func `a note too short to tell its language has parts of words, too`() throws {
    try withTemporaryFolder { (folder) throws in
      let note = IndexDocument(id: "note", text: "Rechnung 4711, Kündigungsfrist: drei Monate")
      let told = IndexDocument(id: "told", text: "Kündigungsfristen", language: "en")
      try makeIndex(
        [note, told, IndexDocument(id: "de", text: "Die Kündigungsfrist", language: "de")],
        in: folder)
      let index = try SearchIndex(folder: folder)
      #expect(try index.search(SearchRequest("Frist")).hits.map(\.id).sorted() == ["de", "note"])
      #expect(
        try index.search(SearchRequest("lang:en")).hits.map(\.id).sorted() == ["note", "told"])
      let results = try index.search(SearchRequest("lang:fr"))
      #expect(!"\(results.understanding.notices)".contains("\u{1}"))
    }
  }

  @Test func `quotation marks and --literal ask for whole words`() throws {
    #expect(try Self.found("\"Frist\"") == ["e"])
    #expect(try Self.found("Frist", literal: true) == ["e"])
    #expect(try Self.found("NOT Frist").contains("c") == false)
  }

  @Test func `a word that stands only within longer ones is told`() throws {
    try withTemporaryFolder { (folder) throws in
      try makeIndex(Self.documents, in: folder)
      let results = try SearchIndex(folder: folder).search(SearchRequest("Halterung"))
      #expect(results.understanding.notices == [.init(surface: "halterung", kind: .part)])
      #expect(results.hits.map(\.id) == ["c"])
      #expect(results.hits.allSatisfy { $0.snippet.text.contains("Wandhalterung") })
      #expect(results.hits.allSatisfy { !$0.snippet.highlights.isEmpty })
    }
  }

  @Test func `segments are merged with the spellings and compounds of all`() throws {
    try withTemporaryFolder { (folder) throws in
      for document in Self.documents {
        try makeIndex([document], in: folder)
      }
      let index = try SearchIndex(folder: folder)
      for (query, ids) in [("Groesse", ["a", "b"]), ("Frist", ["c", "e"])] {
        #expect(try index.search(SearchRequest(query)).hits.map(\.id).sorted() == ids)
      }
    }
  }
}
