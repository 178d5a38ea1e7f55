import ArgumentParser
import ParlanceKit

/// `parlance share`: the shares of the workspace.
struct ShareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "share",
    abstract: "List the shares, tell where one is now, or forget one.",
    subcommands: [ShareListCommand.self, ShareMoveCommand.self, ShareRemoveCommand.self],
    defaultSubcommand: ShareListCommand.self)
}

/// `parlance share list`: which folders and exports the workspace knows.
struct ShareListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the shares, and whether they are there.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  func run() throws {
    let workspace = try global.existingWorkspace()
    let shares = try workspace.shares.summaries()
    var printer = try RecordPrinter(output, columns: ShareSummary.columns, pathField: "share")
    for share in shares { printer.print(share.record) }
    printer.finish(envelope: JSONObject(), listName: "shares")
    if printer.count == 0 { throw ExitStatus.nothing }
  }
}

/// `parlance share move`: a share that has another path now.
struct ShareMoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "move",
    abstract: "Tell that a share is in another folder now; its documents keep all they have.",
    discussion: """
      Move or rename the folder first, or mount it elsewhere. Tags, decisions, runs and what came
      with the documents go along; nothing is read again but what changed.

      EXAMPLES
        parlance share move /mnt/sales /srv/sales
      """.unwrapped)

  @OptionGroup var global: GlobalOptions

  @Flag(name: .long, help: "Move it though none of its documents is in the new folder.")
  var allowMissing = false

  @Argument(help: "The folder where the share was.", completion: .directory)
  var old: String

  @Argument(help: "The folder where it is.", completion: .directory)
  var new: String

  func run() throws {
    let workspace = try global.workspaceToWrite()
    let root = try workspace.shares.move(from: old, to: new, allowsMissing: allowMissing)
    try SearchOpening.freshen(workspace)
    StandardOutput.shared.writeLine(TerminalText.escaped("The share is \(root) now."))
  }
}
