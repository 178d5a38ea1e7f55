internal import CPlatform

/// Writing a file so that it is old or new at any moment, never half.
package enum AtomicFile {
  /// Replaces the file at `path` by `bytes`, durably.
  ///
  /// - Throws: `StorageError.unwritable`; what was at `path` is then unchanged.
  package static func write(_ bytes: [UInt8], to path: String) throws {
    let code = unsafe bytes.withUnsafeBytes { buffer in
      unsafe parlance_write_atomically(path, buffer.baseAddress, buffer.count)
    }
    guard code == 0 else { throw StorageError.unwritable(path: path, errno: code) }
  }

  /// Replaces the file at `path` by `bytes`, durably; see `write(_:to:)` of an array.
  package static func write(_ bytes: MappedBytes, to path: String) throws {
    let code = unsafe parlance_write_atomically(path, bytes.baseAddress, bytes.count)
    guard code == 0 else { throw StorageError.unwritable(path: path, errno: code) }
  }
}
