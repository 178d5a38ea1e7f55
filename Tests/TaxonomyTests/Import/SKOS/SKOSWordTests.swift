import Model
import Testing

@testable import Taxonomy

/// Words, dates and nodes that SKOS holds beside its labels: what they mean, and what is told of others.
struct SKOSWordTests {
  private func read(_ body: String) throws -> VocabularyImport {
    try imported(
      """
      @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
      @prefix dct: <http://purl.org/dc/terms/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
      @prefix p: <urn:parlance:vocabulary:1#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
      @prefix e: <urn:e:> .
      \(body)
      e:b a skos:Concept ; skos:prefLabel "B" .
      """, as: .turtle, completing: false)
  }

  private func told(_ result: VocabularyImport) -> [String] {
    result.findings.filter { $0.rule == "IgnoredContent" }.map(\.message)
  }

  @Test(
    arguments: [
      ("abbreviation", .abbreviation, 0), ("former", .formerName, 0), ("code", .code, 0),
      ("Abbreviation", .plain, 1), ("nickname", .plain, 1), ("", .plain, 1),
    ] as [(String, Label.Role, Int)])
  func `the role of a label is one that there is, or told`(
    word: String, role: Label.Role, count: Int
  ) throws {
    let result = try read(
      "e:a a skos:Concept ; xl:altLabel [ a xl:Label ; xl:literalForm \"A\"@en ; p:role \"\(word)\" ] ."
    )
    let concept = try #require(result.vocabulary.concept(uri: "urn:e:a"))
    let label = try #require(
      result.vocabulary.labels(of: concept).map(result.vocabulary.label).first)
    #expect(label.role == role)
    #expect(told(result).count { $0.contains("role") } == count)
  }

  @Test(
    arguments: [
      ("any", .any, 0), ("exact", .exact, 0), ("automatic", .automatic, 0), ("loud", .automatic, 1),
    ] as [(String, Label.CaseRule, Int)])
  func `the case rule of a label is one that there is, or told`(
    word: String, rule: Label.CaseRule, count: Int
  ) throws {
    let result = try read(
      "e:a a skos:Concept ; xl:altLabel [ xl:literalForm \"A\"@en ; p:case \"\(word)\" ] .")
    let concept = try #require(result.vocabulary.concept(uri: "urn:e:a"))
    #expect(
      result.vocabulary.labels(of: concept).map { result.vocabulary.label($0).caseRule } == [rule])
    #expect(told(result).count { $0.contains("case") } == count)
  }

  @Test(
    arguments: [
      ("suggested", .suggested, 0), ("stated", .stated, 0), ("rumoured", .stated, 1),
    ] as [(String, Successor.Origin, Int)])
  func `the origin of a successor is one that there is, or told`(
    word: String, origin: Successor.Origin, count: Int
  ) throws {
    let result = try read(
      """
      e:a a skos:Concept ; skos:prefLabel "A" ; owl:deprecated true ;
        p:successor [ p:concept e:b ; p:origin "\(word)" ; p:on "2009-06" ; p:when "in the north" ] .
      """)
    let concept = try #require(result.vocabulary.concept(uri: "urn:e:a"))
    let successors = result.vocabulary.successors(of: concept)
    #expect(successors.map(\.origin) == [origin])
    #expect(
      successors.map { "\($0.uri) \($0.date?.description ?? "") \($0.condition)" } == [
        "urn:e:b 2009-06 in the north"
      ])
    #expect(told(result).count { $0.contains("origin") } == count)
  }

  @Test(
    arguments: [
      ("title", .title, 0), ("heading", .heading, 0), ("file", .file, 0), ("attic", .text, 1),
    ] as [(String, Cue.Place, Int)])
  func `the place of a cue is one that there is, or told`(
    word: String, place: Cue.Place, count: Int
  ) throws {
    let result = try read(
      "e:a a skos:Concept ; skos:prefLabel \"A\" ; p:cue [ p:in \"\(word)\" ; rdf:value \"hello\"@en ] ."
    )
    let concept = try #require(result.vocabulary.concept(uri: "urn:e:a"))
    #expect(result.vocabulary.cues(of: concept).map(\.place) == [place])
    #expect(told(result).count == count)
  }

  @Test(
    arguments: [
      ("one", .one, 0), ("many", .many, 0), ("some", .many, 1),
    ] as [(String, ConceptScheme.Assignment, Int)])
  func `how many concepts a scheme gives is one of two words, or told`(
    word: String, assignment: ConceptScheme.Assignment, count: Int
  ) throws {
    let result = try read(
      "e:s a skos:ConceptScheme ; p:assign \"\(word)\" . e:a a skos:Concept ; skos:topConceptOf e:s ."
    )
    let scheme = try #require(
      result.vocabulary.schemes.first { result.vocabulary.uri(of: $0) == "urn:e:s" })
    #expect(result.vocabulary.scheme(scheme).assignment == assignment)
    #expect(told(result).count { $0.contains("assign") } == count)
  }

  @Test(arguments: [
    ("true", true, 0), ("1", true, 0), ("TRUE", true, 0), (" true ", true, 0), ("false", false, 0),
    ("0", false, 0), ("perhaps", false, 1), ("", false, 1), ("-1", false, 1),
  ])
  func `whether a concept is out of use is a truth value, or told`(
    word: String, isDeprecated: Bool, count: Int
  ) throws {
    let result = try read(
      "e:a a skos:Concept ; skos:prefLabel \"A\" ; owl:deprecated \"\(word)\" .")
    let concept = try #require(result.vocabulary.concept(uri: "urn:e:a"))
    #expect(result.vocabulary.isDeprecated(concept) == isDeprecated)
    #expect(told(result).count == count)
  }

  @Test(
    arguments: [
      ("2009", "2009", 0), ("2009-06-30T10:00:00Z", "2009-06-30", 0),
      ("9999-12-31", "9999-12-31", 0),
      ("0001-01-01", "0001-01-01", 0), ("10000-01-01", nil, 1), ("2009-02-29", nil, 1),
      ("soon", nil, 1),
    ] as [(String, String?, Int)])
  func `a date is one of the calendar, or told, and the concept is out of use all the same`(
    text: String, date: String?, count: Int
  ) throws {
    let result = try read(
      "e:a a skos:Concept ; skos:prefLabel \"A\" ; owl:deprecated true ; p:deprecated \"\(text)\" ."
    )
    let concept = try #require(result.vocabulary.concept(uri: "urn:e:a"))
    #expect(result.vocabulary.hasDeprecation(concept))
    #expect(result.vocabulary.deprecationDate(of: concept)?.description == date)
    #expect(result.findings.count { $0.rule == "InvalidDate" } == count)
  }

  @Test func `a successor that a node and a statement name is one, with what the node says of it`()
    throws
  {
    let result = try read(
      """
      e:a a skos:Concept ; skos:prefLabel "A" ; owl:deprecated true ; dct:isReplacedBy e:b ;
        p:successor [ p:concept e:b ; p:on "2009" ] .
      """)
    let concept = try #require(result.vocabulary.concept(uri: "urn:e:a"))
    #expect(result.vocabulary.successors(of: concept).map { $0.date?.description } == ["2009"])
  }

  @Test func `a successor that is only suggested does not take the place of one that is stated`()
    throws
  {
    let result = try read(
      """
      e:a a skos:Concept ; skos:prefLabel "A" ; owl:deprecated true ; dct:isReplacedBy e:b ;
        p:successor [ p:concept e:b ; p:origin "suggested" ] .
      """)
    let concept = try #require(result.vocabulary.concept(uri: "urn:e:a"))
    #expect(result.vocabulary.successors(of: concept).contains { $0.origin == .stated })
  }

  @Test func `a label of two kinds is an error that names both, one of two forms is two labels`()
    throws
  {
    let result = try read(
      """
      e:a a skos:Concept ; xl:prefLabel e:l ; xl:altLabel e:l . e:l a xl:Label ; xl:literalForm "A"@en, "Ah"@de .
      """)
    #expect(
      result.findings.count { $0.rule == "DisjointExtendedLabels" && $0.severity == .error } == 1)
    #expect(
      result.findings.contains {
        $0.rule == "LabelWithoutOneLiteralForm" && $0.message.contains("2 literal forms")
      })
    let concept = try #require(result.vocabulary.concept(uri: "urn:e:a"))
    #expect(
      Set(result.vocabulary.labels(of: concept).map { result.vocabulary.text(of: $0) }) == [
        "A", "Ah",
      ])
  }
}

