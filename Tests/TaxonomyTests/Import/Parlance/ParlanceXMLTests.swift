import Model
import Testing
import XMLReading

@testable import Taxonomy

struct ParlanceXMLTests {
  private static let head = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/" xml:lang="en">

    """

  private func read(_ body: String, accepting: Bool = true) throws -> VocabularyImport {
    try imported(Self.head + body + "</vocabulary>", accepting: accepting)
  }

  @Test func `reads schemes, concepts, labels and what they have`() throws {
    let vocabulary = try read(
      """
      <title>All words</title>
      <scheme id="type" assign="one"><title>Types</title><title xml:lang="de">Arten</title>
        <description>What it is.</description>
        <concept id="type/offer"><name>Offer</name>
          <concept id="type/quote" deprecated="2009-07-01">
            <name>Quote</name>
            <name xml:lang="DE">Preis-
              auskunft</name>
            <alias note="accepted by JD" with="price, cost" without="poem">Quotation</alias>
            <abbreviation case="any">QT</abbreviation>
            <misspelling>Qoute</misspelling>
            <former from="2004-03" until="2009">Price letter</former>
            <code>Q-1</code>
            <definition>A price for a customer.</definition>
            <cue in="heading">Our price</cue>
            <related ref="type/offer"/>
            <match type="close" href="http://other.example/7"/>
            <successor ref="type/offer" on="2009-07-01" when="in writing"/>
          </concept>
        </concept>
      </scheme>

      """
    ).vocabulary
    #expect(vocabulary.titles.map(\.text) == ["All words"])
    let scheme = vocabulary.scheme(try #require(vocabulary.scheme(named: "type")))
    #expect(scheme.assignment == .one)
    #expect(scheme.title(language: "de") == "Arten")
    #expect(scheme.descriptions.map(\.text) == ["What it is."])
    let quote = try #require(vocabulary.concept(uri: "https://id.example/type/quote"))
    let offer = try #require(vocabulary.concept(uri: "https://id.example/type/offer"))
    #expect(vocabulary.broader(of: quote) == [offer])
    #expect(vocabulary.topSchemes(of: offer).count == 1)
    #expect(vocabulary.topSchemes(of: quote).isEmpty)
    #expect(vocabulary.deprecationDate(of: quote)?.description == "2009-07-01")
    #expect(
      vocabulary.labels(of: quote).map(vocabulary.label) == [
        Label("Quote", language: "en"),
        Label("Preis- auskunft", language: "de"),
        Label(
          "Quotation", language: "en", kind: .alternative, requiredContext: ["price", "cost"],
          excludedContext: ["poem"], note: "accepted by JD"),
        Label(
          "QT", language: "en", kind: .alternative, role: .abbreviation, caseRule: .any),
        Label("Qoute", language: "en", kind: .hidden),
        Label(
          "Price letter", language: "en", kind: .alternative, role: .formerName,
          validity: Validity(from: CalendarDate("2004-03"), until: CalendarDate("2009"))),
        Label("Q-1", kind: .alternative, role: .code),
      ])
    #expect(
      vocabulary.notes(of: quote)
        == [ConceptNote("A price for a customer.", kind: .definition, language: "en")])
    #expect(vocabulary.cues(of: quote) == [Cue("Our price", in: .heading, language: "en")])
    #expect(vocabulary.related(.related, to: offer) == [quote])
    #expect(
      vocabulary.mappings(of: quote) == [ConceptMapping(.close, uri: "http://other.example/7")])
    #expect(vocabulary.successors(of: quote).first?.condition == "in writing")
    #expect(vocabulary.currentConcepts(for: quote) == [offer])
  }

  @Test(arguments: [
    ("<member ref=\"a\"/>", "UnexpectedElement", 2, 1, "allowed are <title>"),
    ("<scheme id=\"a\"><concpet id=\"b\"/></scheme>", "UnexpectedElement", 2, 16, "<concept>?"),
    (
      "<scheme id=\"a\">\n <concept id=\"b\" depreciated=\"2009\"/></scheme>",
      "UnexpectedAttribute", 3, 2,
      "\"deprecated\"?"
    ),
    ("<scheme facet=\"a\"/>", "MissingAttribute", 2, 1, "add id"),
    ("<scheme id=\"a\" assign=\"on\"/>", "InvalidValue", 2, 1, "did you mean \"one\"?"),
    (
      "<scheme id=\"a\"><concept id=\"b\" deprecated=\"2009-02-30\"/></scheme>", "InvalidValue",
      2, 16, "YYYY-MM-DD"
    ),
    (
      "<scheme id=\"a\"><concept id=\"b\">\n<former until=\"June\">X</former></concept></scheme>",
      "InvalidValue", 3, 1, "YYYY-MM-DD"
    ),
    (
      "<scheme id=\"a\"><concept id=\"b\">\n<name from=\"2010\" until=\"2009\">X</name></concept>"
        + "</scheme>", "InvalidValue", 3, 1, "exchange the dates"
    ),
    (
      "<scheme id=\"a\"><concept id=\"b\"><cue in=\"body\">X</cue></concept></scheme>",
      "InvalidValue", 2, 32, "allowed are title"
    ),
    ("<scheme id=\"a\">\n\nloose words</scheme>", "UnexpectedText", 4, 0, "put it into"),
    (
      "<scheme id=\"a\"><concept id=\"b\"><match type=\"exact\" href=\"x\"/></concept></scheme>",
      "InvalidValue", 2, 32, "whole URI"
    ),
    ("<scheme xmlns=\"\" id=\"a\"/>", "UnexpectedElement", 2, 1, "declare the namespace"),
  ])
  func `names place and remedy of what the format does not allow`(
    body: String, rule: String, line: Int, column: Int, remedy: String
  ) throws {
    let findings = try read(body).findings.filter { $0.severity == .error }
    let finding = try #require(findings.first, "no finding")
    #expect(finding.rule == rule)
    #expect(finding.line == line)
    // Text is placed by its end, of which only the line is worth anything.
    #expect(column == 0 || finding.column == column)
    #expect(finding.remedy.contains(remedy), "\(finding.remedy)")
    #expect(findings.count == 1)
    #expect(throws: VocabularyImportError.self) { try read(body, accepting: false) }
  }

  @Test func `an identifier without a base is an error unless it is absolute`() throws {
    let document = """
      <vocabulary xmlns="urn:parlance:vocabulary:1"><scheme id="a"/><scheme id="urn:b"/></vocabulary>
      """
    let result = try imported(document)
    #expect(result.findings.map(\.rule) == ["InvalidValue"])
    #expect(result.vocabulary.schemes.map { result.vocabulary.uri(of: $0) } == ["urn:b"])
  }

  @Test func `reports duplicate and dangling identifiers with line and column`() throws {
    let findings = try read(
      """
      <scheme id="a"><concept id="b"><name>B</name></concept>
      <concept id="b"><name>Again</name>
        <related ref="gone"/></concept></scheme>

