/// Until when it is worth going on with what somebody waits for.
///
/// Whoever waits says until when, for all that is called meanwhile on the same thread. What may take long asks now and
/// then whether to go on; where nobody said anything, it goes on to its end.
package struct Deadline: Sendable {
  /// The deadline of what is being done; `nil` if there is none.
  @TaskLocal package static var current: Deadline?

  private let isOver: @Sendable () -> Bool

  /// A deadline so many seconds from now.
  package init(seconds: Double) {
    let end = MonotonicClock.seconds + seconds
    self.init { MonotonicClock.seconds >= end }
  }

  /// A deadline that has come when something is so.
  package init(when isOver: @escaping @Sendable () -> Bool) { self.isOver = isOver }

  /// - Throws: `DeadlinePassed` if it has come.
  package func check() throws(DeadlinePassed) {
    if isOver() { throw DeadlinePassed() }
  }

  /// - Throws: `DeadlinePassed` if that of what is being done has come.
  package static func check() throws(DeadlinePassed) { try current?.check() }
}

/// What was not finished when nobody waited for it any more.
package struct DeadlinePassed: Error, Equatable, Sendable, CustomStringConvertible {
  /// What it is.
  package var description: String { "it took too long" }
}
