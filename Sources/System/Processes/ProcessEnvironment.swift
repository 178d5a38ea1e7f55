internal import Glibc

/// The variables that the process was given.
package enum ProcessEnvironment {
  /// The value of a variable; `nil` if it is not set.
  package static func variable(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  /// The value of a variable; `nil` if it is not set, or empty.
  package static func nonemptyVariable(_ name: String) -> String? {
    // `NAME= command` is how a shell user takes a variable away for one command.
    variable(name).flatMap { $0.isEmpty ? nil : $0 }
  }
}
