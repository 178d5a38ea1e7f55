/// When a share that is watched is looked at again.
///
/// A burst of changes is one look: a while after its last change, and not later than a longer while after its first.
/// Where changes are not noticed, and after a look that failed, the next one comes by itself.
package struct WatchPace: Sendable {
  /// How long nothing has to change before a look, in seconds.
  package let quiet: Double

  /// The longest time from a change to a look, in seconds.
  package let patience: Double

  /// The time between looks that come by themselves, in seconds.
  package let interval: Double

  private var first: Double?
  private var last = 0.0
  private var byItself: Double?

  /// A pace.
  package init(quiet: Double, patience: Double, interval: Double) {
    self.quiet = quiet
    self.patience = max(patience, quiet)
    self.interval = interval
  }

  /// Notes that something changed.
  package mutating func noteChange(at now: Double) {
    if first == nil { first = now }
    last = now
  }

  /// Notes a look.
  ///
  /// - Parameters:
  ///   - now: when it began: what changed since counts for the next one.
  ///   - comesAgain: whether the next one comes by itself.
  package mutating func noteLook(at now: Double, comesAgain: Bool) {
    first = nil
    byItself = comesAgain ? now + interval : nil
  }

  /// When the next look is due, as far as is known.
  package var due: Double? {
    let burst = first.map { min(last + quiet, $0 + patience) }
    guard let burst, let byItself else { return burst ?? byItself }
    return min(burst, byItself)
  }
}
