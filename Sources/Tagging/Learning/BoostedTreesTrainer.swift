internal import Glibc
internal import Matching
import RandomNumbers
internal import System

/// Grows `BoostedTrees` on rows of features with a yes or no each (logistic loss, histograms).
struct BoostedTreesTrainer {
  /// How the trees are grown.
  struct Parameters {
    var treeCount = 260
    var depth = 5
    var rate: Float = 0.06
    var minimumWeight: Float = 3
    var regularization: Float = 4
    var rowShare = 0.6
    var seed: UInt64 = 7
  }

  private static let binCount = 64

  private let featureCount: Int
  private let rowCount: Int
  private let parameters: Parameters
  private let targets: [Float]
  private var edges: [[Float]] = []
  private var bins: [UInt8] = []
  private var scores: [Float]
  private var gradients: [Float]
  private var hessians: [Float]

  /// A sum of gradients and one of their derivatives.
  private struct Sums {
    var gradient: Float = 0
    var hessian: Float = 0
  }

  /// Prepares rows: values row by row, `featureCount` each, and a target of 0 or 1 for each row.
  init(values: [Float], featureCount: Int, targets: [Float], parameters: Parameters) {
    self.featureCount = featureCount
    self.targets = targets
    self.parameters = parameters
    rowCount = targets.count
    scores = [Float](repeating: 0, count: rowCount)
    gradients = scores
    hessians = scores
    edges = (0..<featureCount).map { Self.edges(of: $0, values, featureCount) }
    bins = [UInt8](repeating: 0, count: rowCount * featureCount)
    for row in 0..<rowCount {
      for feature in 0..<featureCount {
        let value = values[row * featureCount + feature]
        bins[row * featureCount + feature] = Self.bin(of: value, edges[feature])
      }
    }
  }

  /// Up to 63 values that part the rows evenly.
  private static func edges(of feature: Int, _ values: [Float], _ width: Int) -> [Float] {
    let rows = values.count / width
    let step = max(1, rows / 20_000)
    var sample = stride(from: 0, to: rows, by: step).map { values[$0 * width + feature] }
    sample.sort()
    guard !sample.isEmpty else { return [] }
    var result: [Float] = []
    for part in 1..<binCount {
      let value = sample[min(sample.count - 1, part * sample.count / binCount)]
      // An edge at the greatest value would part nothing.
      if result.last != value, value < sample[sample.count - 1] { result.append(value) }
    }
    return result
  }

  /// The number of edges below a value: it is in the first bin whose edge is not below it.
  private static func bin(of value: Float, _ edges: [Float]) -> UInt8 {
    UInt8(edges.indices.partitioningIndex { edges[$0] >= value })
  }

  /// Grows the trees.
  ///
  /// - Complexity: O(trees × depth × rows × features).
  mutating func train() -> BoostedTrees {
    var trees = BoostedTrees()
    let positive = targets.reduce(0, +)
    let count = Float(max(rowCount, 1))
    // All yes or all no would have infinite log-odds.
    let share = min(max(positive / count, 1e-4), 1 - 1e-4)
    trees.base = log(share / (1 - share))
    for row in 0..<rowCount { scores[row] = trees.base }
    var random = SeededGenerator(seed: parameters.seed)
    for _ in 0..<parameters.treeCount {
      for row in 0..<rowCount {
        let probability = 1 / (1 + exp(-scores[row]))
        gradients[row] = probability - targets[row]
        // Sums of them are divided by, and must not be 0.
        hessians[row] = max(probability * (1 - probability), 1e-6)
      }
      // Each tree sees other rows, so that trees err in different ways.
      let rows = (0..<Int32(rowCount)).filter { _ in random.nextUnit() < parameters.rowShare }
      grow(&trees, rows: rows)
      let root = trees.roots[trees.roots.count - 1]
      for row in 0..<rowCount { scores[row] += leafValue(trees, root: root, row: row) }
    }
    return trees
  }

  private func leafValue(_ trees: BoostedTrees, root: Int32, row: Int) -> Float {
    var index = Int(root)
    while trees.nodes[index].feature >= 0 {
      let node = trees.nodes[index]
      let feature = Int(node.feature)
      let edge = edges[feature]
      let bin = Int(bins[row * featureCount + feature])
      // By bins, since the values are not kept: an edge is up to the threshold just where its bin's
      // values are.
      let isLeft = bin < edge.count && edge[bin] <= node.threshold
      index = Int(isLeft ? node.left : node.left + 1)
    }
    return trees.nodes[index].value
  }

