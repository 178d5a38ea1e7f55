import Cataloging
import RandomNumbers
import Testing

@testable import Retagging

/// What stands above what, whatever comes together: rules that hold for every merge.
@Suite struct `Merging tags` {
  private static let facets = ["type", "product"]

  private struct Case {
    var current: [StoredAssignment] = []
    var proposed: [ProposedTag] = []
    var decisions: [StoredDecision] = []
  }

  private func make(_ random: inout SeededGenerator) -> Case {
    var result = Case()
    func facet() -> String { Self.facets[random.next(below: 2)] }
    func concept(_ facet: String) -> String { "\(facet)-\(random.next(below: 4))" }
    for _ in 0..<random.next(below: 4) {
      let facet = facet()
      let assignment = StoredAssignment(
        concept: concept(facet), facet: facet, score: 0.5,
        origin: StoredAssignment.Origin.allCases[random.next(below: 4)])
      // A catalog has a concept of a document once.
      if result.current.contains(where: { $0.concept == assignment.concept }) { continue }
      result.current.append(assignment)
    }
    for _ in 0..<random.next(below: 4) {
      let facet = facet()
      let isSource = random.next(below: 3) == 0
      result.proposed.append(
        ProposedTag(
          concept: concept(facet), facet: facet, score: Double(random.next(below: 10)) / 10,
          isAccepted: isSource || random.next(below: 2) == 0, isFromSource: isSource))
    }
    for _ in 0..<random.next(below: 3) {
      let facet = facet()
      let decision = StoredDecision(
        concept: concept(facet), facet: facet, isAccepted: random.next(below: 2) == 0)
      if result.decisions.contains(where: { $0.concept == decision.concept }) { continue }
      result.decisions.append(decision)
    }
    return result
  }

  @Test(arguments: [false, true])
  func `keeps every word of a person, and nothing that a person rejected`(overwrites: Bool) {
    var random = SeededGenerator(seed: 21)
    let merge = AssignmentMerge(overwritesSource: overwrites)
    for round in 0..<3_000 {
      let given = make(&random)
      let merged = merge.merged(
        current: given.current, proposed: given.proposed, decisions: given.decisions)
      let concepts = merged.map(\.concept)
      #expect(Set(concepts).count == concepts.count, "round \(round): each concept once")
      for decision in given.decisions {
        let tag = merged.first { $0.concept == decision.concept }
        #expect(
          decision.isAccepted ? tag?.origin == .person : tag == nil, "round \(round): \(decision)")
      }
      for tag in given.current where tag.origin == .person {
        let isRejected = given.decisions.contains { $0.concept == tag.concept && !$0.isAccepted }
        #expect(
          isRejected || merged.contains { $0.concept == tag.concept && $0.origin == .person },
          "round \(round): \(tag)")
      }
      for tag in merged where tag.origin == .source {
        #expect(
          !overwrites
            && given.proposed.contains { $0.concept == tag.concept && $0.isFromSource },
          "round \(round): what came with the document stays as long as it does")
      }
      for tag in merged where tag.origin == .machine || tag.origin == .pending {
        #expect(
          given.proposed.contains { $0.concept == tag.concept && $0.isAccepted == tag.isTag },
          "round \(round): the machine has what it proposes now, \(tag)")
      }
    }
  }

  @Test func `is the same again when nothing new is proposed`() {
    var random = SeededGenerator(seed: 22)
    let merge = AssignmentMerge(singleFacets: ["type"])
    for round in 0..<3_000 {
      let given = make(&random)
      let once = merge.merged(
        current: given.current, proposed: given.proposed, decisions: given.decisions)
      let twice = merge.merged(
        current: once, proposed: given.proposed, decisions: given.decisions)
      #expect(twice == once, "round \(round): \(given)")
      #expect(
        once.map { [$0.facet, $0.concept] }
          == once.map { [$0.facet, $0.concept] }.sorted { $0.lexicographicallyPrecedes($1) })
    }
  }

  @Test func `leaves one tag in a facet that takes one, a person's if there is one`() {
    var random = SeededGenerator(seed: 23)
    let merge = AssignmentMerge(singleFacets: ["type"])
    for round in 0..<3_000 {
      let given = make(&random)
      let types = merge.merged(
        current: given.current, proposed: given.proposed, decisions: given.decisions
      ).filter { $0.facet == "type" }
      let tags = types.filter(\.isTag)
      #expect(tags.count <= 1, "round \(round): \(types)")
      #expect(tags.isEmpty || types.count == 1, "nothing waits beside what is sure")
      let words = given.decisions.filter { $0.isAccepted && $0.facet == "type" }
      #expect(words.isEmpty || tags.first?.origin == .person, "round \(round): \(types)")
    }
  }

  @Test func `touches no facet that was not asked for`() {
    var random = SeededGenerator(seed: 24)
    var merge = AssignmentMerge(facets: ["product"])
    for _ in 0..<1_000 {
      let given = make(&random)
      let merged = merge.merged(
        current: given.current, proposed: given.proposed, decisions: given.decisions)
      #expect(
        Set(merged.filter { $0.facet == "type" })
          == Set(given.current.filter { $0.facet == "type" }))
    }
    merge.concepts = ["product": ["product-1"]]
    for round in 0..<1_000 {
      let given = make(&random)
      let merged = merge.merged(
        current: given.current, proposed: given.proposed, decisions: given.decisions)
      func products(_ tags: [StoredAssignment]) -> Set<String> {
        Set(tags.filter { $0.facet == "product" }.map(\.concept))
      }
      let difference = products(merged).symmetricDifference(products(given.current))
      #expect(difference.isEmpty || difference.contains("product-1"), "round \(round)")
    }
  }
}
