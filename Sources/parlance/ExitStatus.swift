/// The exit status of a command; thrown to end with anything but `done`.
///
/// Wrong usage ends with 64, which the argument parser sets.
enum ExitStatus: Int32, Error {
  /// Done; a search found something.
  case done = 0
  /// Nothing found, or a plan not applied.
  case nothing = 1
  /// An error.
  case failure = 2
  /// Done, but some documents failed or were refused.
  case partly = 3
  /// Interrupted by Ctrl-C or a termination signal.
  case interrupted = 130
}

/// The reader of standard output has gone; the command ends quietly.
struct ClosedPipe: Error {}
