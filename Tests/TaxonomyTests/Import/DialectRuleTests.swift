import Model
import Testing

@testable import Taxonomy

/// What the smaller dialects make of one record each, rule by rule.
struct DialectRuleTests {
  private func check(
    _ format: VocabularyFormat, _ document: String, _ uri: String, _ expected: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try imported(document, as: format, completing: false)
    #expect(try conceptFacts(uri, result.vocabulary) == expected, sourceLocation: sourceLocation)
  }

  private func findings(_ format: VocabularyFormat, _ document: String) throws -> [String] {
    try imported(document, as: format, completing: false).findings.map(\.message)
  }

  // MARK: MARC

  private func marc(_ leader: String, _ fields: String) -> String {
    """
    <collection xmlns="http://www.loc.gov/MARC21/slim"><record><leader>\(leader)</leader>
    <controlfield tag="001">1</controlfield>
    <datafield tag="150"><subfield code="a">Boats</subfield></datafield>\(fields)</record></collection>
    """
  }

  @Test(arguments: [
    ("00000nz  a2200000n  4500", false), ("00000cz  a2200000n  4500", false),
    ("00000dz  a2200000n  4500", true), ("00000oz  a2200000n  4500", true),
    ("00000sz  a2200000n  4500", true), ("00000xz  a2200000n  4500", true),
    // The length may be blank: XML has no use for it.
    ("     nz  a22     n  4500", false), ("     dz  a22     n  4500", true),
  ])
  func `MARC: the leader says whether a heading is in use`(leader: String, isOld: Bool) throws {
    try check(
      .marc, marc(leader, ""), "urn:marc:1", ["preferred Boats"] + (isOld ? ["out of use "] : []))
  }

  @Test(arguments: ["00000nam a2200000n  4500", "     nam a22", "00000", "", "     n"])
  func `MARC: what is not an authority is left out`(leader: String) throws {
    let messages = try findings(.marc, marc(leader, ""))
    #expect(messages.contains { $0.hasPrefix("a record that is not an authority") })
  }

  @Test(arguments: [
    (
      "<datafield tag='450'><subfield code='a'>Craft</subfield><subfield code='w'>nne</subfield>"
        + "<subfield code='x'>Sea</subfield><subfield code='y'>1900</subfield></datafield>",
      ["alternative Craft--Sea--1900"]
    ),
    (
      "<datafield tag='450'><subfield code='a'>Smith,</subfield><subfield code='c'>Sir</subfield>"
        + "<subfield code='9'>x</subfield></datafield>", ["alternative Smith, Sir"]
    ),
    (
      "<datafield tag='550'><subfield code='w'>g</subfield><subfield code='0'>(DE-588)9</subfield>"
        + "<subfield code='a'>Ships</subfield></datafield>", ["below urn:marc:9"]
    ),
    (
      "<datafield tag='550'><subfield code='0'>http://e.example/9</subfield></datafield>",
      ["beside http://e.example/9"]
    ),
    (
      "<datafield tag='053'><subfield code='a'>VM1</subfield></datafield>",
      ["alternative VM1 code"]
    ),
    (
      "<datafield tag='667'><subfield code='a'>E</subfield></datafield>"
        + "<datafield tag='670'><subfield code='a'>H</subfield><subfield code='u'>x</subfield></datafield>"
        + "<datafield tag='677'><subfield code='a'>D</subfield></datafield>"
        + "<datafield tag='678'><subfield code='a'>N</subfield><subfield code='b'>M</subfield></datafield>",
      ["editorial: E", "history: H", "definition: D", "note: N M"]
    ),
    (
      "<datafield tag='750'><subfield code='0'>http://o.example/1</subfield>"
        + "<subfield code='0'>(X)2</subfield></datafield>", ["like http://o.example/1"]
    ),
  ])
  func `MARC: each field has its meaning`(field: String, expected: [String]) throws {
    let others = """
      </record><record><leader>00000nz  a</leader><controlfield tag="001">9</controlfield>
      <datafield tag="150"><subfield code="a">Ships</subfield></datafield>
      """
    let outside = "http://e.example/9"
    var document = marc("00000nz  a", field + others)
    if field.contains(outside) {
      document = document.replacing(
        "<controlfield tag=\"001\">9<", with: "<controlfield tag=\"001\">\(outside)<")
    }
    try check(.marc, document, "urn:marc:1", ["preferred Boats"] + expected)
  }

