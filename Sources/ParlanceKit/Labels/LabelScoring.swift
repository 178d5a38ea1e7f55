internal import JSONCoding
internal import Matching

/// Scores matching against labels whose concept is known.
package struct LabelScoring: Sendable {
  /// The fields of the records.
  package static let columns =
    [Column("run"), Column("labels", isNumber: true)]
    + ["accuracy", "coverage", "precision", "calibration_error"].map {
      Column($0, isNumber: true, decimals: 3)
    }

  private struct Run {
    let name: String
    let answers: [LabelEvaluation.Answer]
  }

  private let labels: [LabelEvaluation.GoldLabel]
  private var runs: [Run] = []

  /// Reads the labels and their concepts.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - column: the column of the labels; `label` or the first if `nil`.
  ///   - conceptColumn: the column of identifiers or concept URIs; found by its name if `nil`.
  ///   - isFreeText: whether labels that are URIs or identifiers are left out.
  /// - Throws: `RequestError` if there is no column of concepts; `LocatedError`; `InputError`.
  package init(path: String, column: String?, conceptColumn: String?, isFreeText: Bool) throws {
    let records = try LabelInput(path: path, column: column).records
    let usual = ["canonical_id", "concept", "id", "uri"]
    guard
      let name = conceptColumn
        ?? usual.first(where: { name in records.contains { $0.fields[name] != nil } })
    else { throw RequestError("name the column of the concepts with --concept-column") }
    labels = records.filter { !isFreeText || !Self.isIdentifier($0.label) }
      .map { LabelEvaluation.GoldLabel(label: $0.label, identifier: $0.fields[name] ?? "") }
  }

  private static func isIdentifier(_ label: String) -> Bool {
    ["http://", "https://", "info:", "urn:", "pkg:", "cpe:"].contains { label.hasPrefix($0) }
  }

  /// Asks for half of the labels of each concept, of which the other half is known, once for each seed.
  ///
  /// - Parameters:
  ///   - path: a file of the preferred labels with the identifiers of their concepts.
  ///   - seeds: the number of splits.
  ///   - precision: the share of accepted labels that must be right.
  /// - Returns: what is to be said about labels that contradict the names; `nil` if none does.
  /// - Throws: `LocatedError`; `InputError`.
  package mutating func split(namesFrom path: String, seeds: Int, precision: Double) throws
    -> String?
  {
    let names = try LabelInput(path: path, column: "name").records.map {
      LabelEvaluation.GoldLabel(label: $0.label, identifier: $0.fields["canonical_id"] ?? "")
    }
    let evaluation = LabelEvaluation(gold: labels, names: names)
    let settings = NormalizerSettings(precision: precision)
    for seed in 1...seeds {
      runs.append(
        Run(
          name: "seed \(seed)",
          answers: evaluation.answers(seed: UInt64(seed), settings: settings)))
    }
    guard let first = evaluation.contradictions.first else { return nil }
    let count = evaluation.contradictions.count
    return
      "\(count) \(count == 1 ? "label is" : "labels are") the preferred name of another concept, "
      + "such as \"\(first.label)\", given to \(first.identifier)"
  }

  /// Asks for all labels what the workspace makes of them.
  package mutating func ask(_ normalizer: LabelNormalizer) {
    runs.append(Run(name: "workspace", answers: normalizer.normalizer.answers(to: labels)))
  }

  /// A record for each run, and one for all if there are several.
  package var records: [[JSONValue]] {
    // Of one run the sum would be the same line once more.
    let all = runs.count > 1 ? [Run(name: "all", answers: runs.flatMap(\.answers))] : []
    return (runs + all).map { run in
      let figures = LabelEvaluation.Figures(run.answers)
      return [
        .string(run.name), .integer(figures.count), .number(figures.accuracy),
        .number(figures.coverage), .number(figures.precision), .number(figures.calibrationError),
      ]
    }
  }

  /// The wrong answers, a line for each: label, concept, answer and score.
  package var wrongAnswers: [String] {
    runs.flatMap(\.answers).filter { !$0.isRight }.map { answer in
      let score = FixedPoint.string(answer.score, decimals: 2)
      return "\(answer.label) | \(answer.expected) | \(answer.found) | \(score)"
    }
  }
}
