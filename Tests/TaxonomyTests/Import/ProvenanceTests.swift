import Testing

@testable import Taxonomy

/// Who made concepts, schemes and vocabularies, when, and on which terms.
struct ProvenanceTests {
  private static let jane = "https://id.example/people/7"
  private static let expected = [
    Provenance(.creator, "Jane Doe"), Provenance(.creator, jane), Provenance(.contributor, "Joe"),
    Provenance(.created, "2009-01-31"), Provenance(.modified, "2010-06-01T10:00:00Z"),
  ]

  private static let skos = """
    <skos:Concept rdf:about="http://e.example/a"><skos:prefLabel xml:lang="en">A</skos:prefLabel>
      <dct:creator>Jane  Doe</dct:creator><dct:creator rdf:resource="\(jane)"/>
      <dc:contributor><rdf:Description><foaf:name>Joe</foaf:name></rdf:Description></dc:contributor>
      <dct:created rdf:datatype="http://www.w3.org/2001/XMLSchema#date">2009-01-31</dct:created>
      <dct:modified>2010-06-01T10:00:00Z</dct:modified></skos:Concept>
    """

  private func statements(_ uri: String, _ vocabulary: Vocabulary) throws -> [Provenance] {
    vocabulary.provenance(of: try #require(vocabulary.concept(uri: uri)))
  }

  private func document(_ body: String) -> String {
    """
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns:skos="http://www.w3.org/2004/02/skos/core#" xmlns:dct="http://purl.org/dc/terms/"
      xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:foaf="http://xmlns.com/foaf/0.1/">\(body)
    </rdf:RDF>
    """
  }

  @Test func `SKOS says it of a concept, and nothing of it is left out`() throws {
    let result = try imported(document(Self.skos))
    #expect(try statements("http://e.example/a", result.vocabulary) == Self.expected)
    #expect(result.findings.filter { $0.rule == "IgnoredContent" } == [])
  }

  @Test(arguments: [ExportFormat.parlance, .skos, .turtle, .ntriples, .jsonld, .csv, .tsv])
  func `every dialect that is written says it again`(format: ExportFormat) throws {
    let original = try imported(document(Self.skos)).vocabulary
    let isTable = format == .csv || format == .tsv
    let again = try imported(original.exported(as: format), as: isTable ? .table : nil)
    let found = try statements("http://e.example/a", again.vocabulary)
    #expect(Set(found) == Set(Self.expected))
  }

  @Test(arguments: [ExportFormat.parlance, .skos, .turtle])
  func `the vocabulary and its schemes say it, too`(format: ExportFormat) throws {
    let text = """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://e.example/">
      <creator>Harbor</creator><license>https://e.example/licence</license>
      <scheme id="s"><created>2009</created><modified> </modified>
      <concept id="a"><name>A</name><creator note="x">Jane</creator></concept></scheme></vocabulary>
      """
    let result = try imported(text)
    #expect(result.findings.map(\.rule).sorted() == ["EmptyLabels", "IgnoredContent"])
    let again = try imported(result.vocabulary.exported(as: format), accepting: false).vocabulary
    #expect(
      again.provenance
        == [Provenance(.creator, "Harbor"), Provenance(.license, "https://e.example/licence")])
    let scheme = try #require(again.schemes.first)
    #expect(again.scheme(scheme).provenance == [Provenance(.created, "2009")])
    #expect(try statements("https://e.example/a", again) == [Provenance(.creator, "Jane")])
  }

  @Test func `a table has it in columns`() throws {
    let text = """
      uri,prefLabel,Created by,dct:created,Date Modified
      http://e.example/a,Boat,Jane|Joe,2009,2010-01-01
      """
    let found = try statements("http://e.example/a", imported(text, as: .table).vocabulary)
    #expect(
      found == [
        Provenance(.creator, "Jane"), Provenance(.creator, "Joe"), Provenance(.created, "2009"),
        Provenance(.modified, "2010-01-01"),
      ])
  }

  @Test func `Zthes, ISO 25964 and MeSH say it in their words`() throws {
    let zthes = """
      <Zthes><term><termId>1</termId><termName>A</termName><termCreatedDate>2009</termCreatedDate>
      <termModifiedBy>Joe</termModifiedBy></term></Zthes>
      """
    #expect(
      try statements("urn:zthes:1", imported(zthes).vocabulary)
        == [Provenance(.contributor, "Joe"), Provenance(.created, "2009")])
    let iso = """
      <ISO25964Interchange><Thesaurus><identifier>t</identifier><creator>Harbor</creator>
      <ThesaurusConcept><identifier>1</identifier><created>2009-02-01</created>
      <PreferredTerm><lexicalValue>A</lexicalValue></PreferredTerm></ThesaurusConcept></Thesaurus>
      </ISO25964Interchange>
      """
    let thesaurus = try imported(iso).vocabulary
    #expect(
      try statements("urn:iso25964:1", thesaurus) == [Provenance(.created, "2009-02-01")])
    let scheme = try #require(thesaurus.schemes.first)
    #expect(thesaurus.scheme(scheme).provenance == [Provenance(.creator, "Harbor")])
    let mesh = """
      <DescriptorRecordSet LanguageCode="eng"><DescriptorRecord><DescriptorUI>D1</DescriptorUI>
      <DescriptorName><String>A</String></DescriptorName>
      <DateCreated><Year>1999</Year><Month>01</Month><Day>02</Day></DateCreated></DescriptorRecord>
      </DescriptorRecordSet>
      """
    #expect(
      try statements("http://id.nlm.nih.gov/mesh/D1", imported(mesh).vocabulary)
        == [Provenance(.created, "1999-01-02")])
  }

  @Test func `a note on a change is told with who wrote it and when`() throws {
    func vocabulary(_ note: String) throws -> Vocabulary {
      try imported(
        """
        <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://e.example/"><scheme id="s">
        <concept id="a"><name xml:lang="en">A</name>\(note)</concept></scheme></vocabulary>
        """
      ).vocabulary
    }
    let new = try vocabulary(
      "<change xml:lang='en' by='Jane' on='2010'>Renamed by marketing</change>")
    let changes = VocabularyDiff(from: try vocabulary(""), to: new).changes
    #expect(changes.compactMap(\.newChangeNote) == ["Renamed by marketing (Jane, 2010)"])
    #expect(
      changes.map(\.message) == [
        "the change note (en) \"Renamed by marketing (Jane, 2010)\" of \"A\" is new"
      ])
    #expect(
      VocabularyDiff(from: new, to: try vocabulary("")).changes.allSatisfy {
        $0.newChangeNote == nil
      })
  }
}
