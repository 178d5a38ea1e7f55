import Glibc
import ParlanceKit
import Synchronization
import System

/// Buffered standard output for data; nothing else is written there.
final class StandardOutput: Sendable {
  static let shared = StandardOutput(descriptor: STDOUT_FILENO)

  private let descriptor: Int32
  private let buffer = Mutex<[UInt8]>([])
  private static let capacity = 1 << 16

  /// Whether standard output is a terminal.
  let isTerminal: Bool

  init(descriptor: Int32) {
    self.descriptor = descriptor
    isTerminal = isatty(descriptor) == 1
  }

  /// Writes text as it is.
  ///
  /// A closed pipe ends the process quietly, a full disk with an error: what could not be written
  /// must not look done.
  func write(_ text: String) {
    buffer.withLock { buffer in
      buffer.append(contentsOf: text.utf8)
      if buffer.count >= Self.capacity { drain(&buffer) }
    }
  }

  /// Writes bytes as they are.
  func write(_ bytes: [UInt8]) {
    buffer.withLock { buffer in
      buffer.append(contentsOf: bytes)
      if buffer.count >= Self.capacity { drain(&buffer) }
    }
  }

  /// Writes a line.
  func writeLine(_ text: String = "") {
    write(text + "\n")
  }

  /// Writes a line of a report in the styles of its parts, control characters escaped.
  func writeLine(_ text: ReportText) { writeLine(text.styled) }

  /// Hands everything over to the system.
  func flush() {
    buffer.withLock { drain(&$0) }
  }

  private func drain(_ buffer: inout [UInt8]) {
    do throws(SystemError) {
      try FileDescriptor.write(buffer[...], to: descriptor)
    } catch {
      if error.number == EPIPE { _exit(ExitStatus.done.rawValue) }
      Diagnostics.error("standard output: \(error)")
      _exit(ExitStatus.failure.rawValue)
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

extension ReportText {
  /// The text with control characters escaped, its parts in their styles.
  var styled: String {
    parts.map { part in
      let escaped = TerminalText.escaped(part.text)
      return Style(part.role)?.apply(escaped) ?? escaped
    }.joined()
  }
}
