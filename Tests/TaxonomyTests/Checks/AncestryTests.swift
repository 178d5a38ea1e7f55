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
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ bound: Int) -> Int {
      state ^= state >> 12
      state ^= state << 25
      state ^= state >> 27
      return Int((state &* 0x2545_F491_4F6C_DD1D) >> 33) % bound
    }
    let count = 1 + next(40)
    let edges = (0..<count).map { _ in (0..<next(4)).map { _ in UInt32(next(count)) } }
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
