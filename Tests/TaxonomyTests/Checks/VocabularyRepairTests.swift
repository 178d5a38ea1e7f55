import System
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

  @Test(
    arguments: [VocabularyRepair.PreferredLabel.first, .shortest, .longest],
    [["MARS", "Multi-channel archiving"], ["Multi-channel archiving", "MARS"]])
  func `of two preferred labels the one stays that was asked for`(
    policy: VocabularyRepair.PreferredLabel, names: [String]
  ) {
    var builder = VocabularyBuilder()
    let concept = builder.entity("urn:x:a")
    builder.declareConcept(concept)
    for name in names + ["Mars!"] {
      builder.addLabel(Label(name, language: "en", kind: .preferred), to: concept)
    }
    builder.addLabel(Label("Mars", language: "de", kind: .preferred), to: concept)
    let repaired = VocabularyRepair(of: builder.build().vocabulary, keeping: policy).vocabulary
    let labels = repaired.labels(of: ConceptOrdinal(0)).map(repaired.label)
    let expected =
      switch policy {
      case .first: names[0]
      case .shortest: "MARS"
      case .longest: "Multi-channel archiving"
      }
    #expect(labels.filter { $0.kind == .preferred }.map(\.text) == [expected, "Mars"])
    #expect(labels.count == 4)
  }

  @Test func `four times the labels of a concept are at most five times the work`() {
    func work(_ size: Int) -> Int {
      var builder = VocabularyBuilder()
      let concept = builder.entity("urn:x:a")
      builder.declareConcept(concept)
      for number in 0..<size {
        builder.addLabel(Label("Name \(number)", language: "en", kind: .preferred), to: concept)
        builder.addLabel(Label("Name \(number)", language: "en", kind: .hidden), to: concept)
      }
      let vocabulary = builder.build().vocabulary
      return ReadMeter.measure { _ = VocabularyRepair(of: vocabulary) }
    }
    let (small, large) = (work(250), work(1000))
    #expect(Double(large) <= 5 * Double(small), "\(small) reads, \(large) reads")
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
