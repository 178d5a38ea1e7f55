import Testing

@testable import Taxonomy

/// Lists of codes: CLDR's aliases, SPDX' licences, CPE's products, Recog's fingerprints, MeSH's descriptors.
struct CodeDialectTests {
  // MARK: CLDR

  private func aliases(_ body: String) throws -> VocabularyImport {
    try imported(
      "<supplementalData><metadata><alias>\(body)</alias></metadata></supplementalData>", as: .cldr,
      completing: false)
  }

  @Test func `CLDR: one replacement is a rename, several a split, a doubtful one a suggestion`()
    throws
  {
    let result = try aliases(
      """
      <territoryAlias type='DD' replacement='DE' reason='deprecated'/>
      <territoryAlias type='AN' replacement='CW SX BQ'/><territoryAlias type='NT' replacement='SA IQ?'/>
      """)
    let vocabulary = result.vocabulary
    #expect(
      try conceptFacts("urn:cldr:territory:DD", vocabulary) == [
        "preferred DD code", "out of use ", "then urn:cldr:territory:DE",
        "change: CLDR: deprecated",
      ])
    let split = try #require(vocabulary.concept(uri: "urn:cldr:territory:AN"))
    #expect(vocabulary.currentConcepts(for: split).count == 3)
    let doubtful = try #require(vocabulary.concept(uri: "urn:cldr:territory:NT"))
    #expect(
      vocabulary.successors(of: doubtful).map { "\($0.uri) \($0.origin.wireName)" }
        == ["urn:cldr:territory:SA stated", "urn:cldr:territory:IQ suggested"])
  }

  @Test(arguments: ["", " ", "?", " ? "])
  func `CLDR: an alias of nothing is out of use and leads nowhere`(replacement: String) throws {
    let result = try aliases("<languageAlias type='x' replacement='\(replacement)'/>")
    #expect(
      try conceptFacts("urn:cldr:language:x", result.vocabulary)
        == ["preferred x code", "out of use "])
    #expect(result.vocabulary.conceptCount == 1)
  }

  @Test func `CLDR: each kind of code is a scheme, and an alias without a code is told`() throws {
    let result = try aliases(
      "<languageAlias type='a' replacement='b'/><zoneAlias type='a' replacement='c'/><scriptAlias/>"
    )
    #expect(
      result.vocabulary.schemes.map { result.vocabulary.key(of: $0) }.sorted()
        == ["language", "script", "zone"])
    #expect(result.vocabulary.conceptCount == 4)
    #expect(result.lost == ["an alias without type"])
  }

  // MARK: SPDX

  private func licences(_ body: String) throws -> VocabularyImport {
    try imported(
      "<SPDXLicenseCollection>\(body)</SPDXLicenseCollection>", as: .spdx, completing: false)
  }

  @Test func `SPDX: a licence with an exception takes over under that condition`() throws {
    let result = try licences(
      """
      <license licenseId='A-1' name='A licence' deprecatedVersion='3.0'><obsoletedBys>
      <obsoletedBy expression='x'>B-1 WITH E-1</obsoletedBy><obsoletedBy>C-1</obsoletedBy></obsoletedBys></license>
      <license licenseId='B-1' name='B'/><license licenseId='C-1' name='C'/>
      <exception licenseId='E-1' name='E'/>
      """)
    let vocabulary = result.vocabulary
    let old = try #require(vocabulary.concept(uri: "http://spdx.org/licenses/A-1"))
    #expect(
      vocabulary.successors(of: old).map { "\($0.uri) | \($0.condition)" } == [
        "http://spdx.org/licenses/B-1 | x, with E-1", "http://spdx.org/licenses/C-1 | ",
      ])
    #expect(vocabulary.isDeprecated(old))
    #expect(
      vocabulary.notes(of: old).map(\.text) == ["Deprecated since version 3.0 of the list."])
    #expect(vocabulary.schemes.map { vocabulary.key(of: $0) } == ["license", "exception"])
  }

  @Test func `SPDX: what is replaced is out of use, whether it says so or not`() throws {
    let result = try licences(
      "<license licenseId='A' name='A'><obsoletedBys><obsoletedBy>B</obsoletedBy></obsoletedBys></license>"
        + "<license licenseId='B'/><license name='C'/>")
    #expect(
      try conceptFacts("http://spdx.org/licenses/A", result.vocabulary) == [
        "preferred A@en", "alternative A code", "out of use ", "then http://spdx.org/licenses/B",
      ])
    #expect(
      try conceptFacts("http://spdx.org/licenses/B", result.vocabulary) == ["alternative B code"])
    #expect(result.lost == ["a <license> without licenseId"])
  }

  // MARK: CPE

  private func products(_ body: String) throws -> VocabularyImport {
    try imported("<cpe-list>\(body)</cpe-list>", as: .cpe, completing: false)
  }

  @Test func `CPE: the old and the new form of a name state one replacement, with its day`() throws
  {
    let result = try products(
      """
      <cpe-item name='cpe:/a:x:old' deprecated='true' deprecated_by='cpe:/a:x:new'
        deprecation_date='2011-05-06T07:08:09Z'><title xml:lang='en-US'>Old</title>
        <cpe23-item name='cpe:2.3:a:x:old'><deprecation date='2011-05-06T00:00:00Z'>
        <deprecated-by name='cpe:2.3:a:x:new' type='NAME_CORRECTION'/></deprecation></cpe23-item></cpe-item>
      <cpe-item name='cpe:/a:x:new'><title xml:lang='en-US'>New</title>
        <cpe23-item name='cpe:2.3:a:x:new'/></cpe-item>
      """)
    #expect(
      try conceptFacts("cpe:/a:x:old", result.vocabulary) == [
        "preferred Old@en-us", "alternative cpe:/a:x:old code", "alternative cpe:2.3:a:x:old code",
        "out of use 2011-05-06", "then cpe:/a:x:new on 2011-05-06",
      ])
  }

  @Test func `CPE: a replacement outside of the list is kept as it is named`() throws {
    let result = try products(
      "<cpe-item name='cpe:/a:x:old' deprecated='1' deprecated_by='cpe:/a:y:z'><title>Old</title></cpe-item>"
    )
    let old = try #require(result.vocabulary.concept(uri: "cpe:/a:x:old"))
    #expect(result.vocabulary.successors(of: old).map(\.uri) == ["cpe:/a:y:z"])
    #expect(result.vocabulary.currentConcepts(for: old) == [old])
  }

  @Test func `CPE: the notes of every language are read`() throws {
    let result = try products(
      """
      <cpe-item name='cpe:/a:b'><title>B</title><notes xml:lang='en'><note>One.</note><note>Two.</note></notes>
      <notes xml:lang='de'><note>Drei.</note><note/></notes></cpe-item>
      """)
    let concept = try #require(result.vocabulary.concept(uri: "cpe:/a:b"))
    #expect(
      result.vocabulary.notes(of: concept).map { "\($0.text)@\($0.language)" }
        == ["One.@en", "Two.@en", "Drei.@de"])
  }

  @Test func `CPE: an item without a name is told, a second one of a name is an error`() throws {
    let item = "<cpe-item name='cpe:/a:b'><title>B</title></cpe-item>"
    let result = try products(
      "<cpe-item><title>A</title></cpe-item><cpe-item name=' '/>" + item + item)
    #expect(result.vocabulary.conceptCount == 1)
    #expect(result.lost == ["an item without a name (2 times, here first)"])
    #expect(result.findings.count { $0.rule == "DuplicateIdentifier" } == 1)
  }

  // MARK: Recog

  private func fingerprints(_ body: String) throws -> VocabularyImport {
    try imported("<fingerprints matches='x'>\(body)</fingerprints>", as: .recog, completing: false)
  }

  private func fingerprint(_ parameters: [String: String], _ examples: String = "") -> String {
    "<fingerprint>" + examples
      + parameters.sorted { $0.key < $1.key }.map { "<param pos='0' name='\($0)' value='\($1)'/>" }
      .joined() + "</fingerprint>"
  }

  @Test(arguments: [0, 1, 199, 200, 201])
  func `Recog: an example of a word to 200 bytes is a hidden label`(length: Int) throws {
    let example = String(repeating: "e", count: length)
    let result = try fingerprints(
      fingerprint(["os.vendor": "Acme", "os.product": "Boat"], "<example>\(example)</example>"))
    let facts = try conceptFacts("urn:recog:os:acme:boat", result.vocabulary)
    #expect(facts.contains("hidden \(example)") == (1...200).contains(length))
  }

  @Test func `Recog: a product met in several ways is one concept with all examples`() throws {
    let result = try fingerprints(
      fingerprint(["service.vendor": "Acme", "service.product": "Boat"], "<example>b/1</example>")
        + fingerprint(
          ["service.vendor": "Acme", "service.product": "Boat"],
          "<example>b/2</example><example _encoding='base64'>eA==</example><example>Acme Boat</example>"
        ))
    #expect(
      try conceptFacts("urn:recog:service:acme:boat", result.vocabulary)
        == ["preferred Boat", "alternative Acme Boat", "hidden b/1", "hidden b/2"])
  }

  @Test func `Recog: the vendor is not said twice`() throws {
    let result = try fingerprints(
      fingerprint(["hw.vendor": "Acme", "hw.product": "ACME Boat"]))
    #expect(
      try conceptFacts("urn:recog:hw:acme:acme%20boat", result.vocabulary) == [
        "preferred ACME Boat"
      ])
  }

  // MARK: MeSH

  private func descriptor(_ id: String, _ name: String, trees: [String], _ rest: String = "")
    -> String
  {
    """
    <DescriptorRecord><DescriptorUI>\(id)</DescriptorUI><DescriptorName><String>\(name)</String></DescriptorName>
    <TreeNumberList>\(trees.map { "<TreeNumber>\($0)</TreeNumber>" }.joined())</TreeNumberList>\(rest)
    </DescriptorRecord>
    """
  }

  private func descriptors(_ body: String) throws -> Vocabulary {
    try imported(
      "<DescriptorRecordSet LanguageCode='eng'>\(body)</DescriptorRecordSet>", as: .mesh,
      completing: false
    ).vocabulary
  }

  @Test func `MeSH: tree numbers say what is above, in as many places as there are`() throws {
    let vocabulary = try descriptors(
      descriptor("D3", "Leaf", trees: ["A01.1.2", "B02.7", "C09.9"])
        + descriptor("D1", "Root", trees: ["A01"])
        + descriptor("D2", "Branch", trees: ["A01.1", "B02"]))
    let leaf = try #require(vocabulary.concept(uri: "http://id.nlm.nih.gov/mesh/D3"))
    // The parent of C09.9 is not in this excerpt.
    #expect(
      vocabulary.broader(of: leaf).map { vocabulary.preferredLabel(of: $0) } == ["Branch"])
    #expect(vocabulary.topSchemes(of: leaf).isEmpty)
    let branch = try #require(vocabulary.concept(uri: "http://id.nlm.nih.gov/mesh/D2"))
    // It is a root in one tree and below another concept in the other.
    #expect(vocabulary.topSchemes(of: branch).count == 1)
    #expect(vocabulary.broader(of: branch).map { vocabulary.preferredLabel(of: $0) } == ["Root"])
  }

  @Test func `MeSH: a concept below itself in two trees is not its own parent`() throws {
    let vocabulary = try descriptors(descriptor("D1", "Loop", trees: ["A01", "A01.1"]))
    let loop = try #require(vocabulary.concept(uri: "http://id.nlm.nih.gov/mesh/D1"))
    #expect(vocabulary.broader(of: loop).isEmpty)
  }

  @Test(arguments: [
    ("1999-2001", "1999..2001"), ("99999-2001", "..2001"), ("0-5", "..0005"),
    ("65-70", "1965..1970"),
    ("00-05", "1900..1905"), ("9223372036854775807-2001", "..2001"),
  ])
  func `MeSH: years that there are not leave an end open`(years: String, period: String) throws {
    let rest =
      "<PreviousIndexingList><PreviousIndexing>Old (\(years))</PreviousIndexing></PreviousIndexingList>"
    let vocabulary = try descriptors(descriptor("D1", "New", trees: ["A01"], rest))
    #expect(
      try conceptFacts("http://id.nlm.nih.gov/mesh/D1", vocabulary)
        .contains("alternative Old@en formerName \(period)"))
  }
}
