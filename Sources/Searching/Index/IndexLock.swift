internal import CPlatform
internal import Glibc
internal import MappedStorage
internal import System

/// The right to change an index, held by one writer of all processes at a time.
///
/// The system takes it back when the process ends, however it ends. Readers need none.
package final class IndexLock: Sendable {
  private let descriptor: Int32

  private static let name = "lock"
  private static let pause: UInt32 = 20_000

  /// Waits for the right to change the index in a folder, which is made if it does not exist.
  ///
  /// - Parameters:
  ///   - folder: the folder of the index.
  ///   - patience: how many seconds to wait for another writer.
  /// - Throws: `IndexError.busy` if another writer holds it longer; `StorageError.unwritable`.
  package init(folder: String, patience: Double = 60) throws {
    if unsafe mkdir(folder, 0o700) != 0, errno != EEXIST {
      throw StorageError.unwritable(path: folder, errno: errno)
    }
    let path = "\(folder)/\(Self.name)"
    descriptor = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StorageError.unwritable(path: path, errno: errno) }
    let adopted = unsafe parlance_adopt_owner(descriptor, path)
    guard adopted == 0 else { throw StorageError.unwritable(path: path, errno: adopted) }
    var pauses = Int(patience * 1e6) / Int(Self.pause)
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      guard errno == EWOULDBLOCK, pauses > 0 else {
        let code = errno
        if code == EWOULDBLOCK { throw IndexError.busy(path: folder) }
        throw StorageError.unwritable(path: path, errno: code)
      }
      pauses -= 1
      usleep(Self.pause)
    }
  }

  deinit { close(descriptor) }
}
