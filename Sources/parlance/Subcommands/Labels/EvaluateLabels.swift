import ArgumentParser
import JSONCoding
import MappedStorage
import Matching
import ParlanceKit
import Taxonomy

/// `parlance evaluate labels`: how well labels are matched whose meaning is known.
struct EvaluateLabels: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "labels",
    abstract: "Score label matching against labels whose concept is known.",
    discussion: """
      With --names, half of the labels of each concept become known, the other half is asked, for
      each of several seeds; the threshold is chosen without the labels asked. Without it, the labels
      of the gold file are matched against the workspace's vocabulary.

      EXAMPLES
        parlance evaluate labels document-types.tsv --names document-types.canonical.tsv
        parlance evaluate labels Samples/labels.gold.csv --concept-column concept
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  @Argument(help: "The gold file, with a column of labels and one of concepts.")
  var gold: String

  @Option(
    name: .long,
    help: ArgumentHelp("The preferred labels: identifier and name.", valueName: "file"))
  var names: String?

  @Option(name: .long, help: "The column of the labels.")
  var column: String?

  @Option(name: .long, help: "The column of the identifiers or concept URIs.")
  var conceptColumn: String?

  @Option(name: .long, help: "Only concepts of this scheme of the workspace.")
  var scheme: [String] = []

  @Option(name: .long, help: "The number of random splits.")
  var seeds = 5

  @Option(name: .long, help: "The share of accepted labels that must be right.")
  var precision = 0.95

  @Flag(name: .long, help: "Leave out labels that are URIs or identifiers.")
  var freeText = false

  @Flag(name: .long, help: "List the wrong answers on standard error.")
  var wrong = false

  func validate() throws {
    guard (1...1000).contains(seeds) else {
      throw ValidationError("--seeds is a number from 1 to 1000")
    }
    guard precision > 0.5, precision < 1 else {
      throw ValidationError("--precision is a share above 0.5 and below 1, such as 0.95")
    }
  }

  func run() throws {
    let labels = try goldLabels()
    let runs = try names.map { try splitRuns(labels, names: $0) } ?? [workspaceRun(labels)]
    var printer = try RecordPrinter(output, columns: Self.columns)
    for run in runs { printer.print(Self.record(run.name, run.answers)) }
    if runs.count > 1 { printer.print(Self.record("all", runs.flatMap(\.answers))) }
    printer.finish()
    guard wrong else { return }
    for answer in runs.flatMap(\.answers) where !answer.isRight {
      let score = FixedPoint.string(answer.score, decimals: 2)
      Diagnostics.note("\(answer.label) | \(answer.expected) | \(answer.found) | \(score)")
    }
  }
}

// MARK: - Runs

extension EvaluateLabels {
  private struct Run {
    let name: String
    let answers: [LabelEvaluation.Answer]
  }

  private var settings: NormalizerSettings { NormalizerSettings(precision: precision) }

  private func goldLabels() throws -> [LabelEvaluation.GoldLabel] {
    let records = try LabelInput(path: gold, column: column).records
    let candidates = ["canonical_id", "concept", "id", "uri"]
    let name =
      conceptColumn ?? candidates.first { name in records.contains { $0.fields[name] != nil } }
    guard let name else {
      throw ValidationError("name the column of the concepts with --concept-column")
    }
    return records.filter { !freeText || !Self.isIdentifier($0.label) }
      .map { LabelEvaluation.GoldLabel(label: $0.label, identifier: $0.fields[name] ?? "") }
  }

  private static func isIdentifier(_ label: String) -> Bool {
    ["http://", "https://", "info:", "urn:", "pkg:", "cpe:"].contains { label.hasPrefix($0) }
  }

  private func splitRuns(
    _ labels: [LabelEvaluation.GoldLabel], names path: String
  ) throws -> [Run] {
    let names = try LabelInput(path: path, column: "name").records.map {
      LabelEvaluation.GoldLabel(label: $0.label, identifier: $0.fields["canonical_id"] ?? "")
    }
    let evaluation = LabelEvaluation(gold: labels, names: names)
    Self.report(evaluation.contradictions)
    return (1...seeds).map { seed in
      Run(
        name: "seed \(seed)",
        answers: evaluation.answers(seed: UInt64(seed), settings: settings))
    }
  }

  /// Says which labels contradict the names.
  private static func report(_ contradictions: [LabelEvaluation.GoldLabel]) {
    guard let first = contradictions.first else { return }
    let count = contradictions.count
    Diagnostics.warning(
      "\(count) \(count == 1 ? "label is" : "labels are") the preferred name of another concept, "
        + "such as \"\(first.label)\", given to \(first.identifier)")
  }

  private func workspaceRun(_ labels: [LabelEvaluation.GoldLabel]) throws -> Run {
    let workspace = try global.existingWorkspace()
    let vocabulary = try workspace.vocabulary()
    let schemes = try scheme.compactMap { try VocabularyInput.scheme($0, in: vocabulary) }
    let normalizer = try workspace.normalizer(
      schemes: schemes.isEmpty ? nil : Set(schemes), settings: settings)
    return Run(name: "workspace", answers: normalizer.answers(to: labels))
  }
}

// MARK: - Output

extension EvaluateLabels {
  private static let columns: [Column] = {
    var columns = [Column("run"), Column("labels", isNumber: true)]
    for name in ["accuracy", "coverage", "precision", "calibration_error"] {
      var column = Column(name, isNumber: true)
      column.decimals = 3
      columns.append(column)
    }
    return columns
  }()

  private static func record(_ name: String, _ answers: [LabelEvaluation.Answer]) -> [JSONValue] {
    let figures = LabelEvaluation.Figures(answers)
    return [
      .string(name), .integer(figures.count), .number(figures.accuracy),
      .number(figures.coverage), .number(figures.precision), .number(figures.calibrationError),
    ]
  }
}
