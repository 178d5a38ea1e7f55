import Glibc

/// Messages for the person at the terminal, on standard error.
enum Diagnostics {
  /// Prints `parlance: error: …`; a message that names a place begins with it instead.
  static func error(_ message: String) {
    write("\(Style.error.apply("parlance: error:", to: STDERR_FILENO)) \(message)")
  }

  /// Prints `parlance: warning: …`.
  static func warning(_ message: String) {
    write("\(Style.warning.apply("parlance: warning:", to: STDERR_FILENO)) \(message)")
  }

  /// Prints a line as it is, control characters escaped.
  static func note(_ message: String) {
    write(message)
  }

  /// Prints what a thrown error says of itself.
  static func report(_ error: any Error) {
    Self.error(String(describing: error))
  }

  private static func write(_ message: String) {
    ProgressLine.shared.hide()
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
      .map { TerminalText.escaped(String($0), keepingStyles: true) }
    let text = lines.joined(separator: "\n") + "\n"
    unsafe fputs(text, stderr)
  }
}