  // MARK: SharePoint

  private func sharePoint(_ term: String) -> String {
    """
    <TermSet Name="S" ID="{x}" Language="1033"><Terms>\(term)</Terms></TermSet>
    """
  }

  @Test(arguments: [
    (
      "<Label Language='1033' Value='Deal'/>",
      ["preferred Contract@en", "alternative Deal@en"]
    ),
    // Of two names of a language the one that says so is shown, wherever it stands.
    (
      "<Label Language='1033' Value='Deal' IsDefaultForLanguage='true'/>",
      ["alternative Contract@en", "preferred Deal@en"]
    ),
    (
      "<Label Language='1031' Value='Abrede'/>"
        + "<Label Language='1031' Value='Vertrag' IsDefaultForLanguage='True'/>",
      ["preferred Contract@en", "alternative Abrede@de", "preferred Vertrag@de"]
    ),
    (
      "<Label Language='1031' Value='Vertrag' IsDefaultForLanguage='true'/>"
        + "<Label Language='1031' Value='Abrede'/>",
      ["preferred Contract@en", "preferred Vertrag@de", "alternative Abrede@de"]
    ),
    ("<Label Language='9242' Value='Ugovor'/>", ["preferred Contract@en", "preferred Ugovor@sr"]),
    ("<Label Language='x' Value='Deal'/>", ["preferred Contract@en", "alternative Deal@en"]),
    ("<Label Language='1031'/>", ["preferred Contract@en"]),
  ])
  func `SharePoint: one name of a language is shown`(labels: String, expected: [String]) throws {
    let term = "<Term Name='Contract'><Labels>\(labels)</Labels></Term>"
    try check(.sharepoint, sharePoint(term), "urn:sharepoint:%2FS%2FContract", expected)
  }

  @Test(
    arguments: [
      ("1031", "de"), ("2055", "de"), ("1033", "en"), ("1050", "hr"), ("4122", "hr"),
      ("2074", "sr"),
      ("3098", "sr"), ("9242", "sr"), ("10266", "sr"), ("5146", "bs"), ("8218", "bs"),
      ("1044", "no"),
      ("2068", "nn"), ("1", "ar"), ("0", nil), ("-1031", nil), ("", nil), ("99999999999", nil),
      ("de", nil),
    ] as [(String, String?)])
  func `a Windows identifier is a language`(lcid: String, tag: String?) {
    #expect(LanguageCode.tag(lcid: lcid) == tag)
  }

  @Test(arguments: [
    ("ger", "de"), ("DEU", "de"), ("fre", "fr"), ("fra", "fr"), ("wel", "cy"), ("grc", "grc"),
    ("en_GB", "en-gb"), ("PT-br", "pt-br"), ("", ""),
  ])
  func `a code of ISO 639 is a language`(code: String, tag: String) {
    #expect(LanguageCode.tag(iso639: code) == tag)
  }

  @Test(arguments: [
    ("a-b.c_d~9", "a-b.c_d~9"), ("a b", "a%20b"), ("é", "%C3%A9"), ("a/b?c#d", "a%2Fb%3Fc%23d"),
    ("%", "%25"), ("\n", "%0A"), ("", ""),
  ])
  func `an identifier is encoded as RFC 3986 has it`(identifier: String, encoded: String) {
    #expect(URISegment.encoded(identifier) == encoded)
  }

  // MARK: MeSH and CPE

  @Test(
    arguments: [
      ("Oxazines (1981-1988)", "Oxazines", "1981", "1988"),
      ("Necrosis (66-1989)", "Necrosis", "1966", "1989"),
      ("Acids (1972-)", "Acids", "1972", nil), ("Acids (1972)", "Acids", "1972", "1972"),
      ("Acids (-1972)", "Acids", nil, "1972"),
      ("Vitamin (see note)", "Vitamin (see note)", nil, nil),
      ("Acids", "Acids", nil, nil), ("Acids (1970-1980-1990)", "Acids (1970-1980-1990)", nil, nil),
      ("Acids ()", "Acids ()", nil, nil), ("(1990)", "", "1990", "1990"),
      ("Acids, A (B) (1990)", "Acids, A (B)", "1990", "1990"),
    ] as [(String, String, String?, String?)])
  func `MeSH: a former name bears its years`(
    text: String, name: String, from: String?, until: String?
  ) {
    let found = MeSHDialect.previousIndexing(text)
    #expect(found.name == name)
    #expect(found.validity.from?.description == from)
    #expect(found.validity.until?.description == until)
  }

