internal import CPlatform

/// The processors that the system lets this process use.
package enum Processors {
  /// How many there are, at least one.
  package static let count = allowed()

  /// How many the calling thread may run on, at least one.
  ///
  /// `taskset` and the CPU sets of containers narrow that; the number of processors that are online knows
  /// nothing of either, and more workers than processors only take turns.
  static func allowed() -> Int { max(1, Int(parlance_allowed_processors())) }
}
