internal import Glibc
internal import Matching
import RandomNumbers

/// Compares tags with a gold standard, document by document.
///
/// Scores are as the literature on subject indexing reports them: F1 averaged over documents
/// (sample) and over all decisions (micro), nDCG with gains of 0 and 1.
package struct TagEvaluation: Sendable {
  /// Precision, recall and their harmonic mean.
  package struct Scores: Sendable, Hashable {
    /// Right answers of all answers.
    package var precision: Double

    /// Right answers of all that were to be found.
    package var recall: Double

    /// The harmonic mean of both.
    package var f1: Double

    /// Scores of counts.
    init(right: Int, given: Int, wanted: Int) {
      precision = given == 0 ? 0 : Double(right) / Double(given)
      recall = wanted == 0 ? 0 : Double(right) / Double(wanted)
      f1 = given + wanted == 0 ? 0 : 2 * Double(right) / Double(given + wanted)
    }

    /// Scores as such.
    init(precision: Double, recall: Double, f1: Double) {
      self.precision = precision
      self.recall = recall
      self.f1 = f1
    }
  }

  /// The counts for one concept or one scheme.
  package struct Counts: Sendable, Hashable {
    /// Rightly given.
    package var right = 0

    /// Given.
    package var given = 0

    /// To be given.
    package var wanted = 0

    /// The scores of these counts.
    package var scores: Scores { Scores(right: right, given: given, wanted: wanted) }
  }

  /// An interval that holds the true value with 95 % probability.
  package struct Interval: Sendable, Hashable {
    /// The lower end.
    package var low: Double

    /// The upper end.
    package var high: Double
  }

  private struct Row {
    let right: Int
    let given: Int
    let wanted: Int
    let gain: Double
    let isFirstRight: Bool
  }

  private let limit: Int?
  private var rows: [Row] = []
  private var concepts: [String: Counts] = [:]

  /// An evaluation of the first `limit` tags of each document, or of all.
  package init(limit: Int? = nil) { self.limit = limit }

  /// The number of documents.
  package var documentCount: Int { rows.count }

  /// Adds a document.
  ///
  /// - Parameters:
  ///   - given: the concepts given, the best first.
  ///   - wanted: those of the gold standard.
  package mutating func add(given: [String], wanted: Set<String>) {
    var ranked: [String] = []
    for concept in given where !ranked.contains(concept) { ranked.append(concept) }
    if let limit { ranked = Array(ranked.prefix(limit)) }
    var right = 0
    var gain = 0.0
    for (rank, concept) in ranked.enumerated() {
      concepts[concept, default: Counts()].given += 1
      guard wanted.contains(concept) else { continue }
      right += 1
      gain += 1 / log2(Double(rank) + 2)
      concepts[concept, default: Counts()].right += 1
    }
    for concept in wanted { concepts[concept, default: Counts()].wanted += 1 }
    let ideal = (0..<min(wanted.count, limit ?? ranked.count)).reduce(0.0) {
      $0 + 1 / log2(Double($1) + 2)
    }
    rows.append(
      Row(
        right: right, given: ranked.count, wanted: wanted.count,
        gain: ideal > 0 ? gain / ideal : 0,
        isFirstRight: ranked.first.map(wanted.contains) ?? false))
  }

  /// The scores averaged over documents.
  package var sample: Scores {
    let all = rows.map { Scores(right: $0.right, given: $0.given, wanted: $0.wanted) }
    return Scores(
      precision: Self.mean(all.map(\.precision)), recall: Self.mean(all.map(\.recall)),
      f1: Self.mean(all.map(\.f1)))
  }

  /// The scores over all decisions.
  package var micro: Scores {
    Scores(
      right: rows.reduce(0) { $0 + $1.right }, given: rows.reduce(0) { $0 + $1.given },
      wanted: rows.reduce(0) { $0 + $1.wanted })
  }

  /// The normalized discounted cumulative gain, averaged over documents.
  package var discountedGain: Double { Self.mean(rows.map(\.gain)) }

  /// The share of documents whose first tag is right: for types, the accuracy.
  package var accuracy: Double { Self.mean(rows.map { $0.isFirstRight ? 1 : 0 }) }

  /// The counts put together by what `key` makes of a concept, such as its scheme.
  package func counts(by key: (String) -> String) -> [String: Counts] {
    var result: [String: Counts] = [:]
    for (concept, counts) in concepts {
      let name = key(concept)
      result[name, default: Counts()].right += counts.right
      result[name, default: Counts()].given += counts.given
      result[name, default: Counts()].wanted += counts.wanted
    }
    return result
  }

  /// The interval of the sample F1: the bootstrap's percentiles over documents.
  ///
  /// - Parameters:
  ///   - rounds: how many samples to draw.
  ///   - seed: where the random numbers begin.
  /// - Returns: the 2.5 and 97.5 percentiles.
  package func sampleInterval(rounds: Int = 1000, seed: UInt64 = 1) -> Interval {
    guard !rows.isEmpty else { return Interval(low: 0, high: 0) }
    let values = rows.map { Scores(right: $0.right, given: $0.given, wanted: $0.wanted).f1 }
    var random = SeededGenerator(seed: seed)
    var means: [Double] = []
    for _ in 0..<rounds {
      var sum = 0.0
      for _ in values { sum += values[Int(random.nextUnit() * Double(values.count))] }
      means.append(sum / Double(values.count))
    }
    means.sort()
    return Interval(
      low: means[rounds * 25 / 1000], high: means[min(rounds - 1, rounds * 975 / 1000)])
  }

  private static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }
}
