import TestSupport
import Testing

@testable import Taxonomy

/// What is not of the vocabulary's schemes stays outside of them.
struct OutsideConceptTests {
  private static let document = skosDocument(
    """
    <skos:ConceptScheme rdf:about="s"><skos:hasTopConcept rdf:resource="a"/></skos:ConceptScheme>
    <skos:Concept rdf:about="a"><skos:topConceptOf rdf:resource="s"/>
    <skos:prefLabel xml:lang="en">Automobile</skos:prefLabel>
    <skos:exactMatch><skos:Concept rdf:about="http://other.org/x">
    <skos:prefLabel xml:lang="en">Car</skos:prefLabel></skos:Concept></skos:exactMatch></skos:Concept>
    <skos:Concept rdf:about="http://other.org/y">
    <skos:prefLabel xml:lang="en">Loose one</skos:prefLabel></skos:Concept>
    <skos:Concept rdf:about="b"><skos:broader rdf:resource="a"/>
    <skos:prefLabel xml:lang="en">Van</skos:prefLabel></skos:Concept>
    """)

  private func schemes(_ vocabulary: Vocabulary) -> [String: [String]] {
    var result: [String: [String]] = [:]
    for concept in vocabulary.concepts {
      result[vocabulary.preferredLabel(of: concept)] = vocabulary.schemes(of: concept).map {
        vocabulary.uri(of: $0)
      }
    }
    return result
  }

  @Test func `concepts without a scheme stay outside, through every round trip`() throws {
    let expected = [
      "Automobile": ["http://x.example/s"], "Van": ["http://x.example/s"], "Car": [],
      "Loose one": [],
    ]
    let vocabulary = try imported(Self.document).vocabulary
    #expect(schemes(vocabulary) == expected)
    for format in [ExportFormat.skos, .parlance] {
      let again = try imported(try vocabulary.exported(as: format), accepting: false).vocabulary
      #expect(schemes(again) == expected, "\(format)")
      #expect(
        VocabularyStatements(again).differences(from: VocabularyStatements(vocabulary)) == [])
    }
    let found = VocabularyChecker(ruleNames: ["MappingRelationsMisuse"]).check(vocabulary)
    #expect(found == [])
  }

  @Test func `a match with a concept of no scheme leads to another vocabulary`() throws {
    let vocabulary = try imported(Self.document).vocabulary
    let found = VocabularyChecker(ruleNames: ["MissingOutLinks"]).check(vocabulary)
    #expect(!found.contains { $0.message.contains("Automobile") })
    #expect(found.contains { $0.message.contains("Van") })
  }

  @Test func `a snapshot with concepts outside of its schemes is believed`() throws {
    let bytes = try imported(Self.document).vocabulary
    try withTemporaryFolder { folder in
      var importer = VocabularyImporter()
      try importer.read(bytes: Self.document, path: "outside.rdf", as: .skos)
      let path = folder + "/vocabulary.snapshot"
      _ = try importer.finish(writingTo: path)
      #expect(schemes(try Vocabulary(mapping: path)) == schemes(bytes))
    }
  }

  @Test func `each document without a statement of schemes is taken for one`() throws {
    var importer = VocabularyImporter()
    try importer.read(bytes: Self.document, path: "stated.rdf", as: .skos)
    try importer.read(
      bytes: skosDocument(
        """
        <skos:ConceptScheme rdf:about="t"/>
        <skos:Concept rdf:about="c"><skos:prefLabel xml:lang="en">C</skos:prefLabel></skos:Concept>
        """), path: "described.rdf", as: .skos)
    try importer.read(
      bytes: skosDocument(
        """
        <skos:Concept rdf:about="d"><skos:prefLabel xml:lang="en">D</skos:prefLabel></skos:Concept>
        """), path: "bare.rdf", as: .skos)
    let found = schemes(try importer.finish().vocabulary)
    #expect(
      found == [
        "Automobile": ["http://x.example/s"], "Van": ["http://x.example/s"], "Car": [],
        "Loose one": [], "C": ["http://x.example/t"], "D": ["urn:parlance:scheme:concepts"],
      ])
  }

  @Test func `where nobody states a scheme of any concept the only one is taken`() throws {
    let one = try imported(
      skosDocument(
        """
        <skos:ConceptScheme rdf:about="s"/>
        <skos:Concept rdf:about="a"><skos:prefLabel xml:lang="en">A</skos:prefLabel></skos:Concept>
        """)
    ).vocabulary
    #expect(schemes(one) == ["A": ["http://x.example/s"]])
  }

  @Test func `a successor and a relation to another vocabulary are notes at most`() throws {
    let result = try imported(
      skosDocument(
        """
        <skos:ConceptScheme rdf:about="s"/>
        <skos:Concept rdf:about="a"><skos:inScheme rdf:resource="s"/>
        <skos:prefLabel xml:lang="en">Old</skos:prefLabel>
        <owl:deprecated rdf:datatype="http://www.w3.org/2001/XMLSchema#boolean">true</owl:deprecated>
        <skos:related rdf:resource="http://other.org/q"/>
        <dct:isReplacedBy rdf:resource="http://other.org/places/p1"/></skos:Concept>
        """))
    #expect(result.findings.allSatisfy { $0.severity == .note })
    let old = ConceptOrdinal(0)
    #expect(result.vocabulary.successors(of: old).map(\.uri) == ["http://other.org/places/p1"])
    for format in [ExportFormat.skos, .parlance] {
      let again = try imported(try result.vocabulary.exported(as: format))
      #expect(again.findings.allSatisfy { $0.severity == .note }, "\(format)")
      #expect(again.vocabulary.successors(of: old).map(\.uri) == ["http://other.org/places/p1"])
    }
  }
}
