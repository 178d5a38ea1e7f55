import Model
import Testing

@testable import Taxonomy

/// Imports the body of an `rdf:RDF` element whose prefixes are declared.
func importSKOS(_ body: String, attributes: String = "") throws -> VocabularyImport {
  var importer = VocabularyImporter()
  try importer.read(bytes: skosDocument(body, attributes: attributes), path: "test.rdf")
  return try importer.finish()
}

/// A document around the body, whose first line is line 2.
func skosDocument(_ body: String, attributes: String = "") -> [UInt8] {
  [UInt8](
    """
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" \
    xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#" \
    xmlns:skos="http://www.w3.org/2004/02/skos/core#" \
    xmlns:xl="http://www.w3.org/2008/05/skos-xl#" xmlns:owl="http://www.w3.org/2002/07/owl#" \
    xmlns:dct="http://purl.org/dc/terms/" \
    xmlns:euvoc="http://publications.europa.eu/ontology/euvoc#" xmlns:x="http://x.example/ns#" \
    xmlns:p="urn:parlance:vocabulary:1#" xml:base="http://x.example/" \(attributes)>
    \(body)
    </rdf:RDF>
    """.utf8)
}

extension VocabularyImport {
  /// The concept with that URI behind `http://x.example/`.
  func concept(_ id: String) throws -> ConceptOrdinal {
    try #require(vocabulary.concept(uri: "http://x.example/" + id))
  }

  /// The labels of a concept, each as kind, language and text.
  func labels(_ id: String) throws -> [String] {
    try vocabulary.labels(of: concept(id)).map { ordinal in
      let label = vocabulary.label(ordinal)
      let role = label.role == .plain ? "" : " (\(label.role))"
      return "\(label.kind) \(label.language) \(label.text)\(role)"
    }
  }

  /// The ids of the concepts in a relation.
  func related(_ relation: ConceptRelation, _ id: String) throws -> [String] {
    try vocabulary.related(relation, to: concept(id)).map {
      String(vocabulary.uri(of: $0).dropFirst("http://x.example/".count))
    }
  }

  /// The findings of a rule.
  func findings(_ rule: String) -> [VocabularyFinding] { findings.filter { $0.rule == rule } }
}

struct SKOSImporterTests {
  @Test(arguments: [
    """
    <skos:Concept rdf:about="a"><skos:prefLabel xml:lang="en">A</skos:prefLabel>
      <skos:altLabel>B</skos:altLabel><skos:broader rdf:resource="b"/></skos:Concept>
    <skos:Concept rdf:about="b"><skos:prefLabel xml:lang="en">Top</skos:prefLabel></skos:Concept>
    """,
    """
    <rdf:Description rdf:about="a"><skos:broader><rdf:Description rdf:about="b">
      <rdf:type rdf:resource="http://www.w3.org/2004/02/skos/core#Concept"/>
      <skos:prefLabel xml:lang="en">Top</skos:prefLabel></rdf:Description></skos:broader>
      <rdf:type rdf:resource="http://www.w3.org/2004/02/skos/core#Concept"/></rdf:Description>
    <rdf:Description rdf:about="a"><skos:prefLabel xml:lang="en">A</skos:prefLabel>
      <skos:altLabel>B</skos:altLabel></rdf:Description>
    """,
    """
    <skos:Concept rdf:ID="b" xml:base="http://x.example/y#" skos:hiddenLabel="no"/>
    <skos:Concept rdf:about="http://x.example/b" xml:lang="en" skos:prefLabel="Top">
      <skos:narrower rdf:parseType="Resource" rdf:ID="s"/></skos:Concept>
    <rdf:Description rdf:about="http://x.example/b"><skos:narrower>
      <skos:Concept rdf:about="a" skos:altLabel="B"><skos:prefLabel xml:lang="en">A</skos:prefLabel>
      </skos:Concept></skos:narrower></rdf:Description>
    """,
  ])
  func `reads every spelling of the same concepts alike`(body: String) throws {
    let result = try importSKOS(body)
    #expect(try result.labels("a").sorted() == ["alternative  B", "preferred en A"])
    #expect(try result.labels("b") == ["preferred en Top"])
    #expect(try result.related(.broader, "a") == ["b"])
    #expect(try result.related(.narrower, "b") == ["a"])
  }

