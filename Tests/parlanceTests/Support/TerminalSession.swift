import Foundation
import Glibc
import Testing

/// A run of the tool at a pseudo-terminal of its own, made by `script` of util-linux.
final class TerminalSession {
  private let tool: Tool
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var unread = ""

  /// The milliseconds after which output that does not come is given up.
  private static let patience: Int32 = 120_000

  /// Why a session did not go on.
  struct Silence: Error {
    let wanted: [String]
    let seen: String
  }

  /// Starts the tool in its folder.
  init(_ tool: Tool, _ arguments: [String]) throws {
    self.tool = tool
    let words = [Tool.program.path] + arguments
    process.executableURL = URL(fileURLWithPath: "/usr/bin/script")
    process.arguments = [
      "-qefc", words.map { "'\($0)'" }.joined(separator: " "), "/dev/null",
    ]
    process.currentDirectoryURL = tool.folder
    process.environment = [
      "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "USER": "tester",
      "SHELL": "/bin/sh", "TERM": "xterm",
    ]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = output
    try process.run()
  }

  /// Waits until the terminal shows `wanted` after what was waited for before.
  ///
  /// - Returns: what it showed until then.
  @discardableResult func expect(_ wanted: String) throws -> String {
    try expect(oneOf: [wanted]).before
  }

  /// Waits until the terminal shows one of several texts, the first in the list if several are there.
  ///
  /// - Returns: which one, and what it showed until then.
  func expect(oneOf wanted: [String]) throws -> (text: String, before: String) {
    while true {
      for text in wanted {
        if let range = unread.range(of: text) {
          let before = String(unread[..<range.lowerBound])
          unread = String(unread[range.upperBound...])
          return (text, before)
        }
      }
      guard read() else { throw Silence(wanted: wanted, seen: unread) }
    }
  }

  /// Types keys; a line feed is the return key, U+0003 is Ctrl-C.
  func type(_ keys: String) { input.fileHandleForWriting.write(Data(keys.utf8)) }

  /// Takes the terminal away, as a closed window or a lost connection does.
  func hangUp() {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Waits for the end.
  ///
  /// - Returns: the exit status and what was shown last.
  func finish() -> (status: Int32, output: String) {
    while read() {}
    process.waitUntilExit()
    return (process.terminationStatus, unread)
  }

  private func read() -> Bool {
    let handle = output.fileHandleForReading
    var descriptor = pollfd(fd: handle.fileDescriptor, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&descriptor, 1, Self.patience) == 1 else {
      process.terminate()
      return false
    }
    let data = handle.availableData
    unread += String(decoding: data, as: UTF8.self)
    return !data.isEmpty
  }
}
