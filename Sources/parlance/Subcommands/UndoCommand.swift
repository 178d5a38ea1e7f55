import ArgumentParser
import ParlanceKit

/// `parlance undo`: put every document of a run back.
struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take a run back: every document gets the tags that it had before.",
    discussion: """
      Without a number the latest run is taken back. A document that was changed since is left
      alone and named; so is one that the journal no longer leads back to, which is lost. At a
      terminal it asks first; a script is not asked.

      EXAMPLES
        parlance undo
        parlance undo 3 --dry-run
        parlance undo 3 --yes
        parlance log
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  @Argument(
    help: ArgumentHelp("The number of the run, as parlance log shows it.", valueName: "run"))
  var number: Int64?

  @Flag(name: .long, help: "Show what would be put back, and change nothing.")
  var dryRun = false

  @Flag(name: .long, help: "Do not ask.")
  var yes = false

  func run() throws {
    let workspace = try global.workspaceToWrite()
    let number = try number ?? latestRun(workspace)
    if !dryRun, !yes, Prompt.isPossible { try confirm(number, workspace) }
    let undone = try undo(number, workspace, isPreview: dryRun)
    if !dryRun { try SearchOpening.freshen(workspace) }
    for (path, warning) in undone.warnings.sorted(by: { $0.key < $1.key }) {
      Diagnostics.warning("\(path): \(warning)")
    }
    if output.format == .table {
      show(undone, number)
    } else {
      try printRecords(undone)
    }
    try Interruption.check()
    if !undone.skipped.isEmpty || !undone.lost.isEmpty { throw ExitStatus.partly }
  }

  private func undo(
    _ number: Int64, _ workspace: Workspace, isPreview: Bool
  ) throws -> WorkspaceUndo {
    ProgressLine.shared.begin()
    defer { ProgressLine.shared.hide() }
    return try Interruption.patiently {
      try RunUndo(workspace).undo(number, isPreview: isPreview, settled: Diagnostics.settled) {
        done, total in
        ProgressLine.shared.update(isPreview ? "checking" : "restoring", done: done, total: total)
        return !Interruption.isRequested
      }
    }
  }

  /// Says what would become of the documents and asks; ends the command if the answer is no.
  private func confirm(_ number: Int64, _ workspace: Workspace) throws {
    let preview = try undo(number, workspace, isPreview: true)
    try Interruption.check()
    let run = try workspace.description(ofRun: number)
    for (path, word, reason) in left(preview) {
      Diagnostics.note("  \(path): \(word): \(reason)")
    }
    let answer = Prompt.ask(
      "Take back \(run): \(Self.count(preview))?   [y/N]")
    try Interruption.check()
    guard ["y", "yes"].contains(answer?.lowercased()) else {
      Diagnostics.note("Not taken back.")
      throw ExitStatus.nothing
    }
  }

  /// The documents that are not put back, each with what becomes of it and why.
  private func left(_ undone: WorkspaceUndo) -> [(path: String, word: String, reason: String)] {
    undone.skipped.map { ($0, "skipped", undone.reasons[$0] ?? Self.changed) }
      + undone.lost.map { ($0, "lost", undone.reasons[$0] ?? "") }
  }

  private static func count(_ undone: WorkspaceUndo) -> String {
    let count = undone.restored.count
    return "\(count) document\(count == 1 ? "" : "s")"
      + (undone.skipped.isEmpty ? "" : ", \(undone.skipped.count) left alone")
      + (undone.lost.isEmpty ? "" : ", \(undone.lost.count) lost")
  }

  private func show(_ undone: WorkspaceUndo, _ number: Int64) {
    let left = left(undone)
    let head =
      undone.run.map { "Run \(number) taken back as run \($0)" }
      ?? "Run \(number) would be taken back"
    StandardOutput.shared.writeLine(
      "\(head): \(Self.count(undone))\(left.isEmpty ? "." : ":")")
    for (path, word, reason) in left {
      let reason = word == "lost" ? "lost: \(reason)" : reason
      StandardOutput.shared.writeLine(TerminalText.escaped("  \(path): \(reason)"))
    }
  }

  private func printRecords(_ undone: WorkspaceUndo) throws {
    var printer = try RecordPrinter(
      output, columns: [Column("path"), Column("outcome"), Column("reason")], pathField: "path")
    for path in undone.restored { printer.print([.string(path), "restored", ""]) }
    for (path, word, reason) in left(undone) {
      printer.print([.string(path), .string(word), .string(reason)])
    }
    let run = undone.run.map { JSONValue.integer(Int($0)) } ?? .null
    printer.finish(
      envelope: JSONObject([.init(name: "run", value: run)]), listName: "documents")
  }

  private static let changed = "its tags were changed since"

  private func latestRun(_ workspace: Workspace) throws -> Int64 {
    guard let latest = try workspace.latestRun() else {
      Diagnostics.note("Nothing to undo.")
      throw ExitStatus.nothing
    }
    return latest
  }
}
