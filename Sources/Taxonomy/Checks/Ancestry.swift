/// Answers who is above whom in a hierarchy with several parents and cycles.
///
/// Cycles are condensed (Tarjan 1972); what remains gets interval labels of several randomised
/// traversals (GRAIL: Yildirim, Chaoji, Zaki, VLDB 2010), by which nearly every negative answer is a
/// few comparisons, so that no question walks the whole hierarchy.
struct Ancestry: Sendable {
  /// The group of concepts that are above each other, for each concept.
  private let components: [UInt32]

  /// The groups of two and more concepts that are above each other.
  let cycles: [[UInt32]]

  private let cyclicComponents: Set<UInt32>
  private let parents: [[UInt32]]
  private let intervals: [[Interval]]

  private struct Interval {
    var low: UInt32
    var high: UInt32
  }

  private static let labelingCount = 3

  /// Indexes a hierarchy.
  ///
  /// - Parameters:
  ///   - count: the number of members.
  ///   - parentsOf: what is directly above a member.
  /// - Complexity: O(members + relations).
  init(count: Int, parentsOf: (UInt32) -> [UInt32]) {
    let edges = (0..<UInt32(count)).map(parentsOf)
    let components = StrongComponents(edges)
    self.components = components.componentOf
    cycles = components.groups.filter { $0.count > 1 }
    cyclicComponents = Set(
      components.groups.indices.lazy.filter { components.groups[$0].count > 1 }.map(UInt32.init))
    var parents = [[UInt32]](repeating: [], count: components.groups.count)
    for (member, above) in edges.enumerated() {
      let own = components.componentOf[member]
      for parent in above {
        let other = components.componentOf[Int(parent)]
        if other != own, parents[Int(own)].last != other { parents[Int(own)].append(other) }
      }
    }
    self.parents = parents
    intervals = (0..<Self.labelingCount).map { Self.makeLabeling(parents, salt: UInt32($0)) }
  }

  /// Whether `ancestor` is above `member`, directly or not; a member of a cycle is above itself.
  ///
  /// - Complexity: mostly constant; at worst O(what lies between and cannot be excluded).
  func isAbove(_ ancestor: UInt32, _ member: UInt32) -> Bool {
    let goal = components[Int(ancestor)]
    let start = components[Int(member)]
    if goal == start { return ancestor != member || isCyclic(start) }
    guard mayReach(goal, from: start) else { return false }
    var pending = [start]
    var seen: Set<UInt32> = [start]
    while let next = pending.popLast() {
      for parent in parents[Int(next)] {
        if parent == goal { return true }
        if mayReach(goal, from: parent), seen.insert(parent).inserted { pending.append(parent) }
      }
    }
    return false
  }

  private func isCyclic(_ component: UInt32) -> Bool {
    cyclicComponents.contains(component)
  }

  /// Whether the intervals leave it open that the way up from `start` leads to `goal`.
  private func mayReach(_ goal: UInt32, from start: UInt32) -> Bool {
    for labeling in intervals {
      let outer = labeling[Int(start)]
      let inner = labeling[Int(goal)]
      if inner.low < outer.low || inner.high > outer.high { return false }
    }
    return true
  }

  /// Post-order ranks of a traversal upwards, and the lowest rank reached from each group.
  private static func makeLabeling(_ parents: [[UInt32]], salt: UInt32) -> [Interval] {
    let unvisited = Interval(low: .max, high: .max)
    var result = [Interval](repeating: unvisited, count: parents.count)
    var rank: UInt32 = 0
    var stack: [(node: UInt32, next: Int)] = []
    var isOpen = [Bool](repeating: false, count: parents.count)
    // Groups come in an order in which whoever is above comes first; begin below.
    for root in (0..<UInt32(parents.count)).reversed() where !isOpen[Int(root)] {
      stack.append((root, 0))
      isOpen[Int(root)] = true
      while let (node, next) = stack.last {
        let above = parents[Int(node)]
        if next < above.count {
          stack[stack.count - 1].next += 1
          let parent = above[(next + Int(salt &* 7 &+ node &* salt)) % above.count]
          if !isOpen[Int(parent)] {
            isOpen[Int(parent)] = true
            stack.append((parent, 0))
          }
        } else {
          stack.removeLast()
          let low = above.map { result[Int($0)].low }.min() ?? rank
          result[Int(node)] = Interval(low: min(low, rank), high: rank)
          rank += 1
        }
      }
    }
    return result
  }
}

/// The groups of members that can reach each other (Tarjan's algorithm, without recursion).
struct StrongComponents {
  /// The group of each member.
  private(set) var componentOf: [UInt32]

  /// The members of each group; what a group points to comes in earlier groups.
  private(set) var groups: [[UInt32]] = []

  /// Finds the groups of a graph given as the targets of each member.
  ///
  /// - Complexity: O(members + edges).
  init(_ edges: [[UInt32]]) {
    let none = UInt32.max
    componentOf = Array(repeating: none, count: edges.count)
    var index = [UInt32](repeating: none, count: edges.count)
    var low = index
    var stack: [UInt32] = []
    var counter: UInt32 = 0
    var calls: [(node: UInt32, next: Int)] = []
    for root in 0..<UInt32(edges.count) where index[Int(root)] == none {
      calls.append((root, 0))
      while let (node, next) = calls.last {
        let number = Int(node)
        if next == 0, index[number] == none {
          index[number] = counter
          low[number] = counter
          counter += 1
          stack.append(node)
        }
        if next < edges[number].count {
          calls[calls.count - 1].next += 1
          let target = Int(edges[number][next])
          if index[target] == none {
            calls.append((UInt32(target), 0))
          } else if componentOf[target] == none {
            low[number] = min(low[number], index[target])
          }
          continue
        }
        calls.removeLast()
        if let caller = calls.last?.node { low[Int(caller)] = min(low[Int(caller)], low[number]) }
        if low[number] == index[number] { closeGroup(of: node, &stack) }
      }
    }
  }

  private mutating func closeGroup(of node: UInt32, _ stack: inout [UInt32]) {
    var group: [UInt32] = []
    while let member = stack.popLast() {
      componentOf[Int(member)] = UInt32(groups.count)
      group.append(member)
      if member == node { break }
    }
    groups.append(group.sorted())
  }
}
