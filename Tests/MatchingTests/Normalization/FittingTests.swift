import RandomNumbers
import Testing

@testable import Matching

/// What fits the weights of the normalizer to labels.
struct FittingTests {
  @Test(arguments: 1...5) func `a system of equations is solved`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let size = 6
    let factors = (0..<size * size).map { _ in Double.random(in: -1...1, using: &generator) }
    // A matrix times itself is positive definite but for chance.
    var matrix = [Double](repeating: 0, count: size * size)
    for row in 0..<size {
      for column in 0..<size {
        for index in 0..<size {
          matrix[row * size + column] +=
            factors[row * size + index] * factors[column * size + index]
        }
      }
      matrix[row * size + row] += 0.1
    }
    let wanted = (0..<size).map { _ in Double.random(in: -2...2, using: &generator) }
    let right = (0..<size).map { row in
      (0..<size).reduce(0) { $0 + matrix[row * size + $1] * wanted[$1] }
    }
    let solution = try #require(LinearSystem.solve(matrix, right))
    for (found, value) in zip(solution, wanted) { #expect(abs(found - value) < 1e-8) }
  }

  @Test func `what is not positive definite has no solution`() {
    #expect(LinearSystem.solve([0], [1]) == nil)
    #expect(LinearSystem.solve([1, 0, 2, 1], [1, 1]) == nil)
  }

  @Test func `probabilities add up to one, however large the scores`() {
    let found = ConditionalLogit.softmax([1_000, 999, -1_000])
    #expect(abs(found.reduce(0, +) - 1) < 1e-12)
    #expect(found[0] > found[1] && found[1] > found[2])
  }

  @Test func `without a choice the weights are those given, with choices they follow these`() {
    #expect(ConditionalLogit(fitting: [], prior: [3, -1], penalty: 0.3).weights == [3, -1])
    let examples = (0..<20).map { number in
      // The second feature tells, the first is noise.
      ConditionalLogit.Example(
        candidates: [[Double(number % 3), 1], [Double((number + 1) % 3), 0]], answer: 0)
    }
    let fitted = ConditionalLogit(fitting: examples, prior: [0, 0], penalty: 0.3)
    #expect(fitted.weights[1] > 1)
    #expect(abs(fitted.weights[0]) < 0.5)
    #expect(fitted.probabilities([[0, 1], [0, 0]])[0] > 0.8)
  }

  /// Labels that were as sure as can be, some of them wrong: whole steps of Newton's method go to and fro between them.
  @Test(arguments: [100, 300, 600]) func `a regression is at its best, however sure what was wrong`(
    count: Int
  ) {
    let examples = (0..<count).map { number in
      (
        features: [1, [13.8, 2, -1][number % 3]],
        outcome: !number.isMultiple(of: 10) && (number % 3 < 2 || !number.isMultiple(of: 2))
      )
    }
    let (prior, penalty) = ([0.0, 1.0], [0.5, 5.0])
    let found = LogisticRegression(fitting: examples, prior: prior, penalty: penalty)
    for index in prior.indices {
      let slope = examples.reduce(penalty[index] * (found.weights[index] - prior[index])) {
        $0 + (found.probability($1.features) - ($1.outcome ? 1 : 0)) * $1.features[index]
      }
      #expect(abs(slope) < 1e-3, "\(index): \(slope)")
    }
  }

  @Test func `a penalty keeps a weight near the one given`() {
    let examples = (0..<30).map { (features: [1, Double($0)], outcome: $0 >= 15) }
    let free = LogisticRegression(fitting: examples, prior: [0, 0], penalty: [0.01, 0.01])
    #expect(free.probability([1, 29]) > 0.9)
    #expect(free.probability([1, 0]) < 0.1)
    let bound = LogisticRegression(fitting: examples, prior: [0, 0], penalty: [0.01, 1e9])
    #expect(abs(bound.weights[1]) < 0.001)
  }
}
