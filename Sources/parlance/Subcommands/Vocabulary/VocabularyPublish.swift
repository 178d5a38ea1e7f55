import ArgumentParser
import ParlanceKit
import System

/// `parlance vocabulary publish`.
struct VocabularyPublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Write the vocabulary as static pages for any web server.",
    discussion: """
      One page for each concept, with its names in time as lines, the hierarchy, the alphabet, and the
      data as Turtle, RDF/XML and JSON-LD. Without scripts, and with nothing from elsewhere.

      EXAMPLES
        parlance vocabulary publish site
        parlance vocabulary publish site enterprise.xml --language de --force
      """.unwrapped)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The folder, made if it is missing.", completion: .directory)
  var folder: String

  @Argument(help: "Vocabulary files instead of the workspace.", completion: .file())
  var files: [String] = []

  @Option(
    name: .customLong("as"), help: ArgumentHelp("The dialect of the files.", valueName: "format"))
  var dialect: VocabularyDialect?

  @Option(name: .long, help: "The language of names.")
  var language = "en"

  @Flag(
    name: .long, help: "Replace files that hold something else, such as those of the last release.")
  var force = false

  func run() throws {
    let publication = try VocabularyPublication(
      of: files, as: dialect, language: language, or: { try global.existingWorkspace() })
    let site = try OutputFolder(global.outputFile(folder))
    var count = 0
    try publication.forEachFile { path, bytes in
      try Interruption.check()
      try site.write(
        bytes, to: path, replaces: force, inputs: files + global.inputs(at: "\(folder)/\(path)"))
      count += 1
    }
    StandardOutput.shared.writeLine("\(count) files in \(TerminalText.escaped(folder))")
  }
}
