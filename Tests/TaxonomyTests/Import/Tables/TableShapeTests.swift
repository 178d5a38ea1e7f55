import Testing

@testable import Taxonomy

/// How a table is understood before a row of it is read: separator, shape, columns, cells.
struct TableShapeTests {
  @Test(arguments: [
    ("a,b,c\n", ","), ("a;b;c\n", ";"), ("a\tb\tc\n", "\t"), ("a;b,c;d\n", ";"), ("a\n", ","),
    ("", ","),
    ("\"a,b\";c\n", ";"), ("\"a;;\"\"b;;\",c\n", ","), ("a,b;c\n", ","), ("a\tb,c\n", "\t"),
    ("\n\na;b\n", ";"), ("a;b\nc,d,e,f,g\n", ";"),
  ])
  func `the separator is what the first line has most of, quoted cells apart`(
    text: String, separator: Character
  ) {
    #expect(Character(UnicodeScalar(TableReader.separator(of: Array(text.utf8)))) == separator)
  }

  private func shape(_ header: String) -> Table.Shape {
    let names = header.split(separator: "|", omittingEmptySubsequences: false).map {
      TableColumn.normalized(String($0))
    }
    return Table(names: names, rows: [], path: "t.csv").shape
  }

  @Test(arguments: [
    ("scheme|concept|label|kind", Table.Shape.labels), ("concept|label|role", .labels),
    ("uri|Label|preferred_label", .labels), ("uri|label", .concepts),
    ("Term Set Name|LCID|Level 1 Term", .termSet), ("Term Set Name|LCID", .levels),
    ("<http://e.example/1>|Boat", .subjects), ("Level 1|Level 2", .levels), ("Boat|Tug", .levels),
    ("prefLabel@en|prefLabel@de", .concepts), ("Name", .levels), ("Name|Definition", .concepts),
    ("Colour|Size", .levels), ("", .levels), ("id|Term", .concepts),
  ])
  func `the first line says what a row is about`(header: String, expected: Table.Shape) {
    #expect(shape(header) == expected)
  }

  @Test(
    arguments: [
      ("skos:prefLabel@en", .label(.preferred, .plain), "en"),
      ("altLabel (de-AT)", .label(.alternative, .plain), "de-at"),
      ("Hidden Labels [fr]", .label(.hidden, .plain), "fr"),
      ("http://www.w3.org/2004/02/skos/core#altLabel", .label(.alternative, .plain), ""),
      ("Abbreviation EN", .label(.alternative, .abbreviation), "en"),
      ("Synonyms German", .label(.alternative, .plain), "de"), ("Broader Term", .broader, ""),
      ("skos:broader", .broader, ""), ("replaced_by", .successor, ""), ("use+", .unknown, ""),
      ("plus use", .together, ""), ("Exact Match", .mapping(.exact), ""),
      ("term id", .identifier, ""),
      ("concept uri", .identifier, ""), ("Scope-Note", .note(.scope), ""),
      ("date.created", .provenance(.created), ""), ("Alias", .label(.alternative, .plain), ""),
      ("status", .status, ""), ("colour", .unknown, ""), ("prefLabel@", .unknown, ""),
      ("label (x)", .unknown, ""), ("note to editors", .unknown, ""), ("", .unknown, ""),
    ] as [(String, TableColumn.Property, String)])
  func `a column says what it holds, and in which language`(
    name: String, property: TableColumn.Property, language: String
  ) {
    let column = TableColumn(TableColumn.normalized(name))
    #expect(column.property == property)
    if property != .unknown { #expect(column.language == language) }
  }

  @Test(arguments: [
    ("a|b", ["a", "b"]), ("a;b", ["a", "b"]), ("a;b|c", ["a;b", "c"]), (" a | b ", ["a", "b"]),
    ("|a||b|", ["a", "b"]), ("", []), (";;", []),
    ("<http://e.example/a;b>", ["<http://e.example/a;b>"]),
    ("<urn:a|b>|c", ["<urn:a|b>", "c"]), ("a <b;c", ["a <b", "c"]), ("<a;b", ["<a", "b"]),
    ("x <a;b>", ["x <a", "b>"]), ("a  b", ["a b"]), ("Größe;価格", ["Größe", "価格"]),
  ])
  func `a cell holds several values apart by bars, or else by semicolons`(
    cell: String, values: [String]
  ) {
    #expect(ConceptRows.values(of: cell) == values)
  }

  @Test(
    arguments: [
      ("Boat@en", "Boat", "en"), ("Boat@pt-BR", "Boat", "pt-br"),
      ("Boat@zh-Hant-TW", "Boat", "zh-hant-tw"),
      ("info@acme", "info@acme", nil), ("@en", "@en", nil), ("Boat@", "Boat@", nil),
      ("Boat", "Boat", nil),
      ("a@b@de", "a@b", "de"), ("Boat@e", "Boat@e", nil), ("Boat@en us", "Boat@en us", nil),
      ("x@123", "x@123", nil),
    ] as [(String, String, String?)])
  func `a language may stand behind a text`(cell: String, text: String, language: String?) {
    let found = ConceptRows.tagged(cell)
    #expect(found.text == text)
    #expect(found.language == language)
  }

  @Test(arguments: [
    ("/a/b/My list.csv", "My list"), ("x.tar.gz", "x"), ("noending", "noending"), ("", "table"),
    ("/", "table"), (".hidden", "hidden"), ("/a/.csv", "csv"),
  ])
  func `a table that names no scheme is one of the name of its file`(path: String, name: String) {
    #expect(Table(names: [], rows: [], path: path).name == name)
  }
}

/// What rows of concepts say, and what is told where they say nothing that can be meant.
struct ConceptRowTests {
  private func read(_ text: String) throws -> VocabularyImport {
    try imported(text, as: .table, completing: false)
  }

