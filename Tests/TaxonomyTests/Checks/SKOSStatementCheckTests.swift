import Testing

@testable import Taxonomy

/// Rules that only the statements of a SKOS document can break.
struct SKOSStatementCheckTests {
  private func findings(_ rule: String, in body: String) throws -> [VocabularyFinding] {
    var importer = VocabularyImporter()
    importer.checksStatements = true
    try importer.read(bytes: skosDocument(body), path: "test.rdf")
    let result = try importer.finish()
    return VocabularyChecker(ruleNames: [rule])
      .check(result.vocabulary, importFindings: result.findings)
  }

  /// A rule, statements that break it in one line, what the message says, and some that do not.
  struct Breach: Sendable, CustomTestStringConvertible {
    var rule: String
    var severity: VocabularyFinding.Severity
    var line: Int
    var message: String
    var bad: String
    var good: String
    var testDescription: String { "\(rule) \(message)" }

    init(
      _ rule: String, _ severity: VocabularyFinding.Severity, line: Int, _ message: String,
      bad: String, good: String
    ) {
      self.rule = rule
      self.severity = severity
      self.line = line
      self.message = message
      self.bad = bad
      self.good = good
    }
  }

  private static let ab = """
    <skos:Concept rdf:about="a"><skos:prefLabel xml:lang="en">A</skos:prefLabel></skos:Concept>
    <skos:Concept rdf:about="b"><skos:prefLabel xml:lang="en">B</skos:prefLabel></skos:Concept>

    """

  private static func about(_ id: String, _ content: String) -> String {
    "<rdf:Description rdf:about='\(id)'>\(content)</rdf:Description>\n"
  }

  private static func xl(_ kind: String, _ id: String) -> String {
    "<xl:\(kind)Label><xl:Label rdf:about='\(id)'><xl:literalForm>T</xl:literalForm></xl:Label>"
      + "</xl:\(kind)Label>"
  }

