import ArgumentParser
import ParlanceKit

/// `parlance config`: what settings files come to.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Show the settings of parlance.yaml, and where each comes from.",
    subcommands: [ConfigShowCommand.self], defaultSubcommand: ConfigShowCommand.self)
}

/// `parlance config show`: each setting with its value and its source.
struct ConfigShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "List the settings of the workspace, or of one share.",
    discussion: """
      parlance.yaml lies in the workspace, beside .parlance/, or beside the folder of a share. What
      stands beside the share goes before the workspace's, a part "shares" before both, an option of
      a command before all. An error names the line.

      EXAMPLES
        parlance config show
        parlance config show /srv/sales --format json
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  @Argument(help: "The share: a folder of documents.", completion: .directory)
  var share: String?

  func run() throws {
    let workspace = try global.existingWorkspace()
    let root = try share.map { try Workspace(root: $0).root }
    let report = try SettingsReport(workspace, share: root)
    var printer = try RecordPrinter(output, columns: SettingsReport.columns)
    for record in report.records { printer.print(record) }
    printer.finish(envelope: JSONObject(), listName: "settings")
  }
}
