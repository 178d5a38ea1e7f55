import RandomNumbers
import Testing

@testable import Taxonomy

/// What checks work out in one pass, held against loops over all there is.
struct TwinTests {
  @Test(arguments: 1...6, [3, 40]) func `each record is kept once, in the order of the first`(
    seed: UInt64, kinds: Int
  ) {
    var numbers = SeededGenerator(seed: seed)
    var unique = UniqueRecords<Int32>()
    for _ in 0..<2 {
      var naive: [Int32] = []
      for _ in 0..<numbers.next(below: 120) {
        // Numbers that are the same but for a hundred say the same here, and hash badly.
        let record = Int32(numbers.next(below: kinds) + 100 * numbers.next(below: 3))
        if !naive.contains(where: { $0 % 100 == record % 100 }) { naive.append(record) }
        unique.add(record, isSame: { $0 % 100 == $1 % 100 }, hash: { Int($0 % 100 % 7) })
      }
      #expect(unique.records == naive)
      unique.removeAll()
      #expect(unique.records.isEmpty)
    }
  }

  @Test(arguments: 1...12) func `labels are shared that a reader takes for the same`(seed: UInt64) {
    var random = RandomVocabulary(seed: seed)
    let vocabulary = random.make()
    let shared = SharedLabels(vocabulary)
    var groups: [String: [LabelOrdinal]] = [:]
    for label in vocabulary.labels where vocabulary.role(of: label) != .code {
      groups[CheckSubject.key(of: vocabulary.text(of: label)), default: []].append(label)
    }
    let expected = groups.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    #expect(shared.groups == expected)
    for concept in vocabulary.concepts {
      let isRepeated = expected.contains { group in
        group.count { vocabulary.concept(of: $0) == concept } > 1
      }
      #expect(shared.areRepeated(in: concept) == isRepeated)
    }
  }

  @Test(arguments: [
    ("Straße", "STRASSE", false), ("é", "e\u{301}", true), ("K", "\u{212A}", true),
    ("A", "a", true),
    ("Ä", "ä", true), ("a", "ä", false), ("I", "ı", false),
  ])
  func `case and composition make no difference, letters do`(
    one: String, other: String, areSame: Bool
  ) {
    var builder = VocabularyBuilder()
    for (name, text) in [("a", one), ("b", other)] {
      let concept = builder.entity("urn:\(name)")
      builder.declareConcept(concept)
      builder.addLabel(Label(text), to: concept)
    }
    #expect(SharedLabels(builder.build().vocabulary).groups.count == (areSame ? 1 : 0))
  }

  /// A vocabulary of deprecated concepts that lead to each other in any way.
  private func history(_ numbers: inout SeededGenerator) -> Vocabulary {
    var builder = VocabularyBuilder()
    let concepts = (0..<9).map { builder.entity("urn:\($0)") }
    for (number, concept) in concepts.enumerated() {
      builder.declareConcept(concept)
      builder.addLabel(Label("n\(number)"), to: concept)
      if numbers.next(below: 3) > 0 { builder.deprecate(concept) }
    }
    for concept in concepts {
      for _ in 0..<[0, 1, 1, 1, 2][numbers.next(below: 5)] {
        let origin: Successor.Origin = numbers.next(below: 5) == 0 ? .suggested : .stated
        builder.addSuccessor(
          concepts[numbers.next(below: 9)], to: concept,
          when: numbers.next(below: 9) == 0 ? "new" : "", origin: origin)
      }
    }
    return builder.build().vocabulary
  }

  private func next(_ concept: ConceptOrdinal, _ vocabulary: Vocabulary) -> [ConceptOrdinal] {
    guard vocabulary.isDeprecated(concept) else { return [] }
    let known = vocabulary.successors(of: concept).filter { $0.concept != nil }
    let stated = known.filter { $0.origin == .stated }
    return (stated.isEmpty ? known : stated).compactMap(\.concept)
  }

  private func reachable(_ start: ConceptOrdinal, _ vocabulary: Vocabulary) -> Set<ConceptOrdinal> {
    var found: Set<ConceptOrdinal> = []
    var open = next(start, vocabulary)
    while let concept = open.popLast() {
      if found.insert(concept).inserted { open += next(concept, vocabulary) }
    }
    return found
  }

  /// The one concept in use at the end of every way, if no way ends in a loop.
  private func replacement(of concept: ConceptOrdinal, _ vocabulary: Vocabulary) -> ConceptOrdinal?
  {
    let direct = vocabulary.successors(of: concept).filter {
      $0.origin == .stated && $0.concept != nil
    }
    guard vocabulary.isDeprecated(concept), !direct.isEmpty,
      direct.allSatisfy({ $0.condition.isEmpty })
    else { return nil }
    let all = reachable(concept, vocabulary)
    let ends = all.filter { next($0, vocabulary).isEmpty }
    let isLost = all.contains { other in
      !ends.contains(other) && reachable(other, vocabulary).isDisjoint(with: ends)
    }
    guard ends.count == 1, let end = ends.first, !isLost, end != concept,
      !vocabulary.isDeprecated(end)
    else { return nil }
    return end
  }

  @Test(arguments: 1...40) func `a replacement is where all ways lead`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    let vocabulary = history(&numbers)
    let replacements = Replacements(vocabulary)
    for concept in vocabulary.concepts {
      #expect(replacements[concept] == replacement(of: concept, vocabulary), "\(seed) \(concept)")
    }
  }
}
