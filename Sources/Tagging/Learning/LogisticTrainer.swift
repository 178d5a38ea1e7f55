internal import Glibc
internal import RandomNumbers

/// Answers yes-or-no questions about the same rows by logistic regression with squared weights penalized.
///
/// Dual coordinate descent (Yu, Huang and Lin 2011, algorithm 5, as in LIBLINEAR): a few passes over the
/// rows, whatever their number, and no step size to choose. The order of the rows in each pass comes from
/// a seed, so that the same rows give the same weights.
struct LogisticTrainer {
  private let rows: SparseRows

  /// The squared lengths of the rows, with the feature that is always 1.
  private let lengths: [Double]

  /// What a wrong row costs, against the squared weights: the higher, the closer the rows are followed.
  private let looseness: Double

  private static let rounds = 16

  /// A pass over all rows in which none was further than this from its best ends the search.
  private static let tolerance = 0.1

  /// The weights of the features and of none.
  struct Weights {
    var values: [Float]
    var bias: Float
  }

  init(_ rows: SparseRows, looseness: Double) {
    self.rows = rows
    self.looseness = looseness
    lengths = (0..<rows.count).map { row in
      (rows.starts[row]..<rows.starts[row + 1]).reduce(1) {
        $0 + Double(rows.values[$1]) * Double(rows.values[$1])
      }
    }
  }

  /// The weights under which a row's log-odds are nearest to its answer.
  ///
  /// - Parameters:
  ///   - targets: the answer for each row.
  ///   - part: the rows to learn from.
  /// - Returns: the weights of all features.
  /// - Complexity: O(passes × features of the rows).
  func weights(for targets: [Bool], of part: [Int32]) -> Weights {
    var result = Weights(values: [Float](repeating: 0, count: rows.width), bias: 0)
    // Of each row what it pulls towards its answer, and the rest of what it can pull.
    // Not 0, which has no logarithm.
    let least = min(0.001 * looseness, 1e-8)
    var pulls = [Double](repeating: least, count: rows.count)
    var random = SeededGenerator(seed: 3)
    var active = part
    var precision = 1e-2
    for _ in 0..<Self.rounds {
      active.shuffle(using: &random)
      var left: [Int32] = []
      var worst = 0.0
      var steps = 0
      for row in active {
        let change = descend(
          Int(row), isYes: targets[Int(row)], &pulls[Int(row)], &result, precision)
        worst = max(worst, change.distance)
        steps += change.steps
        if change.distance > Self.tolerance / 2 { left.append(row) }
      }
      // Most rows are soon where they stay: the next pass is for the others, the one after those for all.
      let isDone = worst < Self.tolerance
      if isDone, active.count == part.count { break }
      // Few rows needed a step: from here on smaller distances count, as in LIBLINEAR.
      if steps <= active.count / 10 { precision = max(1e-8, precision * 0.1) }
      active = isDone ? part : left
    }
    return result
  }

  /// Finds the best pull of one row, all others as they are, by Newton's method.
  private func descend(
    _ row: Int, isYes: Bool, _ pull: inout Double, _ weights: inout Weights, _ precision: Double
  ) -> (distance: Double, steps: Int) {
    let length = lengths[row]
    let answer = isYes ? 1.0 : -1.0
    let margin = answer * Double(score(of: row, weights))
    // The smaller of the pull and its rest is moved: next to zero its logarithm is exact.
    let isRest = 0.5 * length * (looseness - 2 * pull) + margin < 0
    let sign = isRest ? -1.0 : 1.0
    let old = isRest ? looseness - pull : pull
    var new = looseness - old < 0.5 * looseness ? 0.1 * old : old
    func slope(_ value: Double) -> Double {
      length * (value - old) + sign * margin + log(value / (looseness - value))
    }
    var gradient = slope(new)
    let distance = abs(gradient)
    var steps = 0
    while abs(gradient) >= precision, steps < 50 {
      let next = new - gradient / (length + looseness / (looseness - new) / new)
      // A step beyond the bound is shortened, since the logarithm ends there.
      new = next <= 0 ? new * 0.1 : next
      gradient = slope(new)
      steps += 1
    }
    guard steps > 0 else { return (distance, 0) }
    pull = isRest ? looseness - new : new
    add(Float(sign * (new - old) * answer), times: row, to: &weights)
    return (distance, steps)
  }

  /// The log-odds of a row.
  func score(of row: Int, _ weights: Weights) -> Float {
    unsafe rows.features.withUnsafeBufferPointer { features in
      unsafe rows.values.withUnsafeBufferPointer { values in
        unsafe weights.values.withUnsafeBufferPointer { known in
          var sum = weights.bias
          for place in rows.starts[row]..<rows.starts[row + 1] {
            unsafe sum += known[Int(features[place])] * values[place]
          }
          return sum
        }
      }
    }
  }

  private func add(_ factor: Float, times row: Int, to weights: inout Weights) {
    unsafe rows.features.withUnsafeBufferPointer { features in
      unsafe rows.values.withUnsafeBufferPointer { values in
        unsafe weights.values.withUnsafeMutableBufferPointer { known in
          for place in rows.starts[row]..<rows.starts[row + 1] {
            unsafe known[Int(features[place])] += factor * values[place]
          }
        }
      }
    }
    weights.bias += factor
  }
}
