import ArgumentParser
import JSONCoding
import ParlanceKit
import Taxonomy

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
      discussion: VocabularyFormat.allCases.map(\.rawValue).joined(separator: ", "),
      valueName: "format"))
  var dialect: VocabularyFormat?

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
      try workspace.importVocabularies(
        paths, named: names, as: dialect, replacesAll: replace, isStrict: strict)
    }
    var printer = try RecordPrinter(output, columns: Self.columns)
    for scheme in result.counts.schemes { printer.print(Self.record(scheme)) }
    printer.finish(
      envelope: JSONObject([
        .init(name: "sources", value: .array(result.sources.map { .string($0.path) })),
        .init(name: "collections", value: .integer(result.vocabulary.collections.count)),
        .init(name: "findings", value: Self.findings(result.counts)),
        .init(name: "replaced", value: .array(result.replaced.map { .string($0.path) })),
        .init(name: "differences", value: result.differences.map(JSONValue.integer) ?? .null),
      ]), listName: "schemes")
    if output.format == .table { report(result) }
  }

  private func report(_ result: WorkspaceImport) {
    if !result.replaced.isEmpty {
      let names = result.replaced.map { TerminalText.escaped($0.path) }.joined(separator: ", ")
      let differences = result.differences.map { count in
        count == 0 ? ", no differences" : ", \(count) difference\(count == 1 ? "" : "s")"
      }
      StandardOutput.shared.writeLine("in place of \(names)\(differences ?? "")")
    }
    let collections = result.vocabulary.collections.count
    if collections > 0 {
      StandardOutput.shared.writeLine(
        "\(collections) collection\(collections == 1 ? "" : "s") of concepts")
    }
    let errors = result.findings.count { $0.severity == .error }
    let warnings = result.findings.count { $0.severity == .warning }
    let notes = result.findings.count { $0.severity == .note }
    let parts = [(errors, "error"), (warnings, "warning"), (notes, "note")].filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
    guard !parts.isEmpty else { return }
    let command = notes > 0 ? "parlance check --all" : "parlance check"
    StandardOutput.shared.writeLine("\(parts.joined(separator: ", ")): \(command) shows them")
  }

  private static let columns = [
    Column("title", heading: ""), .outsideTables("key"), .outsideTables("uri"),
    Column("concepts", isNumber: true), Column("deprecated", isNumber: true),
    Column("labels", isNumber: true), .outsideTables("preferred"), .outsideTables("alternative"),
    .outsideTables("hidden"), Column("abbreviations", isNumber: true),
    Column("former_names", heading: "former names", isNumber: true), .outsideTables("codes"),
    .outsideTables("findings"),
  ]

  private static func record(_ scheme: VocabularyCounts.Scheme) -> [JSONValue] {
    [
      .string(scheme.title), .string(scheme.key), .string(scheme.uri), .integer(scheme.concepts),
      .integer(scheme.deprecated), .integer(scheme.labels), .integer(scheme.preferredLabels),
      .integer(scheme.alternativeLabels), .integer(scheme.hiddenLabels),
      .integer(scheme.abbreviations), .integer(scheme.formerNames), .integer(scheme.codes),
      .integer(scheme.findings),
    ]
  }

  private static func findings(_ counts: VocabularyCounts) -> JSONValue {
    .object(
      JSONObject(
        VocabularyFinding.Severity.allCases.map {
          .init(name: $0.rawValue, value: .integer(counts.findings[$0] ?? 0))
        }))
  }
}

extension VocabularyFormat: ExpressibleByArgument {}
