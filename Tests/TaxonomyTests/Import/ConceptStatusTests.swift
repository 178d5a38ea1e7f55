import Testing

@testable import Taxonomy

/// How far concepts are on their way into the vocabulary.
struct ConceptStatusTests {
  private func status(_ uri: String, _ vocabulary: Vocabulary) throws -> String? {
    let concept = try #require(vocabulary.concept(uri: uri), "\(uri)")
    return vocabulary.status(of: concept)?.wireName
  }

  @Test(arguments: [
    (
      "http://www.w3.org/ns/adms#", "rdf:resource='http://purl.org/adms/status/UnderDevelopment'",
      "candidate"
    ),
    (
      "http://publications.europa.eu/ontology/euvoc#", "rdf:resource='http://e.example/CURRENT'",
      "approved"
    ),
    ("http://purl.org/iso25964/skos-thes#", "", nil),
  ])
  func `SKOS says it in words of several vocabularies`(
    namespace: String, attribute: String, expected: String?
  ) throws {
    let result = try importSKOS(
      """
      <skos:Concept rdf:about="a"><skos:prefLabel xml:lang="en">A</skos:prefLabel>
        <s:status xmlns:s="\(namespace)" \(attribute)/></skos:Concept>
      """)
    let concept = try result.concept("a")
    #expect(result.vocabulary.status(of: concept)?.wireName == expected)
    #expect(!result.vocabulary.isDeprecated(concept))
  }

  @Test func `Parlance XML says it, and both formats say it again`() throws {
    let result = try imported(
      """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://e.example/"><scheme id="s"><title>S</title>
      <concept id="a" status="candidate"><name>A</name></concept>
      <concept id="b" status="approved" deprecated="2010"><name>B</name></concept>
      <concept id="c"><name>C</name></concept></scheme></vocabulary>
      """)
    func statuses(_ vocabulary: Vocabulary) throws -> [String?] {
      try ["a", "b", "c"].map { try status("https://e.example/\($0)", vocabulary) }
    }
    let expected = ["candidate", "approved", nil]
    #expect(try statuses(result.vocabulary) == expected)
    for format in [ExportFormat.skos, .parlance] {
      let again = try imported(try result.vocabulary.exported(as: format))
      #expect(try statuses(again.vocabulary) == expected, "\(format)")
    }
  }

  @Test func `a word that is no status is a finding`() throws {
    let result = try imported(
      """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://e.example/"><scheme id="s"><title>S</title>
      <concept id="a" status="candidat"><name>A</name></concept></scheme></vocabulary>
      """)
    #expect(result.findings.contains { $0.remedy == "did you mean \"candidate\"?" })
    #expect(try status("https://e.example/a", result.vocabulary) == nil)
  }

  @Test func `a table says it in a column`() throws {
    let text = """
      uri,prefLabel,status
      http://e.example/1,Boat,Approved
      http://e.example/2,Tug,Submitted
      http://e.example/3,Raft,Obsolete
      http://e.example/4,Ship,nearly
      """
    let vocabulary = try imported(text, as: .table).vocabulary
    #expect(try status("http://e.example/1", vocabulary) == "approved")
    #expect(try status("http://e.example/2", vocabulary) == "proposed")
    #expect(try status("http://e.example/3", vocabulary) == nil)
    let raft = try #require(vocabulary.concept(uri: "http://e.example/3"))
    #expect(vocabulary.isDeprecated(raft))
    #expect(try status("http://e.example/4", vocabulary) == nil)
  }
}
