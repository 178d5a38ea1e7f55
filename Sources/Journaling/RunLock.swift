internal import CPlatform
internal import Documents
internal import Glibc
package import System

/// The lock of a workspace: one process writes at a time.
///
/// The kernel holds the lock and lets go of it when the process ends, however it ends, so there is
/// no stale lock. The file says who has it, for people.
package final class RunLock {
  private let descriptor: Int32

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
  /// - Throws: `Failure.held` if another process has it.
  package init(path: SharePath, purpose: String, time: String) throws(Failure) {
    descriptor = unsafe path.withCString { unsafe parlance_lock_file($0) }
    guard descriptor >= 0 else {
      let error = errno
      guard error == EWOULDBLOCK else { throw .unavailable(errno: error) }
      let holder = (try? OpenFile(path, limit: 4096).bytes) ?? []
      throw .held(by: String(decoding: holder.filter { $0 >= 0x20 }, as: UTF8.self))
    }
    var host = [CChar](repeating: 0, count: 256)
    _ = unsafe gethostname(&host, 255)
    let name = String(
      decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let text = Array("process \(getpid()) (\(purpose)) on \(name) since \(time)\n".utf8)
    if ftruncate(descriptor, 0) == 0 {
      _ = unsafe text.withUnsafeBytes {
        unsafe parlance_write_all(descriptor, $0.baseAddress, $0.count)
      }
    }
  }

  deinit { close(descriptor) }
}
