import ArgumentParser
import ParlanceKit
import System

/// `parlance import-tags`: the results of other machines become assignments of a workspace.
struct ImportTagsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import-tags",
    abstract: "Take documents and tags that other machines made into the catalog.",
    discussion: """
      Reads what extract --root SHARE and tag wrote, in any order and number of files: documents with
      their text and time, tags with their evidence. Nothing is written into files. The tags are the
      machine's: what people decided stays above them. Tags of another basis than that of this
      workspace are refused, and the same files again change nothing. Documents that retag of the share
      would not find are left out and counted.

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
    if let stream = parts.first(where: \.isStream) {
      throw ValidationError("\(stream): each file is read more than once: a pipe cannot be")
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
    for path in outcome.absent { Diagnostics.warning("\(path): is not in the share") }
    StandardOutput.shared.writeLine(outcome.summary)
    if outcome.isPartial { throw ExitStatus.partly }
  }
}

extension String {
  /// Whether it is the path of what is neither file nor folder, such as a pipe.
  fileprivate var isStream: Bool {
    FileIdentity(followingLinks: self).map { !$0.isRegular && !$0.isFolder } ?? false
  }
}