  @Test func `two rows of one identifier are one concept with the names of both`() throws {
    let result = try read(
      "uri,prefLabel@en,altLabel\nurn:x:a,Boat,Craft\nurn:x:a,,Vessel\n")
    #expect(
      try conceptFacts("urn:x:a", result.vocabulary)
        == ["preferred Boat@en", "alternative Craft", "alternative Vessel"])
  }

  @Test func `a cell may point to a row by identifier, by name, or to what is outside`() throws {
    let result = try read(
      """
      id,name,broader,related
      1,Ship,,
      2,Tug,1,
      3,Barge,Ship,urn:o:9
      4,Raft,Nowhere,
      """)
    let vocabulary = result.vocabulary
    for id in ["2", "3"] {
      #expect(
        try conceptFacts("urn:table:test:" + id, vocabulary).contains("below urn:table:test:1"))
    }
    let barge = try #require(vocabulary.concept(uri: "urn:table:test:3"))
    #expect(vocabulary.outsideRelations(of: barge).map(\.uri) == ["urn:o:9"])
    #expect(result.findings.contains { $0.rule == "UndefinedConcept" && $0.line == 5 })
  }

  @Test(
    arguments: [
      ("approved", "approved", false), ("Draft", "candidate", false), ("retired", nil, true),
      ("deprecated", nil, true), ("purple", nil, false),
    ] as [(String, String?, Bool)])
  func `a status is one that people filter by, or the end, or told`(
    word: String, status: String?, isDeprecated: Bool
  ) throws {
    let result = try read("uri,name,status\nurn:x:a,A,\(word)\n")
    let concept = try #require(result.vocabulary.concept(uri: "urn:x:a"))
    #expect(result.vocabulary.status(of: concept)?.wireName == status)
    #expect(result.vocabulary.isDeprecated(concept) == isDeprecated)
    #expect(result.lost == (word == "purple" ? ["the status \"purple\""] : []))
  }

  @Test(arguments: ["0000", "2009-13", "99999", "2009-02-30", "soon", "-1"])
  func `a day of deprecation that there is not is an error, and the concept is out of use`(
    cell: String
  ) throws {
    let result = try read("uri,name,deprecated\nurn:x:a,A,\(cell)\n")
    let concept = try #require(result.vocabulary.concept(uri: "urn:x:a"))
    #expect(result.vocabulary.isDeprecated(concept))
    #expect(result.vocabulary.deprecationDate(of: concept) == nil)
    let told = result.findings.filter { $0.rule == "InvalidValue" }
    #expect(told.map(\.line) == [2])
    #expect(told.first?.message == "\"\(cell)\" as deprecated is not a date")
  }

  @Test func `a concept is in each scheme that it names, a top where it says so`() throws {
    let result = try read(
      "uri,name,inScheme,topConceptOf\nurn:x:a,A,Ships|urn:x:s,\nurn:x:b,B,,Ships\nurn:x:c,C,,\n")
    let vocabulary = result.vocabulary
    func keys(_ uri: String, top: Bool) throws -> [String] {
      let concept = try #require(vocabulary.concept(uri: uri))
      let schemes = top ? vocabulary.topSchemes(of: concept) : vocabulary.schemes(of: concept)
      return schemes.map { vocabulary.uri(of: $0) }
    }
    #expect(try keys("urn:x:a", top: false) == ["urn:table:test:Ships", "urn:x:s"])
    #expect(try keys("urn:x:a", top: true) == [])
    #expect(try keys("urn:x:b", top: true) == ["urn:table:test:Ships"])
    // What names no scheme is in that of the table.
    #expect(try keys("urn:x:c", top: true) == ["urn:table:test"])
  }

  @Test func `rows that are too short or too long, and one that names nothing`() throws {
    let result = try read("uri,name,definition\nurn:x:a\nurn:x:b,B,D.,more,and more\n,,Lost.\n")
    #expect(result.vocabulary.conceptCount == 2)
    #expect(try conceptFacts("urn:x:b", result.vocabulary) == ["preferred B", "definition: D."])
    #expect(result.lost == ["a row without an identifier or name"])
  }

  @Test func `a subject with an empty name is told, and gets none`() throws {
    let result = try read("<urn:x:a>\tA\n<urn:x:b>\t\n<urn:x:c>\t\tC3\n")
    #expect(result.vocabulary.concepts.map { result.vocabulary.uri(of: $0) } == ["urn:x:a"])
    #expect(result.lost == ["a line without a name (2 times, here first)"])
  }
}

