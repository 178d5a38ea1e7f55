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

  func validate() throws {
    guard (1...2).contains(files.count) else {
      throw ValidationError("diff takes the older and the newer release, or the newer one alone")
    }
  }

  func run() throws {
    let report = try DiffReport(files, as: dialect, countsDocuments: impact) {
      try global.existingWorkspace()
    }
    if output.format == .table {
      printSentences(report)
    } else {
      var printer = try RecordPrinter(output, columns: DiffReport.columns)
      for change in report.changes { printer.print(change.record) }
      printer.finish()
    }
    if report.leftOut > 0 {
      Diagnostics.note(
        "what the vocabulary has no place for was not compared; parlance check --all lists it")
    }
    if report.changes.isEmpty { throw ExitStatus.nothing }
  }

  private func printSentences(_ report: DiffReport) {
    var scheme: String?
    let width = report.changes.map(\.kind.count).max() ?? 0
    for change in report.changes {
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
    if report.changes.isEmpty { StandardOutput.shared.writeLine("No differences.") }
  }
}
