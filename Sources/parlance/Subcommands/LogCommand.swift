import ArgumentParser
import Cataloging
import JSONCoding
import ParlanceKit

/// `parlance log`: the runs so far.
struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "List the runs that changed tags, the latest first.",
    discussion: """
      EXAMPLES
        parlance log
        parlance log --format jsonl
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  func run() throws {
    let catalog = try global.existingWorkspace().openCatalogForReading()
    let roots = Dictionary(
      try catalog.shares().map { ($0.id, $0.root) }, uniquingKeysWith: { first, _ in first })
    var printer = try RecordPrinter(
      output,
      columns: [
        Column("run", heading: "run", isNumber: true), Column("started"), Column("command"),
        Column("state"), Column("changed", isNumber: true), Column("place"), Column("share"),
      ])
    for run in try catalog.runs() {
      printer.print([
        .integer(Int(run.id)), .string(run.started), .string(run.command),
        .string(run.state.rawValue), .integer(run.changed), .string(run.place),
        .string(roots[run.share] ?? ""),
      ])
    }
    printer.finish()
    if printer.count == 0 { throw ExitStatus.nothing }
  }
}
