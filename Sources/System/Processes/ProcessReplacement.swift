internal import Glibc

/// Running another program in place of this one.
package enum ProcessReplacement {
  /// Runs a program in this process; returns only if that fails.
  ///
  /// - Parameters:
  ///   - path: the program.
  ///   - arguments: its arguments, its own name first.
  /// - Returns: why it could not be run.
  package static func execute(_ path: String, _ arguments: [String]) -> SystemError {
    var pointers = unsafe arguments.map { unsafe strdup($0) }
    unsafe pointers.append(nil)
    defer { unsafe pointers.forEach { unsafe free($0) } }
    _ = unsafe execv(path, pointers)
    return .last
  }
}