  static let breaches: [Breach] = [
    Breach(
      "ConceptAndScheme", .error, line: 2, "(SKOS S9)",
      bad: ab + "<skos:ConceptScheme rdf:about='a'/>",
      good: ab + "<skos:ConceptScheme rdf:about='s'/>"),
    Breach(
      "DisjointLabelsViolation", .error, line: 5, "(SKOS S13)",
      bad: ab + "\n" + about("a", "<skos:altLabel xml:lang='en'>A</skos:altLabel>"),
      good: ab + about("a", "<skos:altLabel xml:lang='de'>A</skos:altLabel>")),
    Breach(
      "InconsistentPreferredLabels", .error, line: 5, "\"A\" and \"C\"",
      bad: ab + "\n" + about("a", "<skos:prefLabel xml:lang='en'>C</skos:prefLabel>"),
      good: ab + about("a", "<skos:prefLabel xml:lang='de'>C</skos:prefLabel>")),
    Breach(
      "RelationClashes", .error, line: 2, "\"A\" and \"B\" are related",
      bad: ab + about("a", "<skos:related rdf:resource='b'/><skos:broader rdf:resource='b'/>"),
      good: ab + about("a", "<skos:broader rdf:resource='b'/>")),
    Breach(
      "RelationClashes", .error, line: 2, "are a related match, and one is above the other",
      bad: ab
        + about("a", "<skos:relatedMatch rdf:resource='b'/><skos:broadMatch rdf:resource='b'/>"),
      good: ab + about("a", "<skos:relatedMatch rdf:resource='b'/>")),
    Breach(
      "RelationClashes", .error, line: 2, "\"A\" and \"B\" are related, and one is above",
      bad: ab + about("a", "<skos:related rdf:resource='b'/>")
        + about("a", "<skos:broadMatch rdf:resource='http://o/x'/>")
        + about("b", "<skos:narrowMatch rdf:resource='http://o/x'/>"),
      good: ab + about("a", "<skos:related rdf:resource='b'/>")
        + about("a", "<skos:broadMatch rdf:resource='http://o/x'/>")
        + about("b", "<skos:narrowMatch rdf:resource='http://o/y'/>")),
    Breach(
      "MappingClashes", .error, line: 2, "is an exact and a broad match of \"A\"",
      bad: ab
        + about(
          "a",
          "<skos:exactMatch rdf:resource='http://o/x'/><skos:broadMatch rdf:resource='http://o/y'/>"
        )
        + about("b", "<skos:exactMatch rdf:resource='http://o/x'/>")
        + about("b", "<skos:exactMatch rdf:resource='http://o/y'/>"),
      good: ab
        + about(
          "a",
          "<skos:exactMatch rdf:resource='http://o/x'/><skos:broadMatch rdf:resource='http://o/y'/>"
        )
    ),
    Breach(
      "CollectionAndConcept", .error, line: 2, "is a collection and a concept (SKOS S37)",
      bad: ab + "<skos:Collection rdf:about='a'/>",
      good: ab + "<skos:Collection rdf:about='c'/>"),
    Breach(
      "CollectionAndConcept", .error, line: 4, "a concept scheme (SKOS S37)",
      bad: ab + "<skos:ConceptScheme rdf:about='s'/><skos:Collection rdf:about='s'/>",
      good: ab + "<skos:ConceptScheme rdf:about='s'/><skos:Collection rdf:about='c'/>"),
    Breach(
      "MappingClashes", .error, line: 2, "is an exact and a related match of \"A\"",
      bad: ab
        + about(
          "a",
          "<skos:exactMatch rdf:resource='http://o/'/><skos:relatedMatch rdf:resource='http://o/'/>"
        ),
      good: ab
        + about(
          "a",
          "<skos:exactMatch rdf:resource='http://o/'/><skos:closeMatch rdf:resource='http://o/'/>")),
    Breach(
      "LabelAndConcept", .error, line: 2, "(SKOS S48)",
      bad: ab + about("b", "<xl:altLabel rdf:resource='a'/>"),
      good: ab + about("b", xl("alt", "l"))),
    Breach(
      "LabelWithoutOneLiteralForm", .error, line: 4, "has 0 literal forms",
      bad: ab + about("a", "<xl:altLabel><xl:Label rdf:about='l'/></xl:altLabel>"),
      good: ab + about("a", xl("alt", "l"))),
    Breach(
      "LabelWithoutOneLiteralForm", .error, line: 4, "has 2 literal forms, not one (SKOS S52)",
      bad: ab + about("a", xl("alt", "l")) + about("l", "<xl:literalForm>U</xl:literalForm>"),
      good: ab + about("a", xl("alt", "l")) + about("l", "<xl:literalForm>T</xl:literalForm>")),
    Breach(
      "DisjointExtendedLabels", .error, line: 5,
      "\"T\" is alternative and hidden of one concept (SKOS S58)",
      bad: ab + about("a", xl("alt", "l")) + about("a", "<xl:hiddenLabel rdf:resource='l'/>"),
      good: ab + about("a", xl("alt", "l")) + about("b", "<xl:hiddenLabel rdf:resource='l'/>")),
    Breach(
      "UnidirectionallyRelatedConcepts", .warning, line: 5,
      "“related” from \"B\" to \"A\" lacks its counterpart “related”",
      bad: ab + "<skos:Concept rdf:about='c'><skos:related rdf:resource='a'/></skos:Concept>\n"
        + about("b", "<skos:related rdf:resource='a'/>")
        + about("a", "<skos:related rdf:resource='c'/>"),
      good: ab + about("b", "<skos:related rdf:resource='a'/>")
        + about("a", "<skos:related rdf:resource='b'/>")),
    Breach(
      "UnidirectionallyRelatedConcepts", .warning, line: 4,
      "“broader” 2 times without its counterpart “narrower”",
      bad: ab + "<skos:Concept rdf:about='c'><skos:broader rdf:resource='a'/></skos:Concept>\n"
        + about("b", "<skos:broader rdf:resource='a'/>"),
      good: ab + about("b", "<skos:broader rdf:resource='a'/>")
        + about("a", "<skos:narrower rdf:resource='b'/>")),
    Breach(
      "UnidirectionallyRelatedConcepts", .warning, line: 4,
      "“topConceptOf” from \"A\" to <http://x.example/s>",
      bad: ab + about("a", "<skos:topConceptOf rdf:resource='s'/>"),
      good: ab + about("a", "<skos:topConceptOf rdf:resource='s'/>")
        + about("s", "<skos:hasTopConcept rdf:resource='a'/>")),
    Breach(
      "SolelyTransitivelyRelatedConcepts", .warning, line: 4,
      "\"A\" and \"B\" are related by “broaderTransitive” only",
      bad: ab + about("a", "<skos:broaderTransitive rdf:resource='b'/>"),
      good: ab + "<skos:Concept rdf:about='c'><skos:broader rdf:resource='b'/></skos:Concept>"
        + about(
          "a",
          "<skos:broader rdf:resource='c'/><skos:broaderTransitive rdf:resource='b'/>"
            + "<skos:broaderTransitive rdf:resource='c'/>")),
    Breach(
      "UndefinedSKOSResources", .warning, line: 4, "core#prefSymbol> is not a term of SKOS",
      bad: ab
        + about("a", "<skos:prefSymbol rdf:resource='x'/><skos:prefSymbol rdf:resource='y'/>"),
      good: ab
        + about("a", "<skos:semanticRelation rdf:resource='b'/><x:prefSymbol rdf:resource='x'/>")),
    Breach(
      "UndefinedSKOSResources", .warning, line: 4, "core#Term> is not a term of SKOS",
      bad: ab + "<skos:Term rdf:about='t'/>", good: ab + "<x:Term rdf:about='t'/>"),
    Breach(
      "CyclicHierarchicalRelations", .error, line: 2, "\"A\", \"B\"",
      bad: ab + about("a", "<skos:broader rdf:resource='b'/>")
        + about("a", "<skos:narrower rdf:resource='b'/>"),
      good: ab + about("a", "<skos:broader rdf:resource='b'/>")
        + about("b", "<skos:narrower rdf:resource='a'/>")),
    Breach(
      "CyclicHierarchicalRelations", .error, line: 2, "\"A\" is broader than itself",
      bad: ab + about("a", "<skos:narrower rdf:resource='a'/>"),
      good: ab + about("a", "<skos:narrower rdf:resource='b'/>")),
    Breach(
      "CyclicHierarchicalRelations", .error, line: 2, "by mappings: \"A\", \"B\"",
      bad: ab + about("a", "<skos:broadMatch rdf:resource='b'/>")
        + about("b", "<skos:broader rdf:resource='a'/>"),
      good: ab + about("a", "<skos:broadMatch rdf:resource='b'/>")
        + about("b", "<skos:narrower rdf:resource='a'/>")),
    Breach(
      "OrphanConcepts", .warning, line: 4, "\"C\" stands alone, in no scheme",
      bad: ab + "<skos:Concept rdf:about='c'><skos:prefLabel>C</skos:prefLabel></skos:Concept>"
        + about("a", "<skos:inScheme rdf:resource='s'/><skos:broader rdf:resource='b'/>"),
      good: ab + "<skos:Concept rdf:about='c'><skos:prefLabel>C</skos:prefLabel></skos:Concept>"
        + about(
          "a",
          "<skos:inScheme rdf:resource='s'/><skos:broader rdf:resource='b'/>"
            + "<skos:exactMatch rdf:resource='c'/>")),
    Breach(
      "UndefinedConcept", .note, line: 4, "x.example/c\", used as the target of",
      bad: ab + about("a", "<skos:broader rdf:resource='c'/>"),
      good: ab + about("a", "<skos:broader rdf:resource='b'/>")),
    Breach(
      "ConceptWithoutURI", .error, line: 4, "no URI",
      bad: ab + "<skos:Concept><skos:prefLabel>C</skos:prefLabel></skos:Concept>", good: ab),
    Breach(
      "InvalidDate", .warning, line: 4, "\"soon\" is not a date",
      bad: ab + about("a", "<euvoc:endDate>soon</euvoc:endDate>"),
      good: ab + about("a", "<euvoc:endDate>2009-06-30</euvoc:endDate>")),
    Breach(
      "LiteralExpected", .warning, line: 4, "“altLabel” needs text",
      bad: ab + about("a", "<skos:altLabel rdf:resource='b'/>"),
      good: ab + about("a", "<skos:altLabel>b</skos:altLabel>")),
    Breach(
      "ResourceExpected", .warning, line: 4, "“broader” needs the URI",
      bad: ab + about("a", "<skos:broader>B</skos:broader>"),
      good: ab + about("a", "<skos:broader rdf:resource='b'/>")),
    Breach(
      "NameFromRDFS", .note, line: 4, "named by rdfs:label",
      bad: ab + "<skos:Concept rdf:about='c'><rdfs:label>C</rdfs:label></skos:Concept>",
      good: ab + about("a", "<rdfs:label xml:lang='en'>A</rdfs:label>")),
  ]

