import ArgumentParser
import ParlanceKit

/// `parlance share remove`: a share that the workspace is to forget.
struct ShareRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Forget a share: its documents, tags, decisions and runs.",
    discussion: """
      Files stay as they are, with the tags in them; undo its runs first to have them as before.
      recover reads the tags of the documents again.

      EXAMPLES
        parlance share remove /mnt/old
      """.unwrapped)

  @OptionGroup var global: GlobalOptions

  @Flag(name: .long, help: "Remove without asking.")
  var yes = false

  @Argument(help: "The folder of the share, there or not.", completion: .directory)
  var share: String

  func run() throws {
    let workspace = try global.workspaceToWrite()
    let removal = try ShareRemoval(workspace, share: share)
    if !yes {
      guard Prompt.isPossible else {
        Diagnostics.note("Not removed: nobody is there to ask. Use --yes to remove.")
        throw ExitStatus.nothing
      }
      let answer = Prompt.ask("\(removal.question)   Remove? [y/N]")
      try Interruption.check()
      guard ["y", "yes"].contains(answer?.lowercased()) else {
        Diagnostics.note("Not removed.")
        throw ExitStatus.nothing
      }
    }
    try removal.run()
    try SearchOpening.freshen(workspace)
    StandardOutput.shared.writeLine(TerminalText.escaped("\(removal.root): forgotten."))
  }
}
