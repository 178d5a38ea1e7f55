/// A conditional logit model (McFadden 1974): the odds of each candidate follow from its features.
///
/// Fitted by Newton's method with a quadratic penalty that draws the weights to a prior, which
/// keeps the outcome the same on every run and every machine.
struct ConditionalLogit: Sendable {
  /// The weight of each feature.
  var weights: [Double]

  /// A model of weights learned before.
  init(weights: [Double]) { self.weights = weights }

  /// A choice that has been made: the features of each candidate and which one was right.
  struct Example {
    let candidates: [[Double]]
    let answer: Int
  }

  /// The logarithm of each candidate's odds, up to a constant.
  func scores(_ candidates: [[Double]]) -> [Double] {
    candidates.map { features in zip(weights, features).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  /// The probability of each candidate.
  func probabilities(_ candidates: [[Double]]) -> [Double] {
    Self.softmax(scores(candidates))
  }

  static func softmax(_ scores: [Double]) -> [Double] {
    let top = scores.max() ?? 0
    // Without the greatest taken off, large scores would come to infinity.
    let odds = scores.map { Double.exp($0 - top) }
    let sum = odds.reduce(0, +)
    return odds.map { $0 / sum }
  }

  /// A model of choices.
  ///
  /// - Parameters:
  ///   - examples: the choices.
  ///   - prior: the weights without any choice.
  ///   - penalty: how strongly the weights are drawn to the prior.
  init(fitting examples: [Example], prior: [Double], penalty: Double) {
    weights = prior
    for _ in 0..<25 {
      guard let step = newtonStep(examples, prior: prior, penalty: penalty) else { return }
      var scale = 1.0
      let start = loss(examples, prior: prior, penalty: penalty)
      let old = weights
      // A whole step goes too far where the loss is far from a parabola.
      repeat {
        weights = zip(old, step).map { $0 - scale * $1 }
        scale /= 2
      } while loss(examples, prior: prior, penalty: penalty) > start && scale > 1e-4
      if step.allSatisfy({ abs($0) < 1e-5 }) { return }
    }
  }

  private func loss(_ examples: [Example], prior: [Double], penalty: Double) -> Double {
    var loss = zip(weights, prior).reduce(0) { $0 + penalty / 2 * ($1.0 - $1.1) * ($1.0 - $1.1) }
    for example in examples {
      loss -= Double.log(max(probabilities(example.candidates)[example.answer], 1e-300))
    }
    return loss
  }

  private func newtonStep(
    _ examples: [Example], prior: [Double], penalty: Double
  ) -> [Double]? {
    let size = weights.count
    var gradient = zip(weights, prior).map { penalty * ($0 - $1) }
    var hessian = [Double](repeating: 0, count: size * size)
    for index in 0..<size { hessian[index * size + index] = penalty }
    for example in examples {
      let chances = probabilities(example.candidates)
      var mean = [Double](repeating: 0, count: size)
      for (features, chance) in zip(example.candidates, chances) {
        for index in 0..<size { mean[index] += chance * features[index] }
      }
      for index in 0..<size {
        gradient[index] += mean[index] - example.candidates[example.answer][index]
      }
      for (features, chance) in zip(example.candidates, chances) where chance > 1e-9 {
        for row in 0..<size {
          let left = chance * (features[row] - mean[row])
          if left == 0 { continue }
          for column in 0...row {
            hessian[row * size + column] += left * (features[column] - mean[column])
          }
        }
      }
    }
    return LinearSystem.solve(hessian, gradient)
  }
}

/// Small dense systems of linear equations.
enum LinearSystem {
  /// The solution of `matrix · x = right` for a positive definite matrix of which only the lower
  /// triangle is read; `nil` if it is not positive definite.
  static func solve(_ matrix: [Double], _ right: [Double]) -> [Double]? {
    let size = right.count
    var lower = matrix
    for row in 0..<size {
      for column in 0...row {
        var sum = lower[row * size + column]
        for index in 0..<column { sum -= lower[row * size + index] * lower[column * size + index] }
        if row == column {
          guard sum > 0 else { return nil }
          lower[row * size + row] = sum.squareRoot()
        } else {
          lower[row * size + column] = sum / lower[column * size + column]
        }
      }
    }
    var solution = right
    for row in 0..<size {
      for index in 0..<row { solution[row] -= lower[row * size + index] * solution[index] }
      solution[row] /= lower[row * size + row]
    }
    for row in stride(from: size - 1, through: 0, by: -1) {
      // A range that ends before it begins would stop the program at the last row.
      for index in (row + 1)..<max(size, row + 1) {
        solution[row] -= lower[index * size + row] * solution[index]
      }
      solution[row] /= lower[row * size + row]
    }
    return solution
  }
}
