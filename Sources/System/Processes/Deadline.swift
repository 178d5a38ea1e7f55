/// Until when it is worth going on with what somebody waits for.
///
/// Whoever waits says until when, for all that is called meanwhile on the same thread. What may take long asks now and
/// then whether to go on; where nobody said anything, it goes on to its end.
package struct Deadline: Sendable {
  /// The deadline of what is being done; `nil` if there is none.
  @TaskLocal package static var current: Deadline?

  private let isOver: @Sendable () -> Bool
  private let end: Double?

  /// A deadline so many seconds from now.
  package init(seconds: Double) {
    let end = MonotonicClock.seconds + seconds
    isOver = { MonotonicClock.seconds >= end }
    self.end = end
  }

  /// A deadline that has come when something is so.
  package init(when isOver: @escaping @Sendable () -> Bool) {
    self.isOver = isOver
    end = nil
  }

  /// For how many seconds something may be waited for that may take so many, by the deadline of what is being done.
  ///
  /// - Parameter most: the seconds if there is no deadline, or a later one.
  /// - Returns: seconds, at least 0.
  package static func seconds(atMost most: Double) -> Double {
    guard let end = current?.end else { return most }
    return max(0, min(most, end - MonotonicClock.seconds))
  }

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
