import Testing

@testable import Taxonomy

/// What SKOS says beyond names and relations is kept, and written again.
struct SKOSKeepingTests {
  /// Imports, then exports in each format that keeps everything, and expects the same again.
  private func expectRoundTrip(_ result: VocabularyImport) throws {
    let statements = VocabularyStatements(result.vocabulary)
    for format in [ExportFormat.skos, .parlance] {
      let again = try imported(
        try result.vocabulary.exported(as: format), accepting: false, completing: false)
      #expect(
        VocabularyStatements(again.vocabulary).differences(from: statements) == [], "\(format)")
    }
  }

  @Test func `notations of two systems with the same code are two codes`() throws {
    let result = try importSKOS(
      """
      <skos:Concept rdf:about="a"><skos:prefLabel xml:lang="en">A</skos:prefLabel>
        <skos:notation rdf:datatype="http://ex.org/type#ISCO">3240</skos:notation>
        <skos:notation rdf:datatype="http://ex.org/type#UDC">3240</skos:notation>
        <skos:notation>3240</skos:notation></skos:Concept>
      """)
    let codes = result.vocabulary.labels(of: try result.concept("a"))
      .map(result.vocabulary.label).filter { $0.role == .code }
    #expect(
      codes.map(\.datatype) == ["http://ex.org/type#ISCO", "http://ex.org/type#UDC", ""])
    let skos = String(decoding: try result.vocabulary.exported(as: .skos), as: UTF8.self)
    #expect(
      skos.contains("<skos:notation rdf:datatype=\"http://ex.org/type#UDC\">3240</skos:notation>"))
    let turtle = String(decoding: try result.vocabulary.exported(as: .turtle), as: UTF8.self)
    #expect(turtle.contains("skos:notation \"3240\"^^<http://ex.org/type#ISCO>"))
    try expectRoundTrip(result)
  }

  @Test func `a scheme keeps its names beside the title`() throws {
    let result = try importSKOS(
      """
      <skos:ConceptScheme rdf:about="s"><dct:title xml:lang="en">Title</dct:title>
        <skos:prefLabel xml:lang="en">Preferred</skos:prefLabel>
        <skos:prefLabel xml:lang="de">Titel</skos:prefLabel>
        <skos:altLabel xml:lang="en">Other</skos:altLabel>
        <skos:hiddenLabel xml:lang="en">Hiden</skos:hiddenLabel>
        <skos:notation>S1</skos:notation><rdfs:label xml:lang="en">Title</rdfs:label>
      </skos:ConceptScheme>
      <skos:Concept rdf:about="a"><skos:inScheme rdf:resource="s"/>
        <skos:prefLabel xml:lang="en">A</skos:prefLabel></skos:Concept>
      """)
    let scheme = result.vocabulary.scheme(SchemeOrdinal(0))
    #expect(scheme.titles.map(\.text) == ["Title", "Titel"])
    #expect(scheme.labels.map(\.text) == ["Preferred", "Other", "Hiden", "S1"])
    #expect(scheme.labels.map(\.kind) == [.alternative, .alternative, .hidden, .alternative])
    #expect(scheme.labels.last?.role == .code)
    #expect(result.findings("IgnoredContent") == [])
    try expectRoundTrip(result)
  }

  @Test func `a hierarchical relation keeps its kind, from either side`() throws {
    let result = try importSKOS(
      """
      <rdf:Description rdf:about="http://x.example/ns#partOf">
        <rdfs:subPropertyOf rdf:resource="http://purl.org/iso25964/skos-thes#broaderPartitive"/>
      </rdf:Description>
      <skos:Concept rdf:about="a"><skos:prefLabel xml:lang="en">A</skos:prefLabel>
        <i:narrowerGeneric rdf:resource="b"/></skos:Concept>
      <skos:Concept rdf:about="b"><skos:prefLabel xml:lang="en">B</skos:prefLabel>
        <skos:broader rdf:resource="a"/></skos:Concept>
      <skos:Concept rdf:about="c"><skos:prefLabel xml:lang="en">C</skos:prefLabel>
        <x:partOf rdf:resource="a"/><skos:broader rdf:resource="b"/></skos:Concept>
      """, attributes: "xmlns:i=\"http://purl.org/iso25964/skos-thes#\"")
    let vocabulary = result.vocabulary
    let (a, b, c) = try (result.concept("a"), result.concept("b"), result.concept("c"))
    #expect(vocabulary.hierarchyKind(from: b, to: a) == .generic)
    #expect(vocabulary.hierarchyKind(from: c, to: a) == .partitive)
    #expect(vocabulary.hierarchyKind(from: c, to: b) == .unspecified)
    let skos = String(decoding: try vocabulary.exported(as: .skos), as: UTF8.self)
    #expect(skos.contains("<iso-thes:broaderPartitive rdf:resource=\"http://x.example/a\"/>"))
    #expect(skos.contains("<iso-thes:narrowerGeneric rdf:resource=\"http://x.example/b\"/>"))
    try expectRoundTrip(result)
  }

  @Test func `a note keeps who wrote it and when`() throws {
    let result = try importSKOS(
      """
      <skos:Concept rdf:about="a"><skos:prefLabel xml:lang="en">A</skos:prefLabel>
        <skos:changeNote rdf:parseType="Resource"><rdf:value xml:lang="en">Renamed</rdf:value>
          <dct:creator>Jane</dct:creator><dct:date>2010-01-01</dct:date></skos:changeNote>
        <skos:editorialNote rdf:parseType="Resource"><rdf:value>Check</rdf:value>
          <dct:creator rdf:resource="http://x.example/people/7"/>
          <dct:created>2024-05-01T10:00:00Z</dct:created></skos:editorialNote>
        <skos:historyNote rdf:parseType="Resource"><rdf:value>Old</rdf:value>
          <dct:creator rdf:parseType="Resource"><rdfs:label>Joe</rdfs:label></dct:creator>
          <dct:source>Book</dct:source></skos:historyNote></skos:Concept>
      """)
    #expect(
      result.vocabulary.notes(of: try result.concept("a")) == [
        ConceptNote("Renamed", kind: .change, language: "en", creator: "Jane", date: "2010-01-01"),
        ConceptNote(
          "Check", kind: .editorial, creator: "http://x.example/people/7",
          date: "2024-05-01T10:00:00Z"),
        ConceptNote("Old", kind: .history, creator: "Joe"),
      ])
    let lost = result.findings("IgnoredContent").map(\.message)
    #expect(lost.count == 1)
    #expect(lost.first?.contains("terms/source") == true)
    try expectRoundTrip(result)
  }

  @Test(arguments: [
    "<dct:language>en</dct:language>", "<dct:language>eng</dct:language>",
    "<dct:language rdf:resource=\"http://id.loc.gov/vocabulary/iso639-1/en\"/>",
    "<dct:language rdf:resource=\"http://publications.europa.eu/resource/authority/language/ENG\"/>",
  ])
  func `the language of a scheme is that of what states none`(statement: String) throws {
    let result = try importSKOS(
      """
      <skos:ConceptScheme rdf:about="s"><dct:title>Title</dct:title>\(statement)
      </skos:ConceptScheme>
      <skos:Concept rdf:about="a"><skos:topConceptOf rdf:resource="s"/>
        <skos:prefLabel>Forestry</skos:prefLabel><skos:prefLabel xml:lang="de">Forst</skos:prefLabel>
        <skos:scopeNote>Woods</skos:scopeNote><skos:notation>7</skos:notation></skos:Concept>
      """)
    #expect(
      try result.labels("a") == [
        "preferred en Forestry", "preferred de Forst", "alternative  7 (code)",
      ])
    #expect(result.vocabulary.notes(of: try result.concept("a")).map(\.language) == ["en"])
    #expect(result.vocabulary.scheme(SchemeOrdinal(0)).titles.map(\.language) == ["en"])
    #expect(result.findings("LanguageOfScheme").map(\.severity) == [.note])
    #expect(result.findings("LanguageOfNotation") == [])
  }

  @Test func `a scheme that lists several languages is in none of them`() throws {
    let result = try importSKOS(
      """
      <skos:ConceptScheme rdf:about="s"><dct:language>en</dct:language>
        <dct:language>de</dct:language></skos:ConceptScheme>
      <skos:Concept rdf:about="a"><skos:topConceptOf rdf:resource="s"/>
        <skos:prefLabel>Forestry</skos:prefLabel></skos:Concept>
      """)
    #expect(try result.labels("a") == ["preferred  Forestry"])
    #expect(result.findings("IgnoredContent").contains { $0.message.contains("terms/language") })
  }

  @Test func `a part of a larger vocabulary keeps what leads out of it, without an error`() throws {
    let result = try importSKOS(
      """
      <skos:ConceptScheme rdf:about="s"><dct:title xml:lang="en">Part</dct:title>
        <skos:hasTopConcept rdf:resource="root"/></skos:ConceptScheme>
      <skos:Concept rdf:about="a"><skos:inScheme rdf:resource="s"/>
        <skos:prefLabel xml:lang="en">A</skos:prefLabel><skos:broader rdf:resource="root"/>
        <skos:narrower rdf:resource="leaf"/><skos:related rdf:resource="other"/></skos:Concept>
      <skos:Collection rdf:about="k"><skos:prefLabel xml:lang="en">K</skos:prefLabel>
        <skos:member rdf:resource="a"/><skos:member rdf:resource="far"/></skos:Collection>
      """)
    #expect(result.findings.allSatisfy { $0.severity == .note }, "\(result.findings)")
    let vocabulary = result.vocabulary
    let outside = vocabulary.outsideRelations(of: try result.concept("a"))
    #expect(outside.map(\.relation) == [.broader, .narrower, .related])
    #expect(
      outside.map(\.uri) == ["root", "leaf", "other"].map { "http://x.example/" + $0 })
    #expect(
      vocabulary.scheme(SchemeOrdinal(0)).outsideTopConcepts == ["http://x.example/root"])
    #expect(
      vocabulary.collection(CollectionOrdinal(0)).members.last
        == .outside("http://x.example/far"))
    let rules: Set = ["OrphanConcepts", "OmittedTopConcepts"]
    #expect(VocabularyChecker(ruleNames: rules).check(vocabulary) == [])
    try expectRoundTrip(result)
  }

  @Test func `a label without text is told and is not a name`() throws {
    let result = try importSKOS(
      """
      <skos:Concept rdf:about="a"><skos:prefLabel xml:lang="en"></skos:prefLabel>
        <skos:altLabel xml:lang="de">Anders</skos:altLabel></skos:Concept>
      """)
    #expect(result.findings("EmptyLabels").map(\.line) == [2])
    let concept = try result.concept("a")
    #expect(result.vocabulary.preferredLabel(of: concept) == "Anders")
    let found = VocabularyChecker(ruleNames: ["MissingLabels"]).check(result.vocabulary)
    #expect(found.contains { $0.message.contains("has no preferred label") })
  }

  @Test func `whatever is lost is told`() throws {
    let result = try importSKOS(
      """
      <skos:Concept rdf:about="a"><skos:prefLabel xml:lang="en">A</skos:prefLabel>
        <skos:note rdf:datatype="http://www.w3.org/2001/XMLSchema#date">2010-01-01</skos:note>
        <skos:exactMatch>not a link</skos:exactMatch>
        <owl:deprecated>perhaps</owl:deprecated></skos:Concept>
      """)
    let lost = result.findings("IgnoredContent").map(\.message)
    #expect(lost.count == 3, "\(lost)")
    #expect(lost.contains { $0.contains("datatypes of 1 labels and notes") })
    #expect(lost.contains { $0.contains("exactMatch") })
    #expect(lost.contains { $0.contains("owl#deprecated") })
  }

  @Test func `what is kept as something more general is told, with how often`() throws {
    let result = try importSKOS(
      """
      <rdf:Description rdf:about="acronym"><rdfs:subPropertyOf
        rdf:resource="http://www.w3.org/2004/02/skos/core#altLabel"/></rdf:Description>
      <rdf:Description rdf:about="initials"><rdfs:subPropertyOf rdf:resource="acronym"/>
      </rdf:Description>
      <rdf:Description rdf:about="Thing"><rdfs:subClassOf
        rdf:resource="http://www.w3.org/2004/02/skos/core#Concept"/></rdf:Description>
      <rdf:Description rdf:about="name"><owl:equivalentProperty
        rdf:resource="http://www.w3.org/2004/02/skos/core#prefLabel"/></rdf:Description>
      <skos:Concept rdf:about="a"><x:name xmlns:x="http://x.example/" xml:lang="en">A</x:name>
        <x:acronym xmlns:x="http://x.example/">AA</x:acronym>
        <x:acronym xmlns:x="http://x.example/">AAA</x:acronym>
        <x:initials xmlns:x="http://x.example/">AI</x:initials></skos:Concept>
      <x:Thing xmlns:x="http://x.example/" rdf:about="b"><skos:prefLabel>B</skos:prefLabel></x:Thing>
      """)
    let told = result.findings("IgnoredContent").map(\.message).filter { $0.contains("kept as") }
    #expect(told.count == 3, "\(told)")
    #expect(
      told.contains {
        $0.hasPrefix("<http://x.example/acronym> (2 times, here first) is kept as <http:")
          && $0.contains("altLabel>")
      })
    #expect(told.contains { $0.hasPrefix("<http://x.example/initials> is kept as") })
    #expect(told.contains { $0.contains("/Thing>") && $0.contains("core#Concept>") })
    #expect(try result.vocabulary.labels(of: result.concept("a")).count == 4)
  }
}
