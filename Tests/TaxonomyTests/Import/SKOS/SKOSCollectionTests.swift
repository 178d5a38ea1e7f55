import Testing

@testable import Taxonomy

struct SKOSCollectionTests {
  private static let body = """
    <skos:Concept rdf:about="milk"><skos:prefLabel xml:lang="en">milk</skos:prefLabel>
      <skos:mappingRelation rdf:resource="http://o.example/1"/>
      <skos:mappingRelation rdf:resource="cream"/></skos:Concept>
    <skos:Concept rdf:about="cream"><skos:prefLabel xml:lang="en">cream</skos:prefLabel></skos:Concept>
    <skos:Collection rdf:about="by-source">
      <skos:prefLabel xml:lang="en">milk by source</skos:prefLabel>
      <skos:altLabel xml:lang="de">Milch</skos:altLabel><skos:notation>7</skos:notation>
      <skos:scopeNote xml:lang="en">Of animals.</skos:scopeNote>
      <skos:inScheme rdf:resource="s"/><skos:member rdf:resource="milk"/>
      <skos:member><skos:OrderedCollection rdf:about="sizes"><rdfs:label>sizes</rdfs:label>
        <skos:memberList rdf:parseType="Collection"><rdf:Description rdf:about="cream"/>
          <rdf:Description rdf:about="milk"/></skos:memberList>
      </skos:OrderedCollection></skos:member>
    </skos:Collection>
    <skos:Collection><skos:prefLabel>No URI</skos:prefLabel><skos:member rdf:resource="nowhere"/>
    </skos:Collection>
    """

  private func collection(
    _ uri: String, in vocabulary: Vocabulary
  ) throws -> ConceptCollection {
    let ordinal = try #require(vocabulary.collections.first { vocabulary.uri(of: $0) == uri })
    return vocabulary.collection(ordinal)
  }

  @Test func `reads collections with labels, notes and members`() throws {
    let result = try importSKOS(Self.body)
    let vocabulary = result.vocabulary
    #expect(vocabulary.conceptCount == 2)
    let bySource = try collection("http://x.example/by-source", in: vocabulary)
    #expect(bySource.name() == "milk by source")
    #expect(!bySource.isOrdered)
    #expect(
      bySource.labels == [
        Label("milk by source", language: "en"),
        Label("Milch", language: "de", kind: .alternative),
        Label("7", kind: .alternative, role: .code),
      ])
    #expect(bySource.notes == [ConceptNote("Of animals.", kind: .scope, language: "en")])
    #expect(bySource.schemes.map { vocabulary.key(of: $0) } == ["s"])
    let (milk, cream) = (try result.concept("milk"), try result.concept("cream"))
    let sizes = try collection("http://x.example/sizes", in: vocabulary)
    #expect(bySource.members.count == 2)
    #expect(bySource.members.first == .concept(milk))
    #expect(sizes.isOrdered)
    #expect(sizes.name() == "sizes")
    #expect(sizes.members == [.concept(cream), .concept(milk)])
    #expect(vocabulary.collections(of: milk).count == 2)
    let members = try collection("urn:parlance:collection:no-uri", in: vocabulary).members
    #expect(members.allSatisfy { if case .outside = $0 { true } else { false } })
    #expect(result.findings("CollectionWithoutURI").map(\.line) == [16])
    #expect(result.findings("UndefinedConcept").map(\.line) == [16])
    #expect(result.findings("IgnoredContent") == [])
  }

  @Test func `keeps mappings of no stated kind, which nothing follows from`() throws {
    let result = try importSKOS(Self.body)
    #expect(
      result.vocabulary.mappings(of: try result.concept("milk")) == [
        ConceptMapping(.unspecified, uri: "http://o.example/1"),
        ConceptMapping(.unspecified, uri: "http://x.example/cream"),
      ])
    #expect(result.vocabulary.mappings(of: try result.concept("cream")) == [])
  }

  @Test(arguments: [ExportFormat.skos, .parlance])
  func `gives collections, versions and empty labels back`(format: ExportFormat) throws {
    let original = try importSKOS(
      Self.body + """
        <skos:ConceptScheme rdf:about="s" dct:title="S" owl:versionInfo="9.06"/>
        <skos:Concept rdf:about="empty"><skos:prefLabel/><skos:altLabel xml:lang="de"> </skos:altLabel>
          <skos:note/><rdfs:comment>Said of it.</rdfs:comment></skos:Concept>
        <p:Vocabulary><dct:title>All</dct:title><dct:description>Of all.</dct:description>
          <owl:versionInfo>2 beta</owl:versionInfo></p:Vocabulary>
        """
    ).vocabulary
    #expect(original.version == "2 beta")
    #expect(original.descriptions == [ConceptScheme.Text("Of all.")])
    #expect(original.scheme(SchemeOrdinal(0)).version == "9.06")
    let empty = try #require(original.concept(uri: "http://x.example/empty"))
    #expect(original.labels(of: empty).count == 2)
    #expect(original.notes(of: empty).map(\.text) == ["", "Said of it."])
    let again = try imported(original.exported(as: format), accepting: false)
    let before = VocabularyStatements(original)
    #expect(VocabularyStatements(again.vocabulary).differences(from: before) == [])
  }

  @Test func `ends a list that leads back into itself`() throws {
    let result = try importSKOS(
      """
      <skos:Concept rdf:about="a"/>
      <skos:OrderedCollection rdf:about="c"><skos:memberList rdf:nodeID="l"/></skos:OrderedCollection>
      <rdf:Description rdf:nodeID="l"><rdf:first rdf:resource="a"/><rdf:rest rdf:nodeID="l"/>
      </rdf:Description>
      """)
    #expect(try collection("http://x.example/c", in: result.vocabulary).members.count == 1)
  }

  @Test func `two collections of one name and without URIs are two`() throws {
    let result = try imported(
      """
      @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix e: <urn:e:> .
      e:a a skos:Concept ; skos:prefLabel "A" . e:b a skos:Concept ; skos:prefLabel "B" .
      [] a skos:Collection ; skos:prefLabel "by form"@en ; skos:member e:a .
      [] a skos:Collection ; skos:prefLabel "By form"@en ; skos:member e:b .
      """, as: .turtle)
    let vocabulary = result.vocabulary
    let collections = vocabulary.collections.map { vocabulary.collection($0) }
    #expect(
      Set(collections.map(\.uri))
        == ["urn:parlance:collection:by-form", "urn:parlance:collection:by-form-2"])
    #expect(collections.allSatisfy { $0.members.count == 1 })
    #expect(result.findings.count { $0.rule == "CollectionWithoutURI" } == 2)
  }
}
