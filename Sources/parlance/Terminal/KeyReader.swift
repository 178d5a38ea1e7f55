import Glibc

/// Reads single keys from the terminal.
enum KeyReader {
  /// Shows a question and reads one key without waiting for a line; `nil` at the end of input.
  static func read(_ question: String) -> Character? {
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
    var byte: UInt8 = 0
    while true {
      let count = unsafe Glibc.read(STDIN_FILENO, &byte, 1)
      if count < 0, errno == EINTR, !Interruption.isRequested { continue }
      guard count == 1, byte != 4 else { return nil }
      return Character(Unicode.Scalar(byte)).lowercased().first
    }
  }
}