  // MARK: One tree

  private mutating func grow(_ trees: inout BoostedTrees, rows: [Int32]) {
    let root = trees.nodes.count
    trees.roots.append(Int32(root))
    let sums = histogram(rows)
    trees.nodes.append(leaf(total(sums)))
    var level = [(node: root, rows: rows, sums: sums)]
    for depth in 0..<parameters.depth {
      var next: [(node: Int, rows: [Int32], sums: [Sums])] = []
      for (node, rows, sums) in level {
        guard let split = bestSplit(sums) else { continue }
        var left: [Int32] = []
        var right: [Int32] = []
        left.reserveCapacity(rows.count)
        for row in rows {
          if Int(bins[Int(row) * featureCount + split.feature]) <= split.bin {
            left.append(row)
          } else {
            right.append(row)
          }
        }
        let children = childSums(left: left, right: right, parent: sums)
        let first = trees.nodes.count
        trees.nodes.append(leaf(total(children.left)))
        trees.nodes.append(leaf(total(children.right)))
        trees.nodes[node].feature = Int32(split.feature)
        trees.nodes[node].threshold = edges[split.feature][split.bin]
        trees.nodes[node].left = Int32(first)
        if depth + 1 < parameters.depth {
          next.append((first, left, children.left))
          next.append((first + 1, right, children.right))
        }
      }
      level = next
    }
  }

  /// The histograms of both branches: the smaller is counted, the other is the rest.
  private func childSums(
    left: [Int32], right: [Int32], parent: [Sums]
  ) -> (left: [Sums], right: [Sums]) {
    let isLeftSmaller = left.count < right.count
    let counted = histogram(isLeftSmaller ? left : right)
    var rest = parent
    for index in rest.indices {
      rest[index].gradient -= counted[index].gradient
      rest[index].hessian -= counted[index].hessian
    }
    return isLeftSmaller ? (counted, rest) : (rest, counted)
  }

  private func histogram(_ rows: [Int32]) -> [Sums] {
    var sums = [Sums](repeating: Sums(), count: featureCount * Self.binCount)
    let width = featureCount
    unsafe sums.withUnsafeMutableBufferPointer { sums in
      unsafe bins.withUnsafeBufferPointer { bins in
        for row in rows {
          let gradient = gradients[Int(row)]
          let hessian = hessians[Int(row)]
          let start = Int(row) * width
          for feature in 0..<width {
            let slot = unsafe feature &* Self.binCount &+ Int(bins[start &+ feature])
            unsafe sums[slot].gradient += gradient
            unsafe sums[slot].hessian += hessian
          }
        }
      }
    }
    return sums
  }

  private func total(_ sums: [Sums]) -> Sums {
    var result = Sums()
    for bin in 0..<Self.binCount {
      result.gradient += sums[bin].gradient
      result.hessian += sums[bin].hessian
    }
    return result
  }

  private func leaf(_ sums: Sums) -> BoostedTrees.Node {
    let value = -sums.gradient / (sums.hessian + parameters.regularization)
    return BoostedTrees.Node(feature: -1, threshold: 0, left: 0, value: value * parameters.rate)
  }

  private func bestSplit(_ sums: [Sums]) -> (feature: Int, bin: Int)? {
    let all = total(sums)
    let penalty = parameters.regularization
    func gain(_ sums: Sums) -> Float { sums.gradient * sums.gradient / (sums.hessian + penalty) }
    var best: (feature: Int, bin: Int)?
    // More than rounding makes of nothing.
    var bestGain = gain(all) + 1e-3
    for feature in 0..<featureCount {
      var left = Sums()
      for bin in 0..<edges[feature].count {
        let here = sums[feature * Self.binCount + bin]
        left.gradient += here.gradient
        left.hessian += here.hessian
        let right = Sums(
          gradient: all.gradient - left.gradient, hessian: all.hessian - left.hessian)
        guard min(left.hessian, right.hessian) >= parameters.minimumWeight else { continue }
        let value = gain(left) + gain(right)
        if value > bestGain {
          bestGain = value
          best = (feature, bin)
        }
      }
    }
    return best
  }
}
