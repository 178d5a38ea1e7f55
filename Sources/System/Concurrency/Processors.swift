internal import Glibc

/// The processors that the system lets this process use.
package enum Processors {
  /// How many there are, at least one.
  package static let count = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}
