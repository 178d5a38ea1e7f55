import Testing

@testable import Taxonomy

struct ExportFormatTests {
  private func makeVocabulary() throws -> Vocabulary {
    try imported(
      """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/" xml:lang="en">
      <scheme id="t"><title>Types &amp; such</title>
        <concept id="t/offer"><name>Offer, "big"</name><name xml:lang="de">Angebot</name>
          <alias>=Bid</alias><abbreviation>OF</abbreviation><code>1</code>
          <definition>A price.</definition>
          <concept id="t/quote"><name>Quote</name></concept>
        </concept>
        <concept id="t/letter" deprecated="2009"><name>Price letter</name>
          <successor ref="t/quote"/></concept>
      </scheme>
      </vocabulary>
      """
    ).vocabulary
  }

  private func export(_ format: ExportFormat) throws -> String {
    String(decoding: try makeVocabulary().exported(as: format), as: UTF8.self)
  }

  @Test func `writes a table with one line for each label, safe from formulas`() throws {
    let lines = try export(.csv).split(separator: "\n")
    #expect(lines.count == 1 + 5 + 2 + 1)
    #expect(
      lines[1]
        == "t,https://id.example/t/offer,\"Offer, \"\"big\"\"\",\"Offer, \"\"big\"\"\",en,preferred,plain,,,,,,,,,,,,,,,,"
    )
    #expect(lines[3].contains(",'=Bid,en,alternative,plain,"))
    #expect(
      lines[7].contains(
        ",Price letter,en,alternative,former,,2009,,,,,,,https://id.example/t/offer"))
    #expect(
      try export(.tsv).split(separator: "\n").allSatisfy {
        $0.split(
          separator: "\t", omittingEmptySubsequences: false
        ).count == LabelTable.columns.count
      })
  }

  @Test func `writes the import file of a term set`() throws {
    let lines = try export(.sharepoint).split(separator: "\n").map(String.init)
    #expect(lines[0].hasPrefix("Term Set Name,Term Set Description,LCID,Available for Tagging,"))
    #expect(lines[1] == "Types ＆ such,,,TRUE,,,,,,,,")
    #expect(lines[2] == ",,,TRUE,A price.,\"Offer, ＂big＂\",,,,,,")
    #expect(lines[3] == ",,,TRUE,,\"Offer, ＂big＂\",Quote,,,,,")
    #expect(lines.count == 4)
  }

  @Test func `refuses several schemes where a file holds one`() throws {
    let vocabulary = try imported(
      """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:"><scheme id="a"/><scheme id="b"/>
      </vocabulary>
      """
    ).vocabulary
    let error = #expect(throws: VocabularyExportError.self) {
      try vocabulary.exported(as: .sharepoint)
    }
    #expect(error?.description.contains("choose one with --scheme: a, b") == true)
    let chosen = ExportOptions(scheme: vocabulary.scheme(named: "b"))
    #expect(throws: Never.self) { try vocabulary.exported(as: .sharepoint, options: chosen) }
  }

  private static let reused = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:" xml:lang="en">
    <scheme id="a"><concept id="own"><name>Own</name></concept>
      <concept id="shared"><name>Shared</name><alias>Reused</alias><broader ref="root"/></concept></scheme>
    <scheme id="b"><concept id="root"><name>Root</name></concept></scheme>
    </vocabulary>
    """

  /// A term that SharePoint reuses, a concept that SKOS puts in two schemes.
  private func reused() throws -> (vocabulary: Vocabulary, second: ExportOptions) {
    let skos = String(
      decoding: try imported(Self.reused).vocabulary.exported(as: .ntriples), as: UTF8.self)
    let vocabulary = try imported(
      skos + "<urn:x:shared> <http://www.w3.org/2004/02/skos/core#inScheme> <urn:x:b> .\n",
      as: .turtle
    ).vocabulary
    return (vocabulary, ExportOptions(scheme: vocabulary.scheme(named: "b")))
  }

  @Test(arguments: ExportFormat.allCases.filter { !$0.holdsWhole })
  func `a scheme has the concepts that are at home in another, too`(format: ExportFormat) throws {
    let (vocabulary, second) = try reused()
    let text = String(decoding: try vocabulary.exported(as: format, options: second), as: UTF8.self)
    #expect(text.contains("Shared") && !text.contains("Own"))
    switch format {
    // Below what is broader in this scheme, and said to be of it.
    case .sharepoint: #expect(text.contains("Root,Shared"))
    case .csv: #expect(text.contains("\nb,urn:x:shared,"))
    case .json: #expect(text.contains(#""scheme":"b","label":"Shared""#))
    default: break
    }
    if format == .json { #expect(text.contains(#""path":["urn:x:root","urn:x:shared"]"#)) }
  }

  @Test(arguments: ExportFormat.allCases.filter(\.holdsWhole))
  func `a format that holds the whole vocabulary refuses one scheme`(format: ExportFormat) throws {
    let (vocabulary, second) = try reused()
    let error = #expect(throws: VocabularyExportError.self) {
      try vocabulary.exported(as: format, options: second)
    }
    #expect(error == .wholeVocabulary(format, scheme: "b"))
    #expect(error?.description.contains("not the scheme b alone") == true)
  }

  @Test(arguments: [
    ("https://x.org/a b", "https://x.org/a%20b"), ("https://x.org/%zz", "https://x.org/%25zz"),
    ("https://x.org/a%20b", "https://x.org/a b"), ("https://x.org/a|", "https://x.org/a%7C"),
  ])
  func `two identifiers that would be written as one are refused`(one: String, other: String) throws
  {
    let vocabulary = try imported(
      """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:" xml:lang="en"><scheme id="s">
      <concept id="\(one)"><name>One</name></concept><concept id="\(other)"><name>Other</name></concept>
      </scheme></vocabulary>
      """
    ).vocabulary
    for format in [ExportFormat.turtle, .ntriples, .jsonld] {
      let error = #expect(throws: VocabularyExportError.self) {
        try vocabulary.exported(as: format)
      }
      #expect(error?.description.contains("<\(one)>") == true)
      #expect(error?.description.contains("<\(other)>") == true)
    }
    let kept = String(decoding: try vocabulary.exported(as: .skos), as: UTF8.self)
    #expect(kept.contains("\"\(one)\"") && kept.contains("\"\(other)\""))
  }

  @Test func `writes synonyms, those of replaced concepts with what replaced them`() throws {
    #expect(
      try export(.solr).split(separator: "\n").dropFirst() == [
        "Offer\\, \"big\", Angebot, \\=Bid, OF", "Quote, Price letter",
      ])
  }

  @Test func `writes subjects without deprecated ones`() throws {
    #expect(
      try export(.annif) == """
        <https://id.example/t/offer>\tOffer, "big"
        <https://id.example/t/quote>\tQuote

        """)
  }

  @Test func `writes one action and one document for each concept`() throws {
    let lines = try export(.json).split(separator: "\n")
    #expect(lines.count == 6)
    #expect(lines[2] == "{\"index\":{\"_id\":\"https://id.example/t/quote\"}}")
    #expect(
      lines[3].contains(
        "\"path\":[\"https://id.example/t/offer\",\"https://id.example/t/quote\"]"))
    #expect(lines[5].contains("\"deprecated\":true,\"deprecated_since\":\"2009\""))
  }

  @Test func `writes Turtle with what Parlance adds`() throws {
    let text = try export(.turtle)
    #expect(text.contains("<https://id.example/t/offer> a skos:Concept ;"))
    #expect(text.contains("  skos:prefLabel \"Offer, \\\"big\\\"\"@en ;"))
    #expect(text.contains("  skos:notation \"1\" ;"))
    #expect(text.contains("  dct:isReplacedBy <https://id.example/t/quote> "))
    #expect(
      text.contains(
        """
        skosxl:altLabel [ a skosxl:Label ;
            skosxl:literalForm "OF"@en ;
            p:role "abbreviation" ]
        """))
  }

  @Test func `percent-encodes in Turtle what an IRI cannot hold`() {
    var writer = TurtleWriter()
    writer.write(RDFDescription(uri: "urn:a b>", type: "skos:Concept"))
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        .hasSuffix("\n<urn:a%20b%3E> a skos:Concept .\n"))
  }
}
