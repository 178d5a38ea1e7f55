import Model
import Testing

@testable import Taxonomy

/// Tables in the shapes that people have, written for these tests.
struct TableTests {
  private func labels(_ uri: String, _ vocabulary: Vocabulary) throws -> [String] {
    let concept = try #require(vocabulary.concept(uri: uri), "\(uri)")
    return vocabulary.labels(of: concept).map(vocabulary.label).map { label in
      "\(label.text)@\(label.language) \(label.kind.wireName) \(label.role.wireName)"
    }
  }

  private func parents(_ uri: String, _ vocabulary: Vocabulary) throws -> [String] {
    let concept = try #require(vocabulary.concept(uri: uri), "\(uri)")
    return vocabulary.broader(of: concept).map { vocabulary.uri(of: $0) }
  }

  @Test(arguments: [",", ";", "\t"])
  func `one row a concept, columns by language`(separator: String) throws {
    let text = """
      Concept URI,prefLabel@en,skos:prefLabel (de),Preferred Label [fr],alt_label_en,Definition (en),\
      broader,exactMatch,Colour
      http://e.example/1,Boat,Boot,Bateau,Craft|Vessel,It floats.,,,red
      http://e.example/2,Tug,,,,,Boat,http://o.example/9,
      """.replacing(",", with: separator)
    let result = try imported(text, as: .table)
    let vocabulary = result.vocabulary
    #expect(
      try labels("http://e.example/1", vocabulary) == [
        "Boat@en preferred plain", "Boot@de preferred plain", "Bateau@fr preferred plain",
        "Craft@en alternative plain", "Vessel@en alternative plain",
      ])
    #expect(try parents("http://e.example/2", vocabulary) == ["http://e.example/1"])
    let tug = try #require(vocabulary.concept(uri: "http://e.example/2"))
    #expect(vocabulary.mappings(of: tug) == [ConceptMapping(.exact, uri: "http://o.example/9")])
    #expect(vocabulary.schemes.map { vocabulary.key(of: $0) } == ["test"])
    #expect(
      result.findings.contains { $0.rule == "IgnoredContent" && $0.message.contains("\"colour\"") })
    #expect(vocabulary.position(of: tug).line == 3)
  }

  @Test(arguments: [
    ("concept,label,type,language", "prefLabel", "altLabel", "abbreviation"),
    ("Concept URI,Term,Label Type,lang", "Preferred Label", "synonym", "Acronym"),
    ("id,name,kind,Language", "preferred", "alternative", "skos:hiddenLabel"),
    ("concept,label,type,language", "pref", "Alt", "abbreviation"),
  ])
  func `one row a label, whatever the columns are called`(
    header: String, preferred: String, other: String, third: String
  ) throws {
    let vocabulary = try imported(
      """
      \(header)
      urn:x:a,Boat,\(preferred),en
      urn:x:a,Boot,\(preferred),DE
      urn:x:a,Craft,\(other),en
      urn:x:a,BT,\(third),en
      """, as: .table
    ).vocabulary
    let last = third.hasSuffix("hiddenLabel") ? "hidden plain" : "alternative abbreviation"
    #expect(
      try labels("urn:x:a", vocabulary) == [
        "Boat@en preferred plain", "Boot@de preferred plain", "Craft@en alternative plain",
        "BT@en \(last)",
      ])
  }

  @Test func `a kind of label that nobody knows is an error, and makes no other table of it`() {
    let error = #expect(throws: VocabularyImportError.self) {
      try imported(
        "concept,label,type\nurn:x:a,A,preferred\nurn:x:a,B,altLabel\nurn:x:a,C,best\n", as: .table,
        accepting: false)
    }
    #expect("\(String(describing: error))".contains("\"best\" is not a kind"))
  }

  @Test func `a column of types that are no kinds of labels leaves a row a concept`() throws {
    let vocabulary = try imported(
      "id,name,type,altLabel\n1,Boat,Concept,Craft\n2,Tug,altLabel,\n", as: .table
    ).vocabulary
    #expect(
      try labels("urn:table:test:1", vocabulary) == [
        "Boat@ preferred plain", "Craft@ alternative plain",
      ])
  }

  @Test func `a concept without identifier is known by its name`() throws {
    let vocabulary = try imported(
      "Preferred Label,Synonyms,Parent\nBoat,Craft; Vessel,\nTug boat,,Boat\n", as: .table
    ).vocabulary
    #expect(try parents("urn:table:test:Tug%20boat", vocabulary) == ["urn:table:test:Boat"])
    #expect(
      try labels("urn:table:test:Boat", vocabulary) == [
        "Boat@ preferred plain", "Craft@ alternative plain", "Vessel@ alternative plain",
      ])
  }

  @Test func `levels side by side, paths repeated or not`() throws {
    let vocabulary = try imported(
      "Level 1,Level 2,Level 3\nBoat,,\n,Tug,\nBoat,Tug,Harbour tug\nCar,,\n", as: .table
    ).vocabulary
    #expect(vocabulary.conceptCount == 4)
    #expect(
      try parents("urn:table:test:Boat/Tug/Harbour%20tug", vocabulary) == [
        "urn:table:test:Boat/Tug"
      ])
  }

  @Test func `a term set of SharePoint comes back as it was exported`() throws {
    let original = try imported(
      """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/" xml:lang="en">
      <scheme id="t"><title>Types &amp; such</title><description>All.</description>
        <concept id="t/offer"><name>R&amp;D "big" offer</name><definition>A price.</definition>
          <concept id="t/quote"><name>Quote</name></concept></concept></scheme></vocabulary>
      """
    ).vocabulary
    let again = try imported(original.exported(as: .sharepoint), as: .table).vocabulary
    let offer = try #require(
      again.concepts.first { again.preferredLabel(of: $0) == "R&D \"big\" offer" })
    #expect(again.narrower(of: offer).map { again.preferredLabel(of: $0) } == ["Quote"])
    #expect(again.notes(of: offer).map(\.text) == ["A price."])
  }

  @Test func `the subjects of Annif come back`() throws {
    let vocabulary = try imported(
      "<http://e.example/1>\tBoat\n<http://e.example/2>\tTug\tT2\n", as: .table
    ).vocabulary
    #expect(
      try labels("http://e.example/2", vocabulary) == [
        "Tug@ preferred plain", "T2@ alternative code",
      ])
  }

  @Test(arguments: [ExportFormat.csv, .tsv])
  func `a table of labels gives back labels, hierarchy and life`(format: ExportFormat) throws {
    let original = try imported(
      """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/" xml:lang="en">
      <scheme id="t"><title>T</title>
        <concept id="t/a"><name>A, "b"</name><alias xml:lang="de">=Formel</alias>
          <former until="2009-06-30">Old</former><abbreviation case="any">AB</abbreviation>
          <alias with="near, by" without="far" note="says who">Ctx</alias><misspelling>Aa</misspelling>
          <code>17</code><concept id="t/c"><name>C</name></concept></concept>
        <concept id="t/d" deprecated="2010-02"><name>D</name><successor ref="t/a"/></concept>
      </scheme></vocabulary>
      """
    ).vocabulary
    let again = try imported(
      original.exported(as: format), as: .table, accepting: false, completing: false
    ).vocabulary
    for concept in original.concepts {
      let uri = original.uri(of: concept)
      let other = try #require(again.concept(uri: uri))
      #expect(
        again.labels(of: other).map(again.label) == original.labels(of: concept).map(original.label)
      )
      #expect(try parents(uri, again) == parents(uri, original))
      #expect(again.deprecationDate(of: other) == original.deprecationDate(of: concept))
      #expect(again.successors(of: other).map(\.uri) == original.successors(of: concept).map(\.uri))
    }
  }

  @Test func `what is not UTF-8 is told with its line`() {
    let error = #expect(throws: VocabularyTextError.self) {
      try imported(Array("uri,label\nurn:a,Bo".utf8) + [0xF6, 0x74, 0x0A], as: .table)
    }
    #expect(error?.line == 2)
  }

  @Test func `spreadsheets' UTF-16 is read`() throws {
    let text = "uri\tprefLabel@de\nurn:x:a\tBröt\n"
    let units = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let vocabulary = try imported([0xFF, 0xFE] + units, as: .table).vocabulary
    #expect(try labels("urn:x:a", vocabulary) == ["Bröt@de preferred plain"])
  }

  @Test func `a value that a column does not know is an error with its line`() {
    let error = #expect(throws: VocabularyImportError.self) {
      try imported(
        "concept,label,kind\nurn:x:a,A,preferred\nurn:x:a,B,best\n", as: .table, accepting: false)
    }
    #expect("\(String(describing: error))".contains("\"best\" is not a kind"))
    #expect("\(String(describing: error))".contains("3"))
  }

  @Test(arguments: [
    ("true", true), ("TRUE", true), ("Yes", true), ("1", true), ("x", true), ("2009-06", true),
    ("", false), ("false", false), ("FALSE", false), ("no", false), ("0", false),
  ])
  func `what spreadsheets make of true and false is understood in both shapes of tables`(
    cell: String, isDeprecated: Bool
  ) throws {
    let tables = [
      "concept,label,kind,deprecated\nurn:x:a,A,preferred,\(cell)\n",
      "uri,prefLabel@en,deprecated,broader\nurn:x:a,A,\(cell),\n",
    ]
    for table in tables {
      let result = try imported(table, as: .table)
      let concept = try #require(result.vocabulary.concept(uri: "urn:x:a"))
      #expect(result.vocabulary.hasDeprecation(concept) == isDeprecated, "\(table)")
      #expect(result.findings.allSatisfy { $0.severity != .error }, "\(result.findings)")
      let date = result.vocabulary.deprecationDate(of: concept)?.description
      #expect(date == (cell == "2009-06" ? cell : nil))
    }
  }

  @Test(arguments: [("TRUE", true), ("1", true), ("FALSE", false), ("", false)])
  func `a name for several concepts together is one however the spreadsheet writes it`(
    cell: String, isCompound: Bool
  ) throws {
    let table = """
      concept,label,kind,compound,successors
      urn:x:a,A,preferred,,
      urn:x:b,B,preferred,,
      urn:x:c,A and B,preferred,\(cell),urn:x:a urn:x:b

      """
    let vocabulary = try imported(table, as: .table, accepting: false).vocabulary
    let concept = try #require(vocabulary.concept(uri: "urn:x:c"))
    #expect(vocabulary.isCompound(concept) == isCompound)
  }

  @Test func `a truth value that is none is an error with its line`() {
    let error = #expect(throws: VocabularyImportError.self) {
      try imported(
        "concept,label,kind,compound\nurn:x:a,A,preferred,maybe\n", as: .table, accepting: false)
    }
    #expect("\(String(describing: error))".contains("\"maybe\" is not a truth value"))
  }

  @Test func `a subject without a name is told`() throws {
    let result = try imported(
      "<http://e.example/1>\tBoat\nTug\n<http://e.example/2>\n", as: .table)
    #expect(result.vocabulary.conceptCount == 1)
    let told = try #require(result.findings.first { $0.rule == "IgnoredContent" })
    #expect(told.message.hasPrefix("a line without a name (2 times, here first)"))
    #expect(told.line == 2)
  }

  @Test func `a language that Windows does not know is told`() throws {
    let head =
      "Term Set Name,Term Set Description,LCID,Available for Tagging,Term Description,Level 1 Term"
    let result = try imported("\(head)\nT,,,TRUE,,A\n,,1031,TRUE,,B\n,,77x,TRUE,,C\n", as: .table)
    let vocabulary = result.vocabulary
    #expect(vocabulary.labels.map { vocabulary.language(of: $0) } == ["", "de", ""])
    let told = result.findings.filter { $0.rule == "IgnoredContent" }
    #expect(told.map { $0.message }.filter { $0.contains("the language \"77x\"") }.count == 1)
  }

  @Test func `a quote that does not end is told with its line`() {
    let error = #expect(throws: VocabularyTextError.self) {
      try imported("uri,label\nurn:a,\"x\n", as: .table)
    }
    #expect(error?.line == 2)
  }
}

