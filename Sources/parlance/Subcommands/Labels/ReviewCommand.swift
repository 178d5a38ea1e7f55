import ArgumentParser
import ParlanceKit
import System

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
        parlance review labels.csv --scheme type --later
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

  @Flag(name: .long, help: "Leave the labels to those who review in the browser (parlance serve).")
  var later = false

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
    if later, file == nil || apply != nil || dryRun {
      throw ValidationError("--later takes a file of labels, and neither --apply nor --dry-run")
    }
  }

  func run() throws {
    // A file can be applied again, and the same decisions twice are the same as once.
    if apply != nil { return try review() }
    // What was decided before Ctrl-C is written.
    try Interruption.patiently { try review() }
  }

  private func review() throws {
    let workspace = try global.workspaceToWrite()
    if later { return try leave(workspace) }
    guard apply != nil || Prompt.isPossible && file != "-" else {
      throw ValidationError(
        "nobody is at the terminal; write a file with normalize --format tsv and --apply it")
    }
    let judge = LabelJudge(
      author: who, date: CalendarDate.today.description, reason: reason,
      language: options.language ?? "")
    if let apply {
      let table = try DecisionTable(
        path: apply, workspace, judge: judge, scheme: options.scheme.first, takesAll: all)
      let decisions = try table.decisions {
        try options.makeNormalizer(workspace, explains: false)
      }
      try carryOut(decisions, workspace)
    } else {
      let normalizer = try options.makeNormalizer(workspace, explains: true)
      try carryOut(try ask(normalizer, judge).decisions, workspace)
    }
    // What was decided before Ctrl-C is kept.
    try Interruption.check()
  }

  /// The name given, else that of the session, which a cron job lacks, else that of the account.
  private var who: String {
    author ?? ProcessEnvironment.nonemptyVariable("USER") ?? Account.name
  }
}

// MARK: - Carrying out

extension ReviewCommand {
  private func carryOut(_ decisions: LabelDecisions, _ workspace: Workspace) throws {
    guard !decisions.isEmpty else {
      StandardOutput.shared.writeLine("No decisions.")
      return
    }
    if dryRun {
      for decision in decisions {
        StandardOutput.shared.writeLine(TerminalText.escaped(decision.summary))
      }
      return try report(
        try VocabularyReview(workspace).conflicts(of: decisions).map {
          ($0.decision.name, $0.cause)
        })
    }
    let outcome = try VocabularyReview(workspace).apply(decisions)
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
    try report(outcome.refused.map { ($0.decision.name, $0.cause) })
  }

  private func report(_ refused: [(label: String, cause: String)]) throws {
    for (label, cause) in refused { Diagnostics.warning("\"\(label)\": \(cause)") }
    if !refused.isEmpty { throw ExitStatus.partly }
  }
}

// MARK: - For the browser

extension ReviewCommand {
  private func leave(_ workspace: Workspace) throws {
    let path = file ?? "-"
    let records = try LabelInput(path: path, column: options.column).records
    let labels = try options.columns.waiting(
      records, in: path, schemes: options.scheme.isEmpty ? [""] : options.scheme)
    let added = try LabelQueue(workspace).add(labels, knowing: try WorkspaceSnapshot(workspace))
    StandardOutput.shared.writeLine(
      "\(added.added) label\(added.added == 1 ? "" : "s") left for review, \(added.known) sure")
  }
}

// MARK: - In the terminal

extension ReviewCommand {
  private func ask(_ normalizer: LabelNormalizer, _ judge: LabelJudge) throws -> LabelDialogue {
    let path = file ?? "-"
    var dialog = ReviewDialog(
      dialogue: try LabelDialogue(
        try LabelInput(path: path, column: options.column).records, columns: options.columns,
        path: path, normalizer: normalizer, judge: judge, scheme: options.scheme.first))
    dialog.run()
    return dialog.dialogue
  }
}
