import Model
import RandomNumbers
import Testing

@testable import Taxonomy

/// Names carried over to successors, held against following each chain by itself.
struct HistoryTwinTests {
  /// Concepts `0..<count`, some out of use, with successors anywhere.
  private struct World {
    var successors: [[Int]]
    var isDeprecated: [Bool]
    var isCompound: [Bool]

    init(seed: UInt64, count: Int = 9) {
      var numbers = SeededGenerator(seed: seed)
      successors = (0..<count).map { _ in
        (0..<[0, 1, 1, 1, 2][numbers.next(below: 5)]).map { _ in numbers.next(below: count) }
      }
      isDeprecated = (0..<count).map { _ in numbers.next(below: 3) > 0 }
      isCompound = (0..<count).map { _ in numbers.next(below: 8) == 0 }
    }

    /// The one concept in use to which all ways lead; `nil` if there is none, or several, or a loop on the way.
    func replacement(of start: Int) -> Int? {
      guard isDeprecated[start], !isCompound[start], !successors[start].isEmpty else { return nil }
      var ends: Set<Int> = []
      var isLoop = false
      func walk(_ concept: Int, _ way: [Int]) {
        if way.contains(concept) {
          isLoop = true
          return
        }
        if !isDeprecated[concept] || successors[concept].isEmpty {
          ends.insert(concept)
          return
        }
        for next in successors[concept] { walk(next, way + [concept]) }
      }
      walk(start, [])
      guard !isLoop, ends.count == 1, let end = ends.first, !isDeprecated[end] else { return nil }
      return end
    }
  }

  @Test(arguments: 1...150)
  func `a name goes to the one concept that all ways lead to, and nowhere else`(seed: UInt64) {
    let world = World(seed: seed)
    var builder = VocabularyBuilder()
    let entities = world.successors.indices.map { builder.entity("urn:\($0)") }
    for (number, entity) in entities.enumerated() {
      builder.declareConcept(entity)
      builder.addLabel(Label("name \(number)"), to: entity)
      if world.isDeprecated[number] {
        builder.deprecate(entity)
        if world.isCompound[number] { builder.makeCompound(entity) }
      }
      // A concept in use may name others to use in some cases: that gives nothing up.
      for next in world.successors[number] where world.isDeprecated[number] {
        builder.addSuccessor(entities[next], to: entity)
      }
    }
    builder.completeHistory(until: .today)
    let vocabulary = builder.build().vocabulary
    for number in entities.indices {
      let bearers = vocabulary.concepts.filter { concept in
        vocabulary.labels(of: concept).contains { vocabulary.text(of: $0) == "name \(number)" }
      }.map { vocabulary.uri(of: $0) }
      let expected = Set(
        ["urn:\(number)"] + (world.replacement(of: number).map { ["urn:\($0)"] } ?? []))
      #expect(Set(bearers) == expected, "\(number) of \(world)")
    }
  }
}