struct IndentedListTests {
  @Test func `a keyword list of Adobe Bridge`() throws {
    let result = try imported(
      "[Things]\n\tBoat\n\t\t{Craft}\n\t\t{Vessel}\n\t\tTug\n\tCar\nPlaces\n", as: .list)
    let vocabulary = result.vocabulary
    let boat = try #require(vocabulary.concept(uri: "urn:table:test:Things/Boat"))
    #expect(
      vocabulary.labels(of: boat).map { vocabulary.text(of: $0) } == ["Boat", "Craft", "Vessel"])
    #expect(vocabulary.narrower(of: boat).map { vocabulary.preferredLabel(of: $0) } == ["Tug"])
    #expect(vocabulary.concept(uri: "urn:table:test:Places") != nil)
    #expect(result.findings.contains { $0.message.contains("category in brackets") })
  }

  @Test func `blanks indent as tabs do`() throws {
    let vocabulary = try imported("A\n  B\n    C\n  D\n", as: .list).vocabulary
    let names = ["A", "A/B", "A/B/C", "A/D"]
    for name in names { #expect(vocabulary.concept(uri: "urn:table:test:" + name) != nil) }
    #expect(vocabulary.conceptCount == 4)
  }

  @Test func `depth is bounded, with the line`() {
    let text = (0...80).map { String(repeating: " ", count: $0) + "n\($0)" }.joined(separator: "\n")
    let error = #expect(throws: VocabularyTextError.self) { try imported(text, as: .list) }
    #expect(error?.line == 65)
  }
}

struct TableColumnTests {
  @Test(arguments: [
    ("prefLabel@de", "de"), ("skos:altLabel (pt-BR)", "pt-br"), ("alt_label_fr", "fr"),
    ("Preferred Label German", "de"), ("Used for", ""), ("Concept URI", ""), ("scope note", ""),
    ("label [ger]", "de"),
  ])
  func `the name of a column says its language`(name: String, language: String) {
    let column = TableColumn(TableColumn.normalized(name))
    #expect(column.language == language)
    #expect(column.property != .unknown)
  }
}
