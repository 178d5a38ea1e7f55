import ArgumentParser
import Glibc
import ModelContext
import ParlanceKit

/// `parlance mcp`: the workspace for an assistant that speaks the Model Context Protocol.
struct MCPCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mcp",
    abstract: "Answer an assistant over the Model Context Protocol (standard input and output).",
    discussion: """
      Reads a message a line and writes its answer, until standard input ends. The tools search and
      read documents, explain names, map labels, suggest tags and count coverage; none changes
      anything, and none shows more than this account may read. Vocabulary and index are taken up
      when they change.

      An assistant's settings name the program and its arguments:

        {"mcpServers": {"parlance": {"command": "parlance", "args": ["mcp", "--workspace", "/srv/share"]}}}
      """.unwrapped)

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let keeper = try SnapshotKeeper(try global.existingWorkspace(), .atOnce)
    for note in keeper.current().notes { Diagnostics.note(note) }
    let server = ModelContextServer(keeper, version: ProgramVersion.text)
    try server.converse(STDIN_FILENO, for: .own) { line in
      StandardOutput.shared.write(line)
      StandardOutput.shared.flush()
    }
  }
}
