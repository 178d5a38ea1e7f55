internal import CPlatform
internal import Glibc

/// SIGINT, SIGTERM and SIGHUP as a counter that long work polls.
package enum Interrupts {
  /// Counts the signals from now on instead of dying; the third one ends the process with status 130.
  ///
  /// A SIGHUP that is ignored, as nohup wants it, stays so. A write to a closed pipe fails instead of
  /// killing the process.
  package static func catchAll() { parlance_catch_interrupts() }

  /// Does what must come to an end of its own, however long ago it was interrupted.
  ///
  /// The alarm that ends a process soon after a signal comes a second after the end of the work then.
  package static func outlasting<Result>(_ body: () throws -> Result) rethrows -> Result {
    var before = sigaction()
    var ignoring = sigaction()
    unsafe ignoring.__sigaction_handler.sa_handler = SIG_IGN
    unsafe sigaction(SIGALRM, &ignoring, &before)
    defer {
      unsafe sigaction(SIGALRM, &before, nil)
      if count > 0 { alarm(1) }
    }
    return try body()
  }

  /// How many signals came.
  package static var count: Int { Int(parlance_interrupt_count()) }

  /// How many of them were SIGHUP: the terminal is gone.
  package static var hangUpCount: Int { Int(parlance_hangup_count()) }
}
