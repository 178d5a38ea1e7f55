import Testing

@testable import Taxonomy

struct JSONLDTests {
  private func labels(_ uri: String, _ vocabulary: Vocabulary) throws -> [Label] {
    let concept = try #require(vocabulary.concept(uri: uri))
    return vocabulary.labels(of: concept).map(vocabulary.label)
  }

  @Test func `reads terms, prefixes, language maps, types and reversed properties`() throws {
    let result = try imported(
      """
      {"@context": {"skos": "http://www.w3.org/2004/02/skos/core#", "@base": "http://e.example/",
        "Concept": "skos:Concept", "id": "@id", "type": "@type",
        "label": {"@id": "skos:prefLabel", "@container": "@language"},
        "alt": {"@id": "skos:altLabel", "@language": "en"},
        "broader": {"@id": "skos:broader", "@type": "@id"},
        "narrower": {"@reverse": "skos:broader", "@type": "@id"}},
       "@graph": [
        {"id": "boat", "type": "Concept", "label": {"en": "Boat", "de": ["Boot"]},
         "alt": ["Craft", {"@value": "Bateau", "@language": "fr"}], "narrower": "tug"},
        {"id": "tug", "type": "Concept", "skos:prefLabel": {"@value": "Tug", "@language": "en"},
         "skos:notation": 7, "dropped": "x"}]}
      """)
    #expect(
      try labels("http://e.example/boat", result.vocabulary) == [
        Label("Boat", language: "en"), Label("Boot", language: "de"),
        Label("Craft", language: "en", kind: .alternative),
        Label("Bateau", language: "fr", kind: .alternative),
      ])
    let tug = try #require(result.vocabulary.concept(uri: "http://e.example/tug"))
    #expect(
      result.vocabulary.broader(of: tug).map { result.vocabulary.uri(of: $0) } == [
        "http://e.example/boat"
      ])
  }

  @Test(arguments: [
    ("{\"@context\": \"https://e.example/context.json\"}", "is elsewhere"),
    (
      "{\"@context\": {\"a\": {\"@id\": \"urn:a\", \"@container\": \"@graph\"}}}",
      "container @graph"
    ),
    ("{\"@context\": {\"@import\": \"x\"}}", "@import"),
    ("{\"@id\": ", "3:1"),
  ])
  func `refuses what it does not know, by name`(text: String, message: String) {
    let error = #expect(throws: VocabularyTextError.self) {
      try imported(message == "3:1" ? "\n\n" + text : text, as: .jsonld)
    }
    if message != "3:1" { #expect("\(String(describing: error))".contains(message)) }
    #expect(error?.path == "test.xml")
  }
}