/// The hierarchy that transitive statements leave when what they imply is taken out.
struct TransitiveHierarchyTests {
  /// Who is directly above whom, as `child<parent`, from statements of transitive relations.
  private func hierarchy(_ pairs: [(String, String)], broader: [(String, String)] = []) throws
    -> Set<String>
  {
    let names = Set((pairs + broader).flatMap { [$0.0, $0.1] }).sorted()
    let body =
      names.map { "e:\($0) a skos:Concept ; skos:prefLabel \"\($0)\" ." }
      + pairs.map { "e:\($0.0) skos:broaderTransitive e:\($0.1) ." }
      + broader.map { "e:\($0.0) skos:broader e:\($0.1) ." }
    let vocabulary = try imported(
      "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix e: <urn:e:> .\n"
        + body.joined(separator: "\n"), as: .turtle
    ).vocabulary
    var result: Set<String> = []
    for concept in vocabulary.concepts {
      for parent in vocabulary.broader(of: concept) {
        result.insert(
          "\(vocabulary.preferredLabel(of: concept))<\(vocabulary.preferredLabel(of: parent))")
      }
    }
    return result
  }

  @Test func `a chain that is stated with all that follows is a chain again`() throws {
    let names = ["a", "b", "c", "d", "f"]
    var pairs: [(String, String)] = []
    for low in names.indices {
      for high in names.indices where high > low { pairs.append((names[low], names[high])) }
    }
    #expect(try hierarchy(pairs) == ["a<b", "b<c", "c<d", "d<f"])
    #expect(try hierarchy(pairs.reversed()) == ["a<b", "b<c", "c<d", "d<f"])
  }

  @Test func `two ways up are two parents, and what both lead to is above each`() throws {
    let pairs = [("a", "b"), ("a", "c"), ("a", "d"), ("b", "d"), ("c", "d")]
    #expect(try hierarchy(pairs) == ["a<b", "a<c", "b<d", "c<d"])
  }

  @Test func `what stated parents imply is not taken again`() throws {
    #expect(
      try hierarchy([("a", "c"), ("a", "d")], broader: [("a", "b"), ("b", "c")])
        == ["a<b", "b<c", "a<d"])
  }

  @Test func `concepts above each other keep both statements, for a check to tell of`() throws {
    #expect(try hierarchy([("a", "b"), ("b", "a")]) == ["a<b", "b<a"])
  }
}
