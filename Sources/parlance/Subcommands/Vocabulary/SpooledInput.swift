import Glibc
import MappedStorage

/// Standard input as a file that can be read twice; it is gone with the value.
@safe final class SpooledInput {
  /// How a person writes standard input in place of a file.
  static let argument = "-"

  /// The name under which what came in is known.
  static let name = "standard input"

  /// The path of the file.
  let path: String

  /// Copies standard input to its end into a temporary file.
  ///
  /// - Throws: `StorageError`.
  init() throws {
    let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/parlance-input.XXXXXX".utf8CString)
    let descriptor = unsafe template.withUnsafeMutableBufferPointer { buffer in
      unsafe buffer.baseAddress.map { unsafe mkstemp($0) } ?? -1
    }
    guard descriptor >= 0 else { throw StorageError.unwritable(path: folder, errno: errno) }
    defer { close(descriptor) }
    path = unsafe template.withUnsafeBufferPointer { buffer in
      unsafe buffer.baseAddress.map { unsafe String(cString: $0) } ?? folder
    }
    var chunk = [UInt8](repeating: 0, count: 256 << 10)
    while true {
      let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(0, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw StorageError.unreadable(path: Self.name, errno: errno) }
      if count == 0 { return }
      var offset = 0
      while offset < count {
        let written = unsafe chunk.withUnsafeBytes { bytes in
          unsafe bytes.baseAddress.map { unsafe write(descriptor, $0 + offset, count - offset) }
            ?? -1
        }
        if written < 0, errno == EINTR { continue }
        guard written >= 0 else { throw StorageError.unwritable(path: path, errno: errno) }
        offset += written
      }
    }
  }

  deinit {
    unsafe unlink(path)
  }
}
