import ArgumentParser
import ParlanceKit
import System

/// Where commands of a pipeline take vocabulary and learning from.
struct BundleOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A file of parlance bundle in place of a workspace; nothing is written.", valueName: "file"),
    completion: .file())
  var bundle: String?

  /// The bundle named, else the workspace.
  ///
  /// - Throws: `WorkerBundleError`, `WorkspaceError`; `ValidationError` if both are named.
  func source(_ global: GlobalOptions) throws -> any TaggingSource {
    guard let bundle else { return try global.existingWorkspace() }
    guard global.workspace == nil else {
      throw ValidationError("'--bundle' and '--workspace' exclude each other.")
    }
    return try WorkerBundle(contentsOf: bundle)
  }
}

/// `parlance bundle`: what the workers of a cluster need, in one file.
struct BundleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract: "Write all that tag and normalize need into one file for other machines.",
    discussion: """
      The file has the vocabulary with its labels, what was learned, and what was settled. Commands with
      --bundle read it and write nothing; they answer as the workspace does now, and every answer
      of tag bears the same basis.

      EXAMPLES
        parlance bundle --output enterprise.bundle
        parlance extract -0 --bundle enterprise.bundle < paths | parlance tag --bundle enterprise.bundle
      """.unwrapped)

  @OptionGroup var global: GlobalOptions

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file"),
    completion: .file())
  var output: String

  @Flag(name: .long, help: "Replace the file if it exists and holds something else.")
  var force = false

  func run() throws {
    let bundle = try BundleWriting(try global.existingWorkspace())
    try global.write(bundle.bytes, to: output, replaces: force)
    Diagnostics.note(
      "\(output): \(bundle.concepts) concepts, \(bundle.bytes.count) bytes, basis \(bundle.basis)")
  }
}
