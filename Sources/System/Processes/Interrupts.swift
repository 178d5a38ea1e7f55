internal import CPlatform

/// SIGINT, SIGTERM and SIGHUP as a counter that long work polls.
package enum Interrupts {
  /// Counts the signals from now on instead of dying; the third one ends the process with status 130.
  ///
  /// A SIGHUP that is ignored, as nohup wants it, stays so. A write to a closed pipe fails instead of
  /// killing the process.
  package static func catchAll() { parlance_catch_interrupts() }

  /// How many signals came.
  package static var count: Int { Int(parlance_interrupt_count()) }

  /// How many of them were SIGHUP: the terminal is gone.
  package static var hangUpCount: Int { Int(parlance_hangup_count()) }
}
