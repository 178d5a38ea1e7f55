internal import Glibc
internal import System

/// The right to change an index, held by one writer of all processes at a time.
///
/// The system takes it back when the process ends, however it ends. Readers need none.
package final class IndexLock: Sendable {
  private let file: FileDescriptor

  private static let name = "lock"

  /// Waits for the right to change the index in a folder, which is made if it does not exist.
  ///
  /// - Parameters:
  ///   - folder: the folder of the index.
  ///   - patience: how many seconds to wait for another writer.
  /// - Throws: `IndexError.busy` if another writer holds it longer; `StorageError.unwritable`.
  package init(folder: String, patience: Double = 60) throws {
    let path = "\(folder)/\(Self.name)"
    do throws(SystemError) {
      // The index holds the text of all documents, whoever may read them: nobody else gets in.
      try PathChange.makeFolder(folder, mode: 0o700)
      file = try FileDescriptor(locking: SharePath(path), patience: patience)
    } catch {
      if error.number == EWOULDBLOCK { throw IndexError.busy(path: folder) }
      throw StorageError.unwritable(path: path, errno: error.number)
    }
  }
}
