import Model
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

  private static let prefixes = """
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix dct: <http://purl.org/dc/terms/> .
    @prefix schema: <http://schema.org/> .

    """

  private func turtle(_ body: String) throws -> VocabularyImport {
    try imported(Self.prefixes + body, as: .turtle)
  }

  @Test func `what only a mapping calls a concept keeps its label, outside of the schemes`() throws
  {
    for mapping in [
      "exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch", "mappingRelation",
    ] {
      let result = try turtle(
        """
        <http://e.org/s> a skos:ConceptScheme .
        <http://e.org/a> a skos:Concept ; skos:topConceptOf <http://e.org/s> ; skos:prefLabel "Automobile"@en ;
          skos:\(mapping) <http://o.org/x> .
        <http://o.org/x> skos:prefLabel "Car"@en .
        <http://o.org/y> skos:prefLabel "Wagon"@en ; skos:\(mapping) <http://e.org/a> .
        """)
      #expect(result.findings == [], "\(mapping)")
      #expect(
        schemes(result.vocabulary) == ["Automobile": ["http://e.org/s"], "Car": [], "Wagon": []])
      let found = VocabularyChecker(ruleNames: ["UndefinedConcept"]).check(result.vocabulary)
      #expect(found == [])
    }
  }

  @Test func `a label of what nothing calls a concept is told, of another type, too`() throws {
    let label = "<http://o.org/x> skos:prefLabel \"Car\"@en ."
    let own = "<http://e.org/a> a skos:Concept ; skos:prefLabel \"A\"@en"
    #expect(try turtle("\(own) . \(label)").findings.map(\.rule) == ["UndefinedConcept"])
    let typed = try turtle(
      "\(own) ; skos:exactMatch <http://o.org/x> . <http://o.org/x> a schema:Product . \(label)")
    #expect(Set(typed.findings.map(\.rule)) == ["IgnoredContent"])
  }

  @Test func `the only scheme of a document has its concepts, not those it maps to`() throws {
    let result = try turtle(
      """
      <http://e.org/s> a skos:ConceptScheme .
      <http://e.org/a> a skos:Concept ; skos:prefLabel "A"@en ;
        skos:relatedMatch <http://o.org/q>, <http://E.org/b> ; skos:exactMatch <http://p.org/r> .
      <http://E.org/b> a skos:Concept ; skos:prefLabel "B"@en .
      <http://o.org/q> a skos:Concept ; skos:prefLabel "Q"@en .
      <http://p.org/r> a skos:Concept ; skos:prefLabel "R"@en ; skos:broader <http://e.org/a> .
      <http://o.org/z> a skos:Concept ; skos:prefLabel "Z"@en ; skos:exactMatch <http://e.org/a> .
      """)
    let scheme = ["http://e.org/s"]
    // R is below A, and whose Z is nobody says: as before both are of the scheme.
    #expect(
      schemes(result.vocabulary) == ["A": scheme, "B": scheme, "Q": [], "R": scheme, "Z": scheme])
  }

  @Test(arguments: ["startDate", "endDate"])
  func `of two days on which a concept ends or begins the first counts, and the second is told`(
    property: String
  ) throws {
    let result = try turtle(
      """
      <http://e.org/a> a skos:Concept ; skos:prefLabel "A"@en ;
        schema:\(property) "2019-12-31", "2021-12-31", "2019-12-31" .
      """)
    let told = result.findings.filter { $0.rule == "InvalidDate" }
    #expect(told.count == 1)
    #expect(told.first?.message.contains("\"2021-12-31\" is a second \(property)") == true)
    let concept = try #require(result.vocabulary.concept(uri: "http://e.org/a"))
    let label = try #require(
      result.vocabulary.labels(of: concept).map(result.vocabulary.label).first)
    let period = [label.validity.from?.description, label.validity.until?.description]
    #expect(period == (property == "startDate" ? ["2019-12-31", nil] : [nil, "2019-12-31"]))
    if property == "endDate" {
      #expect(result.vocabulary.deprecationDate(of: concept)?.description == "2019-12-31")
    }
  }

  @Test(arguments: ["isReplacedBy", "replaces"])
  func `a successor that is a text is told with what to write`(property: String) throws {
    let result = try turtle(
      "<http://e.org/a> a skos:Concept ; skos:prefLabel \"A\"@en ; dct:\(property) \"Cars\" .")
    #expect(result.findings.map(\.rule) == ["ResourceExpected"])
    #expect(
      result.findings.first?.message.contains(
        "“\(property)” needs the URI of a resource, not the text \"Cars\"") == true)
    #expect(result.findings.first?.remedy.contains("URI of a concept") == true)
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