  @Test(arguments: breaches)
  func `names the line of what is wrong, and nothing else`(breach: Breach) throws {
    let found = try findings(breach.rule, in: breach.bad)
    #expect(found.map(\.line) == [breach.line])
    #expect(found.map(\.severity) == [breach.severity])
    #expect(found.first?.message.contains(breach.message) == true)
    #expect(found.first?.remedy.isEmpty == false || breach.severity == .note)
    #expect(try findings(breach.rule, in: breach.good) == [])
  }

  @Test func `an import alone does not look at each statement`() throws {
    let result = try importSKOS(
      Self.ab + Self.about("a", "<skos:broader rdf:resource='b'/>"))
    #expect(result.findings("UnidirectionallyRelatedConcepts") == [])
  }

  @Test func `refuses a document that says nothing of SKOS`() throws {
    #expect(throws: VocabularyImportError.self) {
      try importSKOS("<x:Shop rdf:about='s'><x:price>7</x:price></x:Shop>")
    }
  }

  @Test func `takes loops among concepts in use for hints, not for successors`() throws {
    let use = { (id: String, other: String) in
      Self.about(
        id,
        "<skos:note rdf:parseType='Resource'><rdf:value>Else</rdf:value>"
          + "<rdfs:seeAlso rdf:resource='\(other)'/></skos:note>")
    }
    let body = Self.ab + use("a", "b") + use("b", "a")
    #expect(try findings("SuccessorLoops", in: body) == [])
    let gone = "<owl:deprecated>true</owl:deprecated>"
    #expect(
      try findings("SuccessorLoops", in: body + Self.about("a", gone) + Self.about("b", gone))
        .count == 1)
  }
}