/// Names by their indentation or their column, below the last one that is further out.
struct OutlineTests {
  private func paths(_ text: String, as format: VocabularyFormat) throws -> [String] {
    let vocabulary = try imported(text, as: format, completing: false).vocabulary
    let base = "urn:table:test:"
    return vocabulary.concepts.map { String(vocabulary.uri(of: $0).dropFirst(base.count)) }
  }

  @Test(arguments: [
    ("A\n\tB\n\t\tC\n\tD\nE\n", ["A", "A/B", "A/B/C", "A/D", "E"]),
    // A tab goes to the next multiple of eight, so that eight blanks are as deep.
    ("A\n\tB\n        C\n", ["A", "A/B", "A/C"]), ("A\n  \tB\n\tC\n", ["A", "A/B", "A/C"]),
    // A step that is left out is one step.
    ("A\n          B\n   C\n", ["A", "A/B", "A/C"]), ("   A\n  B\n C\n", ["A", "B", "C"]),
    ("A\n\n \n  B\n", ["A", "A/B"]), ("A\r\n\tB\r\n", ["A", "A/B"]),
    ("A\n\tA\n\t\tA\n", ["A", "A/A", "A/A/A"]),
    ("A\n\tB\nA\n\tC\n", ["A", "A/B", "A/C"]), ("a/b\n\tc d\n", ["a%2Fb", "a%2Fb/c%20d"]),
  ])
  func `an indented list is a tree`(text: String, expected: [String]) throws {
    #expect(try paths(text, as: .list) == expected)
  }

  @Test(arguments: [
    ("Level 1,Level 2\nA,\n,B\n", ["A", "A/B"]), ("Ebene 1,Ebene 2\nA,B\n", ["A", "A/B"]),
    ("A,\n,B\n,C\nD,E\n", ["A", "A/B", "A/C", "D", "D/E"]), ("A,,C\n", ["A", "A/C"]),
    ("Category,Category\nA,B\nA,C\n", ["A", "A/B", "A/C"]), (",B\nA,\n", ["B", "A"]),
    ("Levels,Things\nA,B\n", ["Levels", "Levels/Things", "A", "A/B"]),
  ])
  func `columns are levels, with a header or without`(text: String, expected: [String]) throws {
    #expect(try paths(text, as: .table) == expected)
  }

  @Test func `what stands deeper than a synonym belongs to its keyword`() throws {
    let vocabulary = try imported("A\n\t{a}\n\t\tB\n{lone}\n[ ]\n[]\n{}\n", as: .list).vocabulary
    #expect(
      try conceptFacts("urn:table:test:A", vocabulary) == ["preferred A", "alternative a"])
    #expect(
      try conceptFacts("urn:table:test:A/B", vocabulary) == [
        "preferred B", "below urn:table:test:A",
      ])
    // Brackets around nothing are a name like any other.
    #expect(vocabulary.concept(uri: "urn:table:test:%5B%5D") != nil)
    #expect(vocabulary.concept(uri: "urn:table:test:%7B%7D") != nil)
  }

  @Test(arguments: [63, 64, 65])
  func `sixty-four levels are read, and one more is refused with its line`(depth: Int) throws {
    let text = (0..<depth).map { String(repeating: "\t", count: $0) + "n" }.joined(separator: "\n")
    guard depth > 64 else {
      #expect(try paths(text, as: .list).count == depth)
      return
    }
    let error = #expect(throws: VocabularyTextError.self) { try imported(text, as: .list) }
    #expect(error?.line == 65)
  }
}
