/// Why a stored file could not be opened or written.
package enum StorageError: Error, Equatable, Sendable {
  /// The file is missing, empty, or cannot be mapped; `errno` is 0 for an empty file.
  case unreadable(path: String, errno: Int32)

  /// The file cannot be written; nothing was changed.
  case unwritable(path: String, errno: Int32)

  /// The bytes are not a file of the expected kind, or were changed or cut since they were written.
  case damaged(path: String, reason: String)

  /// The file was written by another version of the format; rebuild it from its source.
  case otherVersion(path: String, found: UInt32, expected: UInt32)
}

extension StorageError: CustomStringConvertible {
  /// One line: the path, then the cause.
  package var description: String {
    switch self {
    case .unreadable(let path, let code):
      "\(path): cannot be read: \(code == 0 ? "the file is empty" : SystemError.words(code))"
        + (path.contains("\u{FFFD}") ? "\nHint: if the name is not UTF-8, rename the file" : "")
    case .unwritable(let path, let code): "\(path): cannot be written: \(SystemError.words(code))"
    case .damaged(let path, let reason): "\(path): damaged: \(reason)"
    case .otherVersion(let path, let found, let expected):
      "\(path): has format version \(found), this program reads \(expected)"
    }
  }
}
