internal import Glibc
internal import System

/// Copies regular files piece by piece, under names made of their content.
package enum FileCopy {
  /// What tells one state of a file from another.
  package struct Stamp: Equatable, Sendable {
    private let device, inode, size, seconds, nanoseconds: Int

    /// The state of the regular file at `path` now.
    ///
    /// - Throws: `StorageError.unreadable` if there is none.
    package init(of path: String) throws {
      var status = stat()
      guard unsafe stat(path, &status) == 0 else {
        throw StorageError.unreadable(path: path, errno: errno)
      }
      guard status.st_mode & S_IFMT == S_IFREG else {
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        throw StorageError.unreadable(path: path, errno: isFolder ? EISDIR : EINVAL)
      }
      device = Int(bitPattern: UInt(status.st_dev))
      inode = Int(bitPattern: UInt(status.st_ino))
      size = Int(status.st_size)
      seconds = status.st_mtim.tv_sec
      nanoseconds = status.st_mtim.tv_nsec
    }
  }

  /// Copies a file into a folder, durably and in one step.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - folder: the folder, which exists.
  ///   - name: makes the copy's name of the content's `Checksum`.
  /// - Returns: the copy's name.
  /// - Throws: `StorageError.unreadable` or `.unwritable`; nothing is left behind then.
  package static func copy(
    _ path: String, into folder: String, named name: (UInt64) -> String
  ) throws -> String {
    let source = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else { throw StorageError.unreadable(path: path, errno: errno) }
    defer { close(source) }
    let target = try AtomicFileStream(path: "\(folder)/incoming")
    var checksum = ChecksumStream()
    var piece = [UInt8](repeating: 0, count: 256 << 10)
    while true {
      let count = unsafe piece.withUnsafeMutableBytes { buffer in
        unsafe read(source, buffer.baseAddress, buffer.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw StorageError.unreadable(path: path, errno: errno) }
      if count == 0 { break }
      unsafe piece.withUnsafeBytes { buffer in
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: buffer[..<count])
        unsafe checksum.update(bytes)
        unsafe target.append(bytes)
      }
    }
    let result = name(checksum.value)
    try target.commit(as: "\(folder)/\(result)")
    return result
  }
}
