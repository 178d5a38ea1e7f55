import Testing

@testable import Taxonomy

/// Thesauri in ISO 25964 and Zthes, authorities in MARC, nodes of DSpace and terms of SharePoint.
struct ThesaurusRuleTests {
  // MARK: ISO 25964

  private func iso(_ body: String) throws -> VocabularyImport {
    try imported(
      "<ISO25964Interchange><Thesaurus><identifier>t</identifier>\(body)</Thesaurus></ISO25964Interchange>",
      as: .iso25964, completing: false)
  }

  private func isoConcept(_ id: String, _ name: String, _ rest: String = "") -> String {
    """
    <ThesaurusConcept><identifier>\(id)</identifier><PreferredTerm>
    <lexicalValue xml:lang="en">\(name)</lexicalValue></PreferredTerm>\(rest)</ThesaurusConcept>
    """
  }

  private func tops(_ vocabulary: Vocabulary) -> [String] {
    vocabulary.concepts.filter { !vocabulary.topSchemes(of: $0).isEmpty }
      .map { vocabulary.preferredLabel(of: $0) }
  }

  private let below = """
    <HierarchicalRelationship><isHierRelConcept>2</isHierRelConcept><hasHierRelConcept>1</hasHierRelConcept>
    <role>BT</role></HierarchicalRelationship>
    """

  @Test func `ISO 25964: without a word on tops, what is below nothing is a top`() throws {
    let result = try iso(isoConcept("1", "A") + isoConcept("2", "B") + isoConcept("3", "C") + below)
    #expect(tops(result.vocabulary) == ["A", "C"])
  }

  @Test(arguments: [
    "<topConcept>true</topConcept>", "<topConcept>1</topConcept>", "<topConcept>TRUE</topConcept>",
  ])
  func `ISO 25964: one concept that is said to be a top leaves the others none`(said: String) throws
  {
    let result = try iso(isoConcept("1", "A") + isoConcept("3", "C", said))
    #expect(tops(result.vocabulary) == ["C"])
    let denied = try iso(
      isoConcept("1", "A", "<topConcept>false</topConcept>") + isoConcept("3", "C"))
    #expect(tops(denied.vocabulary) == ["A", "C"])
  }

  @Test func `ISO 25964: a relation says which concept is a top, too`() throws {
    let result = try iso(
      isoConcept("1", "A") + isoConcept("2", "B")
        + "<TopLevelRelationship><hasTopConcept>2</hasTopConcept></TopLevelRelationship>")
    #expect(tops(result.vocabulary) == ["B"])
  }

