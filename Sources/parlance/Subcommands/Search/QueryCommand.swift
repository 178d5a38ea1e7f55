import ArgumentParser
import ParlanceKit

/// `parlance query`: queries kept under names.
struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Keep queries under names, to be used as query:name.",
    discussion: """
      EXAMPLES
        parlance query save open-quotes type:quote -tag:signed date:2010..
        parlance search query:open-quotes 'acme vault'
        parlance query list
        parlance query remove open-quotes
      """.unwrapped,
    subcommands: [SaveQueryCommand.self, ListQueriesCommand.self, RemoveQueryCommand.self],
    defaultSubcommand: ListQueriesCommand.self)
}

/// `parlance query save`.
struct SaveQueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "save", abstract: "Keep a query under a name, in place of an earlier one.")

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The name: letters, digits, '-', '_' and '.'.")
  var name: String

  @Argument(
    parsing: .allUnrecognized, help: "The query; it may use query:name of other saved ones.")
  var query: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("A filter to keep with it.", valueName: "key=value"))
  var facet: [String] = []

  func validate() throws {
    for text in facet where SearchService.Filter(text) == nil {
      throw ValidationError("'\(text)' is not a facet filter; write --facet key=value")
    }
    if query.isEmpty, facet.isEmpty {
      throw ValidationError("nothing to save: give a query or a --facet")
    }
  }

  func run() throws {
    let workspace = try global.workspaceToCreate()
    try SavedQueries(workspace).save(
      query, filters: facet.compactMap { SearchService.Filter($0) }, as: name)
  }
}

/// `parlance query list`.
struct ListQueriesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the saved queries.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  func run() throws {
    var printer = try RecordPrinter(output, columns: [Column("name"), Column("query")])
    for saved in try SavedQueries(global.existingWorkspace()).all() {
      printer.print([.string(saved.name), .string(saved.query)])
    }
    printer.finish(listName: "queries")
    if printer.count == 0 { throw ExitStatus.nothing }
  }
}

/// `parlance query remove`.
struct RemoveQueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Forget saved queries.")

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The names.")
  var names: [String]

  func run() throws {
    let workspace = try global.workspaceToWrite()
    for name in names { try SavedQueries(workspace).remove(name) }
  }
}
