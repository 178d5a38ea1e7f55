import ArgumentParser
import ParlanceKit

/// `parlance journal`: what it takes to undo runs that wrote into files.
struct JournalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal",
    abstract: "Keep the journals of runs that wrote into files within bounds.",
    subcommands: [Prune.self])

  /// `parlance journal prune`: delete the oldest journals.
  struct Prune: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "prune",
      abstract: "Delete the journals of the oldest runs; those can no longer be undone.",
      discussion: """
        EXAMPLES
          parlance journal prune --keep 30
        """.unwrapped)

    @OptionGroup var global: GlobalOptions

    @Option(name: .long, help: "How many of the latest journals stay.")
    var keep: Int = 10

    func validate() throws {
      if keep < 0 { throw ValidationError("--keep is 0 or more") }
    }

    func run() throws {
      let workspace = try global.workspaceToWrite()
      let pruned = try workspace.pruneJournals(keeping: keep, settled: Diagnostics.settled)
      let count = pruned.runs
      StandardOutput.shared.writeLine(
        "\(count) journal\(count == 1 ? "" : "s") deleted, \(pruned.bytes) bytes freed.")
    }
  }
}
