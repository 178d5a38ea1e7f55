import ArgumentParser
import Cataloging
import JSONCoding
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
    if workspace.isTooOpen {
      Diagnostics.warning(
        "\(workspace.folder): every account can read the text of the documents in it\n"
          + "Hint: parlance init makes it private, parlance init --shared GROUP opens it to a group"
      )
    }
    let catalog = try workspace.openCatalogForReading()
    if documents { return try listDocuments(catalog) }
    var printer = try RecordPrinter(
      output,
      columns: [
        Column("share"), Column("documents", isNumber: true), Column("tagged", isNumber: true),
        Column("pending", heading: "for review", isNumber: true),
        Column("unreadable", isNumber: true), Column("untagged", isNumber: true),
        Column("missing", isNumber: true),
      ])
    for share in try catalog.status() {
      printer.print([
        .string(share.share.root), .integer(share.documents), .integer(share.tagged),
        .integer(share.pending), .integer(share.unreadable), .integer(share.untagged),
        .integer(share.missing),
      ])
    }
    printer.finish(
      envelope: JSONObject([.init(name: "workspace", value: .string(workspace.root))]),
      listName: "shares")
    if printer.count == 0 { throw ExitStatus.nothing }
    if output.format == .table { try showSomeDocuments(catalog) }
  }

  private func listDocuments(_ catalog: Catalog) throws {
    var printer = try RecordPrinter(
      output, columns: [Column("share"), Column("path"), Column("cause"), Column("reason")],
      pathField: "path")
    for share in try catalog.shares() {
      for document in try catalog.outstandingDocuments(in: share) {
        printer.print([
          .string(share.root), .string(document.path), .string(document.cause.rawValue),
          .string(document.reason),
        ])
      }
    }
    printer.finish(envelope: JSONObject(), listName: "documents")
    if printer.count == 0 { throw ExitStatus.nothing }
  }

  /// How many documents of a share are named below the table.
  private static let shownCount = 20

  /// Names the documents that lack their tags, the first ones of each share.
  private func showSomeDocuments(_ catalog: Catalog) throws {
    for share in try catalog.shares() {
      let documents = try catalog.outstandingDocuments(in: share)
      guard !documents.isEmpty else { continue }
      StandardOutput.shared.writeLine("")
      for document in documents.prefix(Self.shownCount) {
        let words = "\(share.root)/\(document.path): \(document.words)"
        StandardOutput.shared.writeLine(TerminalText.escaped(words))
      }
      if documents.count > Self.shownCount {
        StandardOutput.shared.writeLine(
          "and \(documents.count - Self.shownCount) more; --documents lists them all")
      }
    }
  }
}

extension OutstandingDocument {
  /// The cause and the reason as a person reads them.
  fileprivate var words: String {
    switch cause {
    case .missing: "missing since \(reason)"
    case .unreadable: "unreadable: \(reason)"
    case .unwritten: "its tags are in the catalog only: \(reason)"
    case .due: "not looked at yet"
    }
  }
}
