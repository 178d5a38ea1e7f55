/// The groups of members that can reach each other (Tarjan's algorithm, without recursion).
struct StrongComponents {
  /// The group of each member.
  private(set) var componentOf: [UInt32]

  /// The members of each group; what a group points to comes in earlier groups.
  private(set) var groups: [[UInt32]] = []

  /// Finds the groups of a graph.
  ///
  /// - Complexity: O(members + edges).
  init(_ edges: EdgeLists) {
    let none = UInt32.max
    componentOf = Array(repeating: none, count: edges.count)
    var index = [UInt32](repeating: none, count: edges.count)
    var low = index
    var stack: [UInt32] = []
    var counter: UInt32 = 0
    // Recursion as a list: a chain of 100,000 broader concepts would overflow the stack.
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
        if next < edges.count(of: node) {
          calls[calls.count - 1].next += 1
          let target = Int(edges.target(of: node, at: next))
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
    // Sorted for the messages: the first member is the one that a finding stands at.
    groups.append(group.sorted())
  }
}
