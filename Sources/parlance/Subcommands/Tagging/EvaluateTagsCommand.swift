import ArgumentParser
import ParlanceKit

/// `parlance evaluate tags`: score tagging against documents with their right tags.
struct EvaluateTagsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tags",
    abstract: "Score tagging against documents with their right tags.",
    discussion: """
      Without --folds the documents are tagged as parlance tag does, with what was learned and
      settled so far. With --folds each part is tagged by a model trained on the others. Every
      measure has its 95 % interval, from 1,000 samples of the documents.

      EXAMPLES
        parlance evaluate tags gold.jsonl
        parlance evaluate tags gold.jsonl --folds 5 --limit 5
        parlance evaluate tags gold.jsonl --by concept --format tsv
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  @Option(name: .long, help: "Compare so many tags of a document, the best ones.")
  var limit: Int?

  @Option(name: .long, help: "Train and test on parts of the file, so many.")
  var folds: Int?

  @Flag(name: .long, help: "Tag as 'parlance tag --any-order' does.")
  var anyOrder = false

  @Option(name: .customLong("by"), help: "all, scheme or concept.")
  var grouping: TagScoring.Grouping = .all

  @Argument(help: "JSON Lines with documents and their tags.", completion: .file())
  var file: String

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("'--limit' takes a number from 1 on.") }
    if let folds, !(2...100).contains(folds) {
      throw ValidationError("'--folds' takes a number from 2 to 100.")
    }
  }

  func run() throws {
    let scoring = try TagScoring(
      try global.existingWorkspace(), gold: file, limit: limit, anyOrder: anyOrder)
    let records = try scoring.records(by: grouping, folds: folds)
    if let warning = scoring.warning { Diagnostics.warning(warning) }
    var printer = try RecordPrinter(output, columns: TagScoring.columns(by: grouping))
    for record in records { printer.print(record) }
    printer.finish()
  }
}

extension TagScoring.Grouping: ExpressibleByArgument {}
