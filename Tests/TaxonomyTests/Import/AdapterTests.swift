import Model
import Testing

@testable import Taxonomy

/// One small document of each of the smaller dialects, written for these tests.
struct AdapterTests {
  func labels(
    _ uri: String, in vocabulary: Vocabulary, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [Label] {
    let concept = try #require(vocabulary.concept(uri: uri), sourceLocation: sourceLocation)
    return vocabulary.labels(of: concept).map(vocabulary.label)
  }

  @Test func `Zthes: non-descriptors become labels of what they say to use`() throws {
    let result = try imported(
      """
      <Zthes><thes><title>Sea</title></thes>
      <term><termId>1</termId><termName>Ships</termName><termType>TT</termType>
        <termLanguage>eng</termLanguage><termNote label="Scope">Afloat.</termNote>
        <relation><relationType>LE</relationType><termId>9</termId><termName>Schiffe</termName>
          <termLanguage>ger</termLanguage></relation></term>
      <term><termId>2</termId><termName>Tugs</termName><termType>PT</termType>
        <relation><relationType>BT</relationType><termId>1</termId><termName>Ships</termName></relation>
        <relation><relationType>UF</relationType><termId>3</termId><termName>Tugboats</termName></relation>
        <relation><relationType>XX</relationType><termId>1</termId></relation></term>
      <term><termId>4</termId><termName>Vessels</termName><termType>ND</termType>
        <relation><relationType>USE</relationType><termId>1</termId></relation></term>
      </Zthes>
      """)
    #expect(
      try labels("urn:zthes:1", in: result.vocabulary) == [
        Label("Ships", language: "en"), Label("Schiffe", language: "de"),
        Label("Vessels", kind: .alternative),
      ])
    #expect(
      try labels("urn:zthes:2", in: result.vocabulary).map(\.text) == ["Tugs", "Tugboats"])
    let ships = try #require(result.vocabulary.concept(uri: "urn:zthes:1"))
    #expect(result.vocabulary.narrower(of: ships).count == 1)
    #expect(result.vocabulary.notes(of: ships).map(\.kind) == [.scope])
    #expect(result.findings.map(\.message).contains { $0.contains("the relation \"XX\"") })
  }

  static let sharePoint = """
    <pnp:Provisioning xmlns:pnp="http://schemas.dev.office.com/PnP/2018/07/ProvisioningSchema">
    <pnp:TermGroups><pnp:TermGroup Name="G" ID="{group}"><pnp:TermSets>
    <pnp:TermSet Name="Doc Types" ID="5880b01b-5d6f-4606-a492-3b03a2fb4dd7" Language="1031"
      Description="All">
    <pnp:Terms><pnp:Term Name="Vertrag" ID="3d212fc2-f176-4621-aed1-128219666d95">
      <pnp:Terms><pnp:Term Name="Anlage" ID="{fixed}" IsDeprecated="true"/></pnp:Terms>
      <pnp:Labels><pnp:Label Language="1033" Value="Contract"/>
        <pnp:Label Language="1033" Value="Agreement"/>
        <pnp:Label Language="1031" Value="Kontrakt"/></pnp:Labels></pnp:Term></pnp:Terms>
    </pnp:TermSet></pnp:TermSets></pnp:TermGroup></pnp:TermGroups></pnp:Provisioning>
    """

  @Test func `SharePoint: term sets are schemes, one name a language is preferred`() throws {
    let vocabulary = try imported(Self.sharePoint).vocabulary
    #expect(
      try labels("urn:uuid:3d212fc2-f176-4621-aed1-128219666d95", in: vocabulary) == [
        Label("Vertrag", language: "de"), Label("Contract", language: "en"),
        Label("Agreement", language: "en", kind: .alternative),
        Label("Kontrakt", language: "de", kind: .alternative),
      ])
    let scheme = vocabulary.scheme(try #require(vocabulary.scheme(named: "doc-types")))
    #expect(scheme.titles.map(\.text) == ["Doc Types"])
    let annex = try #require(
      vocabulary.concept(uri: "urn:sharepoint:G%2FDoc%20Types%2FVertrag%2FAnlage"))
    #expect(vocabulary.isDeprecated(annex))
    #expect(vocabulary.broader(of: annex).count == 1)
  }

  @Test(arguments: [true, false])
  func `SharePoint: reads UTF-16 in both byte orders`(isBigEndian: Bool) throws {
    let units = Array(Self.sharePoint.replacing("All", with: "Größe 価").utf16)
    let bytes = ([0xFEFF] + units).flatMap { unit -> [UInt8] in
      let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return isBigEndian ? pair : pair.reversed()
    }
    let vocabulary = try imported(bytes).vocabulary
    #expect(vocabulary.conceptCount == 2)
    #expect(vocabulary.scheme(SchemeOrdinal(0)).descriptions.map(\.text) == ["Größe 価"])
  }

  @Test func `genericode: rows are concepts, columns by what they are called`() throws {
    let result = try imported(
      """
      <gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">
      <Identification><ShortName>UnitCode</ShortName><LongName xml:lang="en">Units</LongName>
        <CanonicalUri>urn:x:units</CanonicalUri></Identification>
      <ColumnSet><Column Id="c" Use="required"><ShortName>Code</ShortName></Column>
        <Column Id="n" Use="optional"><ShortName>Name</ShortName><Data Type="string" Lang="en"/></Column>
        <Column Id="d" Use="optional"><ShortName>Description</ShortName></Column>
        <Column Id="s" Use="optional"><ShortName>Symbol</ShortName></Column>
        <Key Id="k"><ShortName>K</ShortName><ColumnRef Ref="c"/></Key></ColumnSet>
      <SimpleCodeList>
        <Row><Value ColumnRef="c"><SimpleValue>KGM</SimpleValue></Value>
          <Value><SimpleValue>kilogram</SimpleValue></Value>
          <Value><SimpleValue>Mass.</SimpleValue></Value>
          <Value ColumnRef="s"><SimpleValue>kg</SimpleValue></Value></Row>
      </SimpleCodeList></gc:CodeList>
      """)
    #expect(
      try labels("urn:x:units:KGM", in: result.vocabulary) == [
        Label("KGM", kind: .alternative, role: .code), Label("kilogram", language: "en"),
      ])
    #expect(result.vocabulary.scheme(SchemeOrdinal(0)).title() == "Units")
    #expect(result.findings.map(\.message).contains { $0.contains("the column \"s\"") })
  }

  @Test func `MeSH: tree numbers, abbreviations, permuted terms and previous indexing`() throws {
    let vocabulary = try imported(
      """
      <DescriptorRecordSet LanguageCode="eng">
      <DescriptorRecord DescriptorClass="1"><DescriptorUI>D1</DescriptorUI>
        <DescriptorName><String>Diseases</String></DescriptorName>
        <TreeNumberList><TreeNumber>C14</TreeNumber></TreeNumberList></DescriptorRecord>
      <DescriptorRecord DescriptorClass="1"><DescriptorUI>D2</DescriptorUI>
        <DescriptorName><String>Infarction</String></DescriptorName>
        <PreviousIndexingList><PreviousIndexing>Necrosis (66-1989)</PreviousIndexing>
          </PreviousIndexingList>
        <SeeRelatedList><SeeRelatedDescriptor><DescriptorReferredTo>
          <DescriptorUI>D1</DescriptorUI></DescriptorReferredTo></SeeRelatedDescriptor></SeeRelatedList>
        <TreeNumberList><TreeNumber>C14.280</TreeNumber></TreeNumberList>
        <ConceptList><Concept PreferredConceptYN="Y"><ScopeNote>Dead tissue.</ScopeNote><TermList>
          <Term LexicalTag="NON"><String>Infarction</String></Term>
          <Term LexicalTag="ABB"><String>INF</String></Term>
          <Term LexicalTag="NON" IsPermutedTermYN="Y"><String>Infarction, A</String></Term>
        </TermList></Concept></ConceptList></DescriptorRecord>
      </DescriptorRecordSet>
      """
    ).vocabulary
    #expect(
      try labels("http://id.nlm.nih.gov/mesh/D2", in: vocabulary) == [
        Label("D2", kind: .alternative, role: .code), Label("Infarction", language: "en"),
        Label("INF", language: "en", kind: .alternative, role: .abbreviation),
        Label("Infarction, A", language: "en", kind: .hidden),
        Label(
          "Necrosis", language: "en", kind: .alternative, role: .formerName,
          validity: Validity(from: CalendarDate("1966"), until: CalendarDate("1989"))),
      ])
    let disease = try #require(vocabulary.concept(uri: "http://id.nlm.nih.gov/mesh/D1"))
    #expect(vocabulary.narrower(of: disease).count == 1)
    #expect(vocabulary.topSchemes(of: disease).count == 1)
  }

  @Test func `CPE: what replaced a name, in the old form and the new`() throws {
    let vocabulary = try imported(
      """
      <cpe-list xmlns="http://cpe.mitre.org/dictionary/2.0"
        xmlns:cpe-23="http://scap.nist.gov/schema/cpe-extension/2.3">
      <cpe-item name="cpe:/a:x:old" deprecated="true" deprecation_date="2010-12-28T12:35:59.000-05:00">
        <title xml:lang="en-US">X Old</title>
        <cpe-23:cpe23-item name="cpe:2.3:a:x:old:*"><cpe-23:deprecation date="2010-12-28">
          <cpe-23:deprecated-by name="cpe:2.3:a:x:new:*" type="NAME_CORRECTION"/>
        </cpe-23:deprecation></cpe-23:cpe23-item></cpe-item>
      <cpe-item name="cpe:/a:x:new"><title xml:lang="en-US">X New</title>
        <cpe-23:cpe23-item name="cpe:2.3:a:x:new:*"/></cpe-item>
      </cpe-list>
      """
    ).vocabulary
    let old = try #require(vocabulary.concept(uri: "cpe:/a:x:old"))
    #expect(vocabulary.deprecationDate(of: old)?.description == "2010-12-28")
    #expect(vocabulary.currentConcepts(for: old).map { vocabulary.uri(of: $0) } == ["cpe:/a:x:new"])
    #expect(
      try labels("cpe:/a:x:new", in: vocabulary).last
        == Label(
          "X Old", language: "en-us", kind: .alternative, role: .formerName,
          validity: Validity(until: CalendarDate("2010-12-28"))))
  }

  @Test func `SPDX: several conditional successors`() throws {
    let vocabulary = try imported(
      """
      <SPDXLicenseCollection xmlns="http://www.spdx.org/license">
      <license licenseId="X-1" name="X 1" deprecatedVersion="3.1"><obsoletedBys>
        <obsoletedBy>X-1-only</obsoletedBy>
        <obsoletedBy expression="X-1+">X-1-or-later WITH E-1</obsoletedBy></obsoletedBys></license>
      <license licenseId="X-1-only" name="X 1 only"/><license licenseId="X-1-or-later" name="X 1 up"/>
      <exception licenseId="E-1" name="Exception 1"/>
      </SPDXLicenseCollection>
      """
    ).vocabulary
    let old = try #require(vocabulary.concept(uri: "http://spdx.org/licenses/X-1"))
    #expect(vocabulary.successors(of: old).map(\.condition) == ["", "X-1+, with E-1"])
    #expect(vocabulary.isDeprecated(old))
    #expect(vocabulary.schemes.map { vocabulary.key(of: $0) } == ["license", "exception"])
    #expect(vocabulary.labels(of: old).map(vocabulary.text) == ["X 1", "X-1"])
  }

  @Test func `CLDR: splits, chains and uncertain replacements`() throws {
    let vocabulary = try imported(
      """
      <!DOCTYPE supplementalData SYSTEM "../../common/dtd/ldmlSupplemental.dtd">
      <supplementalData><metadata><alias>
      <territoryAlias type="YU" replacement="RS ME" reason="deprecated"/>
      <territoryAlias type="891" replacement="YU" reason="overlong"/>
      <subdivisionAlias type="cz1" replacement="cz?" reason="deprecated"/>
      </alias></metadata></supplementalData>
      """
    ).vocabulary
    let chain = try #require(vocabulary.concept(uri: "urn:cldr:territory:891"))
    #expect(
      vocabulary.currentConcepts(for: chain).map { vocabulary.preferredLabel(of: $0) } == [
        "RS", "ME",
      ])
    let uncertain = try #require(vocabulary.concept(uri: "urn:cldr:subdivision:cz1"))
    #expect(vocabulary.successors(of: uncertain).map(\.origin) == [.suggested])
  }

  @Test func `DSpace: nodes in nodes`() throws {
    let vocabulary = try imported(
      """
      <node id="types" label="Types"><isComposedBy>
      <node id="t1" label="Text"><hasNote>Words.</hasNote><isComposedBy>
        <node id="t2" label="Letter"/></isComposedBy></node>
      </isComposedBy></node>
      """
    ).vocabulary
    let text = try #require(vocabulary.concept(uri: "urn:dspace:types:t1"))
    #expect(vocabulary.narrower(of: text).map { vocabulary.preferredLabel(of: $0) } == ["Letter"])
    #expect(vocabulary.notes(of: text).map(\.text) == ["Words."])
    #expect(vocabulary.scheme(SchemeOrdinal(0)).title() == "Types")
  }

  @Test func `EU authority tables: names with the dates of their use`() throws {
    let vocabulary = try imported(
      """
      <countries table.id="country" table.version="1">
      <record id="R1" deprecated="false"><authority-code>AAA</authority-code>
        <label><lg.version lg="eng">Alpha</lg.version><lg.version lg="fra">Alphe</lg.version></label>
        <start.use>2000-01-01</start.use></record>
      <record id="R2" deprecated="true"><authority-code>OLD</authority-code>
        <label><lg.version lg="eng">Old Alpha</lg.version></label><end.use>1999-12-31</end.use>
        <replaced.by>R1</replaced.by></record>
      </countries>
      """
    ).vocabulary
    let base = "http://publications.europa.eu/resource/authority/country/"
    let alpha = try labels(base + "AAA", in: vocabulary)
    #expect(alpha.prefix(2).map(\.language) == ["en", "fr"])
    #expect(alpha.first?.validity.from?.description == "2000-01-01")
    #expect(alpha.last?.text == "Old Alpha")
    #expect(alpha.last?.role == .formerName)
    let old = try #require(vocabulary.concept(uri: base + "OLD"))
    #expect(vocabulary.deprecationDate(of: old)?.description == "1999-12-31")
    let name = try #require(try labels(base + "OLD", in: vocabulary).first)
    #expect(name.kind == .preferred)
    #expect(name.text == "Old Alpha")
    #expect(name.validity.until?.description == "1999-12-31")
    #expect(vocabulary.currentConcepts(for: old).map { vocabulary.uri(of: $0) } == [base + "AAA"])
  }

  @Test func `Recog: the strings by which a product is met are hidden labels`() throws {
    let vocabulary = try imported(
      """
      <fingerprints matches="http_header.server">
      <fingerprint pattern="^LMS$"><description>Logitech Media server</description>
        <example service.version="7.9">Logitech Media Server (7.9)</example>
        <param pos="0" name="service.vendor" value="Logitech"/>
        <param pos="0" name="service.product" value="Squeezebox"/>
        <param pos="1" name="service.version"/></fingerprint>
      </fingerprints>
      """
    ).vocabulary
    #expect(
      try labels("urn:recog:service:logitech:squeezebox", in: vocabulary) == [
        Label("Squeezebox"), Label("Logitech Squeezebox", kind: .alternative),
        Label("Logitech Media Server (7.9)", kind: .hidden),
      ])
  }

  @Test(arguments: [
    (
      VocabularyFormat.mesh,
      """
      <DescriptorRecordSet><DescriptorRecord DescriptorClass="1"><DescriptorUI>D1</DescriptorUI>
      <DescriptorName><String>A</String></DescriptorName><DateEstablished><Year>1983</Year></DateEstablished>
      </DescriptorRecord></DescriptorRecordSet>
      """, "<DateEstablished>"
    ),
    (
      .cpe,
      """
      <cpe-list><cpe-item name="cpe:/a:b:c"><title>A</title>
      <references><reference href="http://a.example/">V</reference></references></cpe-item></cpe-list>
      """, "<references>"
    ),
    (
      .zthes,
      """
      <Zthes><term><termId>1</termId><termName>a</termName><termType>PT</termType>
      <termApproval>JD</termApproval></term></Zthes>
      """, "<termApproval>"
    ),
    (
      .spdx,
      """
      <SPDXLicenseCollection><license licenseId="A" name="A" listVersionAdded="1.0"/>
      </SPDXLicenseCollection>
      """, "the attribute listVersionAdded"
    ),
  ])
  func `says what it leaves out`(format: VocabularyFormat, document: String, what: String) throws {
    let findings = try imported(document, as: format).findings
    #expect(
      findings.contains { $0.rule == "IgnoredContent" && $0.message.hasPrefix(what) },
      "\(findings.map(\.message))")
  }

  @Test func `keeps the version of a code list and of an authority table`() throws {
    let codes = try imported(
      """
      <gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">
      <Identification><ShortName>U</ShortName><Version>2.1</Version></Identification>
      <ColumnSet><Column Id="code"/><Key Id="k"><ColumnRef Ref="code"/></Key></ColumnSet>
      <SimpleCodeList><Row><Value ColumnRef="code"><SimpleValue>KGM</SimpleValue></Value></Row>
      </SimpleCodeList></gc:CodeList>
      """
    ).vocabulary
    #expect(codes.scheme(SchemeOrdinal(0)).version == "2.1")
    let table = try imported(
      """
      <countries table.id="country" table.version.number="20230614-0">
      <record><authority-code>DEU</authority-code><replaces>DDR</replaces></record>
      <record deprecated="true"><authority-code>DDR</authority-code></record></countries>
      """
    ).vocabulary
    #expect(table.scheme(SchemeOrdinal(0)).version == "20230614-0")
    let base = "http://publications.europa.eu/resource/authority/country/"
    let old = try #require(table.concept(uri: base + "DDR"))
    #expect(table.successors(of: old).map(\.uri) == [base + "DEU"])
  }

  @Test func `a document read as the wrong dialect says that nothing was found`() throws {
    let result = try imported("<node id=\"a\" label=\"A\"/>", as: .zthes)
    #expect(result.vocabulary.conceptCount == 0)
    #expect(result.findings.contains { $0.rule == "NoConcepts" && $0.severity == .error })
    #expect(throws: VocabularyImportError.self) {
      try imported("<node id=\"a\" label=\"A\"/>", as: .zthes, accepting: false)
    }
  }

  @Test(arguments: VocabularyFormat.allCases.filter { ![.skos, .turtle, .jsonld].contains($0) })
  func `every dialect takes any well-formed document without a crash`(format: VocabularyFormat) {
    let documents = [
      "<a/>", "<term/>", "<TermSet><Term/></TermSet>", "<Row><Value/></Row>",
      "<node><node/></node>",
      "<record/>", "<fingerprint><param name='os.product' value=''/></fingerprint>",
      "<CodeList><Row><Value><SimpleValue/></Value></Row></CodeList>", "<cpe-item name=''/>",
      "<license/>", "<languageAlias/>", "<DescriptorRecord/>", "<Label/>", "<hasNote>x</hasNote>",
    ]
    for document in documents {
      #expect(throws: Never.self, "\(document)") { try imported(document, as: format) }
    }
  }

  @Test func `a term of SharePoint that is reused is one concept in two sets`() throws {
    let id = "a195076e-976a-45a0-ad11-6ae848883a60"
    let result = try imported(
      """
      <TermGroup Name="G"><TermSets>
      <TermSet Name="One" ID="bda77a52-4f61-49f0-90d6-7afa93e53f55"><Terms><Term Name="A" ID="\(id)"/></Terms></TermSet>
      <TermSet Name="Two" ID="cda77a52-4f61-49f0-90d6-7afa93e53f55"><Terms>
      <Term Name="A" ID="\(id)" IsReused="true" IsSourceTerm="false" SourceTermId="\(id)"/></Terms></TermSet>
      </TermSets></TermGroup>
      """, as: .sharepoint)
    #expect(result.findings == [])
    #expect(result.vocabulary.conceptCount == 1)
    #expect(result.vocabulary.schemes(of: ConceptOrdinal(0)).count == 2)
  }
}
