import ArgumentParser
import ParlanceKit

/// `parlance report feedback`: what people said of the documents of a share.
struct ReportFeedbackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feedback",
    abstract: "List what people said of documents in the browser.",
    discussion: """
      That one helped, is out of date, or has a wrong tag; by whom, when, and who dealt with it.

      EXAMPLES
        parlance report feedback /srv/share
        parlance report feedback /srv/share --format csv
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  @Argument(help: "The share: a folder of documents.", completion: .directory)
  var share: String

  func run() throws {
    let records = try FeedbackReport(try global.existingWorkspace(), share: share).records
    var printer = try RecordPrinter(output, columns: FeedbackReport.columns, pathField: "path")
    for record in records { printer.print(record) }
    printer.finish(envelope: JSONObject(), listName: "feedback")
  }
}
