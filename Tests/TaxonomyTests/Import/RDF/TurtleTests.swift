import Testing

@testable import Taxonomy

struct TurtleTests {
  @Test func `names line and column of what is not Turtle`() {
    let error = #expect(throws: VocabularyTextError.self) {
      try imported("@prefix a: <urn:a:> .\na:b a:c\n  d:e .", as: .turtle)
    }
    #expect(error?.line == 3)
    #expect(error?.column == 3)
    #expect(error?.message == "the prefix \"d\" is not declared")
  }

  @Test func `findings about a concept name its line`() throws {
    let result = try imported(
      """
      @prefix skos: <http://www.w3.org/2004/02/skos/core#> .

      <urn:x:s> a skos:ConceptScheme .
      <urn:x:a> a skos:Concept ; skos:inScheme <urn:x:s> ;
        skos:prefLabel "A"@en ;
        <urn:other> "x" .
      """)
    #expect(result.findings.first { $0.rule == "IgnoredContent" }?.line == 6)
    let concept = try #require(result.vocabulary.concept(uri: "urn:x:a"))
    #expect(result.vocabulary.position(of: concept).line == 4)
  }

  @Test(arguments: ["[", "("])
  func `bounds how deep nodes stand in each other`(bracket: String) {
    let deep = "<urn:a> <urn:b> " + String(repeating: bracket + " <urn:c> ", count: 300)
    let error = #expect(throws: VocabularyTextError.self) { try imported(deep, as: .turtle) }
    #expect(error?.message.contains("deeper") == true)
  }

  private struct Beginning: Sendable {
    var text: String
    var name: String
    var format: VocabularyFormat
  }

  private static let beginnings: [Beginning] = [
    ("@prefix skos: <http://www.w3.org/2004/02/skos/core#> .", "v", VocabularyFormat.turtle),
    ("<http://e.example/a> <http://e.example/b> \"c\" .", "v", .turtle),
    ("# comment\n<urn:a> <urn:b> <urn:c> .", "v.ttl", .turtle),
    ("{\n \"@context\": {}}", "v.json", .jsonld),
    ("uri,prefLabel@en\na,b", "v.csv", .table),
    ("Boats\n\tTugs", "v.txt", .list),
    ("<http://e.example/1>\tBoat\n", "v.tsv", .table),
  ].map { Beginning(text: $0, name: $1, format: $2) }

  @Test(arguments: beginnings)
  private func `is known by how it begins or by its name`(beginning: Beginning) {
    #expect(
      VocabularyFormat(plainDocument: Array(beginning.text.utf8), name: beginning.name)
        == beginning.format)
  }

  @Test(arguments: ["<?xml version='1.0'?><rdf:RDF/>", "<vocabulary/>", "\u{FEFF}<Zthes/>", ""])
  func `XML stays XML, whatever its name`(text: String) {
    #expect(VocabularyFormat(plainDocument: Array(text.utf8), name: "v.xml") == nil)
    if !text.isEmpty {
      #expect(VocabularyFormat(plainDocument: Array(text.utf8), name: "v.txt") == nil)
    }
  }
}
