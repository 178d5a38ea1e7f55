import Model
import Taxonomy
import Testing

@testable import Matching

/// What a label means that leads on, stands for several, or is borne in several schemes.
struct ResolverDoorTests {
  private static let document = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:" xml:lang="en">
    <scheme id="type" assign="one"><title>Types</title>
      <concept id="offer"><name>Offer</name><code>17</code></concept>
      <concept id="quote"><name>Quote</name><misspelling>Qoute</misspelling></concept>
      <concept id="both" compound="true"><name>Offer and quote</name><successor ref="offer"/><successor ref="quote"/></concept>
      <concept id="letter" deprecated="2009"><name>Offer letter</name><successor ref="old"/></concept>
      <concept id="old" deprecated="2010"><name>Old offer</name><successor ref="offer"/></concept>
      <concept id="loop" deprecated="2010"><name>Loop</name><successor ref="pool"/></concept>
      <concept id="pool" deprecated="2010"><name>Pool</name><successor ref="loop"/></concept>
    </scheme>
    <scheme id="place"><title>Places</title>
      <concept id="kent"><name>Kent</name></concept><concept id="bath"><name>Bath</name></concept>
      <concept id="pair" compound="true"><name>Kent and Bath</name><successor ref="kent"/><successor ref="bath"/></concept>
      <concept id="mixed" compound="true"><name>Offer from Kent</name><successor ref="offer"/><successor ref="kent"/></concept>
      <concept id="quote-town"><name>Quote</name></concept>
    </scheme></vocabulary>
    """

  private func make() throws -> (vocabulary: Vocabulary, resolver: ConceptResolver) {
    var importer = VocabularyImporter()
    importer.completesHistory = false
    try importer.read(bytes: Array(Self.document.utf8), path: "test.xml")
    let vocabulary = try importer.finish().vocabulary
    return (vocabulary, ConceptResolver(vocabulary, index: try LabelIndex.compile(vocabulary)))
  }

  /// What may be assigned for a label, by the last parts of the URIs.
  private func assignable(_ label: String, in key: String? = nil) throws -> [String] {
    let (vocabulary, resolver) = try make()
    let scheme = try key.map { try #require(vocabulary.scheme(named: $0)) }
    return resolver.resolve(label, in: scheme).assignableConcepts
      .map { String(vocabulary.uri(of: $0).dropFirst("urn:x:".count)) }
  }

  @Test(
    arguments: [
      ("Offer", nil, ["offer"]), ("offer", "type", ["offer"]), ("Offer", "place", []),
      ("Offer letter", nil, ["offer"]), ("Old offer", "type", ["offer"]),
      ("Qoute", "type", ["quote"]), ("Quote", "type", ["quote"]),
      ("Quote", "place", ["quote-town"]),
      ("Quote", nil, []), ("Kent and Bath", nil, ["kent", "bath"]),
      ("kent and bath", "place", ["kent", "bath"]), ("Offer and quote", nil, []),
      ("Offer and quote", "type", []), ("Offer from Kent", nil, ["offer", "kent"]),
      ("Offer from Kent", "place", ["kent"]), ("Offer from Kent", "type", ["offer"]),
      ("urn:x:pair", nil, ["kent", "bath"]), ("urn:x:both", nil, []), ("", nil, []), (" ", nil, []),
      ("nothing of it", nil, []),
    ] as [(String, String?, [String])])
  func `a label is assigned as what stands for it today, or not at all`(
    label: String, scheme: String?, expected: [String]
  ) throws {
    #expect(Set(try assignable(label, in: scheme)) == Set(expected))
  }

  @Test(arguments: ["Loop", "Pool"])
  func `concepts that replace each other end where the way would close`(label: String) throws {
    let (vocabulary, resolver) = try make()
    let answer = resolver.resolve(label)
    #expect(answer.candidates.count == 1)
    for concept in answer.concepts { #expect(vocabulary.isDeprecated(concept)) }
  }
}
