import ArgumentParser
import ParlanceKit

/// `parlance diff`: what changed between two releases of a vocabulary.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two releases of a vocabulary in its own words.",
    discussion: """
      Says which concepts are new, renamed, merged, split, deprecated or moved, which names were
      added, lost, or mean something else now, and what else is different: notes, codes, matches,
      relations, dates, cues, schemes. With one file, the workspace is the older release.

      EXAMPLES
        parlance diff enterprise-2009.xml enterprise-2010.xml
        parlance diff enterprise-2010.xml --impact
        parlance diff old.rdf new.rdf --format jsonl
        parlance diff enterprise-2009.xml enterprise-2010.xml --notes html > notes.html
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  @Argument(
    help: "The older release, unless it is the workspace, and the newer one.",
    completion: .file())
  var files: [String]

  @Option(
    name: .customLong("as"), help: ArgumentHelp("The dialect of the files.", valueName: "format"))
  var dialect: VocabularyDialect?

  @Flag(name: .long, help: "Count the documents of the workspace that each change touches.")
  var impact = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Write release notes: markdown or html, a page of its own.", valueName: "form"))
  var notes: ReleaseNotes.Form?

  func validate() throws {
    guard (1...2).contains(files.count) else {
      throw ValidationError("diff takes the older and the newer release, or the newer one alone")
    }
  }

  func run() throws {
    let report = try DiffReport(files, as: dialect, countsDocuments: impact) {
      try global.existingWorkspace()
    }
    try ChangePrinter.print(report, as: notes, output)
    if report.leftOut > 0 {
      Diagnostics.note(
        "what the vocabulary has no place for was not compared; parlance check --all lists it")
    }
    if report.changes.isEmpty { throw ExitStatus.nothing }
  }
}

extension ReleaseNotes.Form: ExpressibleByArgument {}

/// Prints changes: for people as sentences, by schemes.
enum ChangePrinter {
  /// Prints all changes as release notes, sentences or records.
  ///
  /// - Parameters:
  ///   - report: the changes.
  ///   - notes: the form of release notes, if they are asked for.
  ///   - output: how records are printed.
  /// - Throws: `ValidationError` if records have no such form.
  static func print(
    _ report: DiffReport, as notes: ReleaseNotes.Form?, _ output: FormatOptions
  ) throws {
    if let notes {
      StandardOutput.shared.write(ReleaseNotes(report).document(as: notes))
    } else if output.format == .table {
      print(report)
    } else {
      var printer = try RecordPrinter(output, columns: DiffReport.columns)
      for change in report.changes { printer.print(change.record) }
      printer.finish()
    }
  }

  /// Prints all changes, or the first ones.
  ///
  /// - Parameters:
  ///   - report: the changes.
  ///   - limit: how many at most.
  static func print(_ report: DiffReport, limit: Int = .max) {
    var scheme: String?
    let width = report.changes.map(\.kind.count).max() ?? 0
    for change in report.changes.prefix(limit) {
      if change.scheme != scheme {
        scheme = change.scheme
        StandardOutput.shared.writeLine(Style.strong.apply(TerminalText.escaped(change.scheme)))
      }
      var line = "  \(TerminalText.padded(change.kind, to: max(12, width))) "
      line += TerminalText.escaped(change.message)
      if let count = change.documents {
        line += Style.faint.apply("  \(count) document\(count == 1 ? "" : "s")")
      }
      StandardOutput.shared.writeLine(line)
    }
    if report.changes.count > limit {
      StandardOutput.shared.writeLine("  … and \(report.changes.count - limit) more")
    }
    if report.changes.isEmpty { StandardOutput.shared.writeLine("No differences.") }
  }
}
