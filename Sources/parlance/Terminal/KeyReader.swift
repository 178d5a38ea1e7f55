import Glibc
import System

/// Reads single keys from the terminal.
enum KeyReader {
  /// Shows a question and reads one key without waiting for a line; `nil` at the end of input.
  static func read(_ question: String) -> Character? {
    StandardOutput.shared.flush()
    ProgressLine.shared.hide()
    StandardError.write(question)
    guard let settings = TerminalSettings(of: STDIN_FILENO) else { return nil }
    settings.keyByKey.apply(to: STDIN_FILENO)
    defer {
      settings.apply(to: STDIN_FILENO)
      StandardError.write("\n")
    }
    guard let byte = TerminalInput.readByte(), byte != 4 else { return nil }
    return Character(Unicode.Scalar(byte)).lowercased().first
  }
}
