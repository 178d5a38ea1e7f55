/// Sets of numbers that can be joined (union–find with path halving and union by size).
struct DisjointSets {
  private var parents: [UInt32]
  private var sizes: [UInt32]

  /// Each number below `count` in a set of its own.
  init(count: Int) {
    parents = Array(0..<UInt32(count))
    sizes = Array(repeating: 1, count: count)
  }

  /// The number that stands for the set of `member`.
  mutating func root(of member: UInt32) -> UInt32 {
    var current = member
    while parents[Int(current)] != current {
      parents[Int(current)] = parents[Int(parents[Int(current)])]
      current = parents[Int(current)]
    }
    return current
  }

  /// Joins the sets of both members.
  mutating func join(_ one: UInt32, _ other: UInt32) {
    var large = root(of: one)
    var small = root(of: other)
    guard large != small else { return }
    if sizes[Int(large)] < sizes[Int(small)] { swap(&large, &small) }
    parents[Int(small)] = large
    sizes[Int(large)] += sizes[Int(small)]
  }
}
