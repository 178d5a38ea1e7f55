import ArgumentParser
import ParlanceKit
import System

/// `parlance report`: what a share has and lacks.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Report what documents a share has for each pair of values, and which lack tags.",
    discussion: """
      The matrix counts the documents of each value of one facet in each value of another; a gap is a
      pair that no document has. The lists name documents without a tag of a facet, and those with
      a concept that was replaced. --html writes all of it as a page of its own. --feedback lists
      what people said of documents in the browser: that one helped, is out of date, or has a wrong
      tag, and who dealt with it.

      EXAMPLES
        parlance report /srv/share
        parlance report /srv/share --rows product --columns audience --html coverage.html
        parlance report /srv/share --format csv
        parlance report /srv/share --list --format tsv
        parlance report /srv/share --feedback
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  @Option(name: .long, help: ArgumentHelp("The facet of the rows.", valueName: "facet"))
  var rows = "type"

  @Option(name: .long, help: ArgumentHelp("The facet of the columns.", valueName: "facet"))
  var columns = "product"

  @Flag(name: .long, help: "Print the lists of documents rather than the matrix.")
  var list = false

  @Flag(name: .long, help: "Print what people said of documents rather than the matrix.")
  var feedback = false

  @Option(name: .long, help: "Write the report as an HTML page to a file.", completion: .file())
  var html: String?

  @Flag(name: .long, help: "With --html: replace the file if it exists.")
  var force = false

  @Argument(help: "The share: a folder of documents.", completion: .directory)
  var share: String

  func run() throws {
    let workspace = try global.existingWorkspace()
    if feedback {
      let records = try FeedbackReport(workspace, share: share).records
      var printer = try RecordPrinter(output, columns: FeedbackReport.columns, pathField: "path")
      for record in records { printer.print(record) }
      return printer.finish(envelope: JSONObject(), listName: "feedback")
    }
    let report = try CoverageReport(workspace, share: share, rows: rows, columns: columns)
    if let html {
      return try OutputFile(html, outsideOf: Workspace.folderName)
        .write(report.html, replaces: force)
    }
    if output.format == .table, !list {
      for line in report.lines { StandardOutput.shared.writeLine(line) }
      return
    }
    var printer = try RecordPrinter(
      output, columns: list ? CoverageReport.itemColumns : CoverageReport.cellColumns,
      pathField: list ? "path" : nil)
    for record in list ? report.itemRecords : report.cells { printer.print(record) }
    printer.finish(envelope: JSONObject(), listName: list ? "documents" : "cells")
  }
}
