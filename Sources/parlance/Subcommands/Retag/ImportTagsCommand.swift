import ArgumentParser
import ParlanceKit

/// `parlance import-tags`: the results of other machines become assignments of a workspace.
struct ImportTagsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import-tags",
    abstract: "Take documents and tags that other machines made into the catalog.",
    discussion: """
      Reads what extract --root SHARE and tag wrote, in any order and number of files: documents with
      their text and time, tags with their evidence. Nothing is written into files. The tags are the
      machine's: what people decided stays above them. Tags of another basis than that of this
      workspace are refused, and the same files again change nothing.

      EXAMPLES
        parlance import-tags --share /srv/share documents.jsonl tags.jsonl
        parlance import-tags --share /srv/share parts/*.jsonl
      """.unwrapped)

  @OptionGroup var global: GlobalOptions

  @Option(
    name: .long,
    help: ArgumentHelp("The folder of the share that the documents are of.", valueName: "dir"),
    completion: .directory)
  var share: String

  @Argument(help: "The files, JSON Lines.", completion: .file())
  var parts: [String]

  func validate() throws {
    if parts.contains("-") {
      throw ValidationError("each file is read more than once: standard input cannot be")
    }
  }

  func run() throws {
    let workspace = try global.workspaceToWrite()
    let importing = try TagImport(workspace, share: share, parts: parts) {
      Interruption.isRequested
    }
    guard let outcome = try Interruption.patiently({ try importing.run() }) else {
      Diagnostics.note("Interrupted: the same command goes on.")
      throw ExitStatus.interrupted
    }
    try SearchOpening.freshen(workspace)
    for id in outcome.unknown {
      Diagnostics.warning("\(id): is not a document of the share that the catalog knows")
    }
    StandardOutput.shared.writeLine(outcome.summary)
    if outcome.unknownCount + outcome.failures > 0 { throw ExitStatus.partly }
  }
}
