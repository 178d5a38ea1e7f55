import ArgumentParser
import Glibc
import ParlanceKit
import System

/// `parlance check`: findings about a vocabulary.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find what is wrong with a vocabulary: errors of integrity, warnings of quality.",
    discussion: """
      Checks files, or the vocabularies of the workspace if none is given. Each finding names its
      place, the labels concerned and a remedy; errors come first, ten findings of each rule.

      EXAMPLES
        parlance check Vocabularies/enterprise.xml
        parlance check --rule AliasOfSeveralConcepts --rule OverlappingLabels
        parlance check thesaurus.rdf --fix repaired.rdf
        parlance check thesaurus.rdf partner.rdf --check-links
        parlance check thesaurus.rdf --format jsonl
        parlance check --list
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  @Argument(help: "The vocabulary files; - is standard input.", completion: .file())
  var files: [String] = []

  @Option(
    name: .customLong("as"), help: ArgumentHelp("The dialect of the files.", valueName: "format"))
  var dialect: VocabularyDialect?

  @Option(
    name: .long, help: ArgumentHelp("Only this rule; may be repeated.", valueName: "name"),
    completion: .list(VocabularyInspection.ruleNames))
  var rule: [String] = []

  @Flag(name: .long, help: "Show notes too, and all findings of each rule.")
  var all = false

  @Flag(name: .long, help: "List the rules.")
  var list = false

  @Flag(name: .long, help: "End with status 2 if there is any error.")
  var strict = false

  @Flag(
    name: .long,
    help: ArgumentHelp(
      "Look up the concepts of other vocabularies that are mapped to.",
      discussion: "Asks the network, by curl: up to 16 links at a time, 15 seconds for each."))
  var checkLinks = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Repair what is safe, write the vocabulary to a new file, and list what was done.",
      discussion:
        "The format goes by the ending: .xml Parlance XML, .rdf SKOS RDF/XML, .ttl Turtle.",
      valueName: "file"), completion: .file())
  var fix: String?

  @Option(
    name: .long,
    help: "With --fix: which of two preferred labels of one language stays.")
  var keepPreferred = KeptPreferredLabel.usual

  @Flag(name: .long, help: "With --fix: replace the file if it exists and holds something else.")
  var force = false

  func validate() throws {
    let known = Set(VocabularyInspection.ruleNames)
    for name in rule where VocabularyInspection.linkRules.contains(name) && !checkLinks {
      throw ValidationError("\(name) looks links up; add --check-links")
    }
    for name in rule where !known.contains(name) {
      throw ValidationError("no rule \"\(name)\"; parlance check --list shows them")
    }
  }

  func run() throws {
    if list { return try printRules() }
    let inspection =
      files.isEmpty
      ? try VocabularyInspection(try global.existingWorkspace())
      : try VocabularyInspection(files: files, as: dialect)
    if let fix { return try repair(inspection, to: fix) }
    let findings = try inspection.findings(
      rules: rule.isEmpty ? nil : Set(rule), links: checkLinks ? Self.lookup : nil)
    ProgressLine.shared.hide()
    try Interruption.check()
    try print(findings)
    if strict, findings.hasErrors { throw ExitStatus.failure }
  }

  private static var lookup: LinkLookup {
    ProgressLine.shared.begin()
    return LinkLookup(variable: ProcessEnvironment.variable) { done, total in
      ProgressLine.shared.update("links", done: done, total: total)
      return !Interruption.isRequested
    }
  }
}

// MARK: - Output

extension CheckCommand {
  private static let shownOfEachRule = 10

  private func print(_ findings: FindingList) throws {
    guard output.format == .table else { return try FindingPrinter.print(findings, output) }
    var shown: [String: Int] = [:]
    // What breaks the vocabulary comes first.
    for finding in findings.bySeverity where all || !finding.isNote || !rule.isEmpty {
      shown[finding.rule, default: 0] += 1
      if all || !rule.isEmpty || shown[finding.rule] ?? 0 <= Self.shownOfEachRule {
        FindingPrinter.printLine(finding)
      }
    }
    printSummary(findings, shown: shown)
  }

  private func printSummary(_ findings: FindingList, shown: [String: Int]) {
    let byRule = findings.countsByRule
    let width = byRule.map { "\($0.count)".count }.max() ?? 0
    if byRule.count > 1 {
      StandardOutput.shared.writeLine("")
      let nameWidth = byRule.map { $0.rule.count }.max() ?? 0
      for (rule, severity, count) in byRule {
        let number = String(repeating: " ", count: width - "\(count)".count) + "\(count)"
        let hidden = count - (shown[rule] ?? 0)
        let isCut = !all && self.rule.isEmpty && (hidden > 0 || count > Self.shownOfEachRule)
        StandardOutput.shared.writeLine(
          "\(number) \(TerminalText.padded(severity, to: 7))  "
            + TerminalText.padded(rule, to: isCut ? nameWidth : 0)
            + (isCut ? Style.faint.apply("  parlance check --rule \(rule)") : ""))
      }
    } else if !all, rule.isEmpty, let only = byRule.first, only.count > Self.shownOfEachRule {
      StandardOutput.shared.writeLine(
        "… and \(only.count - Self.shownOfEachRule) more: parlance check --rule \(only.rule)")
    }
    let parts = findings.counts.map { "\($0.count) \($0.severity)\($0.count == 1 ? "" : "s")" }
    let hasHiddenNotes = !all && rule.isEmpty && findings.items.contains(where: \.isNote)
    StandardOutput.shared.writeLine(
      parts.isEmpty
        ? "No findings."
        : parts.joined(separator: ", ") + (hasHiddenNotes ? " (--all shows notes)" : ""))
  }

  private func printRules() throws {
    var printer = try RecordPrinter(output, columns: VocabularyInspection.ruleColumns)
    for record in VocabularyInspection.ruleRecords { printer.print(record) }
    printer.finish()
  }

  private func repair(_ inspection: VocabularyInspection, to path: String) throws {
    let repaired = inspection.repaired(keeping: keepPreferred)
    try global.write(try repaired.bytes(for: path), to: path, replaces: force, inputs: files)
    let repairs = repaired.repairs
    guard output.format == .table else { return try FindingPrinter.print(repairs, output) }
    for repair in repairs.items { FindingPrinter.printLine(repair) }
    let count = repairs.items.count
    StandardOutput.shared.writeLine(
      "\(count) repair\(count == 1 ? "" : "s"), written to \(TerminalText.escaped(path))")
    let left = repaired.errorsLeft
    if left > 0 {
      StandardOutput.shared.writeLine(
        "\(left) error\(left == 1 ? "" : "s") left that need\(left == 1 ? "s" : "") a decision: "
          + "parlance check \(TerminalText.escaped(path))")
    }
  }
}

extension KeptPreferredLabel: ExpressibleByArgument {}

/// Prints findings in any format.
enum FindingPrinter {
  /// Prints findings as records.
  static func print(_ findings: FindingList, _ output: FormatOptions) throws {
    var printer = try RecordPrinter(output, columns: FindingList.columns, pathField: "path")
    for record in findings.records { printer.print(record) }
    printer.finish()
  }

  /// Prints a finding as a compiler would.
  static func printLine(_ finding: FindingList.Item) {
    let style: Style = finding.isError ? .error : finding.isNote ? .faint : .warning
    let head = finding.place.isEmpty ? "" : TerminalText.escaped(finding.place) + ": "
    StandardOutput.shared.writeLine(
      head + style.apply("\(finding.severity):") + " " + TerminalText.escaped(finding.message)
        + Style.faint.apply(" [\(finding.rule)]"))
    if !finding.remedy.isEmpty {
      StandardOutput.shared.writeLine("    " + TerminalText.escaped(finding.remedy))
    }
  }
}
