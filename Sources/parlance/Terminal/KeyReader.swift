import Glibc

/// Reads single keys from the terminal.
enum KeyReader {
  /// Shows a question and reads one key without waiting for a line; `nil` at the end of input.
  static func read(_ question: String) -> Character? {
    StandardOutput.shared.flush()
    ProgressLine.shared.hide()
    StandardError.write(question)
    var settings = termios()
    guard unsafe tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
    let original = settings
    settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
    unsafe tcsetattr(STDIN_FILENO, TCSANOW, &settings)
    var restored = original
    defer {
      unsafe tcsetattr(STDIN_FILENO, TCSANOW, &restored)
      StandardError.write("\n")
    }
    guard let byte = TerminalInput.readByte(), byte != 4 else { return nil }
    return Character(Unicode.Scalar(byte)).lowercased().first
  }
}
