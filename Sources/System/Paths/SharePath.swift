/// A path as the bytes that the file system holds: relative to a share, or as the kernel takes it.
///
/// Names on Linux are any bytes but `/` and NUL. `string` maps them to a string and back without
/// loss: valid UTF-8 stays as it is, every other byte becomes one of the private characters U+10FF80
/// to U+10FFFF (and a name's own use of those characters is mapped byte by byte, too).
package struct SharePath: Hashable, Sendable {
  /// The bytes, `/` between folders, no NUL; empty for the share itself or the current folder.
  package let bytes: [UInt8]

  /// A path of its bytes.
  package init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// A path of its lossless string form.
  package init(_ string: String) {
    // UTF-8 of all private characters of the mapping begins with this byte.
    guard string.utf8.contains(0xF4) else {
      bytes = Array(string.utf8)
      return
    }
    var result: [UInt8] = []
    for scalar in string.unicodeScalars {
      if (0x10FF80...0x10FFFF).contains(scalar.value) {
        result.append(UInt8(truncatingIfNeeded: scalar.value))
      } else {
        result.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
      }
    }
    bytes = result
  }

  /// The lossless string form: the path itself if it is valid UTF-8.
  package var string: String {
    mapped { byte, result in
      // UTF-8 of U+10FF00 and the byte, of which the upper half alone (0x80 to 0xFF) occurs.
      result.append(contentsOf: [0xF4, 0x8F, byte < 0xC0 ? 0xBE : 0xBF, byte & 0x3F | 0x80])
    }
  }

  /// The UTF-8 of the lossless string form.
  package var stringBytes: [UInt8] {
    bytes.allSatisfy { $0 < 0x80 } ? bytes : Array(string.utf8)
  }

  /// The form for people: control characters, direction overrides and invalid bytes as `\xNN`.
  package var display: String {
    let readable = mapped { byte, result in
      result.append(contentsOf: Self.escape(byte))
    }
    var result = ""
    for scalar in readable.unicodeScalars {
      if Self.isUnsafe(scalar) {
        for byte in UTF8.encode(scalar).map(Array.init) ?? [] {
          result += String(decoding: Self.escape(byte), as: UTF8.self)
        }
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The bytes with a NUL at the end, as system calls take them; `.` for the empty path.
  package var cString: [CChar] {
    bytes.isEmpty ? [0x2E, 0] : bytes.map { CChar(bitPattern: $0) } + [0]
  }

  /// Calls `body` with the path as a C string.
  package func withCString<Result>(_ body: (UnsafePointer<CChar>) throws -> Result) rethrows
    -> Result
  {
    try unsafe cString.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else {
        preconditionFailure("a terminated array is empty")
      }
      return unsafe try body(base)
    }
  }

  /// The last component.
  package var name: [UInt8] {
    Array(bytes[((bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1)...])
  }

  /// The folder that holds it; empty for a bare name, `/` for what lies there.
  package var folder: SharePath {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return SharePath(bytes: []) }
    return SharePath(bytes: Array(bytes[..<max(1, slash)]))
  }

  /// The letters after the name's last dot in lower case, or empty; none for `.hidden`.
  package var pathExtension: String {
    let name = name
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return "" }
    return String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased()
  }

  /// The path of an entry in this folder.
  package func appending(_ name: some Collection<UInt8>) -> SharePath {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 1 + name.count)
    result += bytes
    if !bytes.isEmpty && bytes.last != UInt8(ascii: "/") { result.append(UInt8(ascii: "/")) }
    result += name
    return SharePath(bytes: result)
  }

  /// The path with `suffix` put behind its last byte.
  package func extended(by suffix: String) -> SharePath {
    SharePath(bytes: bytes + Array(suffix.utf8))
  }

  private static func escape(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return [UInt8(ascii: "\\"), UInt8(ascii: "x"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }

  /// Whatever hides, or turns what is around it, so that two names never look alike.
  ///
  /// What stands for bytes that are no text can be seen.
  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    HiddenCharacter(scalar).map { $0 != .replacement } ?? false
  }

  /// Copies valid UTF-8 and hands every other byte to `other`.
  private func mapped(_ other: (UInt8, inout [UInt8]) -> Void) -> String {
    if let string = String(validating: bytes, as: UTF8.self), !bytes.contains(0xF4) {
      return string
    }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let length = UTF8Bytes.scalarLength(bytes, at: index)
      let isReserved =
        length == 4 && bytes[index] == 0xF4 && bytes[index + 1] == 0x8F && bytes[index + 2] >= 0xBE
      if length > 0 && !isReserved {
        result += bytes[index..<(index + length)]
        index += length
      } else {
        for byte in bytes[index..<(index + max(1, length))] { other(byte, &result) }
        index += max(1, length)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension SharePath: CustomStringConvertible {
  /// The form for people; see `display`.
  package var description: String { display }
}

extension SharePath: Comparable {
  /// Orders by folder, then name, each by its bytes: the order of the walk.
  package static func < (left: SharePath, right: SharePath) -> Bool {
    // `/` sorts before every other byte, so that a folder's content stays together.
    left.bytes.lexicographicallyPrecedes(right.bytes) { one, other in
      let slash = UInt8(ascii: "/")
      if one == slash || other == slash { return one == slash && other != slash }
      return one < other
    }
  }
}
