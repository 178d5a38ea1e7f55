import ArgumentParser
import ParlanceKit

/// `parlance sources`: what vocabularies the workspace was made of.
struct SourcesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sources",
    abstract: "List the imported vocabularies, or forget some.",
    discussion: """
      A source is known by its path below the workspace, or by its absolute path.

      EXAMPLES
        parlance sources
        parlance sources remove enterprise-2009.xml
      """.unwrapped,
    subcommands: [ListSourcesCommand.self, RemoveSourcesCommand.self],
    defaultSubcommand: ListSourcesCommand.self)
}

/// `parlance sources list`.
struct ListSourcesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the imported vocabularies: from where, when, which schemes.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  func run() throws {
    let summaries = try global.existingWorkspace().sources.summaries()
    var printer = try RecordPrinter(output, columns: SourceSummary.columns, pathField: "path")
    for summary in summaries { printer.print(summary.record) }
    printer.finish(listName: "sources")
    if printer.count == 0 { throw ExitStatus.nothing }
  }
}

/// `parlance sources remove`.
struct RemoveSourcesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Forget imported vocabularies; the files themselves stay.")

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The sources as parlance sources lists them.")
  var names: [String]

  func run() throws {
    for source in try global.workspaceToWrite().sources.remove(names) {
      StandardOutput.shared.writeLine("\(TerminalText.escaped(source.path)): forgotten")
    }
  }
}