  @Test(arguments: [
    ("2010-12-28T12:35:59.000-05:00", "out of use 2010-12-28", 0),
    ("2010-12-28", "out of use 2010-12-28", 0),
    ("yesterday", "out of use ", 1), ("2010-13-01", "out of use ", 1),
  ])
  func `CPE: a date that is none is told`(date: String, expected: String, count: Int) throws {
    let document = """
      <cpe-list><cpe-item name="cpe:/a:b:c" deprecated="true" deprecation_date="\(date)">
      <title>A</title></cpe-item></cpe-list>
      """
    try check(
      .cpe, document, "cpe:/a:b:c", ["preferred A", "alternative cpe:/a:b:c code", expected])
    let told = try findings(.cpe, document).filter { $0.hasSuffix("is not a date") }
    #expect(told.count == count)
  }

  // MARK: Others

  @Test(arguments: [
    ("BT", "urn:iso25964:2", []), ("BTG", "urn:iso25964:2", ["generic"]),
    ("BTP", "urn:iso25964:2", ["partitive"]), ("BTI", "urn:iso25964:2", ["instantial"]),
    ("bti", "urn:iso25964:2", ["instantial"]),
  ])
  func `ISO 25964: the role has a direction and a kind`(
    role: String, parent: String, kind: [String]
  )
    throws
  {
    let document = """
      <ISO25964Interchange><Thesaurus>
      <ThesaurusConcept><identifier>1</identifier><PreferredTerm><lexicalValue xml:lang="en">A</lexicalValue>
      </PreferredTerm></ThesaurusConcept>
      <ThesaurusConcept><identifier>2</identifier><PreferredTerm><lexicalValue xml:lang="en">B</lexicalValue>
      </PreferredTerm></ThesaurusConcept>
      <HierarchicalRelationship><isHierRelConcept>1</isHierRelConcept>
      <hasHierRelConcept>2</hasHierRelConcept><role>\(role)</role></HierarchicalRelationship>
      </Thesaurus></ISO25964Interchange>
      """
    let line = (["below \(parent)"] + kind).joined(separator: " ")
    try check(.iso25964, document, "urn:iso25964:1", ["preferred A@en", line])
    let narrower = document.replacing("<role>BT", with: "<role>NT").replacing(
      "<role>bt", with: "<role>nt")
    let other = (["below urn:iso25964:1"] + kind).joined(separator: " ")
    try check(.iso25964, narrower, "urn:iso25964:2", ["preferred B@en", other])
  }

  @Test(arguments: [
    ("<termNote type='termType'>acronym</termNote>", "alternative BT@en abbreviation"),
    ("<termNote type='termType'>fullForm</termNote>", "preferred BT@en"),
    ("<termNote type='termType'>variant</termNote>", "alternative BT@en"),
    (
      "<termNote type='administrativeStatus'>admittedTerm-admn-sts</termNote>",
      "alternative BT@en"
    ),
    (
      "<termNote type='administrativeStatus'>preferredTerm-admn-sts</termNote>",
      "preferred BT@en"
    ),
    (
      "<termNote type='administrativeStatus'>supersededTerm-admn-sts</termNote>",
      "alternative BT@en formerName"
    ),
    ("<termNote type='normativeAuthorization'>admittedTerm</termNote>", "alternative BT@en"),
    ("<termNote type='partOfSpeech'>noun</termNote>", "preferred BT@en"),
  ])
  func `TBX: the status of a term says what kind of label it is`(note: String, label: String) throws
  {
    let document = """
      <tbx><text><body><conceptEntry id="c"><langSec xml:lang="en"><termSec><term>BT</term>\(note)
      </termSec></langSec></conceptEntry></body></text></tbx>
      """
    try check(.tbx, document, "urn:tbx:c", [label])
    let isUnknown = note.contains("partOfSpeech")
    #expect(try findings(.tbx, document).contains { $0.contains("partOfSpeech") } == isUnknown)
  }

