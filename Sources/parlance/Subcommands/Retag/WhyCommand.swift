import ArgumentParser
import ParlanceKit

/// `parlance why`: what a document's tags come from.
struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Say for each tag of a document where it comes from.",
    discussion: """
      For a tag of the machine each piece of evidence is given with its weight; they add up to the
      log-odds of the score. What waits for a person has a question mark. Why a document does not
      have a concept is answered by parlance retag SHARE --why LABEL.

      EXAMPLES
        parlance why share/sales/offer.docx
        parlance why share/sales/offer.docx --format jsonl
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  @Argument(help: "The document, a file of a share.", completion: .file())
  var path: String

  func run() throws {
    let workspace = try global.existingWorkspace()
    let document = try workspace.document(at: path)
    let report = RetagReport(vocabulary: try workspace.vocabularies.current(), isExplained: true)
    if output.format == .table {
      for line in report.lines(document) { StandardOutput.shared.writeLine(line) }
    } else {
      var printer = try RecordPrinter(output, columns: KnownDocument.columns)
      for record in document.records(report) { printer.print(record) }
      printer.finish(envelope: JSONObject(), listName: "tags")
    }
    if document.isUntagged {
      if output.format == .table { Diagnostics.note("It has no tags.") }
      throw ExitStatus.nothing
    }
  }
}
