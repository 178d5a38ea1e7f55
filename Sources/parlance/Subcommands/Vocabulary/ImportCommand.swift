import ArgumentParser
import ParlanceKit

/// `parlance import`: load vocabularies into the workspace.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Load controlled vocabularies into the workspace.",
    discussion: """
      The dialect is found from the root element. A file imported before is replaced, and so is one
      whose schemes the new files describe, whatever it is called: a scheme has one release. Several
      files given together make one vocabulary. If any file cannot be read, the workspace stays as it
      was. parlance sources lists what is imported, parlance vocabulary log its releases.

      EXAMPLES
        parlance import Vocabularies/enterprise.xml
        parlance import Vocabularies/resource-types.rdf --workspace /srv/share
        parlance import types.xml products.xml --replace
      """.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: FormatOptions

  @Argument(help: "The vocabulary files; - is standard input.", completion: .file())
  var files: [String]

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "The dialect, instead of finding it from the root element.",
      discussion: VocabularyDialect.names.joined(separator: ", "),
      valueName: "format"))
  var dialect: VocabularyDialect?

  @Flag(name: .long, help: "Forget all files imported before.")
  var replace = false

  @Flag(name: .long, help: "Import nothing if check finds any error.")
  var strict = false

  @Flag(name: [.long, .short], help: "Do not ask when a concept that documents bear goes away.")
  var yes = false

  func run() throws {
    guard files.contains(StandardInput.argument) else { return try importFiles(files) }
    // Files are read twice: for what they say and for what is kept of them.
    try withTemporaryFolder { folder in
      let copy = folder + "/input"
      try StandardInput.copy(to: copy)
      try importFiles(
        files.map { $0 == StandardInput.argument ? copy : $0 }, named: [copy: StandardInput.name])
    }
  }

  private func importFiles(_ paths: [String], named names: [String: String] = [:]) throws {
    let (result, beginning) = try global.withPlannedWorkspace { workspace in
      try confirm(
        workspace.sources.changes(
          importing: paths, named: names, as: dialect, replacesAll: replace))
      let result = try workspace.sources.importing(
        paths, named: names, as: dialect, replacesAll: replace, isStrict: strict)
      return (result, workspace.beginning)
    }
    try print(result)
    if output.format == .table, let beginning { Diagnostics.note(beginning.hint) }
  }

  /// Says what the next release changes.
  ///
  /// Concepts that go away though documents bear them are asked about at a terminal, and are a warning
  /// for a script.
  private func confirm(_ changes: DiffReport?) throws {
    guard let changes, !changes.changes.isEmpty else { return }
    if output.format == .table { ChangePrinter.print(changes, limit: Self.shownChanges) }
    guard !changes.lost.isEmpty, !yes else { return }
    for (name, documents) in changes.lost {
      Diagnostics.warning(
        "\"\(name)\" goes away; \(documents) document\(documents == 1 ? " bears" : "s bear") it")
    }
    guard Prompt.isPossible else { return }
    let answer = Prompt.ask("Import the release all the same?   [y/N]")
    try Interruption.check()
    guard ["y", "yes"].contains(answer?.lowercased()) else {
      Diagnostics.note("Not imported.")
      throw ExitStatus.nothing
    }
  }

  private static let shownChanges = 20

  private func print(_ result: WorkspaceImport) throws {
    var printer = try RecordPrinter(output, columns: WorkspaceImport.columns)
    for record in result.records { printer.print(record) }
    printer.finish(envelope: result.envelope, listName: "schemes")
    if output.format == .table {
      for line in result.remarks { StandardOutput.shared.writeLine(TerminalText.escaped(line)) }
    }
  }
}

extension VocabularyDialect: ExpressibleByArgument {}
