import TestSupport
import Testing

@testable import Taxonomy

struct VocabularyRepairTests {
  private static let broken = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:" xml:lang="en">
    <scheme id="s"><title>S</title>
    <concept id="a" top="false"><name>GrÃ¶ÃŸe</name><name>Size</name><alias>Size\u{200B}</alias>
      <misspelling>Siez</misspelling><alias>-</alias><alias>Extent</alias>
      <misspelling>Extent</misspelling><related ref="a"/>
      <concept id="b"><name>Height</name><related ref="a"/></concept>
    </concept>
    <concept id="c" top="false" deprecated="2001"><name>Measure</name><successor ref="a"/></concept>
    </scheme>
    <scheme id="t"><title>T</title><concept id="d"><name>D</name><concept id="e" top="true">
      <name>E</name></concept></concept></scheme>
    </vocabulary>
    """

  private let repairable: Set<String> = [
    "DoubleEncodedText", "InconsistentPreferredLabels", "UnprintableCharactersInLabels",
    "PlaceholderLabels", "DisjointLabelsViolation", "ReflexiveRelations", "RelationClashes",
    "OmittedTopConcepts", "TopConceptsHavingBroaderConcepts", "OldNameNotCarriedOver",
  ]

  @Test func `repairs what is safe and lists it`() throws {
    let vocabulary = try imported(Self.broken, completing: false).vocabulary
    let checker = VocabularyChecker(ruleNames: repairable)
    #expect(Set(checker.check(vocabulary).map(\.rule)) == repairable)
    let repair = VocabularyRepair(of: vocabulary)
    #expect(Set(repair.repairs.map(\.rule)) == repairable)
    #expect(checker.check(repair.vocabulary) == [])
    let concept = try #require(repair.vocabulary.concept(uri: "urn:x:a"))
    let labels = repair.vocabulary.labels(of: concept).map(repair.vocabulary.label)
    #expect(labels.map(\.text) == ["Größe", "Size", "Siez", "Extent", "Measure"])
    #expect(labels.map(\.kind) == [.preferred, .alternative, .hidden, .alternative, .alternative])
    #expect(repair.repairs.allSatisfy { $0.line > 0 && $0.path == "test.xml" })
  }

  @Test(arguments: 1...10)
  func `repairing twice changes nothing more`(seed: UInt64) {
    var random = RandomVocabulary(seed: seed)
    let once = VocabularyRepair(of: random.make()).vocabulary
    let twice = VocabularyRepair(of: once)
    #expect(twice.repairs == [])
    let before = VocabularyStatements(once)
    #expect(VocabularyStatements(twice.vocabulary).differences(from: before) == [])
  }

  @Test func `leaves a sound vocabulary as it is`() throws {
    var importer = VocabularyImporter()
    try importer.read(path: repositoryFile("Vocabularies/enterprise.xml"))
    let original = try importer.finish().vocabulary
    let repair = VocabularyRepair(of: original)
    #expect(repair.repairs == [])
    let before = VocabularyStatements(original)
    #expect(VocabularyStatements(repair.vocabulary).differences(from: before) == [])
  }
}
