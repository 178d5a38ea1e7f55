import ArgumentParser
import ParlanceKit

/// What `assign` and `unassign` have in common: a document, and values of facets.
struct TagEditOptions: ParsableArguments {
  @Flag(name: .long, help: "Show what would change, and change nothing.")
  var dryRun = false

  @Argument(help: "The document, a file of a share.", completion: .file())
  var path: String

  @Argument(
    help: ArgumentHelp(
      "Values as facet=label; any label of a concept does, or its URI.", valueName: "facet=label"))
  var values: [String]

  func validate() throws {
    guard let wrong = values.first(where: { !$0.contains("=") || $0.hasPrefix("=") }) else {
      return
    }
    throw ValidationError("'\(wrong)' is not a value of a facet, such as type=Brochure")
  }
}

/// `parlance assign`: give a document a tag on a person's word.
struct AssignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign",
    abstract: "Give one document tags, whatever the machine thinks.",
    discussion: """
      The tags stand above what any run proposes. In a facet that takes one value the new one takes
      the place of the other. It is a run like any other: tags are written where retag writes them,
      and undo takes it back.

      EXAMPLES
        parlance assign share/sales/offer.docx type=Quote
        parlance assign share/sales/offer.docx product="Harbor Archive" product=HC
        parlance assign share/sales/offer.docx type=Quote --dry-run
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions
  @OptionGroup var edit: TagEditOptions

  func run() throws {
    try TagEditRun(options: edit, output: output, isAssigning: true)
      .run(in: try global.workspaceToWrite())
  }
}

/// `parlance unassign`: take a tag from a document for good.
struct UnassignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unassign",
    abstract: "Take tags from one document, so that no run gives them again.",
    discussion: """
      undo gives the tags back; that no run proposes them stays, until assign gives them.

      EXAMPLES
        parlance unassign share/sales/offer.docx type=Brochure
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions
  @OptionGroup var edit: TagEditOptions

  func run() throws {
    try TagEditRun(options: edit, output: output, isAssigning: false)
      .run(in: try global.workspaceToWrite())
  }
}

/// One call of `assign` or `unassign`.
struct TagEditRun {
  let options: TagEditOptions
  let output: FormatOptions
  let isAssigning: Bool

  /// Works out the change, shows it, and puts it in place.
  ///
  /// - Throws: `ExitStatus`; `DocumentPathError`; `ValidationError` for a value that is not one concept.
  func run(in workspace: Workspace) throws {
    let (session, path) = try RetagSession.on(
      options.path, in: workspace, isRehearsal: options.dryRun)
    let edits = try options.values.map { try session.choices.edit($0, isAssigned: isAssigning) }
    var choices = RetagOptions()
    choices.place = try session.placing.settled() ?? .catalog
    let edited = try session.editing.edited(edits, path: path, options: choices)
    for warning in edited.warnings { Diagnostics.warning(warning) }
    if output.format == .table, edited.isChange {
      for line in edited.lines { StandardOutput.shared.writeLine(line) }
    }
    guard !options.dryRun else {
      if output.format != .table { try output.printLines(edited.plan.records) }
      if !edited.isChange { Diagnostics.note("Nothing to do.") }
      throw edited.isChange ? ExitStatus.done : .nothing
    }
    guard let applied = try Interruption.patiently({ try session.editing.apply(edited) }) else {
      if output.format != .table { try output.printLines(edited.plan.records) }
      Diagnostics.note(
        isAssigning
          ? "Nothing to do: it has these tags already."
          : "It does not have these tags; no run will give them.")
      throw isAssigning ? ExitStatus.nothing : .done
    }
    try SearchOpening.freshen(workspace)
    try tell(applied, of: session)
  }

  private func tell(_ applied: RetagWriting.Applied, of session: RetagSession) throws {
    let failed = applied.failures
    for line in failed { Diagnostics.warning("\(line.path): \(line.outcome): \(line.reason)") }
    if output.format == .table {
      let report = RetagReport(vocabulary: session.vocabulary, isExplained: false)
      StandardOutput.shared.writeLine(
        report.summary(of: applied)
          + (applied.changedCount == 0 ? "" : "   parlance undo \(applied.run) takes it back."))
    } else {
      try output.printLines(applied.records, of: applied)
    }
    if !failed.isEmpty { throw ExitStatus.partly }
  }
}

extension FormatOptions {
  /// Prints lines of a plan, or what came of it, for programs.
  func printLines(_ records: [[JSONValue]], of applied: RetagWriting.Applied? = nil) throws {
    var printer = try RecordPrinter(self, columns: RetagRecords.columns, pathField: "path")
    for record in records { printer.print(record) }
    printer.finish(envelope: applied?.envelope ?? JSONObject(), listName: "documents")
  }
}