  @Test func `ISO 25964: terms, codes and notes of all kinds, in the language that stands nearest`()
    throws
  {
    let rest = """
      <SimpleNonPreferredTerm><lexicalValue lang="DE">Ah</lexicalValue></SimpleNonPreferredTerm>
      <SimpleNonPreferredTerm><lang>fr</lang><lexicalValue>Aa</lexicalValue><lexicalValue/></SimpleNonPreferredTerm>
      <notation>17</notation><ScopeNote><lexicalValue xml:lang="en">S.</lexicalValue></ScopeNote>
      <Definition>D.</Definition><HistoryNote><lexicalValue>H.</lexicalValue></HistoryNote>
      <EditorialNote>E.</EditorialNote>
      """
    #expect(
      try conceptFacts("urn:iso25964:1", try iso(isoConcept("1", "A", rest)).vocabulary) == [
        "preferred A@en", "alternative Ah@de", "alternative Aa@fr", "alternative 17 code",
        "scope: S.", "definition: D.", "history: H.", "editorial: E.",
      ])
  }

  @Test func `ISO 25964: a concept without an identifier is told, one of two is an error`() throws {
    let result = try iso(
      "<ThesaurusConcept><PreferredTerm><lexicalValue>A</lexicalValue></PreferredTerm></ThesaurusConcept>"
        + isoConcept("1", "B") + isoConcept("1", "C"))
    #expect(result.vocabulary.conceptCount == 1)
    #expect(
      result.findings.map(\.rule).filter { $0 != "IgnoredContent" }
        == ["InvalidValue", "DuplicateIdentifier"])
  }

  @Test(arguments: ["<role>XX</role>", "", "<role>NT</role>", "<role></role>"])
  func `ISO 25964: what does not say that it goes up goes down`(role: String) throws {
    let relation = below.replacing("<role>BT</role>", with: role)
    let result = try iso(isoConcept("1", "A") + isoConcept("2", "B") + relation)
    #expect(
      try conceptFacts("urn:iso25964:1", result.vocabulary)
        == ["preferred A@en", "below urn:iso25964:2"])
  }

  // MARK: Zthes

  private func zthes(_ terms: String) throws -> VocabularyImport {
    try imported("<Zthes>\(terms)</Zthes>", as: .zthes, completing: false)
  }

  @Test func `Zthes: a term that is not a descriptor is a name of each that it says to use`() throws
  {
    let result = try zthes(
      """
      <term><termId>9</termId><termName>Craft</termName><termType>nd</termType><termLanguage>eng</termLanguage>
      <relation><relationType>USE</relationType><termId>1</termId></relation>
      <relation><relationType>use</relationType><termId>2</termId></relation></term>
      <term><termId>1</termId><termName>Boat</termName></term><term><termId>2</termId><termName>Ship</termName></term>
      <term><termId>8</termId><termName>Hulk</termName><termType>ND</termType></term>
      """)
    #expect(result.vocabulary.conceptCount == 2)
    for id in ["1", "2"] {
      #expect(
        try conceptFacts("urn:zthes:" + id, result.vocabulary).contains("alternative Craft@en"))
    }
    #expect(result.lost == ["a non-descriptor without a descriptor to use in its place"])
  }

  @Test(
    arguments: [
      ("BT", "below urn:zthes:2"), ("BTG", "below urn:zthes:2 generic"),
      ("btp", "below urn:zthes:2 partitive"), ("BTI", "below urn:zthes:2 instantial"),
      ("RT", "beside urn:zthes:2"), ("XX", nil), ("", nil),
    ] as [(String, String?)])
  func `Zthes: a relation has the meaning of ISO 2788, or is told`(type: String, line: String?)
    throws
  {
    let result = try zthes(
      """
      <term><termId>1</termId><termName>A</termName><relation><relationType>\(type)</relationType>
      <termId>2</termId></relation></term><term><termId>2</termId><termName>B</termName></term>
      """)
    #expect(
      try conceptFacts("urn:zthes:1", result.vocabulary)
        == ["preferred A"] + (line.map { [$0] } ?? []))
    #expect(result.lost == (line == nil ? ["the relation \"\(type)\""] : []))
  }

  @Test func `Zthes: used-for and equivalents of other languages are names, with their languages`()
    throws
  {
    let result = try zthes(
      """
      <thes><title>T</title><description>Of ships.</description></thes>
      <term><termId>1</termId><termName>Boat</termName><termType>TT</termType><termLanguage>eng</termLanguage>
      <relation><relationType>UF</relationType><termName>Craft</termName></relation>
      <relation><relationType>LE</relationType><termName>Boot</termName><termLanguage>ger</termLanguage></relation>
      <relation><relationType>RT</relationType><termName>without an identifier</termName></relation>
      <termCreatedBy>Jane</termCreatedBy><termCreatedDate>2010</termCreatedDate></term>
      """)
    let vocabulary = result.vocabulary
    #expect(
      try conceptFacts("urn:zthes:1", vocabulary)
        == ["preferred Boat@en", "alternative Craft", "preferred Boot@de"])
    #expect(tops(vocabulary) == ["Boat"])
    let scheme = vocabulary.scheme(try #require(vocabulary.schemes.first))
    #expect(scheme.titles.map(\.text) + scheme.descriptions.map(\.text) == ["T", "Of ships."])
    let boat = try #require(vocabulary.concept(uri: "urn:zthes:1"))
    #expect(
      vocabulary.provenance(of: boat).map { "\($0.kind.wireName) \($0.value)" }
        == ["creator Jane", "created 2010"])
  }

  // MARK: MARC

  private func marc(_ number: String, _ heading: String, _ fields: String = "") -> String {
    """
    <record><leader>00000nz  a2200000n  4500</leader><controlfield tag="001">\(number)</controlfield>
    <datafield tag="150"><subfield code="a">\(heading)</subfield></datafield>\(fields)</record>
    """
  }

  private func authorities(_ records: String) throws -> VocabularyImport {
    try imported(
      "<collection xmlns='http://www.loc.gov/MARC21/slim'>\(records)</collection>", as: .marc,
      completing: false)
  }

  private func tracing(_ heading: String, _ control: String = "") -> String {
    "<datafield tag='550'>" + (control.isEmpty ? "" : "<subfield code='w'>\(control)</subfield>")
      + "<subfield code='a'>\(heading)</subfield></datafield>"
  }

  @Test(arguments: [
    ("g", ["below urn:marc:2"]), ("h", []), ("", ["beside urn:marc:2"]),
    ("nne", ["beside urn:marc:2"]),
    ("gnnn", ["below urn:marc:2"]),
  ])
  func `MARC: a tracing by heading leads to a record that may come later`(
    control: String, expected: [String]
  ) throws {
    let result = try authorities(marc("1", "Tugs", tracing("Ships", control)) + marc("2", "Ships"))
    #expect(try conceptFacts("urn:marc:1", result.vocabulary) == ["preferred Tugs"] + expected)
    #expect(
      tops(result.vocabulary)
        == (control.hasPrefix("g") ? ["Ships"] : control == "h" ? ["Tugs"] : ["Tugs", "Ships"]))
  }

  @Test func `MARC: a tracing to a heading that no record has is told`() throws {
    let result = try authorities(marc("1", "Tugs", tracing("Boats") + tracing("Barges", "g")))
    #expect(try conceptFacts("urn:marc:1", result.vocabulary) == ["preferred Tugs"])
    #expect(result.lost == ["a tracing to a heading that no record has (2 times, here first)"])
    #expect(tops(result.vocabulary) == ["Tugs"])
  }

  @Test func `MARC: a record needs a number and a heading`() throws {
    let result = try authorities(
      marc("", "A") + marc("2", "B").replacing("tag=\"150\"", with: "tag=\"450\"") + marc("3", "C"))
    #expect(result.vocabulary.concepts.map { result.vocabulary.uri(of: $0) } == ["urn:marc:3"])
    #expect(result.findings.count { $0.rule == "InvalidValue" } == 2)
  }

  // MARK: DSpace

  private func nodes(_ document: String) throws -> Vocabulary {
    try imported(document, as: .dspace, completing: false).vocabulary
  }

  @Test func `DSpace: what is inside is below, and notes belong to the node in which they stand`()
    throws
  {
    let vocabulary = try nodes(
      """
      <node id="r" label="Root"><hasNote>All.</hasNote><isComposedBy><node id="a" label="A"><hasNote>About A.</hasNote><isComposedBy>
      <node id="b/c" label="B"><hasNote/></node></isComposedBy></node></isComposedBy></node>
      """)
    #expect(try conceptFacts("urn:dspace:r:a", vocabulary) == ["preferred A", "note: About A."])
    #expect(
      try conceptFacts("urn:dspace:r:b%2Fc", vocabulary) == ["preferred B", "below urn:dspace:r:a"])
    #expect(vocabulary.schemes.map { vocabulary.scheme($0).titles.map(\.text) } == [["Root"]])
    #expect(vocabulary.schemes.map { vocabulary.scheme($0).descriptions.map(\.text) } == [["All."]])
  }

  @Test(arguments: [
    ("http://e.example/r", "http://e.example/r/a"), ("urn:x:r", "urn:x:r:a"),
    ("r", "urn:dspace:r:a"),
  ])
  func `DSpace: a node is called after the outermost one`(root: String, concept: String) throws {
    let vocabulary = try nodes(
      "<node id='\(root)'><isComposedBy><node id='a' label='A'/></isComposedBy></node>")
    #expect(vocabulary.concepts.map { vocabulary.uri(of: $0) } == [concept])
  }

  @Test func `DSpace: two nodes of one identifier are one concept, and that is an error`() throws {
    let result = try imported(
      "<node id='r'><isComposedBy><node id='a' label='A'/><node id='a' label='B'/></isComposedBy></node>",
      as: .dspace)
    #expect(result.vocabulary.conceptCount == 1)
    #expect(result.findings.contains { $0.rule == "DuplicateIdentifier" && $0.severity == .error })
  }

  // MARK: SharePoint

  private let guid = "11111111-2222-3333-4444-555555555555"

  private func terms(_ sets: String) throws -> VocabularyImport {
    try imported("<TermGroup Name='G'><TermSets>\(sets)</TermSets></TermGroup>", as: .sharepoint)
  }

  @Test(arguments: [
    ("{11111111-2222-3333-4444-555555555555}", "urn:uuid:11111111-2222-3333-4444-555555555555"),
    ("AAAAAAAA-2222-3333-4444-555555555555", "urn:uuid:aaaaaaaa-2222-3333-4444-555555555555"),
    ("00000000-0000-0000-0000-000000000000", "urn:sharepoint:G%2FS%2FT"),
    ("{termid:T}", "urn:sharepoint:G%2FS%2FT"), ("", "urn:sharepoint:G%2FS%2FT"),
    ("1111", "urn:sharepoint:G%2FS%2FT"),
  ])
  func `SharePoint: a term is its GUID, or where there is none its path`(id: String, uri: String)
    throws
  {
    let result = try terms("<TermSet Name='S'><Terms><Term Name='T' ID='\(id)'/></Terms></TermSet>")
    #expect(result.vocabulary.concepts.map { result.vocabulary.uri(of: $0) } == [uri])
  }

  @Test func `SharePoint: a term twice in one set is an error, in two sets it is one of both`()
    throws
  {
    let term = "<Term Name='T' ID='\(guid)'/>"
    let twice = try terms("<TermSet Name='S'><Terms>\(term)\(term)</Terms></TermSet>")
    #expect(twice.findings.contains { $0.rule == "DuplicateIdentifier" })
    let shared = try terms(
      "<TermSet Name='S'><Terms>\(term)</Terms></TermSet><TermSet Name='T'><Terms>\(term)</Terms></TermSet>"
    )
    #expect(!shared.findings.contains { $0.rule == "DuplicateIdentifier" })
    let concept = try #require(shared.vocabulary.concept(uri: "urn:uuid:" + guid))
    #expect(shared.vocabulary.schemes(of: concept).count == 2)
  }

  @Test func `SharePoint: terms in terms, and those out of use`() throws {
    let result = try terms(
      """
      <TermSet Name='My  Set' Description='All.' Language='1031'><Terms><Term Name='A'><Terms>
      <Term Name='B' IsDeprecated='true' Description='Old.'/></Terms></Term></Terms></TermSet>
      """)
    #expect(
      try conceptFacts("urn:sharepoint:G%2FMy%20Set%2FA%2FB", result.vocabulary)
        == [
          "preferred B@de", "below urn:sharepoint:G%2FMy%20Set%2FA", "out of use ",
          "definition: Old.",
        ])
    #expect(result.vocabulary.schemes.map { result.vocabulary.key(of: $0) } == ["my-set"])
  }

  @Test func `SharePoint: a term outside of a term set is in none of those there are`() throws {
    let result = try imported(
      "<Provisioning><Term Name='Lone'/><TermSet Name='S'><Term Name='T'/></TermSet></Provisioning>",
      as: .sharepoint)
    let concept = try #require(result.vocabulary.concept(uri: "urn:sharepoint:%2FLone"))
    #expect(result.vocabulary.schemes(of: concept).isEmpty)
  }
}
