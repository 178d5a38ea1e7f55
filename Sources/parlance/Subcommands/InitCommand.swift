import ArgumentParser
import ParlanceKit

/// `parlance init`: make a workspace, or say who may read it.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a workspace, or say who may read the one that is there.",
    discussion: """
      A workspace holds the text of every document, so that it is private: nobody but its owner
      reads it. --shared opens it for reading to the members of a group, who can then read all
      text in it, whatever the rights of the documents; without --shared it is private again.

      EXAMPLES
        parlance init
        parlance init --shared sales --workspace /srv/share
      """.unwrapped)

  @OptionGroup var global: GlobalOptions

  @Option(
    name: .long,
    help: ArgumentHelp("The group whose members may read, by name or number.", valueName: "group"))
  var shared: String?

  func run() throws {
    var sharing = WorkspaceSharing.private
    if let shared {
      guard let group = WorkspaceSharing.ofGroup(named: shared) else {
        throw UnknownGroup(name: shared)
      }
      sharing = group
    }
    try global.withPlannedWorkspace { workspace in
      // With a catalog and its log in place a reader need make neither.
      _ = try workspace.openCatalog()
      try workspace.share(with: sharing)
      let readers =
        shared.map { "members of \($0) read it, too" } ?? "nobody but its owner reads it"
      let beginning = workspace.beginning
      Diagnostics.note(
        "\(workspace.folder): \(readers)" + (beginning.map { "; \($0.finding)\n\($0.hint)" } ?? ""))
    }
  }
}

/// A group that the system does not know.
struct UnknownGroup: Error, CustomStringConvertible {
  let name: String

  var description: String {
    "'\(name)' is not a group of this system\nHint: getent group lists the groups"
  }
}
