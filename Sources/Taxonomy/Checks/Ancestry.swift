import MappedStorage
import System

/// Answers who is above whom in a hierarchy with several parents and cycles.
///
/// Cycles are condensed (Tarjan 1972); what remains gets interval labels of several randomised
/// traversals (GRAIL: Yildirim, Chaoji, Zaki, VLDB 2010). Each settles most negative answers, the
/// traversal's own tree most positive ones, and a way up passes only through lower levels; what is
/// left open is searched, which hierarchies of people hardly ever need.
struct Ancestry: Sendable {
  /// The group of concepts that are above each other, for each concept.
  private let components: [UInt32]

  /// The groups of two and more concepts that are above each other.
  let cycles: [[UInt32]]

  private var isCyclic: [Bool]
  private let parents: EdgeLists
  private let intervals: [[Interval]]

  /// The longest way up from each group.
  private let levels: [UInt32]

  /// Ranks in the order in which a traversal upwards leaves the groups.
  private struct Interval {
    /// The lowest rank of what is above.
    var low: UInt32
    /// The lowest rank of what is above in the traversal's tree.
    var treeLow: UInt32
    /// The own rank.
    var high: UInt32
  }

  private static let labelingCount = 3

  /// Indexes a hierarchy.
  ///
  /// - Parameter edges: what is directly above each member.
  /// - Complexity: O(members + relations).
  init(_ edges: EdgeLists) {
    let components = StrongComponents(edges)
    self.components = components.componentOf
    cycles = components.groups.filter { $0.count > 1 }
    isCyclic = components.groups.map { $0.count > 1 }
    var parents = EdgeLists()
    var levels: [UInt32] = []
    // What a group points to comes in earlier groups.
    for (number, group) in components.groups.enumerated() {
      var above: [UInt32] = []
      var level: UInt32 = 0
      for member in group {
        for parent in edges[member] {
          let other = components.componentOf[Int(parent)]
          guard other != UInt32(number), above.last != other else { continue }
          above.append(other)
          level = max(level, levels[Int(other)] + 1)
        }
      }
      parents.append(above)
      levels.append(level)
    }
    self.parents = parents
    self.levels = levels
    intervals = (0..<Self.labelingCount).map { Self.makeLabeling(parents, salt: UInt32($0)) }
  }

  /// Whether `ancestor` is above `member`, directly or not; a member of a cycle is above itself.
  ///
  /// - Complexity: mostly constant; at worst O(what lies between and cannot be excluded).
  func isAbove(_ ancestor: UInt32, _ member: UInt32) -> Bool {
    let goal = components[Int(ancestor)]
    let start = components[Int(member)]
    if goal == start { return ancestor != member || isCyclic[Int(start)] }
    if let answer = answer(goal, from: start) { return answer }
    var pending = [start]
    var seen: Set<UInt32> = [start]
    while let next = pending.popLast() {
      for parent in parents[next] {
        ReadMeter.count()
        if parent == goal { return true }
        switch answer(goal, from: parent) {
        case true?: return true
        case false?: break
        case nil: if seen.insert(parent).inserted { pending.append(parent) }
        }
      }
    }
    return false
  }

  /// Whether the way up from `start` leads to `goal`; `nil` if levels and intervals leave it open.
  private func answer(_ goal: UInt32, from start: UInt32) -> Bool? {
    guard levels[Int(goal)] < levels[Int(start)] else { return false }
    for labeling in intervals {
      let outer = labeling[Int(start)]
      let inner = labeling[Int(goal)]
      if inner.low < outer.low || inner.high > outer.high { return false }
      if inner.high >= outer.treeLow { return true }
    }
    return nil
  }

  private static func makeLabeling(_ parents: EdgeLists, salt: UInt32) -> [Interval] {
    let unvisited = Interval(low: .max, treeLow: .max, high: .max)
    var result = [Interval](repeating: unvisited, count: parents.count)
    var rank: UInt32 = 0
    var stack: [(node: UInt32, next: Int)] = []
    // Groups come in an order in which whoever is above comes first; begin below.
    for root in (0..<UInt32(parents.count)).reversed() where result[Int(root)].treeLow == .max {
      stack.append((root, 0))
      result[Int(root)].treeLow = rank
      while let (node, next) = stack.last {
        let count = parents.count(of: node)
        if next < count {
          stack[stack.count - 1].next += 1
          // Each labeling takes the parents in another order, or all would leave the same open.
          let turned = (next + Int(salt &* 7 &+ node &* salt)) % count
          let parent = parents.target(of: node, at: turned)
          if result[Int(parent)].treeLow == .max {
            result[Int(parent)].treeLow = rank
            stack.append((parent, 0))
          }
        } else {
          stack.removeLast()
          let low = parents[node].reduce(rank) { min($0, result[Int($1)].low) }
          result[Int(node)].low = low
          result[Int(node)].high = rank
          rank += 1
        }
      }
    }
    return result
  }
}
