internal import ArgumentParser
internal import Glibc
internal import ParlanceKit
internal import ServeArguments
internal import Serving
internal import System

/// The program that holds the HTTP library; `parlance serve` executes it.
@main
struct ParlanceServer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parlance serve",
    abstract: "Serve a workspace to browsers and programs.",
    discussion: ServeOptions.discussion,
    version: ServeOptions.version)

  @OptionGroup var options: ServeOptions

  @Option(
    name: .long, help: ArgumentHelp("The folder that holds .parlance.", valueName: "dir"),
    completion: .directory)
  var workspace: String

  func run() throws {
    Interrupts.catchAll()
    do {
      let workspace = try Workspace(root: workspace)
      guard workspace.exists else { throw WorkspaceError.notFound(start: workspace.root) }
      guard workspace.mayRead else { throw WorkspaceError.notShared(path: workspace.folder) }
      // What is being answered when the signal comes takes longer than a command may take to end.
      try Interrupts.outlasting { try HTTPServer(workspace, options).run() }
    } catch {
      Self.tell("parlance serve: error: \(error)")
      throw ExitCode(2)
    }
  }

  /// Writes a line to standard error.
  static func tell(_ text: String) {
    try? FileDescriptor.write(Array((text + "\n").utf8)[...], to: STDERR_FILENO)
  }
}
