internal import RandomNumbers

extension TagEvaluation {
  /// A measure with its value and the interval that holds the true one.
  package struct Measure: Sendable, Hashable {
    /// The name, such as `f1_sample`.
    package var name: String

    /// The value, from 0 to 1.
    package var value: Double

    /// The bootstrap's 2.5 and 97.5 percentiles.
    package var interval: Interval
  }

  /// The scores of one concept, each with its interval.
  package struct ConceptScores: Sendable, Hashable {
    /// The counts.
    package var counts: Counts

    /// Precision, recall and F1.
    package var measures: [Measure]
  }

  /// How many samples of documents the bootstrap draws.
  private static let rounds = 1000

  /// How many concepts are worked on at a time, which bounds the memory.
  private static let conceptsAtATime = 256

  /// All measures: sample and micro scores, nDCG, and how often the first tag is right.
  ///
  /// - Complexity: O(rounds × documents).
  package func measures() -> [Measure] {
    let each: [[Double]] = rows.map { row in
      let scores = row.scores
      return [
        scores.f1, scores.precision, scores.recall, row.gain, row.isFirstRight ? 1 : 0,
        Double(row.counts.right), Double(row.counts.given), Double(row.counts.wanted),
      ]
    }
    func values(_ sums: [Double]) -> [Double] {
      let count = Double(max(rows.count, 1))
      let micro = Counts(right: Int(sums[5]), given: Int(sums[6]), wanted: Int(sums[7])).scores
      return sums[..<3].map { $0 / count } + [micro.f1, micro.precision, micro.recall]
        + sums[3..<5].map { $0 / count }
    }
    func sums(_ weight: (Int) -> Int32) -> [Double] {
      var sums = [Double](repeating: 0, count: 8)
      for (number, row) in each.enumerated() {
        let weight = Double(weight(number))
        for column in 0..<8 { sums[column] += weight * row[column] }
      }
      return sums
    }
    var drawn: [[Double]] = Array(repeating: [], count: 8)
    forEachSample { weights in
      for (column, value) in values(sums { weights[$0] }).enumerated() {
        drawn[column].append(value)
      }
    }
    let names = [
      "f1_sample", "precision_sample", "recall_sample", "f1_micro", "precision_micro",
      "recall_micro", "ndcg", "accuracy",
    ]
    let found = values(sums { _ in 1 })
    return names.indices.map { column in
      Measure(name: names[column], value: found[column], interval: Self.interval(drawn[column]))
    }
  }

  /// The scores of each concept that was given or wanted, the most wanted first.
  ///
  /// - Complexity: O(rounds × (documents + answers)).
  package func conceptScores() -> [(concept: String, scores: ConceptScores)] {
    let counted = byConcept.sorted { ($1.value.wanted, $0.key) < ($0.value.wanted, $1.key) }
    var result: [(concept: String, scores: ConceptScores)] = []
    for start in stride(from: 0, to: counted.count, by: Self.conceptsAtATime) {
      let part = counted[start..<min(start + Self.conceptsAtATime, counted.count)]
      var drawn = part.map { _ in [[Double]](repeating: [], count: 3) }
      forEachSample { weights in
        for (number, item) in part.enumerated() {
          var counts = Counts()
          for outcome in outcomes[item.key] ?? [] {
            for _ in 0..<weights[outcome.document] { counts += outcome.counts }
          }
          for (column, value) in Self.columns(counts.scores).enumerated() {
            drawn[number][column].append(value)
          }
        }
      }
      for (item, drawn) in zip(part, drawn) {
        let values = Self.columns(item.value.scores)
        let measures = ["precision", "recall", "f1"].enumerated().map { column, name in
          Measure(name: name, value: values[column], interval: Self.interval(drawn[column]))
        }
        result.append((item.key, ConceptScores(counts: item.value, measures: measures)))
      }
    }
    return result
  }

  private static func columns(_ scores: Scores) -> [Double] {
    [scores.precision, scores.recall, scores.f1]
  }

  /// Draws as many documents as there are, with replacement, again and again: always the same.
  private func forEachSample(_ body: ([Int32]) -> Void) {
    guard !rows.isEmpty else { return }
    var random = SeededGenerator(seed: 1)
    var weights = [Int32](repeating: 0, count: rows.count)
    for _ in 0..<Self.rounds {
      for number in weights.indices { weights[number] = 0 }
      for _ in weights { weights[Int(random.nextUnit() * Double(rows.count))] += 1 }
      body(weights)
    }
  }

  private static func interval(_ drawn: [Double]) -> Interval {
    guard !drawn.isEmpty else { return Interval(low: 0, high: 0) }
    let sorted = drawn.sorted()
    return Interval(
      low: sorted[sorted.count * 25 / 1000],
      high: sorted[min(sorted.count - 1, sorted.count * 975 / 1000)])
  }
}