  @Test func `Zthes: what is out of use, and what takes its place`() throws {
    let document = """
      <Zthes><term><termId>1</termId><termName>Ships</termName></term>
      <term><termId>2</termId><termName>Craft</termName><termStatus>deactivated</termStatus>
      <termNote label="Definition">D</termNote><termNote label="History">H</termNote>
      <termNote>N</termNote>
      <relation><relationType>use</relationType><termId>1</termId></relation>
      <relation><relationType>NTP</relationType><termId>1</termId></relation></term></Zthes>
      """
    try check(
      .zthes, document, "urn:zthes:2",
      [
        "preferred Craft", "out of use ", "then urn:zthes:1", "definition: D", "history: H",
        "note: N",
      ])
    try check(.zthes, document, "urn:zthes:1", ["preferred Ships", "below urn:zthes:2 partitive"])
    let lost = try findings(
      .zthes, "<Zthes><term><termId>1</termId></term><term><termName>A</termName></term></Zthes>")
    #expect(lost.count { $0.contains("without termId or termName") } == 2)
  }

  @Test func `genericode: further keys are codes, and columns are known by their names`() throws {
    let document = """
      <gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">
      <Identification><ShortName>U</ShortName><CanonicalUri>http://e.example/u</CanonicalUri></Identification>
      <ColumnSet><Column Id="a"/><Column Id="b"/><Column Id="Label"><Data Type="string" Lang="eng"/></Column>
      <Column Id="Title"><Data Type="string" Lang="eng"/></Column><Column Id="remark"/>
      <Key Id="k"><ColumnRef Ref="a"/></Key><Key Id="l"><ColumnRef Ref="b"/></Key></ColumnSet>
      <SimpleCodeList><Row><Value ColumnRef="a"><SimpleValue>K M</SimpleValue></Value>
      <Value><SimpleValue>42</SimpleValue></Value><Value><SimpleValue>kilo</SimpleValue></Value>
      <Value><SimpleValue>Kilo</SimpleValue></Value><Value><SimpleValue>R</SimpleValue></Value>
      <Value><SimpleValue>too many</SimpleValue></Value></Row></SimpleCodeList></gc:CodeList>
      """
    try check(
      .genericode, document, "http://e.example/u#K%20M",
      [
        "alternative K M code", "alternative 42 code", "preferred kilo@en", "alternative Kilo@en",
        "definition: R",
      ])
    #expect(try findings(.genericode, document).contains { $0.contains("that is not defined") })
  }

  @Test func `EU authority tables: all states of a code are one concept`() throws {
    let document = """
      <countries table.id="country">
      <record id="a"><authority-code>X</authority-code><label><lg.version lg="eng">First</lg.version></label>
      <end.use>1990-12-31</end.use></record>
      <record id="b"><authority-code>X</authority-code><label><lg.version lg="eng">Last</lg.version></label>
      <short.label><lg.version lg="eng">L</lg.version></short.label><start.use>1991-01-01</start.use>
      <end.use>1999</end.use></record></countries>
      """
    try check(
      .authority, document, "http://publications.europa.eu/resource/authority/country/X",
      [
        "alternative First@en formerName ..1990-12-31", "alternative X code",
        "preferred Last@en 1991-01-01..1999", "alternative L@en 1991-01-01..1999",
      ])
    let wrong = document.replacing("1990-12-31", with: "long ago")
    #expect(try findings(.authority, wrong).contains { $0.contains("\"long ago\" as end.use") })
  }

