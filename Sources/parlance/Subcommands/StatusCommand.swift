import ArgumentParser
import ParlanceKit

/// `parlance status`: how far the tagging of each share is.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show how many documents of each share are tagged, for review, unreadable.",
    discussion: """
      EXAMPLES
        parlance status
        parlance status --format json
        parlance status --documents --format paths
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  @Flag(name: .long, help: "List the documents that lack their tags, and why.")
  var documents = false

  func run() throws {
    let workspace = try global.existingWorkspace()
    if workspace.isTooOpen { GlobalOptions.warnOfOpenness(workspace) }
    if documents { return try listDocuments(workspace) }
    let records = try workspace.statusRecords()
    var printer = try RecordPrinter(output, columns: Workspace.statusColumns)
    for record in records { printer.print(record) }
    printer.finish(
      envelope: JSONObject([.init(name: "workspace", value: .string(workspace.root))]),
      listName: "shares")
    if output.format == .table, let beginning = workspace.beginning {
      Diagnostics.note("\(workspace.root): \(beginning.finding)\n\(beginning.hint)")
    }
    if printer.count == 0 { throw ExitStatus.nothing }
    if output.format == .table { try showSomeDocuments(workspace) }
  }

  private func listDocuments(_ workspace: Workspace) throws {
    let records = try workspace.outstandingRecords()
    var printer = try RecordPrinter(
      output, columns: Workspace.outstandingColumns, pathField: "path")
    for record in records { printer.print(record) }
    printer.finish(envelope: JSONObject(), listName: "documents")
    if printer.count == 0 { throw ExitStatus.nothing }
  }

  /// How many documents of a share are named below the table.
  private static let shownCount = 20

  /// Names the documents that lack their tags, the first ones of each share.
  private func showSomeDocuments(_ workspace: Workspace) throws {
    for documents in try workspace.outstandingDocuments() {
      StandardOutput.shared.writeLine("")
      for document in documents.prefix(Self.shownCount) {
        StandardOutput.shared.writeLine(TerminalText.escaped(document))
      }
      if documents.count > Self.shownCount {
        StandardOutput.shared.writeLine(
          "and \(documents.count - Self.shownCount) more; --documents lists them all")
      }
    }
  }
}
