import Model
import Testing

@testable import Taxonomy

/// What `--fix` does to any vocabulary: it mends what it says it mends, and takes nothing else.
struct RepairPropertyTests {
  /// The rules of which nothing is left behind, whatever the vocabulary.
  private static let mended: Set<String> = [
    "DoubleEncodedText", "UnprintableCharactersInLabels", "PlaceholderLabels", "EmptyLabels",
    "ReflexiveRelations", "RelationClashes", "TopConceptsHavingBroaderConcepts",
  ]

  @Test(arguments: 1...30)
  func `nothing is left of what it mends`(seed: UInt64) {
    var random = RandomVocabulary(seed: seed)
    let repaired = VocabularyRepair(of: random.make()).vocabulary
    let left = VocabularyChecker(ruleNames: Self.mended).check(repaired)
    // A relation that mappings alone contradict needs somebody who knows what was meant.
    #expect(left.filter { !$0.message.contains("mapping") } == [])
  }

  @Test(arguments: 1...30)
  func `no concept, scheme, collection, match or date is lost`(seed: UInt64) {
    var random = RandomVocabulary(seed: seed)
    let original = random.make()
    let repaired = VocabularyRepair(of: original).vocabulary
    #expect(
      original.concepts.map { original.uri(of: $0) }
        == repaired.concepts.map { repaired.uri(of: $0) })
    #expect(
      original.schemes.map { original.key(of: $0) } == repaired.schemes.map { repaired.key(of: $0) }
    )
    #expect(
      original.collections.map { original.uri(of: $0) }
        == repaired.collections.map { repaired.uri(of: $0) })
    for (before, after) in zip(original.concepts, repaired.concepts) {
      #expect(original.mappings(of: before) == repaired.mappings(of: after))
      #expect(original.hasDeprecation(before) == repaired.hasDeprecation(after))
      #expect(original.deprecationDate(of: before) == repaired.deprecationDate(of: after))
      #expect(original.isCompound(before) == repaired.isCompound(after))
      #expect(original.cues(of: before) == repaired.cues(of: after))
      #expect(original.status(of: before) == repaired.status(of: after))
      #expect(original.provenance(of: before) == repaired.provenance(of: after))
      let parents = { (vocabulary: Vocabulary, concept: ConceptOrdinal) in
        Set(vocabulary.broader(of: concept).map { vocabulary.uri(of: $0) })
          .subtracting([vocabulary.uri(of: concept)])
      }
      #expect(parents(original, before) == parents(repaired, after))
    }
  }

  @Test(arguments: 1...30)
  func `what is done to labels is told, label by label`(seed: UInt64) {
    var random = RandomVocabulary(seed: seed)
    let original = random.make()
    let repair = VocabularyRepair(of: original)
    let told = Dictionary(grouping: repair.repairs) { $0.concept ?? "" }
    for concept in original.concepts {
      let uri = original.uri(of: concept)
      guard let after = repair.vocabulary.concept(uri: uri) else { continue }
      let before = original.labels(of: concept).map(original.label)
      let labels = repair.vocabulary.labels(of: after).map(repair.vocabulary.label)
      // Names carried over to a successor are told of the concept that they come from.
      let isChanged = before.contains { label in !labels.contains(label) }
      if isChanged { #expect(told[uri] != nil, "\(uri)") }
    }
  }
}

/// One preferred label a language, at a time.
struct PreferredLabelRepairTests {
  private func kinds(_ labels: [Label], keeping: VocabularyRepair.PreferredLabel = .first)
    -> [String]
  {
    var builder = VocabularyBuilder()
    let concept = builder.entity("urn:x:a")
    builder.declareConcept(concept)
    for label in labels { builder.addLabel(label, to: concept) }
    let repaired = VocabularyRepair(of: builder.build().vocabulary, keeping: keeping).vocabulary
    return repaired.labels(of: ConceptOrdinal(0)).map(repaired.label).filter {
      $0.kind == .preferred
    }
    .map(\.text)
  }

  @Test func `names of different times are each the preferred one of theirs`() {
    let labels = [
      Label("A", language: "en", validity: Validity(until: CalendarDate("2008"))),
      Label("B", language: "en", validity: Validity(from: CalendarDate("2009"))),
      Label("C", language: "en", validity: Validity(from: CalendarDate("2008-12-31"))),
    ]
    #expect(kinds(labels) == ["A", "B"])
  }

  @Test func `a code beside a name is not a second name`() {
    #expect(
      kinds([Label("17", kind: .preferred, role: .code), Label("Seventeen"), Label("S")])
        == ["17", "Seventeen"])
  }

  @Test(arguments: [
    (VocabularyRepair.PreferredLabel.shortest, "bb"), (.longest, "aaa"), (.first, "aaa"),
  ])
  func `of equally long names the first one stays`(
    policy: VocabularyRepair.PreferredLabel, expected: String
  ) {
    let labels = ["aaa", "bb", "cc", "ddd"].map { Label($0, language: "en") }
    #expect(kinds(labels, keeping: policy) == [expected])
  }

  @Test func `length counts characters and not bytes`() {
    #expect(kinds([Label("aaaa"), Label("日本")], keeping: .shortest) == ["日本"])
    #expect(kinds([Label("日本"), Label("aaaa")], keeping: .longest) == ["aaaa"])
  }
}
