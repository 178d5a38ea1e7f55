import Testing

@testable import Taxonomy

/// One small document of each dialect that libraries and terminologists exchange.
struct ThesaurusDialectTests {
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

  static let iso = """
    <ISO25964Interchange xmlns="http://iso25964.org/"><Thesaurus><identifier>T1</identifier>
    <title xml:lang="en">Sea</title>
    <ThesaurusConcept><identifier>1</identifier>
      <PreferredTerm><lexicalValue xml:lang="en">Boats</lexicalValue></PreferredTerm>
      <SimpleNonPreferredTerm><lexicalValue xml:lang="en">Craft</lexicalValue>
      </SimpleNonPreferredTerm>
      <ScopeNote><lexicalValue xml:lang="en">They float.</lexicalValue></ScopeNote>
    </ThesaurusConcept>
    <ThesaurusConcept><identifier>2</identifier><notation>B2</notation>
      <PreferredTerm><lexicalValue xml:lang="en">Tugs</lexicalValue></PreferredTerm>
    </ThesaurusConcept>
    <ThesaurusConcept><identifier>3</identifier>
      <PreferredTerm><lexicalValue xml:lang="en">Hulls</lexicalValue></PreferredTerm>
    </ThesaurusConcept>
    </Thesaurus>
    <HierarchicalRelationship><role>NTG</role><isHierRelConcept>1</isHierRelConcept>
      <hasHierRelConcept>2</hasHierRelConcept></HierarchicalRelationship>
    <HierarchicalRelationship><role>BTP</role><isHierRelConcept>3</isHierRelConcept>
      <hasHierRelConcept>1</hasHierRelConcept></HierarchicalRelationship>
    </ISO25964Interchange>
    """

  @Test func `ISO 25964: the role says which concept is above`() throws {
    let vocabulary = try imported(Self.iso).vocabulary
    #expect(
      try labels("urn:iso25964:1", vocabulary) == [
        "Boats@en preferred plain", "Craft@en alternative plain",
      ])
    #expect(
      try labels("urn:iso25964:2", vocabulary) == [
        "B2@ alternative code", "Tugs@en preferred plain",
      ])
    #expect(try parents("urn:iso25964:2", vocabulary) == ["urn:iso25964:1"])
    #expect(try parents("urn:iso25964:3", vocabulary) == ["urn:iso25964:1"])
    let (tug, hull, boat) = (
      try #require(vocabulary.concept(uri: "urn:iso25964:2")),
      try #require(vocabulary.concept(uri: "urn:iso25964:3")),
      try #require(vocabulary.concept(uri: "urn:iso25964:1"))
    )
    #expect(vocabulary.hierarchyKind(from: tug, to: boat) == .generic)
    #expect(vocabulary.hierarchyKind(from: hull, to: boat) == .partitive)
    #expect(vocabulary.notes(of: boat).map(\.kind) == [.scope])
    #expect(vocabulary.schemes.map { vocabulary.scheme($0).title() } == ["Sea"])
  }

  static let marc = """
    <collection xmlns="http://www.loc.gov/MARC21/slim"><record>
    <leader>00000nz  a2200000n  4500</leader><controlfield tag="001">sh1</controlfield>
    <datafield tag="150" ind1=" " ind2=" "><subfield code="a">Boats</subfield>
      <subfield code="x">History</subfield></datafield>
    <datafield tag="450" ind1=" " ind2=" "><subfield code="a">Craft</subfield></datafield>
    <datafield tag="550" ind1=" " ind2=" "><subfield code="w">h</subfield>
      <subfield code="a">Tugs</subfield></datafield>
    <datafield tag="680" ind1=" " ind2=" "><subfield code="i">They float.</subfield></datafield>
    <datafield tag="913" ind1=" " ind2=" "><subfield code="a">local</subfield></datafield>
    </record><record><leader>00000dz  a2200000n  4500</leader>
    <controlfield tag="001">sh2</controlfield>
    <datafield tag="150" ind1=" " ind2=" "><subfield code="a">Tugs</subfield></datafield>
    <datafield tag="550" ind1=" " ind2=" "><subfield code="a">Ropes</subfield></datafield>
    </record><record><leader>00000nam a2200000n  4500</leader></record></collection>
    """

  @Test func `MARC: headings, tracings, notes and deleted records`() throws {
    let result = try imported(Self.marc)
    let vocabulary = result.vocabulary
    #expect(
      try labels("urn:marc:sh1", vocabulary) == [
        "Boats--History@ preferred plain", "Craft@ alternative plain",
      ])
    #expect(try parents("urn:marc:sh2", vocabulary) == ["urn:marc:sh1"])
    let tug = try #require(vocabulary.concept(uri: "urn:marc:sh2"))
    #expect(vocabulary.isDeprecated(tug))
    let messages = result.findings.map(\.message)
    for part in ["not an authority", "the field 913", "heading that no record has"] {
      #expect(messages.contains { $0.contains(part) }, "\(part)")
    }
  }

  static let tbx = """
    <martif type="TBX" xml:lang="en"><text><body><termEntry id="c1">
    <descrip type="definition">It floats.</descrip><descrip type="subjectField">sea</descrip>
    <langSet xml:lang="en"><tig><term>Boat</term></tig><tig><term>Craft</term></tig>
      <tig><term>BT</term><termNote type="termType">acronym</termNote></tig>
      <tig><term>Bote</term>
        <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
    <langSet xml:lang="de"><ntig><termGrp><term>Boot</term></termGrp></ntig></langSet>
    </termEntry></body></text></martif>
    """

  @Test func `TBX: the first term of a language is preferred`() throws {
    let result = try imported(Self.tbx)
    #expect(
      try labels("urn:tbx:c1", result.vocabulary) == [
        "Boat@en preferred plain", "Craft@en alternative plain", "BT@en alternative abbreviation",
        "Bote@en alternative formerName", "Boot@de preferred plain",
      ])
    #expect(result.findings.contains { $0.message.contains("\"subjectField\"") })
  }

  @Test func `MADS: authorities, variants and schemes`() throws {
    let vocabulary = try imported(
      """
      @prefix m: <http://www.loc.gov/mads/rdf/v1#> .
      <urn:x:s> a m:MADSScheme .
      <urn:x:a> a m:Topic, m:Authority ; m:authoritativeLabel "Boats"@en ;
        m:isMemberOfMADSScheme <urn:x:s> ; m:hasNarrowerAuthority <urn:x:b> ;
        m:hasVariant [ a m:Topic, m:Variant ; m:variantLabel "Craft"@en ] .
      <urn:x:b> a m:Topic ; m:authoritativeLabel "Tugs"@en ; m:isMemberOfMADSScheme <urn:x:s> .
      """, as: .turtle
    ).vocabulary
    #expect(
      try labels("urn:x:a", vocabulary) == [
        "Boats@en preferred plain", "Craft@en alternative plain",
      ])
    #expect(try parents("urn:x:b", vocabulary) == ["urn:x:a"])
  }
}
