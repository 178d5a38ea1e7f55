/// Boosted trees laid out so that many rows are judged in a row: every tree complete to one depth.
///
/// The children of node `n` are `2n + 1` and `2n + 2`; where a tree ends early its leaf is repeated
/// below. No branch depends on what is read, so that eight rows walk side by side.
struct CompleteTrees: Sendable {
  private let depth: Int
  private let base: Float
  private let count: Int

  /// The feature asked at each inner node, tree after tree.
  private let features: [Int32]

  /// A value up to the threshold goes left.
  private let thresholds: [Float]

  /// The leaves, `1 << depth` of each tree.
  private let leaves: [Float]

  private static let width = 8

  /// Lays trees out.
  ///
  /// - Complexity: O(trees × 2^depth).
  init(_ trees: BoostedTrees) {
    var depth = 0
    func measure(_ node: Int, _ level: Int) {
      depth = max(depth, level)
      guard trees.nodes[node].feature >= 0 else { return }
      measure(Int(trees.nodes[node].left), level + 1)
      measure(Int(trees.nodes[node].left) + 1, level + 1)
    }
    for root in trees.roots { measure(Int(root), 0) }
    let inner = 1 << depth - 1
    let leafCount = 1 << depth
    var features = [Int32](repeating: 0, count: trees.roots.count * inner)
    var thresholds = [Float](repeating: .infinity, count: features.count)
    var leaves = [Float](repeating: 0, count: trees.roots.count * leafCount)
    func place(_ node: Int, at position: Int, of tree: Int) {
      let source = trees.nodes[node]
      guard position < inner else {
        leaves[tree * leafCount + position - inner] = source.value
        return
      }
      let isLeaf = source.feature < 0
      if !isLeaf {
        features[tree * inner + position] = source.feature
        thresholds[tree * inner + position] = source.threshold
      }
      place(isLeaf ? node : Int(source.left), at: 2 * position + 1, of: tree)
      place(isLeaf ? node : Int(source.left) + 1, at: 2 * position + 2, of: tree)
    }
    for (tree, root) in trees.roots.enumerated() { place(Int(root), at: 0, of: tree) }
    self.depth = depth
    base = trees.base
    count = trees.roots.count
    self.features = features
    self.thresholds = thresholds
    self.leaves = leaves
  }

  /// The log-odds of each row.
  ///
  /// - Parameters:
  ///   - values: the features, row by row.
  ///   - width: the number of features of a row.
  /// - Returns: a number for each row.
  func logOdds(_ values: [Float], width: Int) -> [Double] {
    let rows = values.count / width
    var result = [Float](repeating: base, count: rows)
    unsafe values.withUnsafeBufferPointer { values in
      unsafe features.withUnsafeBufferPointer { features in
        unsafe thresholds.withUnsafeBufferPointer { thresholds in
          unsafe leaves.withUnsafeBufferPointer { leaves in
            unsafe result.withUnsafeMutableBufferPointer { result in
              unsafe add(values, width, features, thresholds, leaves, to: result)
            }
          }
        }
      }
    }
    return result.map(Double.init)
  }

  private func add(
    _ values: UnsafeBufferPointer<Float>, _ width: Int, _ features: UnsafeBufferPointer<Int32>,
    _ thresholds: UnsafeBufferPointer<Float>, _ leaves: UnsafeBufferPointer<Float>,
    to result: UnsafeMutableBufferPointer<Float>
  ) {
    let inner = 1 << depth - 1
    var first = 0
    while first < result.count {
      let block = min(Self.width, result.count - first)
      // A short last block judges its last row several times.
      var starts = SIMD8<Int32>()
      for lane in 0..<8 { starts[lane] = Int32((first + min(lane, block - 1)) * width) }
      var sums = SIMD8<Float>()
      for tree in 0..<count {
        var node = SIMD8<Int32>()
        let offset = tree * inner
        for _ in 0..<depth {
          var value = SIMD8<Float>()
          var threshold = SIMD8<Float>()
          for lane in 0..<8 {
            let place = offset &+ Int(node[lane])
            threshold[lane] = unsafe thresholds[place]
            value[lane] = unsafe values[Int(starts[lane] &+ features[place])]
          }
          let right = SIMD8<Int32>(repeating: 2).replacing(
            with: SIMD8<Int32>(repeating: 1), where: value .<= threshold)
          node = node &+ node &+ right
        }
        let leaf = tree << depth - inner
        for lane in 0..<8 { unsafe sums[lane] += leaves[leaf &+ Int(node[lane])] }
      }
      for lane in 0..<block { unsafe result[first + lane] += sums[lane] }
      first += block
    }
  }
}
