import Glibc
import Synchronization
import System

/// One line on standard error that shows how far a long operation is; only on a terminal.
///
/// It appears after a second, is redrawn five times a second, and is wiped when a message or the
/// result is printed.
final class ProgressLine: Sendable {
  static let shared = ProgressLine()

  private struct State {
    var started: Double = 0
    var lastDrawn: Double = 0
    var isShown = false
  }

  private let state = Mutex(State())
  private let isTerminal = isatty(STDERR_FILENO) == 1

  /// Begins a new operation; the clock starts now.
  func begin() {
    state.withLock { $0 = State(started: MonotonicClock.seconds, lastDrawn: 0, isShown: false) }
  }

  /// Shows how far the operation is.
  ///
  /// - Parameters:
  ///   - verb: what is being done, such as `reading`.
  ///   - done: how many are done.
  ///   - total: how many there are, or `nil` if that is not known.
  func update(_ verb: String, done: Int, total: Int?) {
    guard isTerminal else { return }
    let now = MonotonicClock.seconds
    state.withLock { state in
      guard now - state.started > 1, now - state.lastDrawn > 0.2 else { return }
      state.lastDrawn = now
      state.isShown = true
      let rate = Double(done) / (now - state.started)
      var text = "\(verb) \(done)"
      if let total { text += "/\(total)" }
      text += rate >= 10 ? "  \(Int(rate))/s" : "  \((rate * 10).rounded() / 10)/s"
      if let total, rate > 0, total > done {
        text += "  \(Self.duration(Double(total - done) / rate)) left"
      }
      let width = max(20, TerminalWidth.of(descriptor: STDERR_FILENO) - 1)
      StandardError.write("\r\u{1B}[K" + TerminalText.truncated(text, to: width))
    }
  }

  /// Wipes the line, if it is shown.
  func hide() {
    guard isTerminal else { return }
    state.withLock { state in
      guard state.isShown else { return }
      state.isShown = false
      StandardError.write("\r\u{1B}[K")
    }
  }

  private static func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    return whole < 60
      ? "\(whole) s"
      : whole < 3600
        ? "\(whole / 60) min \(whole % 60) s" : "\(whole / 3600) h \(whole / 60 % 60) min"
  }
}
