import RandomNumbers
import Testing

@testable import Taxonomy

/// Sets and groups of concepts, beside a walk from each of them.
struct GraphTests {
  @Test(arguments: 1...5) func `joined members have one root, others have not`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let count: UInt32 = 60
    var sets = DisjointSets(count: Int(count))
    var naive = (0..<count).map { $0 }
    for _ in 0..<40 {
      let one = UInt32.random(in: 0..<count, using: &generator)
      let other = UInt32.random(in: 0..<count, using: &generator)
      sets.join(one, other)
      let (kept, gone) = (naive[Int(one)], naive[Int(other)])
      for index in naive.indices where naive[index] == gone { naive[index] = kept }
    }
    for one in 0..<count {
      for other in 0..<count {
        #expect(
          (sets.root(of: one) == sets.root(of: other)) == (naive[Int(one)] == naive[Int(other)]))
      }
    }
  }

  @Test(arguments: 1...8) func `groups are what can be reached both ways, callees first`(
    seed: UInt64
  ) {
    var generator = SeededGenerator(seed: seed)
    let count = 40
    let lists = (0..<count).map { _ in
      (0..<Int.random(in: 0...2, using: &generator)).map { _ in
        UInt32.random(in: 0..<UInt32(count), using: &generator)
      }
    }
    let components = StrongComponents(EdgeLists(lists))
    let reached = (0..<count).map { start in
      var seen: Set<Int> = [start]
      var open = [start]
      while let next = open.popLast() {
        for target in lists[next] where seen.insert(Int(target)).inserted {
          open.append(Int(target))
        }
      }
      return seen
    }
    for one in 0..<count {
      for other in 0..<count {
        let isGroup = reached[one].contains(other) && reached[other].contains(one)
        #expect((components.componentOf[one] == components.componentOf[other]) == isGroup)
        if reached[one].contains(other) {
          #expect(components.componentOf[other] <= components.componentOf[one])
        }
      }
    }
    #expect(components.groups.joined().count == count)
  }
}
