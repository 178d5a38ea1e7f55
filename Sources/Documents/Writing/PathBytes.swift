/// A path as the kernel knows it: bytes without a NUL, not necessarily UTF-8.
package struct PathBytes: Hashable, Sendable {
  /// The bytes, without a terminating NUL.
  package let bytes: [UInt8]

  /// A path of bytes; cut at the first NUL, as the kernel would.
  package init(bytes: [UInt8]) {
    self.bytes = bytes.firstIndex(of: 0).map { Array(bytes[..<$0]) } ?? bytes
  }

  /// A path of a string's UTF-8.
  package init(_ string: String) { self.init(bytes: Array(string.utf8)) }

  /// The folder that holds it; `.` for a bare name.
  package var folder: PathBytes {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return PathBytes(".") }
    return PathBytes(bytes: slash == 0 ? [UInt8(ascii: "/")] : Array(bytes[..<slash]))
  }

  /// What follows the last slash.
  package var name: [UInt8] {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return bytes }
    return Array(bytes[(slash + 1)...])
  }

  /// The path with `name` added behind a slash.
  package func appending(_ name: [UInt8]) -> PathBytes {
    let slash: [UInt8] = bytes.last == UInt8(ascii: "/") || bytes.isEmpty ? [] : [UInt8(ascii: "/")]
    return PathBytes(bytes: bytes + slash + name)
  }

  /// The path with `suffix` put behind its last byte.
  package func extended(by suffix: String) -> PathBytes {
    PathBytes(bytes: bytes + Array(suffix.utf8))
  }

  /// Calls `body` with the path as a C string.
  package func withCString<Result>(_ body: (UnsafePointer<CChar>) throws -> Result) rethrows
    -> Result
  {
    let terminated = bytes.map { CChar(bitPattern: $0) } + [0]
    return try unsafe terminated.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else {
        preconditionFailure("a terminated array is empty")
      }
      return unsafe try body(base)
    }
  }
}

extension PathBytes: CustomStringConvertible {
  /// The path as text, invalid UTF-8 repaired: for people, never for the kernel.
  package var description: String { String(decoding: bytes, as: UTF8.self) }
}
