import System

/// Ctrl-C, polled by long work between two steps.
enum Interruption {
  /// Whether the person or the system asked the command to end.
  static var isRequested: Bool { Interrupts.count > 0 }

  /// Whether it was the terminal that went away, not the person who wanted an end.
  static var isHangUp: Bool { Interrupts.hangUpCount > 0 }

  /// Ends the command with status 130 if that was asked for.
  static func check() throws {
    if isRequested { throw ExitStatus.interrupted }
  }
}
