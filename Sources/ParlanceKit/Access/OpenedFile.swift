internal import Glibc
internal import System

/// A regular file that is open for reading, with what the file system says of it.
///
/// Whose it is and who may read it is asked of the file that was opened: its path may lead to another one by then.
package struct OpenedFile {
  private let path: String
  private let file: FileDescriptor
  let identity: FileIdentity

  /// Opens the file at a path, links followed; waits for nothing.
  ///
  /// - Parameter path: the file.
  /// - Throws: `StorageError.unreadable` if it is not there, no regular file, or not to be read.
  init(_ path: String) throws(StorageError) {
    self.path = path
    do throws(SystemError) {
      file = try FileDescriptor(reading: path, waits: false)
    } catch {
      throw .unreadable(path: path, errno: error.number)
    }
    guard let identity = FileIdentity(of: file) else {
      throw .unreadable(path: path, errno: EBADF)
    }
    try identity.checkIsRegular(at: path)
    self.identity = identity
  }

  /// Its bytes, as many as there are, up to a number.
  ///
  /// - Throws: `StorageError.unreadable`.
  func bytes(atMost limit: Int) throws(StorageError) -> [UInt8] {
    do throws(SystemError) {
      return try file.bytes(in: 0..<limit)
    } catch {
      throw .unreadable(path: path, errno: error.number)
    }
  }

  /// The bytes of a file that nobody but its owner may read or write; `nil` if others may.
  ///
  /// - Parameter path: the file, links followed.
  /// - Returns: all of its bytes.
  /// - Throws: `StorageError.unreadable` if it is no regular file that can be read.
  package static func ownBytes(of path: String) throws -> [UInt8]? {
    let opened = try OpenedFile(path)
    guard opened.identity.mode & 0o077 == 0 else { return nil }
    return try opened.bytes(atMost: opened.identity.size)
  }
}
