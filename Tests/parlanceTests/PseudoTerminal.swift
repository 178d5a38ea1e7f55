import Foundation
import Glibc

/// The tool as built with a terminal of its own for input, messages and, if wanted, data.
final class PseudoTerminal {
  /// `TIOCSPTLCK` and `TIOCGPTN` of Linux.
  private static let setLock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430

  private let master: FileHandle
  private let process = Process()
  private(set) var shown = ""

  /// Starts the tool in the folder of a `Tool`.
  init(_ tool: Tool, _ arguments: [String]) throws {
    // posix_openpt and its kin are not in the Glibc module; these are the calls that they make.
    let descriptor = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var number: Int32 = 0
    var unlocked: Int32 = 0
    guard descriptor >= 0, unsafe ioctl(descriptor, Self.setLock, &unlocked) == 0,
      unsafe ioctl(descriptor, Self.getNumber, &number) == 0
    else { throw POSIXError(.ENOTTY) }
    let slave = unsafe open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    guard slave >= 0 else { throw POSIXError(.ENOTTY) }
    master = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    let terminal = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
    process.executableURL = Tool.program
    process.arguments = arguments
    process.currentDirectoryURL = tool.folder
    process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"]
    process.standardInput = terminal
    process.standardOutput = terminal
    process.standardError = terminal
    try process.run()
  }

  /// Reads until the text appears, the tool ends, or nothing more comes within 30 seconds.
  ///
  /// - Returns: whether the text appeared.
  func wait(for text: String) -> Bool {
    let deadline = Date(timeIntervalSinceNow: 30)
    var request = pollfd(fd: master.fileDescriptor, events: Int16(POLLIN), revents: 0)
    while !shown.contains(text), Date() < deadline {
      guard unsafe poll(&request, 1, 200) > 0 else {
        if !process.isRunning { break }
        continue
      }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = unsafe read(master.fileDescriptor, &buffer, buffer.count)
      guard count > 0 else { break }
      shown += String(decoding: buffer[..<count], as: UTF8.self)
    }
    guard let range = shown.range(of: text) else { return false }
    shown = String(shown[range.upperBound...])
    return true
  }

  /// Types text; a line feed is the return key.
  func type(_ text: String) throws { try master.write(contentsOf: Data(text.utf8)) }

  /// Sends a signal.
  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Waits for the end; the exit status.
  func end() -> Int32 {
    _ = wait(for: "\u{0}never shown")
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    return process.terminationStatus
  }
}
