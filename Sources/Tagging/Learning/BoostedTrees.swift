/// A sum of small regression trees that gives log-odds (gradient boosting, Friedman 2001).
struct BoostedTrees: Sendable, Equatable {
  /// A node: a question with two branches, or a leaf with a value.
  struct Node: BitwiseCopyable, Sendable, Equatable {
    /// The feature asked, or -1 for a leaf.
    var feature: Int32
    /// The left branch takes values up to this.
    var threshold: Float
    /// The number of the left branch; the right one follows it.
    var left: Int32
    /// The value of a leaf.
    var value: Float
  }

  /// All nodes, tree after tree.
  var nodes: [Node] = []

  /// The first node of each tree.
  var roots: [Int32] = []

  /// The log-odds without any tree.
  var base: Float = 0

  /// The deepest trees that are believed; those that are trained have five levels.
  private static let deepest = 12

  /// Whether every way through the trees ends at a leaf, soon, and asks only for features that there are.
  var isSound: Bool {
    // What follows a node stands behind it, so that there are no circles.
    var depths = [Int](repeating: 0, count: nodes.count)
    for number in nodes.indices.reversed() {
      let node = nodes[number]
      guard node.value.isPlausible, node.feature < CandidateFeature.count else { return false }
      if node.feature < 0 { continue }
      let left = Int(node.left)
      guard !node.threshold.isNaN, left > number, left + 1 < nodes.count else { return false }
      depths[number] = max(depths[left], depths[left + 1]) + 1
    }
    return base.isPlausible
      && roots.allSatisfy { nodes.indices.contains(Int($0)) && depths[Int($0)] <= Self.deepest }
  }

  /// The log-odds of a row of features.
  func logOdds(_ row: [Float]) -> Double {
    var sum = base
    for root in roots {
      var index = Int(root)
      while nodes[index].feature >= 0 {
        let node = nodes[index]
        index = Int(row[Int(node.feature)] <= node.threshold ? node.left : node.left + 1)
      }
      sum += nodes[index].value
    }
    return Double(sum)
  }

  /// The log-odds of a row of which nothing is known: the base and the expected value of each tree.
  var expectation: Double {
    Double(base) + roots.reduce(0) { $0 + Double(nodes[Int($1)].value) }
  }

  /// What each feature adds to the log-odds of a row: the changes of the expected value along the
  /// paths taken (Saabas 2014).
  func contributions(_ row: [Float]) -> [Float] {
    var result = [Float](repeating: 0, count: row.count)
    for root in roots {
      var index = Int(root)
      while nodes[index].feature >= 0 {
        let node = nodes[index]
        let next = Int(row[Int(node.feature)] <= node.threshold ? node.left : node.left + 1)
        result[Int(node.feature)] += nodes[next].value - node.value
        index = next
      }
    }
    return result
  }
}
