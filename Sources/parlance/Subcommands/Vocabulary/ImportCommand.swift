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
      was. parlance sources lists what is imported.

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
    let result = try global.withPlannedWorkspace { workspace in
      try workspace.sources.importing(
        paths, named: names, as: dialect, replacesAll: replace, isStrict: strict)
    }
    var printer = try RecordPrinter(output, columns: WorkspaceImport.columns)
    for record in result.records { printer.print(record) }
    printer.finish(envelope: result.envelope, listName: "schemes")
    if output.format == .table {
      for line in result.remarks { StandardOutput.shared.writeLine(TerminalText.escaped(line)) }
    }
  }
}

extension VocabularyDialect: ExpressibleByArgument {}
