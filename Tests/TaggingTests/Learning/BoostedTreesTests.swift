import Matching
import RandomNumbers
import Testing

@testable import Tagging

struct BoostedTreesTests {
  /// Rows of three numbers; the answer is whether the first two lie on the same side.
  private func rows(_ count: Int, seed: UInt64) -> (values: [Float], targets: [Float]) {
    var random = SeededGenerator(seed: seed)
    var values: [Float] = []
    var targets: [Float] = []
    for _ in 0..<count {
      let row = (0..<3).map { _ in Float(random.nextUnit()) }
      values += row
      targets.append((row[0] > 0.5) == (row[1] > 0.5) ? 1 : 0)
    }
    return (values, targets)
  }

  private func train(_ count: Int) -> BoostedTrees {
    let (values, targets) = rows(count, seed: 3)
    var parameters = BoostedTreesTrainer.Parameters()
    parameters.treeCount = 40
    parameters.depth = 3
    parameters.rate = 0.3
    var trainer = BoostedTreesTrainer(
      values: values, featureCount: 3, targets: targets, parameters: parameters)
    return trainer.train()
  }

  @Test func `learns what no single feature tells`() {
    let trees = train(2000)
    let (values, targets) = rows(500, seed: 4)
    let right = (0..<500).count { row in
      (trees.logOdds(Array(values[row * 3..<row * 3 + 3])) > 0) == (targets[row] == 1)
    }
    #expect(right > 470)
  }

  @Test func `complete trees judge rows side by side as one by one`() {
    let trees = train(2000)
    let complete = CompleteTrees(trees)
    for count in [0, 1, 7, 8, 9, 500] {
      let (values, _) = rows(count, seed: 5)
      let judged = complete.logOdds(values, width: 3)
      #expect(judged.count == count)
      for row in 0..<count {
        let expected = trees.logOdds(Array(values[row * 3..<row * 3 + 3]))
        #expect(abs(judged[row] - expected) < 1e-4)
      }
    }
    let none = CompleteTrees(BoostedTrees(base: 0.5))
    #expect(none.logOdds([1, 2, 3], width: 3) == [0.5])
  }

  @Test func `gives the same trees each time`() {
    #expect(train(300) == train(300))
  }

  @Test func `contributions add up to the log-odds`() {
    let trees = train(1000)
    let row: [Float] = [0.2, 0.9, 0.5]
    let sum = trees.contributions(row).reduce(0, +)
    let roots = trees.roots.reduce(Float(0)) { $0 + trees.nodes[Int($1)].value }
    #expect(abs(Double(sum + roots + trees.base) - trees.logOdds(row)) < 1e-3)
  }
}
