internal import Glibc

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

    static func += (left: inout Counts, right: Counts) {
      left.right += right.right
      left.given += right.given
      left.wanted += right.wanted
    }

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

  /// What a document came to.
  struct Row {
    let counts: Counts
    let gain: Double
    let isFirstRight: Bool

    /// The scores of the document alone.
    var scores: Scores { counts.scores }
  }

  /// What a document came to for one concept; each count is 0 or 1.
  struct Outcome {
    let document: Int
    var counts = Counts()
  }

  private let limit: Int?
  private(set) var rows: [Row] = []
  private(set) var outcomes: [String: [Outcome]] = [:]

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
    var counts = Counts(right: 0, given: ranked.count, wanted: wanted.count)
    var gain = 0.0
    for (rank, concept) in ranked.enumerated() {
      let isRight = wanted.contains(concept)
      note(concept, Counts(right: isRight ? 1 : 0, given: 1, wanted: isRight ? 1 : 0))
      guard isRight else { continue }
      counts.right += 1
      gain += 1 / log2(Double(rank) + 2)
    }
    for concept in wanted.subtracting(ranked).sorted() {
      note(concept, Counts(right: 0, given: 0, wanted: 1))
    }
    let ideal = (0..<min(wanted.count, limit ?? ranked.count)).reduce(0.0) {
      $0 + 1 / log2(Double($1) + 2)
    }
    rows.append(
      Row(
        counts: counts, gain: ideal > 0 ? gain / ideal : 0,
        isFirstRight: ranked.first.map(wanted.contains) ?? false))
  }

  private mutating func note(_ concept: String, _ counts: Counts) {
    outcomes[concept, default: []].append(Outcome(document: rows.count, counts: counts))
  }

  /// The scores averaged over documents.
  package var sample: Scores {
    let all = rows.map(\.scores)
    return Scores(
      precision: Self.mean(all.map(\.precision)), recall: Self.mean(all.map(\.recall)),
      f1: Self.mean(all.map(\.f1)))
  }

  /// The scores over all decisions.
  package var micro: Scores {
    rows.reduce(into: Counts()) { $0 += $1.counts }.scores
  }

  /// The normalized discounted cumulative gain, averaged over documents.
  package var discountedGain: Double { Self.mean(rows.map(\.gain)) }

  /// The share of documents whose first tag is right: for types, the accuracy.
  package var accuracy: Double { Self.mean(rows.map { $0.isFirstRight ? 1 : 0 }) }

  /// The counts of each concept that was given or wanted.
  package var byConcept: [String: Counts] {
    outcomes.mapValues { $0.reduce(into: Counts()) { $0 += $1.counts } }
  }

  private static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }
}
