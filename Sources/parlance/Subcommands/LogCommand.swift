import ArgumentParser
import ParlanceKit

/// `parlance log`: the runs so far.
struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "List the runs that changed tags, the latest first.",
    discussion: """
      Runs that changed nothing, as when every file was refused, are left out; --all lists them, too.

      EXAMPLES
        parlance log
        parlance log --format jsonl
        parlance log --run 12
        parlance log --document /srv/share/sales/offer.docx
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("What this run changed, document by document.", valueName: "run"))
  var number: Int64?

  @Option(
    name: .long, help: "What runs changed of this document, the latest first.",
    completion: .file())
  var document: String?

  @Flag(name: .long, help: "List also runs that changed nothing.")
  var all = false

  func validate() throws {
    if number != nil, document != nil {
      throw ValidationError("--run and --document exclude each other")
    }
  }

  func run() throws {
    let workspace = try global.existingWorkspace()
    if let number { return try tell(try TagHistory(workspace, run: number)) }
    if let document { return try tell(try TagHistory(workspace, documentAt: document)) }
    let runs = try workspace.runRecords(all: all)
    var printer = try RecordPrinter(output, columns: Workspace.runColumns)
    for record in runs { printer.print(record) }
    printer.finish()
    if printer.count == 0 { throw ExitStatus.nothing }
  }

  private func tell(_ history: TagHistory) throws {
    var printer = try RecordPrinter(output, columns: TagHistory.columns, pathField: "path")
    for record in history.records { printer.print(record) }
    printer.finish(envelope: JSONObject(), listName: "changes")
    if printer.count == 0 { throw ExitStatus.nothing }
  }
}
