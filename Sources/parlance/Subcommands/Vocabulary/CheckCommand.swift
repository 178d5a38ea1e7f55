import ArgumentParser
import JSONCoding
import MappedStorage
import ParlanceKit
import System
import Taxonomy

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
  var dialect: VocabularyFormat?

  @Option(
    name: .long, help: ArgumentHelp("Only this rule; may be repeated.", valueName: "name"),
    completion: .list(VocabularyChecker.descriptions.map(\.name)))
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
  var keepPreferred = VocabularyRepair.PreferredLabel.first

  @Flag(name: .long, help: "With --fix: replace the file if it exists and holds something else.")
  var force = false

  func validate() throws {
    let known = Set(VocabularyChecker.descriptions.map(\.name))
    for name in rule where Self.linkRules.contains(name) && !checkLinks {
      throw ValidationError("\(name) looks links up; add --check-links")
    }
    for name in rule where !known.contains(name) {
      throw ValidationError("no rule \"\(name)\"; parlance check --list shows them")
    }
  }

  private static let linkRules: Set<String> = ["BrokenLinks", "MissingInLinks"]

  func run() throws {
    if list { return try printRules() }
    let input = try VocabularyInput.readToCheck(files, as: dialect, or: global)
    if let fix { return try repair(input.vocabulary, to: fix) }
    let checker = VocabularyChecker(
      ruleNames: rule.isEmpty ? nil : Set(rule), links: checkLinks ? try LinkChecker() : nil)
    let findings = checker.check(input.vocabulary, importFindings: input.findings)
    try Interruption.check()
    try print(findings)
    if strict, findings.contains(where: { $0.severity == .error }) { throw ExitStatus.failure }
  }
}

// MARK: - Output

extension CheckCommand {
  private static let shownOfEachRule = 10

  private func print(_ findings: [VocabularyFinding]) throws {
    guard output.format == .table else { return try FindingPrinter.print(findings, output) }
    var shown: [String: Int] = [:]
    // What breaks the vocabulary comes first, each severity in the order of the source.
    let sorted = VocabularyFinding.Severity.allCases.flatMap { severity in
      findings.filter { $0.severity == severity }
    }
    for finding in sorted where all || finding.severity != .note || !rule.isEmpty {
      shown[finding.rule, default: 0] += 1
      if all || !rule.isEmpty || shown[finding.rule] ?? 0 <= Self.shownOfEachRule {
        FindingPrinter.printLine(finding)
      }
    }
    printSummary(findings, shown: shown)
  }

  private func printSummary(_ findings: [VocabularyFinding], shown: [String: Int]) {
    if !all, rule.isEmpty {
      for (name, count) in shown.sorted(by: { $0.key < $1.key }) where count > Self.shownOfEachRule
      {
        StandardOutput.shared.writeLine(
          "… and \(count - Self.shownOfEachRule) more of \(name): parlance check --rule \(name)")
      }
    }
    let parts = VocabularyFinding.Severity.allCases.compactMap { severity -> String? in
      let count = findings.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    let hasHiddenNotes =
      !all && rule.isEmpty && findings.contains { $0.severity == .note }
    StandardOutput.shared.writeLine(
      parts.isEmpty
        ? "No findings."
        : parts.joined(separator: ", ") + (hasHiddenNotes ? " (--all shows notes)" : ""))
  }

  private func printRules() throws {
    var printer = try RecordPrinter(
      output, columns: [Column("rule"), Column("severity"), Column("summary")])
    for rule in VocabularyChecker.descriptions {
      printer.print([
        .string(rule.name), .string(rule.severity.rawValue), .string(rule.summary),
      ])
    }
    printer.finish()
  }

  private func repair(_ vocabulary: Vocabulary, to path: String) throws {
    let formats: [(ending: String, format: ExportFormat)] = [
      (".xml", .parlance), (".rdf", .skos), (".ttl", .turtle),
    ]
    guard let format = formats.first(where: { path.hasSuffix($0.ending) })?.format else {
      throw ValidationError("--fix writes a file that ends in .xml, .rdf or .ttl, not \(path)")
    }
    let repair = VocabularyRepair(of: vocabulary, keeping: keepPreferred)
    try OutputFile(path).write(
      try repair.vocabulary.exported(as: format), replaces: force, inputs: files)
    guard output.format == .table else { return try FindingPrinter.print(repair.repairs, output) }
    for repair in repair.repairs { FindingPrinter.printLine(repair) }
    let count = repair.repairs.count
    StandardOutput.shared.writeLine(
      "\(count) repair\(count == 1 ? "" : "s"), written to \(TerminalText.escaped(path))")
    let left = VocabularyChecker().check(repair.vocabulary).count { $0.severity == .error }
    if left > 0 {
      StandardOutput.shared.writeLine(
        "\(left) error\(left == 1 ? "" : "s") left that need\(left == 1 ? "s" : "") a decision: "
          + "parlance check \(TerminalText.escaped(path))")
    }
  }
}

extension VocabularyRepair.PreferredLabel: ExpressibleByArgument {}

/// Prints findings in any format.
enum FindingPrinter {
  static let columns = [
    Column("rule"), Column("severity"), Column("path"), Column("line", isNumber: true),
    Column("column", isNumber: true), Column("concept"), Column("message"), Column("remedy"),
  ]

  /// Prints findings as records.
  static func print(_ findings: [VocabularyFinding], _ output: FormatOptions) throws {
    var printer = try RecordPrinter(output, columns: columns, pathField: "path")
    for finding in findings {
      printer.print([
        .string(finding.rule), .string(finding.severity.rawValue), .string(finding.path),
        .integer(finding.line), .integer(finding.column),
        finding.concept.map(JSONValue.string) ?? .null, .string(finding.message),
        .string(finding.remedy),
      ])
    }
    printer.finish()
  }

  /// Prints a finding as a compiler would.
  static func printLine(_ finding: VocabularyFinding) {
    var place = finding.path
    if finding.line > 0 { place += ":\(finding.line)" }
    if finding.line > 0, finding.column > 0 { place += ":\(finding.column)" }
    let severity = "\(finding.severity.rawValue):"
    let style: Style =
      switch finding.severity {
      case .error: .error
      case .warning: .warning
      case .note: .faint
      }
    let head = place.isEmpty ? "" : TerminalText.escaped(place) + ": "
    StandardOutput.shared.writeLine(
      head + style.apply(severity) + " " + TerminalText.escaped(finding.message)
        + Style.faint.apply(" [\(finding.rule)]"))
    if !finding.remedy.isEmpty {
      StandardOutput.shared.writeLine("    " + TerminalText.escaped(finding.remedy))
    }
  }
}
