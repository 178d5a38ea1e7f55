import ArgumentParser
import ParlanceKit

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
    var scoring = try LabelScoring(
      path: gold, column: column, conceptColumn: conceptColumn, isFreeText: freeText)
    if let names {
      let contradictions = try scoring.split(
        namesFrom: names, seeds: seeds, precision: precision)
      if let contradictions { Diagnostics.warning(contradictions) }
    } else {
      scoring.ask(
        try LabelNormalizer(
          try global.existingWorkspace(), schemes: scheme, precision: precision))
    }
    var printer = try RecordPrinter(output, columns: LabelScoring.columns)
    for record in scoring.records { printer.print(record) }
    printer.finish()
    if wrong { for answer in scoring.wrongAnswers { Diagnostics.note(answer) } }
  }
}
