import RandomNumbers
import Testing

@testable import Taxonomy

struct AncestryTests {
  /// All pairs by plain search.
  private func reachable(_ edges: [[UInt32]], from start: UInt32) -> Set<UInt32> {
    var result: Set<UInt32> = []
    var pending = edges[Int(start)].filter { $0 != start }
    while let next = pending.popLast() {
      if result.insert(next).inserted { pending += edges[Int(next)] }
    }
    return result
  }

  @Test(arguments: 1...60)
  func `answers as plain search does, cycles included`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let count = 1 + random.next(below: 40)
    let edges = (0..<count).map { _ in
      (0..<random.next(below: 4)).map { _ in UInt32(random.next(below: count)) }
    }
    let ancestry = Ancestry(EdgeLists(edges))
    for member in 0..<UInt32(count) {
      let above = reachable(edges, from: member)
      for other in 0..<UInt32(count) {
        #expect(
          ancestry.isAbove(other, member) == above.contains(other), "\(other) above \(member)")
      }
    }
    let inCycle = Set((0..<UInt32(count)).filter { reachable(edges, from: $0).contains($0) })
    #expect(Set(ancestry.cycles.joined()) == inCycle)
  }
}
