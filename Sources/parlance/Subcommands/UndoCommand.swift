import ArgumentParser
import Cataloging
import JSONCoding
import ParlanceKit

/// `parlance undo`: put every document of a run back.
struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take a run back: every document gets the tags that it had before.",
    discussion: """
      Without a number the latest run is taken back. A document that was changed since is left
      alone and named.

      EXAMPLES
        parlance undo
        parlance undo 3
        parlance log
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  @Argument(
    help: ArgumentHelp("The number of the run, as parlance log shows it.", valueName: "run"))
  var number: Int64?

  func run() throws {
    let workspace = try global.workspaceToWrite()
    let number = try number ?? latestRun(try workspace.openCatalog())
    ProgressLine.shared.begin()
    let undone = try Interruption.patiently {
      try workspace.undo(number, settled: Diagnostics.settled) { done, total in
        ProgressLine.shared.update("restoring", done: done, total: total)
        return !Interruption.isRequested
      }
    }
    ProgressLine.shared.hide()
    try SearchOpening.freshen(workspace)
    var printer = try RecordPrinter(
      output, columns: [Column("path"), Column("outcome"), Column("reason")], pathField: "path")
    if output.format == .table {
      let count = undone.restored.count
      StandardOutput.shared.writeLine(
        "Run \(number) taken back as run \(undone.run): \(count) document\(count == 1 ? "" : "s")"
          + (undone.skipped.isEmpty ? "." : ", \(undone.skipped.count) left alone:"))
      for path in undone.skipped {
        StandardOutput.shared.writeLine(
          TerminalText.escaped("  \(path): \(undone.reasons[path] ?? Self.changed)"))
      }
    } else {
      for path in undone.restored { printer.print([.string(path), "restored", ""]) }
      for path in undone.skipped {
        printer.print([.string(path), "skipped", .string(undone.reasons[path] ?? Self.changed)])
      }
      printer.finish(
        envelope: JSONObject([.init(name: "run", value: .integer(Int(undone.run)))]),
        listName: "documents")
    }
    try Interruption.check()
    if !undone.skipped.isEmpty { throw ExitStatus.partly }
  }

  private static let changed = "its tags were changed since"

  private func latestRun(_ catalog: Catalog) throws -> Int64 {
    guard
      let latest = try catalog.runs().first(where: {
        $0.state != .undone && $0.command != "undo"
      })
    else {
      Diagnostics.note("There is no run to take back.")
      throw ExitStatus.nothing
    }
    return latest.id
  }
}
