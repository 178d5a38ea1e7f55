import ArgumentParser
import Glibc
import JSONCoding
import Matching
import Model
import ParlanceKit
import Taxonomy

/// `parlance review`: decide on the labels that the machine would not.
struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Decide on undecided labels; decisions become labels of the vocabulary.",
    discussion: """
      In the terminal: the most frequent labels first, alike ones together, one key for each decision.
      As a file: parlance normalize --format tsv, edit it in a spreadsheet, then review --apply. In
      such a file the outcome "accepted" takes the label into the concept of the row, "never"
      remembers that it names none, and "new" makes a concept of the preferred_label in the scheme
      given by --scheme; a column "language" says the language of a label, else --language does; rows
      left as they were are not decisions. Labels are written into the
      vocabulary's own XML with who, when and why; the rest of the file stays as it is.

      EXAMPLES
        parlance review labels.csv --count-column count --scheme type
        parlance normalize labels.csv --format tsv > decisions.tsv
        parlance review labels.csv --apply decisions.tsv --author "J. Doe"
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: NormalizationOptions

  @Argument(help: "The file with the labels; - is standard input.", completion: .file())
  var file: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Carry out the decisions of an edited file.", valueName: "file"),
    completion: .file())
  var apply: String?

  @Flag(name: .long, help: "With --apply: also take in what the machine accepted by itself.")
  var all = false

  @Option(name: .long, help: ArgumentHelp("Who decides; otherwise USER.", valueName: "name"))
  var author: String?

  @Option(name: .long, help: ArgumentHelp("Why, for the note of each label.", valueName: "text"))
  var reason: String = ""

  @Flag(name: .long, help: "Show what would be written, and write nothing.")
  var dryRun = false

  func validate() throws {
    if apply == nil, file == nil {
      throw ValidationError("name a file of labels, or --apply an edited one")
    }
  }

  func run() throws {
    // What was decided before Ctrl-C is written.
    try Interruption.patiently { try review() }
  }

  private func review() throws {
    let workspace = try global.workspaceToWrite()
    let decisions: [LabelDecision]
    if let apply {
      decisions = try readDecisions(apply, workspace)
    } else {
      decisions = try ask(workspace)
    }
    try carryOut(decisions, workspace)
    // What was decided before Ctrl-C is kept.
    try Interruption.check()
  }

  /// The name given, else that of the session, which a cron job lacks, else that of the account.
  private var who: String {
    if let author { return author }
    if let user = unsafe getenv("USER"), unsafe user.pointee != 0 {
      return unsafe String(cString: user)
    }
    guard let account = unsafe getpwuid(geteuid()), let name = unsafe account.pointee.pw_name else {
      return "user \(geteuid())"
    }
    return unsafe String(cString: name)
  }

  private static func today() -> String {
    let days = time(nil) / 86_400
    let date = CalendarDate(daysSince1970: days)
    return date.map(\.description) ?? ""
  }

  private func decision(
    _ label: String, _ verdict: LabelDecision.Verdict, method: MatchMethod? = nil,
    language: String? = nil
  ) -> LabelDecision {
    LabelDecision(
      label: label, verdict: verdict, method: method, author: who, date: Self.today(),
      reason: reason, language: language ?? options.language ?? "")
  }
}

// MARK: - From a file

extension ReviewCommand {
  private func readDecisions(_ path: String, _ workspace: Workspace) throws -> [LabelDecision] {
    let records = try LabelInput(path: path, column: "label").records
    let normalizer = try options.makeNormalizer(workspace, explains: false)
    let vocabulary = normalizer.vocabulary
    let matches = normalizer.matches(records.map { LabelRequest($0.label) })
    var decisions: [LabelDecision] = []
    for (record, match) in zip(records, matches) {
      let language = record.fields["language"].flatMap { $0.isEmpty ? nil : $0 }
      switch record.fields["outcome"] ?? "" {
      case "never": decisions.append(decision(record.label, .never))
      case "new":
        let name = record.fields["preferred_label"] ?? ""
        guard !name.isEmpty else {
          throw LocatedError(
            path: path, line: record.line, message: "a new concept needs a preferred_label")
        }
        let scheme = try newScheme(vocabulary)
        decisions.append(
          decision(record.label, .newConcept(name: name, scheme: scheme), language: language))
      case "accepted":
        guard let uri = Self.concept(record, vocabulary) else {
          throw LocatedError(
            path: path, line: record.line,
            message: "no concept \"\(record.fields["concept"] ?? "")\"",
            hint: "give its URI, or its preferred label with an empty concept column")
        }
        let isMachine =
          match.outcome == .accepted && match.concept.map { vocabulary.uri(of: $0) } == uri
        if !isMachine || all {
          decisions.append(
            decision(record.label, .concept(uri), method: match.method, language: language))
        }
      default: continue
      }
    }
    return decisions
  }

  private static func concept(
    _ record: LabelInput.Record, _ vocabulary: Vocabulary
  ) -> String? {
    if let uri = record.fields["concept"], !uri.isEmpty {
      return vocabulary.concept(uri: uri) == nil ? nil : uri
    }
    guard let name = record.fields["preferred_label"], !name.isEmpty else { return nil }
    let named = vocabulary.concepts.filter { concept in
      vocabulary.labels(of: concept).contains {
        vocabulary.kind(of: $0) == .preferred && vocabulary.text(of: $0) == name
      }
    }
    return named.count == 1 ? vocabulary.uri(of: named[0]) : nil
  }

  private func newScheme(_ vocabulary: Vocabulary) throws -> String {
    if let scheme = try VocabularyInput.scheme(options.scheme.first, in: vocabulary) {
      return vocabulary.scheme(scheme).uri
    }
    guard vocabulary.schemeCount == 1, let only = vocabulary.schemes.first else {
      throw ValidationError("a new concept needs --scheme")
    }
    return vocabulary.scheme(only).uri
  }

  private func carryOut(_ decisions: [LabelDecision], _ workspace: Workspace) throws {
    guard !decisions.isEmpty else {
      StandardOutput.shared.writeLine("No decisions.")
      return
    }
    if dryRun {
      for decision in decisions { StandardOutput.shared.writeLine(Self.line(decision)) }
      return try report(try workspace.conflicts(of: decisions))
    }
    let outcome = try workspace.apply(decisions)
    for (path, count) in outcome.written.sorted(by: { $0.key < $1.key }) {
      StandardOutput.shared.writeLine(
        "\(TerminalText.escaped(path)): \(count) label\(count == 1 ? "" : "s") written")
    }
    if outcome.remembered > 0 {
      StandardOutput.shared.writeLine("\(outcome.remembered) remembered as naming no concept")
    }
    if outcome.chosen > 0 {
      StandardOutput.shared.writeLine(
        "\(outcome.chosen) that several concepts bear remembered with the one chosen")
    }
    try report(outcome.refused)
  }

  private func report(_ refused: [(decision: LabelDecision, cause: String)]) throws {
    for (decision, cause) in refused { Diagnostics.warning("\"\(decision.label)\": \(cause)") }
    if !refused.isEmpty { throw ExitStatus.partly }
  }

  private static func line(_ decision: LabelDecision) -> String {
    let target =
      switch decision.verdict {
      case .concept(let uri): "\(decision.form.rawValue) of \(uri)"
      case .newConcept(let name, let scheme): "new concept \"\(name)\" in \(scheme)"
      case .never: "never a concept"
      }
    return TerminalText.escaped("\(decision.label) → \(target)")
  }
}

// MARK: - In the terminal

extension ReviewCommand {
  private func ask(_ workspace: Workspace) throws -> [LabelDecision] {
    guard Prompt.isPossible, file != "-" else {
      throw ValidationError(
        "nobody is at the terminal; write a file with normalize --format tsv and --apply it")
    }
    let records = try LabelInput(path: file ?? "-", column: options.column).records
    let normalizer = try options.makeNormalizer(workspace, explains: true)
    let vocabulary = normalizer.vocabulary
    let matches = normalizer.matches(try options.requests(records))
    let entries = try zip(records, matches).filter { !normalizer.namesNoConcept($0.0.label) }
      .map { ($0.label, try options.count($0, in: file ?? "-"), $1) }
    let only = vocabulary.schemeCount == 1 ? vocabulary.schemes.first : nil
    let scheme = try VocabularyInput.scheme(options.scheme.first, in: vocabulary) ?? only
    var dialog = ReviewDialog(
      ReviewQueue(entries), vocabulary, language: options.language ?? "en", scheme: scheme
    ) { decision($0, $1, method: $2) }
    return dialog.run()
  }
}
