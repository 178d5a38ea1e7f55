import Glibc
import System

/// Standard input as bytes.
enum StandardInput {
  /// How a person writes it in place of a file.
  static let argument = "-"

  /// How it is named in messages.
  static let name = "standard input"

  private static let chunkSize = 256 << 10

  /// Hands the bytes on in chunks up to the end.
  ///
  /// - Throws: `StorageError.unreadable`, what `body` throws, or that the command was interrupted.
  static func forEachChunk(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    var chunk = [UInt8](repeating: 0, count: chunkSize)
    while true {
      let count = unsafe read(STDIN_FILENO, &chunk, chunk.count)
      if count == 0 { return }
      if count > 0 {
        unsafe try chunk.withUnsafeBytes {
          try unsafe body(UnsafeRawBufferPointer(rebasing: $0[..<count]))
        }
      } else if errno != EINTR {
        throw StorageError.unreadable(path: name, errno: errno)
      }
      try Interruption.check()
    }
  }

  /// All of the bytes, or those of a file if it is not `-` that is named.
  ///
  /// - Throws: `StorageError`, or that the command was interrupted.
  static func contents(or path: String) throws -> [UInt8] {
    guard path == argument else { return try MappedBytes.contents(of: path) }
    var result: [UInt8] = []
    try unsafe forEachChunk { unsafe result.append(contentsOf: $0) }
    return result
  }

  /// Copies the bytes into a new file.
  ///
  /// - Parameter path: the path of the file, which must not exist.
  /// - Throws: `StorageError`, or that the command was interrupted.
  static func copy(to path: String) throws {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StorageError.unwritable(path: path, errno: errno) }
    let file = FileDescriptor(adopting: descriptor)
    try unsafe forEachChunk { chunk in
      do { try unsafe file.write(chunk) } catch let error as SystemError {
        throw StorageError.unwritable(path: path, errno: error.number)
      }
    }
  }
}