  @Test(arguments: [
    ("Acme", "Acme Vault", "x", ["preferred Acme Vault"]),
    ("Acme", "Vault", "Vault", ["preferred Vault", "alternative Acme Vault"]),
    ("Acme", "Vault", "Acme Vault", ["preferred Vault", "alternative Acme Vault"]),
    (
      "Acme", "Vault", "vaultd 2",
      ["preferred Vault", "alternative Acme Vault", "hidden vaultd 2"]
    ),
  ])
  func `Recog: a name is told once`(
    vendor: String, product: String, example: String, labels: [String]
  )
    throws
  {
    let document = """
      <fingerprints><fingerprint><example>\(example)</example>
      <example _encoding="base64">eA==</example><example>\(String(repeating: "x", count: 201))</example>
      <param name="os.vendor" value="\(vendor)"/><param name="os.product" value="\(product)"/>
      <param name="hw.product" value="{os.product}"/></fingerprint></fingerprints>
      """
    let vocabulary = try imported(document, as: .recog).vocabulary
    #expect(vocabulary.conceptCount == 1)
    let concept = try #require(vocabulary.concepts.first)
    let found = try conceptFacts(vocabulary.uri(of: concept), vocabulary)
    #expect(found == (example == "x" ? labels + ["hidden x"] : labels))
  }

  // MARK: Cells of tables

  @Test(arguments: [
    ("", []), ("a", ["a"]), ("a;b ; c", ["a", "b", "c"]), ("a|b;c", ["a", "b;c"]),
    (";;a;", ["a"]), ("|", []),
    ("<http://e.example/a;b>;<urn:c>", ["<http://e.example/a;b>", "<urn:c>"]),
    ("<u|v> | w", ["<u|v>", "w"]), ("a < b; c > d", ["a < b", "c > d"]), ("<a;b", ["<a", "b"]),
    ("x <a;b>", ["x <a", "b>"]),
  ])
  func `a cell has several values`(cell: String, values: [String]) {
    #expect(ConceptRows.values(of: cell) == values)
  }

  @Test(
    arguments: [
      ("Boat@en", "Boat", "en"), ("Boat@EN-gb", "Boat", "en-gb"), ("Boat", "Boat", nil),
      ("@en", "@en", nil), ("info@acme", "info@acme", nil),
      ("a@home.example", "a@home.example", nil),
      ("5 @ 3", "5 @ 3", nil), ("Boat@", "Boat@", nil), ("a@b@de", "a@b", "de"),
      ("Boat@deu", "Boat", "deu"),
    ] as [(String, String, String?)])
  func `a value may bear its language`(cell: String, text: String, language: String?) {
    let found = ConceptRows.tagged(cell)
    #expect(found.text == text && found.language == language)
  }

  @Test(arguments: [
    ("a,b;c,d\n", ","), ("a;b;c,d\n", ";"), ("a\tb,c\n", "\t"), ("\"a;b;c\",d\n", ","),
    ("a\nb;c;d\n", ";"), ("", ","), ("a", ","), ("\n\na;b\n", ";"), ("a,b\n;;;;", ","),
  ])
  func `the first line that has one says the separator`(text: String, separator: String) {
    #expect(TableReader.separator(of: Array(text.utf8)) == separator.utf8.first)
  }

  // MARK: Phrases of notes

  @Test(arguments: [
    ("use X", ["x"]), ("Replaced by \"A, B\" (2009)", ["a, b"]),
    ("see the term A, B", ["a, b", "a", "b"]),
    ("Misuse X", []), ("useful", []), ("Use", []), ("use: - X -", ["x"]),
    ("Superseded by X; see Y", ["x"]), ("is now X. Use Y.", ["x"]), ("ersetzt durch „Ä“", ["ä"]),
    ("use \"\" X", ["x"]),
  ])
  func `a note names what takes the place of a concept`(note: String, names: [String]) {
    #expect(SuccessorPhrase.names(in: note) == names)
  }

  @Test(arguments: [
    ("Use http://E.example/A.", ["http://E.example/A"]),
    ("See also (urn:x:1), urn:x:2", ["urn:x:1", "urn:x:2"]),
    ("http://e.example/a is better", []),
    ("ÄÖÜ: use <https://e.example/é>", ["https://e.example/é"]),
    ("use http://", []), ("use urn:", []), ("use ftp://e.example/", []),
  ])
  func `a note names it by its URI`(note: String, uris: [String]) {
    #expect(SuccessorPhrase.uris(in: note) == uris)
  }

  @Test(
    arguments: [
      ("conept", "concept"), ("Concept", "concept"), ("xyz", nil), ("nam", "name"), ("", nil),
    ] as [(String, String?)])
  func `a mistyped name is near another`(name: String, nearest: String?) {
    #expect(TextNormalization.nearest(to: name, among: ["concept", "name", "alias"]) == nearest)
  }
}
