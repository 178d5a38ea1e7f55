import ArgumentParser
import ParlanceKit
import System

/// `parlance export`: the vocabulary in another format.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the vocabulary in another format.",
    discussion: """
      Writes the vocabulary of the workspace, or the files given, to standard output or to a file.
      SKOS RDF/XML and Parlance XML lose nothing. Formats: \(formats).

      EXAMPLES
        parlance export --to skos > enterprise.rdf
        parlance export --to solr --scheme product --output synonyms.txt
        parlance export Vocabularies/enterprise.xml --to sharepoint --scheme type --language de
      """.unwrapped)

  private static let formats = VocabularyExport.names.joined(separator: ", ")

  @OptionGroup var global: GlobalOptions

  @Argument(
    help: "Vocabulary files instead of the workspace; - is standard input.",
    completion: .file())
  var files: [String] = []

  @Option(
    name: .customLong("as"), help: ArgumentHelp("The dialect of the files.", valueName: "format"))
  var dialect: VocabularyDialect?

  @Option(
    name: .customLong("to"), help: ArgumentHelp("The format to write.", valueName: "format"))
  var format: VocabularyExport

  @Option(
    name: .long,
    help: ArgumentHelp("Only this scheme; not for SKOS and Parlance XML.", valueName: "s")
  )
  var scheme: String?

  @Option(name: .long, help: "The language of names where a format holds one language only.")
  var language = "en"

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file"),
    completion: .file())
  var output: String?

  @Flag(name: .long, help: "Replace the file if it exists and holds something else.")
  var force = false

  func run() throws {
    let bytes = try VocabularyWriter.bytes(
      of: (files, dialect), or: { try global.existingWorkspace() }, as: format, scheme: scheme,
      language: language)
    if let output {
      try global.write(bytes, to: output, replaces: force, inputs: files)
    } else {
      StandardOutput.shared.write(bytes)
    }
  }
}

extension VocabularyExport: ExpressibleByArgument {}
