import Glibc

/// Questions to the person at the terminal.
enum Prompt {
  /// Whether anybody is there to answer: standard input and standard error are terminals.
  static var isPossible: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  /// Asks on standard error and reads a line.
  ///
  /// - Returns: the answer without blanks around it, or `nil` at the end of input or on Ctrl-C.
  static func ask(_ question: String) -> String? {
    StandardOutput.shared.flush()
    // The question stands on a line of its own, below all that was printed before it.
    ProgressLine.shared.hide()
    StandardError.write(TerminalText.escaped(question) + " ")
    var line: [UInt8] = []
    while let byte = TerminalInput.readByte() {
      if byte == 0x0A { return text(line) }
      line.append(byte)
    }
    return line.isEmpty || Interruption.isRequested ? nil : text(line)
  }

  private static func text(_ line: [UInt8]) -> String {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    let trimmed = line.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
    return String(decoding: Array(trimmed), as: UTF8.self)
  }
}
