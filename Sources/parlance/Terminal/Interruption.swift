import System

/// Ctrl-C, polled by long work between two steps.
enum Interruption {
  /// Whether the person or the system asked the command to end.
  static var isRequested: Bool { Interrupts.count > 0 }

  /// Whether it was the terminal that went away, not the person who wanted an end.
  static var isHangUp: Bool { Interrupts.hangUpCount > 0 }

  /// Does what must come to an end of its own after Ctrl-C, such as putting the last files in order.
  ///
  /// Everything else is ended within a second: files are old or new at any moment, never half.
  static func patiently<Result>(_ body: () throws -> Result) rethrows -> Result {
    try Interrupts.outlasting(body)
  }

  /// Ends the command with status 130 if that was asked for.
  static func check() throws {
    if isRequested { throw ExitStatus.interrupted }
  }
}
