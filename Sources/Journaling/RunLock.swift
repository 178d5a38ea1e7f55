internal import Glibc
package import System

/// The lock of a workspace: one process writes at a time.
///
/// The kernel holds the lock and lets go of it when the process ends, however it ends, so there is
/// no stale lock. The file says who has it, for people.
package final class RunLock {
  private let file: FileDescriptor

  /// Why there is no lock.
  package enum Failure: Error, Sendable, Hashable {
    /// Another process has it; what it wrote into the file: process, command, host, time.
    case held(by: String)
    /// The lock file cannot be opened.
    case unavailable(errno: Int32)
  }

  /// Takes the lock.
  ///
  /// - Parameters:
  ///   - path: the lock file, made if there is none.
  ///   - purpose: the command that takes it, to be written into the file.
  ///   - time: the present time in words, to be written into the file.
  ///   - patience: how many seconds to wait for another process that has it.
  /// - Throws: `Failure.held` if another process has it for longer.
  package init(
    path: SharePath, purpose: String, time: String, patience: Double = 0
  ) throws(Failure) {
    do throws(SystemError) {
      file = try FileDescriptor(locking: path, patience: patience)
    } catch {
      guard error.number == EWOULDBLOCK else { throw .unavailable(errno: error.number) }
      // Who holds it is a help, not a condition: the kernel has said that it is held.
      let holder = try? OpenFolder(path.folder).contents(of: path.name, limit: 4096)
      // Another account may have written the file: what controls a terminal is not passed on.
      throw .held(by: String(decoding: (holder ?? []).filter { $0 >= 0x20 }, as: UTF8.self))
    }
    // What it says is for people: the lock is held without it, on a full disk, too.
    try? file.truncate(to: 0)
    let place = "process \(getpid()) (\(purpose)) on \(Account.host)"
    try? file.write(Array("\(place) since \(time)\n".utf8))
  }
}