  @Test func `knows sub-properties and subclasses that the file declares, anywhere`() throws {
    let result = try importSKOS(
      """
      <x:Thing rdf:about="a"><x:name xml:lang="en">A</x:name><x:kindOf rdf:resource="b"/></x:Thing>
      <x:Special rdf:about="b"><skos:prefLabel>B</skos:prefLabel></x:Special>
      <rdfs:Class rdf:about="ns#Special"><rdfs:subClassOf rdf:resource="ns#Thing"/></rdfs:Class>
      <owl:Class rdf:about="ns#Thing">
        <rdfs:subClassOf rdf:resource="http://www.w3.org/2004/02/skos/core#Concept"/></owl:Class>
      <rdf:Property rdf:about="ns#name"><rdfs:subPropertyOf rdf:resource="ns#label"/></rdf:Property>
      <rdf:Property rdf:about="ns#label">
        <rdfs:subPropertyOf rdf:resource="http://www.w3.org/2004/02/skos/core#prefLabel"/>
      </rdf:Property>
      <rdf:Property rdf:about="ns#kindOf">
        <owl:equivalentProperty rdf:resource="http://www.w3.org/2004/02/skos/core#broader"/>
      </rdf:Property>
      """)
    #expect(result.vocabulary.conceptCount == 2)
    #expect(try result.labels("a") == ["preferred en A"])
    #expect(try result.related(.broader, "a") == ["b"])
  }

  @Test func `takes schemes, titles and top concepts from either side`() throws {
    let result = try importSKOS(
      """
      <skos:ConceptScheme rdf:about="s"><dct:title xml:lang="en">Types</dct:title>
        <rdfs:label xml:lang="en">not this</rdfs:label><rdfs:label xml:lang="de">Arten</rdfs:label>
        <dct:description>All of them</dct:description><skos:hasTopConcept rdf:resource="a"/>
      </skos:ConceptScheme>
      <skos:Concept rdf:about="a"><skos:prefLabel>A</skos:prefLabel></skos:Concept>
      <skos:Concept rdf:about="b"><skos:prefLabel>B</skos:prefLabel>
        <skos:topConceptOf rdf:resource="t"/></skos:Concept>
      """)
    let vocabulary = result.vocabulary
    let scheme = try #require(vocabulary.scheme(named: "s"))
    #expect(vocabulary.scheme(scheme).titles.map(\.text) == ["Types", "Arten"])
    #expect(vocabulary.scheme(scheme).descriptions.map(\.text) == ["All of them"])
    #expect(vocabulary.topSchemes(of: try result.concept("a")) == [scheme])
    #expect(vocabulary.schemes(of: try result.concept("a")) == [scheme])
    #expect(vocabulary.topSchemes(of: try result.concept("b")).count == 1)
  }

