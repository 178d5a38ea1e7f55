import ArgumentParser
import ParlanceKit
import ServeArguments
import System

/// `parlance serve`: the workspace in a browser, and for other programs.
///
/// A program of its own does it, so that this one need not carry an HTTP library, which every search would
/// pay for when it starts.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve the workspace to browsers and programs.",
    discussion: ServeOptions.discussion.unwrapped)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: ServeOptions

  func run() throws {
    let workspace = try global.existingWorkspace()
    let server = try Self.server()
    let arguments =
      [server, "--workspace", workspace.root] + options.arguments
    // A signal that came while this program looked around would be forgotten by the next one.
    try Interruption.check()
    let error = ProcessReplacement.execute(server, arguments)
    throw MissingServer(path: server, reason: "\(error)")
  }

  private static let name = "parlance-server"

  /// The program beside this one, else below the folder that this one was installed into.
  private static func server() throws -> String {
    guard let own = SharePath("/proc/self/exe").resolved()?.string,
      let slash = own.lastIndex(of: "/")
    else { throw MissingServer(path: name, reason: "/proc/self/exe cannot be read") }
    let folder = own[..<slash]
    let places = ["\(folder)/\(name)", "\(folder)/../libexec/\(name)"]
    for place in places {
      if let path = SharePath(place).resolved()?.string, PathAccess.allows(.enter, at: path) {
        return path
      }
    }
    throw MissingServer(path: places[0], reason: "neither it nor \(places[1]) is a program")
  }
}

/// The server that `parlance serve` executes is not where it has to be.
struct MissingServer: Error, CustomStringConvertible {
  let path: String
  let reason: String

  var description: String {
    "\(path): cannot be executed: \(reason)\nHint: make install puts it there; it belongs to this version"
  }
}
