import Glibc
import RandomNumbers
import Testing

@testable import Tagging

/// Weights by coordinate descent against those of plain gradient descent.
struct LogisticTrainerTests {
  private static let width = 6
  private static let looseness = 2.0

  /// Rows of random features, with answers that follow the first two more often than not.
  private func examples(_ seed: UInt64) -> (rows: SparseRows, targets: [Bool]) {
    var random = SeededGenerator(seed: seed)
    var rows = SparseRows(width: Self.width)
    var targets: [Bool] = []
    for _ in 0..<60 {
      let row = (0..<Self.width).filter { _ in random.nextUnit() < 0.6 }.map { feature in
        (index: feature, value: Float(random.nextUnit() * 2 - 1))
      }
      rows.append(row)
      let pull = row.reduce(0) { $0 + ($1.index < 2 ? Double($1.value) * 3 : 0) }
      targets.append(random.nextUnit() < 1 / (1 + exp(-pull)))
    }
    return (rows, targets)
  }

  /// What the rows cost under weights, the squared weights included.
  private func cost(_ weights: [Double], _ rows: SparseRows, _ targets: [Bool]) -> Double {
    var sum = weights.reduce(0) { $0 + $1 * $1 } / 2
    for row in 0..<rows.count {
      let score = score(row, weights, rows)
      sum += Self.looseness * log(1 + exp(targets[row] ? -score : score))
    }
    return sum
  }

  private func score(_ row: Int, _ weights: [Double], _ rows: SparseRows) -> Double {
    rows.row(row).reduce(weights[Self.width]) { $0 + weights[$1.index] * Double($1.value) }
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `the weights cost as little as those found step by step`(seed: UInt64) {
    let (rows, targets) = examples(seed)
    let trainer = LogisticTrainer(rows, looseness: Self.looseness)
    let found = trainer.weights(for: targets, of: Array(0..<Int32(rows.count)))
    var naive = [Double](repeating: 0, count: Self.width + 1)
    for _ in 0..<4000 {
      var gradient = naive
      for row in 0..<rows.count {
        let answer = targets[row] ? 1.0 : 0
        let error = Self.looseness * (1 / (1 + exp(-score(row, naive, rows))) - answer)
        for (feature, value) in rows.row(row) { gradient[feature] += error * Double(value) }
        gradient[Self.width] += error
      }
      for feature in naive.indices { naive[feature] -= 0.01 * gradient[feature] }
    }
    let own = found.values.map(Double.init) + [Double(found.bias)]
    #expect(cost(own, rows, targets) < cost(naive, rows, targets) * 1.01)
    #expect(abs(Double(trainer.score(of: 3, found)) - score(3, own, rows)) < 1e-4)
  }

  @Test func `rows that are left out teach nothing`() {
    let (rows, targets) = examples(4)
    let trainer = LogisticTrainer(rows, looseness: Self.looseness)
    let part = Array(Int32(0)..<40)
    let changed = targets.enumerated().map { $0.offset < 40 ? $0.element : !$0.element }
    let first = trainer.weights(for: targets, of: part)
    #expect(first.values == trainer.weights(for: changed, of: part).values)
    #expect(first.values != trainer.weights(for: changed, of: part + [40, 41, 42, 43]).values)
  }
}
