import Glibc
import ParlanceKit
import System

/// Messages for the person at the terminal, on standard error.
enum Diagnostics {
  /// Prints `parlance: error: …`; a message that names a place begins with it instead.
  static func error(_ message: String) {
    write(message, after: Style.error.apply("parlance: error:", to: STDERR_FILENO))
  }

  /// Prints `parlance: warning: …`.
  static func warning(_ message: String) {
    write(message, after: Style.warning.apply("parlance: warning:", to: STDERR_FILENO))
  }

  /// Prints a line as it is, control characters escaped.
  static func note(_ message: String) {
    write(message)
  }

  /// Prints what became of a run that was interrupted while it wrote into files.
  static func settled(_ settlement: RunSettlement) {
    note(settlement.message)
    for text in settlement.warnings { warning(text) }
  }

  /// Prints what a thrown error says of itself; one that names its place as `path:line:column: error:`
  /// needs no further mark.
  static func report(_ error: any Error) {
    let message = String(describing: error)
    let firstLine = message.prefix { $0 != "\n" }
    if firstLine.contains(": error: ") {
      write(message)
    } else {
      Self.error(message)
    }
  }

  /// Prints what the argument parser says, which repeats arguments as they were given.
  static func usage(_ message: String) { write(message) }

  /// Prints a message; it is escaped, whatever it repeats of arguments, names and documents.
  private static func write(_ message: String, after mark: String = "") {
    ProgressLine.shared.hide()
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
      .map { TerminalText.escaped(String($0)) }
    StandardError.write((mark.isEmpty ? "" : mark + " ") + lines.joined(separator: "\n") + "\n")
  }
}

/// Unbuffered standard error.
enum StandardError {
  /// Writes text as it is; what cannot be written is lost.
  static func write(_ text: String) {
    try? FileDescriptor.write(Array(text.utf8)[...], to: STDERR_FILENO)
  }
}
