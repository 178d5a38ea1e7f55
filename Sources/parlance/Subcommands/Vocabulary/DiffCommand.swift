import ArgumentParser
import JSONCoding
import ParlanceKit
import Taxonomy

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
  var dialect: VocabularyFormat?

  @Flag(name: .long, help: "Count the documents of the workspace that each change touches.")
  var impact = false

  func validate() throws {
    guard (1...2).contains(files.count) else {
      throw ValidationError("diff takes the older and the newer release, or the newer one alone")
    }
  }

  func run() throws {
    let new = try VocabularyInput.read([files[files.count - 1]], as: dialect).vocabulary
    let old =
      files.count == 2
      ? try VocabularyInput.read([files[0]], as: dialect).vocabulary
      : try global.existingWorkspace().vocabulary()
    let diff = VocabularyDiff(from: old, to: new)
    let concerned = Set(diff.changes.lazy.flatMap(\.concepts).map(\.uri))
    let counter =
      impact
      ? try global.existingWorkspace().documentCounter(for: concerned, updatesIndex: true)
      : { _ in 0 }
    func documents(_ change: VocabularyChange) throws -> Int {
      try VocabularyDiff.impact(of: change, documents: counter)
    }
    if output.format == .table {
      try printSentences(diff.changes, documents: documents)
    } else {
      try printRecords(diff.changes, documents: documents)
    }
    if diff.changes.isEmpty { throw ExitStatus.nothing }
  }

  private func printSentences(
    _ changes: [VocabularyChange], documents: (VocabularyChange) throws -> Int
  ) throws {
    var scheme: String?
    let width = changes.map(\.kind.rawValue.count).max() ?? 0
    for change in changes {
      if change.scheme != scheme {
        scheme = change.scheme
        StandardOutput.shared.writeLine(Style.strong.apply(TerminalText.escaped(change.scheme)))
      }
      var line = "  \(TerminalText.padded(change.kind.rawValue, to: max(12, width))) "
      line += TerminalText.escaped(change.message)
      if impact {
        let count = try documents(change)
        line += Style.faint.apply("  \(count) document\(count == 1 ? "" : "s")")
      }
      StandardOutput.shared.writeLine(line)
    }
    if changes.isEmpty { StandardOutput.shared.writeLine("No differences.") }
  }

  private func printRecords(
    _ changes: [VocabularyChange], documents: (VocabularyChange) throws -> Int
  ) throws {
    var printer = try RecordPrinter(
      output,
      columns: [
        Column("change"), Column("scheme"), Column("concepts"), Column("names"), Column("targets"),
        Column("target_names"), Column("old"), Column("new"), Column("language"),
        Column("message"), Column("documents", isNumber: true), Column("property"),
        Column("label"),
      ])
    for change in changes {
      printer.print([
        .string(change.kind.rawValue), .string(change.scheme),
        .array(change.concepts.map { .string($0.uri) }),
        .array(change.concepts.map { .string($0.name) }),
        .array(change.targets.map { .string($0.uri) }),
        .array(change.targets.map { .string($0.name) }), .string(change.old),
        .string(change.new), .string(change.language), .string(change.message),
        impact ? .integer(try documents(change)) : .null, .string(change.property),
        .string(change.label),
      ])
    }
    printer.finish()
  }
}
