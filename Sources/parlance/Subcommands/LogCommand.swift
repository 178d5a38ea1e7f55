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
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  @Flag(name: .long, help: "List also runs that changed nothing.")
  var all = false

  func run() throws {
    let runs = try global.existingWorkspace().runRecords(all: all)
    var printer = try RecordPrinter(output, columns: Workspace.runColumns)
    for record in runs { printer.print(record) }
    printer.finish()
    if printer.count == 0 { throw ExitStatus.nothing }
  }
}
