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
    // 4 is Ctrl-D, which a terminal that is read key by key does not take for the end of input.
    guard let byte = TerminalInput.readByte(), byte != 4 else { return nil }
    if byte == escape || byte >= 0x80 {
      skipRest(of: byte)
      return Character(Unicode.Scalar(escape))
    }
    return Character(Unicode.Scalar(byte)).lowercased().first
  }

  /// What keys begin with that are no character (ECMA-48); no question has it for an answer.
  private static let escape: UInt8 = 0x1B

  /// Takes the other bytes of a key that is sent as several: an arrow, a function key, a letter beyond ASCII.
  ///
  /// Each of them would pass for a key of its own: ↑ is `ESC [ A`, and its last byte would accept.
  private static func skipRest(of first: UInt8) {
    if first != escape {
      // As many bytes follow as the first of UTF-8 has ones after its highest.
      for _ in 1..<max(1, (~first).leadingZeroBitCount) { _ = TerminalInput.pendingByte() }
      return
    }
    switch TerminalInput.pendingByte() {
    case UInt8(ascii: "["):
      var byte = TerminalInput.pendingByte()
      // The Linux console sends its first five function keys as `ESC [ [ A` to `ESC [ [ E`.
      if byte == UInt8(ascii: "[") { byte = TerminalInput.pendingByte() }
      while let next = byte, !(0x40...0x7E).contains(next) { byte = TerminalInput.pendingByte() }
    case UInt8(ascii: "O"): _ = TerminalInput.pendingByte()
    default: break
    }
  }
}
