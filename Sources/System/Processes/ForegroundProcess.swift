internal import Glibc

/// A program that a person sees and deals with: it has the descriptors and the environment of this process.
package enum ForegroundProcess {
  /// Runs a program and waits for its end, however long that takes.
  ///
  /// - Parameters:
  ///   - program: its path, or a name that is looked for in the folders of `PATH`.
  ///   - arguments: its arguments, without its own name.
  /// - Returns: whether it ended with status 0.
  /// - Throws: why it could not be started.
  package static func run(_ program: String, _ arguments: [String]) throws(SystemError) -> Bool {
    var words = unsafe ([program] + arguments).map { unsafe strdup($0) }
    unsafe words.append(nil)
    defer { unsafe words.forEach { unsafe free($0) } }
    var process = pid_t()
    let code = unsafe posix_spawnp(&process, program, nil, nil, words, environ)
    guard code == 0 else { throw SystemError(code) }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return status == 0
  }
}
