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
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  func run() throws {
    let workspace = try global.existingWorkspace()
    if workspace.isTooOpen {
      Diagnostics.warning(
        "\(workspace.folder): every account can read the text of the documents in it\n"
          + "Hint: parlance init makes it private, parlance init --shared GROUP opens it to a group"
      )
    }
    let status = try workspace.openCatalogForReading().status()
    var printer = try RecordPrinter(
      output,
      columns: [
        Column("share"), Column("documents", isNumber: true), Column("tagged", isNumber: true),
        Column("pending", heading: "for review", isNumber: true),
        Column("unreadable", isNumber: true), Column("untagged", isNumber: true),
      ])
    for share in status {
      printer.print([
        .string(share.share.root), .integer(share.documents), .integer(share.tagged),
        .integer(share.pending), .integer(share.unreadable), .integer(share.untagged),
      ])
    }
    printer.finish(
      envelope: JSONObject([.init(name: "workspace", value: .string(workspace.root))]),
      listName: "shares")
    if printer.count == 0 { throw ExitStatus.nothing }
  }
}
