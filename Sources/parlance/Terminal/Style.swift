import Glibc
import ParlanceKit
import Synchronization
import System

/// When output is colored.
enum ColorChoice: String, CaseIterable, Sendable {
  /// On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`.
  case auto = "auto"
  /// Always.
  case always = "always"
  /// Never.
  case never = "never"

  /// The choice in force, set once from the command line.
  static let current = Mutex<ColorChoice>(.auto)

  /// Whether output to `descriptor` is to be colored.
  static func isColored(_ descriptor: Int32) -> Bool {
    switch current.withLock({ $0 }) {
    case .always: true
    case .never: false
    case .auto:
      isTerminal(descriptor) && environment("NO_COLOR").isEmpty && environment("TERM") != "dumb"
    }
  }

  /// Whether a standard stream is a terminal; asked of the system once.
  private static func isTerminal(_ descriptor: Int32) -> Bool {
    switch descriptor {
    case STDOUT_FILENO: StandardOutput.shared.isTerminal
    case STDERR_FILENO: isErrorTerminal
    default: isatty(descriptor) == 1
    }
  }

  private static let isErrorTerminal = isatty(STDERR_FILENO) == 1

  private static func environment(_ name: String) -> String {
    ProcessEnvironment.variable(name) ?? ""
  }
}

/// What a piece of text is, and so how it looks on a terminal.
enum Style: String, Sendable {
  /// A heading or a value that stands out.
  case strong = "1"
  /// Of lesser weight.
  case faint = "2"
  /// A hit in a passage.
  case highlight = "1;33"
  /// A facet or a field.
  case field = "36"
  /// A value added.
  case added = "32"
  /// A value removed.
  case removed = "31"
  /// An error.
  case error = "1;31"
  /// A warning.
  case warning = "1;35"

  /// The style of a part of a report; `nil` for text like any other.
  init?(_ role: ReportText.Role) {
    switch role {
    case .plain: return nil
    case .strong: self = .strong
    case .field: self = .field
    case .faint: self = .faint
    case .added: self = .added
    case .removed: self = .removed
    case .warning: self = .warning
    case .error: self = .error
    }
  }

  /// `text` in this style if the descriptor shows colors, else as it is.
  func apply(_ text: String, to descriptor: Int32 = STDOUT_FILENO) -> String {
    ColorChoice.isColored(descriptor) ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
  }
}