  @Test func `entails symmetry, inverses and transitivity of mappings`() throws {
    let result = try importSKOS(
      """
      <skos:Concept rdf:about="a"><skos:prefLabel>A</skos:prefLabel>
        <skos:broadMatch rdf:resource="b"/><skos:exactMatch rdf:resource="urn:o"/></skos:Concept>
      <skos:Concept rdf:about="b"><skos:prefLabel>B</skos:prefLabel></skos:Concept>
      <rdf:Description rdf:about="urn:o"><skos:exactMatch rdf:resource="urn:q"/></rdf:Description>
      <rdf:Description rdf:about="urn:r"><skos:narrowMatch rdf:resource="b"/></rdf:Description>
      """)
    let ofA = result.vocabulary.mappings(of: try result.concept("a"))
    let ofB = result.vocabulary.mappings(of: try result.concept("b"))
    #expect(
      Set(ofA) == [
        ConceptMapping(.broad, uri: "http://x.example/b"), ConceptMapping(.exact, uri: "urn:o"),
        ConceptMapping(.exact, uri: "urn:q"),
      ])
    #expect(
      Set(ofB) == [
        ConceptMapping(.narrow, uri: "http://x.example/a"), ConceptMapping(.broad, uri: "urn:r"),
      ])
  }

  @Test func `reads labels of SKOS-XL with dates, status, type and what Parlance adds`() throws {
    let result = try importSKOS(
      """
      <skos:Concept rdf:about="a">
        <skos:prefLabel xml:lang="en">Harbor Archive</skos:prefLabel>
        <xl:prefLabel><xl:Label><xl:literalForm xml:lang="en">Harbor Archive</xl:literalForm>
          </xl:Label></xl:prefLabel>
        <xl:altLabel rdf:resource="l1"/><xl:altLabel rdf:resource="l2"/>
        <xl:altLabel rdf:resource="l3"/><skos:notation>HA-1</skos:notation>
      </skos:Concept>
      <xl:Label rdf:about="l1"><xl:literalForm xml:lang="en">Acme Vault</xl:literalForm>
        <euvoc:startDate>2004</euvoc:startDate><euvoc:endDate>2009-06-30</euvoc:endDate>
        <euvoc:status rdf:resource="http://e.example/status/DEPRECATED"/></xl:Label>
      <xl:Label rdf:about="l2" xl:literalForm="HA"><dct:type
        rdf:resource="http://publications.europa.eu/resource/authority/label-type/ACRONYM"/>
        </xl:Label>
      <xl:Label rdf:about="l3" xl:literalForm="Vault" p:case="exact" p:with="acme, harbor"
        p:note="by hand" p:role="former" p:until="2009"/>
      """)
    #expect(
      try result.labels("a") == [
        "preferred en Harbor Archive", "alternative en Acme Vault (formerName)",
        "alternative  HA (abbreviation)", "alternative  Vault (formerName)",
        "alternative  HA-1 (code)",
      ])
    let labels = result.vocabulary.labels(of: try result.concept("a")).map(result.vocabulary.label)
    #expect(labels[1].validity.from?.description == "2004")
    #expect(labels[1].validity.until?.description == "2009-06-30")
    #expect(labels[3].caseRule == .exact)
    #expect(labels[3].requiredContext == ["acme", "harbor"])
    #expect(labels[3].note == "by hand")
  }

  @Test func `says what it leaves out: comments, URIs of labels and relations of labels`() throws {
    let result = try importSKOS(
      """
      <!-- one -->
      <skos:Concept rdf:about="c"><xl:prefLabel rdf:resource="l"/>
        <xl:altLabel><xl:Label><xl:literalForm>b</xl:literalForm></xl:Label></xl:altLabel>
      </skos:Concept>
      <xl:Label rdf:about="l"><xl:literalForm>a</xl:literalForm>
        <xl:labelRelation rdf:resource="m"/></xl:Label>
      <!-- two -->
      """)
    let notes = result.findings.filter { $0.rule == "IgnoredContent" }
    #expect(notes.map(\.line).sorted() == [2, 3, 7])
    #expect(notes.contains { $0.message.contains("comments") && $0.message.contains("(2,") })
    #expect(notes.contains { $0.message.contains("URIs of labels") && $0.message.contains("(1,") })
    #expect(notes.contains { $0.message.contains("labelRelation") })
  }

  @Test func `reports a label without a literal form`() throws {
    let result = try importSKOS(
      """
      <skos:Concept rdf:about="a"><skos:prefLabel>A</skos:prefLabel>
      <xl:altLabel rdf:resource="gone"/></skos:Concept>
      """)
    #expect(result.findings("LabelWithoutOneLiteralForm").map(\.line) == [3])
    #expect(try result.labels("a") == ["preferred  A"])
  }

  @Test func `reads notes as text, node and document`() throws {
    let result = try importSKOS(
      """
      <skos:Concept rdf:about="a"><skos:prefLabel>A</skos:prefLabel>
        <skos:definition xml:lang="en">Text</skos:definition>
        <skos:scopeNote rdf:parseType="Resource"><rdf:value xml:lang="de">Knoten</rdf:value>
          <dct:creator>somebody</dct:creator></skos:scopeNote>
        <skos:example rdf:resource="http://x.example/doc.html"/></skos:Concept>
      """)
    let notes = result.vocabulary.notes(of: try result.concept("a"))
    #expect(
      notes == [
        ConceptNote("Text", kind: .definition, language: "en"),
        ConceptNote("Knoten", kind: .scope, language: "de", creator: "somebody"),
        ConceptNote("http://x.example/doc.html", kind: .example),
      ])
    #expect(result.findings("IgnoredContent") == [])
  }

  @Test func `follows the life of concepts and carries old names over`() throws {
    let result = try importSKOS(
      """
      <skos:Concept rdf:about="old"><skos:prefLabel xml:lang="en">Acme Vault</skos:prefLabel>
        <skos:altLabel xml:lang="en">Vault</skos:altLabel><skos:notation>7</skos:notation>
        <owl:deprecated>true</owl:deprecated><dct:isReplacedBy rdf:resource="mid"/>
        <euvoc:endDate>2009-06-30</euvoc:endDate></skos:Concept>
      <skos:Concept rdf:about="mid"><skos:prefLabel xml:lang="en">Middle</skos:prefLabel>
        <owl:deprecated>1</owl:deprecated></skos:Concept>
      <skos:Concept rdf:about="new"><skos:prefLabel xml:lang="en">Harbor</skos:prefLabel>
        <skos:altLabel xml:lang="en">Vault</skos:altLabel><dct:replaces rdf:resource="mid"/>
      </skos:Concept>
      <skos:Concept rdf:about="split"><skos:prefLabel xml:lang="en">Split</skos:prefLabel>
        <owl:deprecated>true</owl:deprecated><dct:isReplacedBy rdf:resource="new"/>
        <dct:isReplacedBy rdf:resource="mid"/></skos:Concept>
      """)
    #expect(
      try result.labels("new") == [
        "preferred en Harbor", "alternative en Vault", "alternative en Acme Vault (formerName)",
        "alternative en Middle (formerName)", "alternative en Split (formerName)",
      ])
    let vocabulary = result.vocabulary
    #expect(vocabulary.isDeprecated(try result.concept("old")))
    #expect(vocabulary.deprecationDate(of: try result.concept("old"))?.description == "2009-06-30")
    #expect(
      vocabulary.currentConcepts(for: try result.concept("old")) == [try result.concept("new")])
    #expect(vocabulary.successors(of: try result.concept("split")).count == 2)
    #expect(result.findings("OldNameNotCarriedOver").count == 3)
  }

  @Test func `finds a successor hidden in a note, as a suggestion`() throws {
    let result = try importSKOS(
      """
      <skos:Concept rdf:about="old"><skos:prefLabel>Fax</skos:prefLabel>
        <owl:deprecated>true</owl:deprecated>
        <skos:historyNote>Deprecated in 2.0. Use instead: "Telefax machine" (T12).</skos:historyNote>
      </skos:Concept>
      <skos:Concept rdf:about="new"><skos:prefLabel>telefax machine</skos:prefLabel></skos:Concept>
      <skos:Concept rdf:about="part"><skos:prefLabel>Demand</skos:prefLabel>
        <skos:note><rdf:Description><rdf:value xml:lang="en">For total demand</rdf:value>
          <rdfs:seeAlso rdf:resource="new"/></rdf:Description></skos:note></skos:Concept>
      """)
    let successor = try #require(result.vocabulary.successors(of: try result.concept("old")).first)
    #expect(successor.origin == .suggested)
    #expect(successor.uri == "http://x.example/new")
    let partial = try #require(result.vocabulary.successors(of: try result.concept("part")).first)
    #expect(partial.condition == "For total demand")
    #expect(result.findings("SuccessorInNote").count == 2)
    #expect(try result.labels("new") == ["preferred  telefax machine"])
  }

  @Test func `takes the hierarchy from transitive relations where nothing else states it`() throws {
    // a is above b is above c, stated in full as a reasoner would; c is below d as usual.
    let result = try importSKOS(
      """
      <skos:Concept rdf:about="a"/><skos:Concept rdf:about="b"/><skos:Concept rdf:about="d"/>
      <skos:Concept rdf:about="c"><skos:broaderTransitive rdf:resource="a"/>
        <skos:broaderTransitive rdf:resource="b"/><skos:broaderTransitive rdf:resource="d"/>
        <skos:broader rdf:resource="d"/></skos:Concept>
      <rdf:Description rdf:about="a"><skos:narrowerTransitive rdf:resource="b"/></rdf:Description>
      """)
    #expect(try result.related(.broader, "c") == ["d", "b"])
    #expect(try result.related(.broader, "b") == ["a"])
    #expect(try result.related(.broader, "a") == [])
    #expect(result.findings("HierarchyFromTransitive").map(\.line) == [3])
    #expect(result.findings("IgnoredContent") == [])
  }

  @Test func `names a concept by rdfs:label if SKOS gives it no name`() throws {
    let result = try importSKOS(
      """
      <skos:Concept rdf:about="a"><rdfs:label xml:lang="en">A</rdfs:label>
        <rdfs:label xml:lang="en">Aa</rdfs:label><rdfs:label xml:lang="de">Ah</rdfs:label>
      </skos:Concept>
      """)
    #expect(try result.labels("a") == ["preferred en A", "alternative en Aa", "preferred de Ah"])
    #expect(result.findings("NameFromRDFS").count == 1)
  }

  @Test func `leaves nothing out silently`() throws {
    let result = try importSKOS(
      """
      <skos:Concept rdf:about="a"><skos:prefLabel>A</skos:prefLabel><x:price>7</x:price>
        <skos:broader>text</skos:broader></skos:Concept>
      <skos:Collection rdf:about="c"><x:price>7</x:price></skos:Collection>
      <x:Shop rdf:about="shop"><x:price>8</x:price></x:Shop>
      <skos:Concept><skos:prefLabel>No URI</skos:prefLabel></skos:Concept>
      <skos:Concept rdf:about="b"><skos:prefLabel rdf:resource="x"/>
        <skos:related rdf:resource="nowhere"/></skos:Concept>
      """)
    let messages = result.findings("IgnoredContent").map(\.message)
    #expect(messages.contains { $0.hasPrefix("<http://x.example/ns#price> (2 times, here first)") })
    #expect(messages.contains { $0.hasPrefix("2 statements about resources that are neither") })
    #expect(result.findings("ResourceExpected").map(\.line) == [3])
    #expect(result.findings("LiteralExpected").map(\.line) == [7])
    #expect(result.findings("ConceptWithoutURI").map(\.line) == [6])
    #expect(result.findings("UndefinedConcept").map(\.line) == [8])
  }

  @Test func `merges files with one language each, in any order`() throws {
    let labels = skosDocument(
      "<rdf:Description rdf:about='a'><skos:prefLabel xml:lang='DE'>Ah</skos:prefLabel></rdf:Description>"
    )
    let concepts = skosDocument(
      "<skos:Concept rdf:about='a'><skos:prefLabel xml:lang='en'>A</skos:prefLabel></skos:Concept>")
    for order in [[labels, concepts], [concepts, labels], [labels, concepts, concepts, labels]] {
      var importer = VocabularyImporter()
      for bytes in order { try importer.read(bytes: bytes, path: "one.rdf") }
      let result = try importer.finish()
      #expect(result.vocabulary.conceptCount == 1)
      #expect(try result.labels("a").sorted() == ["preferred de Ah", "preferred en A"])
    }
  }

  @Test func `refuses a document cut at any byte, and wrong RDF with its place`() throws {
    let bytes = skosDocument(
      "<skos:Concept rdf:about='a' skos:prefLabel='A'><skos:note>n&amp;é</skos:note></skos:Concept>"
    )
    for count in 0..<bytes.count {
      var importer = VocabularyImporter()
      #expect(throws: (any Error).self, "cut at \(count)") {
        try importer.read(bytes: Array(bytes.prefix(count)), path: "cut.rdf", as: .skos)
      }
    }
    do {
      _ = try importSKOS("\n<skos:Concept rdf:about='a' rdf:nodeID='b'/>")
      Issue.record("it was read")
    } catch {
      #expect("\(error)".hasPrefix("test.rdf:3:1: error: the attributes rdf:about"))
    }
  }

  @Test func `expands internal entities in names and text`() throws {
    var importer = VocabularyImporter()
    let text = """
      <!DOCTYPE rdf:RDF [<!ENTITY skos "http://www.w3.org/2004/02/skos/core#">
        <!ENTITY e "http://x.example/">]>
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="&skos;">
      <rdf:Description rdf:about="&e;a"><rdf:type rdf:resource="&skos;Concept"/>
      <skos:prefLabel>A</skos:prefLabel></rdf:Description></rdf:RDF>
      """
    try importer.read(bytes: [UInt8](text.utf8), path: "entities.rdf")
    #expect(try importer.finish().labels("a") == ["preferred  A"])
  }

  @Test func `says what it leaves out of notations`() throws {
    let result = try imported(
      skosDocument(
        """
        <skos:Concept rdf:about="a"><skos:prefLabel xml:lang="fr">A</skos:prefLabel>
        <skos:notation xml:lang="fr">4702</skos:notation>
        <skos:notation rdf:datatype="http://ex.org/type#ISCO">3240</skos:notation>
        <skos:notation rdf:datatype="http://www.w3.org/2001/XMLSchema#string">7</skos:notation>
        </skos:Concept>
        """))
    #expect(result.findings("LanguageOfNotation").count == 1)
    #expect((result.findings("LanguageOfNotation").first?.line ?? 0) > 0)
    #expect(result.findings("IgnoredContent") == [])
    let codes = result.vocabulary.labels(of: try result.concept("a"))
      .map(result.vocabulary.label).filter { $0.role == .code }
    #expect(codes.map(\.text) == ["4702", "3240", "7"])
    #expect(codes.map(\.datatype) == ["", "http://ex.org/type#ISCO", ""])
  }
}
