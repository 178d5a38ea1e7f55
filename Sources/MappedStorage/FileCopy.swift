internal import System

/// Copies regular files piece by piece, under names made of their content.
package enum FileCopy {
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
    // Its name is made of the content, which is known when all of it was read.
    let target = try AtomicFileStream(path: "\(folder)/incoming")
    var checksum = ChecksumStream()
    do {
      try FileDescriptor(reading: path).forEachPiece { piece in
        let bytes = piece.span.memory
        checksum.update(bytes)
        target.append(bytes)
      }
    } catch let error as SystemError {
      throw StorageError.unreadable(path: path, errno: error.number)
    }
    let result = name(checksum.value)
    try target.commit(as: "\(folder)/\(result)")
    return result
  }
}
