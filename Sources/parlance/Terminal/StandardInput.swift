import Glibc
import System

/// Standard input as bytes.
enum StandardInput {
  /// How a person writes it in place of a file.
  static let argument = "-"

  /// How it is named in messages.
  static let name = "standard input"

  /// Hands the bytes on in chunks up to the end.
  ///
  /// - Throws: `StorageError.unreadable`, what `body` throws, or that the command was interrupted.
  static func forEachChunk(_ body: (ArraySlice<UInt8>) throws -> Void) throws {
    do {
      try FileDescriptor.forEachPiece(of: STDIN_FILENO, onSignal: Interruption.check) { piece in
        try body(piece)
        try Interruption.check()
      }
    } catch let error as SystemError {
      throw StorageError.unreadable(path: name, errno: error.number)
    }
  }

  /// All of the bytes, or those of a file if it is not `-` that is named.
  ///
  /// - Throws: `StorageError`, or that the command was interrupted.
  static func contents(or path: String) throws -> [UInt8] {
    guard path == argument else { return try MappedBytes.contents(of: path) }
    var result: [UInt8] = []
    try forEachChunk { result += $0 }
    return result
  }

  /// Copies the bytes into a new file.
  ///
  /// - Parameter path: the path of the file, which must not exist.
  /// - Throws: `StorageError`, or that the command was interrupted.
  static func copy(to path: String) throws {
    let file = try writing(path) { () throws(SystemError) in try FileDescriptor(creating: path) }
    try forEachChunk { chunk in
      try writing(path) { () throws(SystemError) in try file.write(chunk) }
    }
  }

  private static func writing<Result>(
    _ path: String, _ body: () throws(SystemError) -> Result
  ) throws(StorageError) -> Result {
    do throws(SystemError) {
      return try body()
    } catch {
      throw .unwritable(path: path, errno: error.number)
    }
  }
}