      """, accepting: false
    ).findings
    #expect(findings.map(\.rule) == ["DuplicateIdentifier", "UndefinedConcept"])
    #expect(findings.map(\.line) == [3, 4])
    #expect(findings.map(\.column) == [1, 3])
    #expect(findings.map(\.concept) == ["https://id.example/b", "https://id.example/gone"])
    #expect(findings[0].message.contains("line 2"))
  }

  @Test func `passes over other namespaces with one note for each kind`() throws {
    let result = try read(
      """
      <scheme id="a" x:color="red" xmlns:x="urn:x"><x:y><concept id="no"/></x:y>
      <x:y/><concept id="b"><name x:color="red">B</name></concept></scheme>

      """, accepting: false)
    #expect(result.vocabulary.conceptCount == 1)
    #expect(result.findings.map(\.severity) == [.note, .note])
    #expect(result.findings.contains { $0.message.contains("2 times") })
  }

  @Test func `ends with a message that names the place when the document is cut off`() throws {
    let whole = Array((Self.head + "<scheme id=\"a\"><title>T</title></scheme></vocabulary>").utf8)
    for length in 0..<whole.count {
      let error = #expect(throws: XMLError.self, "\(length) bytes") {
        try imported(Array(whole[..<length]), as: .parlance)
      }
      #expect(error?.path == "test.xml")
    }
  }

  @Test func `refuses a document of no known kind with a hint`() throws {
    let error = #expect(throws: VocabularyImportError.self) {
      try imported("<?xml version=\"1.0\"?>\n  <catalogue/>")
    }
    #expect(
      error?.description.hasPrefix("test.xml:2:3: error: <catalogue> is not the root element")
        == true)
  }

  @Test func `counts by scheme`() throws {
    let result = try read(
      """
      <scheme id="a"><title>Things</title><concept id="b" deprecated="true"><name>B</name>
      <former>Bee</former><abbreviation>BB</abbreviation><alias>Be</alias></concept>
      <concept id="c"><name/><misspelling>Zee</misspelling></concept></scheme><scheme id="d"/>

      """)
    let counts = result.counts
    #expect(counts.schemes.map(\.key) == ["a", "d"])
    #expect(
      counts.schemes[0]
        == VocabularyCounts.Scheme(
          uri: "https://id.example/a", key: "a", title: "Things", concepts: 2, deprecated: 1,
          preferredLabels: 2, alternativeLabels: 1, hiddenLabels: 1, abbreviations: 1,
          formerNames: 1, codes: 0, findings: 1))
    #expect(counts.schemes[0].labels == 6)
    #expect(counts.findings == [.warning: 1])
  }

  @Test func `reads several files into one vocabulary, and one of them twice`() throws {
    var importer = VocabularyImporter()
    let first = Self.head + "<scheme id='s'><concept id='b'><name>B</name></concept></scheme>"
    let second =
      Self.head + "<scheme id='s'><concept id='b'><name xml:lang='de'>Be</name>"
      + "<broader ref='c'/></concept><concept id='c'/></scheme>"
    for (path, text) in [("1", first), ("2", second), ("1", first)] {
      try importer.read(bytes: Array((text + "</vocabulary>").utf8), path: path)
    }
    let result = try importer.finish()
    #expect(result.findings.isEmpty)
    #expect(result.vocabulary.conceptCount == 2)
    let concept = try #require(result.vocabulary.concept(uri: "https://id.example/b"))
    #expect(result.vocabulary.labels(of: concept).map(result.vocabulary.text) == ["B", "Be"])
    #expect(
      result.vocabulary.labels(of: concept).map { result.vocabulary.position(of: $0).source }
        == [0, 1])
  }
}
