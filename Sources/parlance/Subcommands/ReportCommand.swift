import ArgumentParser
import ParlanceKit
import System

/// `parlance report`: what a share has, lacks, and has several times.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Report what a share has and lacks, and what it has several times.",
    subcommands: [
      ReportCoverageCommand.self, ReportDuplicatesCommand.self, ReportUnknownCommand.self,
      ReportFeedbackCommand.self, ReportLearningCommand.self,
    ],
    defaultSubcommand: ReportCoverageCommand.self)
}

/// Options of every report.
struct ReportOptions: ParsableArguments {
  @Option(name: .long, help: "Write the report as an HTML page to a file.", completion: .file())
  var html: String?

  @Flag(name: .long, help: "With --html: replace the file if it exists.")
  var force = false

  @Argument(help: "The share: a folder of documents.", completion: .directory)
  var share: String

  /// Writes the page if one is asked for.
  ///
  /// - Returns: whether it was.
  func write(_ page: @autoclosure () -> [UInt8], _ global: GlobalOptions) throws -> Bool {
    guard let html else { return false }
    try global.write(page(), to: html, replaces: force)
    return true
  }
}

/// `parlance report coverage`: how many documents each pair of values has, and which documents lack tags.
struct ReportCoverageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Report what documents a share has for each pair of values, and which lack tags.",
    discussion: """
      The matrix counts the documents of each value of one facet in each value of another; a gap is a
      pair that no document has. The lists name documents without a tag of a facet, and those with
      a concept that was replaced. --html writes all of it as a page of its own.

      EXAMPLES
        parlance report /srv/share
        parlance report /srv/share --rows product --columns audience --html coverage.html
        parlance report /srv/share --format csv
        parlance report /srv/share --list --format tsv
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions
  @OptionGroup var report: ReportOptions

  @Option(name: .long, help: ArgumentHelp("The facet of the rows.", valueName: "facet"))
  var rows = "type"

  @Option(name: .long, help: ArgumentHelp("The facet of the columns.", valueName: "facet"))
  var columns = "product"

  @Flag(name: .long, help: "Print the lists of documents rather than the matrix.")
  var list = false

  func run() throws {
    let workspace = try global.existingWorkspace()
    let coverage = try CoverageReport(
      workspace, share: report.share, rows: rows, columns: columns)
    if try report.write(coverage.html, global) { return }
    if output.format == .table, !list {
      for line in coverage.lines { StandardOutput.shared.writeLine(line) }
      return
    }
    var printer = try RecordPrinter(
      output, columns: list ? CoverageReport.itemColumns : CoverageReport.cellColumns,
      pathField: list ? "path" : nil)
    for record in list ? coverage.itemRecords : coverage.cells { printer.print(record) }
    printer.finish(envelope: JSONObject(), listName: list ? "documents" : "cells")
  }
}

/// `parlance report duplicates`: copies, and versions that newer ones superseded.
struct ReportDuplicatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "duplicates",
    abstract: "Report copies of documents, and older versions, each with the one to keep.",
    discussion: """
      Copies have the same text, or nearly so, whatever the format. Versions are of one folder and have
      one name but for dates and numbers of versions. To keep is what is not set aside (old/, drafts,
      copies), then the newest. Nothing is changed.

      EXAMPLES
        parlance report duplicates /srv/share
        parlance report duplicates /srv/share --html duplicates.html
        parlance report duplicates /srv/share --format csv
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions
  @OptionGroup var report: ReportOptions

  func run() throws {
    let workspace = try global.existingWorkspace()
    let duplicates = try SearchOpening.waiting {
      try DuplicateReport(workspace, share: report.share, observer: SearchOpening.observer)
    }
    if try report.write(duplicates.html, global) { return }
    if output.format == .table {
      for line in duplicates.lines { StandardOutput.shared.writeLine(line) }
      return
    }
    var printer = try RecordPrinter(output, columns: DuplicateReport.columns, pathField: "path")
    for record in duplicates.records { printer.print(record) }
    printer.finish(envelope: JSONObject(), listName: "documents")
  }
}

/// `parlance report unknown`: what documents call things, and the vocabulary does not know.
struct ReportUnknownCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unknown",
    abstract: "Report terms that documents use and the vocabulary does not know.",
    discussion: """
      Counted are values of metadata (keywords, categories) that no label is, and what stands in texts as
      a name: two to four capitalized words, or one written like DataVault or CRM. Each is a candidate
      for a concept or a label; the label that is spelled nearly so stands beside it.

      EXAMPLES
        parlance report unknown /srv/share
        parlance report unknown /srv/share --least 10 --format csv > candidates.csv
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions
  @OptionGroup var report: ReportOptions

  @Option(name: .long, help: "In how many documents a term must stand, from 1.")
  var least = 3

  @Option(name: .long, help: "The most terms of metadata, and of texts.")
  var limit = 50

  func validate() throws {
    for (name, value) in [("least", least), ("limit", limit)] where !(1...1_000_000 ~= value) {
      throw ValidationError("--\(name) is a number from 1 to 1000000, not \(value)")
    }
  }

  func run() throws {
    let workspace = try global.existingWorkspace()
    let unknown = try SearchOpening.waiting {
      try UnknownTermsReport(
        workspace, share: report.share, least: least, limit: limit,
        progress: { done, total in
          ProgressLine.shared.update("reading", done: done, total: total)
          return !Interruption.isRequested
        })
    }
    if try report.write(unknown.html, global) { return }
    var printer = try RecordPrinter(output, columns: UnknownTermsReport.columns)
    for record in unknown.records { printer.print(record) }
    printer.finish(envelope: JSONObject(), listName: "terms")
    if printer.count == 0 { throw ExitStatus.nothing }
  }
}
