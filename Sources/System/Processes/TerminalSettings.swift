internal import Glibc

/// How a terminal hands on what is typed.
package struct TerminalSettings: Sendable {
  private let settings: termios

  private init(_ settings: termios) { self.settings = settings }

  /// The settings in force; `nil` if the descriptor does not belong to a terminal.
  package init?(of descriptor: Int32) {
    var settings = termios()
    guard unsafe tcgetattr(descriptor, &settings) == 0 else { return nil }
    self.settings = settings
  }

  /// The same, but each key is handed on at once and not shown.
  package var keyByKey: TerminalSettings {
    var changed = settings
    changed.c_lflag &= ~tcflag_t(ICANON | ECHO)
    return TerminalSettings(changed)
  }

  /// Puts the settings into force; what was typed before is kept.
  package func apply(to descriptor: Int32) {
    var settings = settings
    unsafe tcsetattr(descriptor, TCSANOW, &settings)
  }
}
