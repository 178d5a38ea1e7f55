/// Logistic regression of a yes-or-no outcome, drawn to prior weights, fitted by Newton's method.
struct LogisticRegression: Sendable {
  /// The weight of each feature.
  var weights: [Double]

  /// A model of weights learned before.
  init(weights: [Double]) { self.weights = weights }

  /// The probability of yes.
  func probability(_ features: [Double]) -> Double {
    Double.logistic(zip(weights, features).reduce(0) { $0 + $1.0 * $1.1 })
  }

  /// A model of outcomes.
  ///
  /// - Parameters:
  ///   - examples: features and outcomes.
  ///   - prior: the weights without any example.
  ///   - penalty: how strongly each weight is drawn to its prior.
  init(fitting examples: [(features: [Double], outcome: Bool)], prior: [Double], penalty: [Double])
  {
    weights = prior
    let size = prior.count
    for _ in 0..<50 {
      var gradient = (0..<size).map { penalty[$0] * (weights[$0] - prior[$0]) }
      var hessian = [Double](repeating: 0, count: size * size)
      for index in 0..<size { hessian[index * size + index] = penalty[index] }
      for example in examples {
        let chance = probability(example.features)
        // Where all is certain the slope is 0, and the matrix could not be inverted.
        let slope = max(chance * (1 - chance), 1e-6)
        for row in 0..<size {
          gradient[row] += (chance - (example.outcome ? 1 : 0)) * example.features[row]
          for column in 0...row {
            hessian[row * size + column] += slope * example.features[row] * example.features[column]
          }
        }
      }
      guard let step = LinearSystem.solve(hessian, gradient) else { return }
      // A whole step goes too far where the loss is far from a parabola: with log odds of 14 it overshoots to and fro.
      let start = weights
      let old = loss(examples, prior: prior, penalty: penalty)
      var scale = 1.0
      repeat {
        weights = zip(start, step).map { $0 - scale * $1 }
        scale /= 2
      } while loss(examples, prior: prior, penalty: penalty) > old && scale > 1e-4
      if step.allSatisfy({ abs($0) < 1e-6 }) { return }
    }
  }

  /// The negative logarithm of the outcomes' likelihood with what the penalty adds.
  private func loss(
    _ examples: [(features: [Double], outcome: Bool)], prior: [Double], penalty: [Double]
  ) -> Double {
    var loss = 0.0
    for index in weights.indices {
      let distance = weights[index] - prior[index]
      loss += penalty[index] / 2 * distance * distance
    }
    for example in examples {
      let sum = zip(weights, example.features).reduce(0) { $0 + $1.0 * $1.1 }
      // log(1 + e^x) without its overflow for large x.
      loss += max(sum, 0) + Double.log(1 + Double.exp(-abs(sum))) - (example.outcome ? sum : 0)
    }
    return loss
  }
}
