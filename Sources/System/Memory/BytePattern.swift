internal import CPlatform
internal import Glibc

/// Search for bytes in bytes.
package enum BytePattern {
  /// Whether `needle` occurs.
  package static func contains(_ needle: StaticString, in bytes: [UInt8]) -> Bool {
    first(needle, in: bytes, from: 0) != nil
  }

  /// Where `needle` first occurs at or after `start`.
  package static func first(_ needle: StaticString, in bytes: [UInt8], from start: Int) -> Int? {
    guard start >= 0, start < bytes.count else { return nil }
    return unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress,
        let found = unsafe parlance_find(
          base + start, buffer.count - start, needle.utf8Start, needle.utf8CodeUnitCount)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }

  /// Where a byte first occurs in a part of others.
  ///
  /// - Parameters:
  ///   - byte: what is looked for.
  ///   - bytes: where.
  ///   - range: the part of them; what lies beyond their ends is left out.
  /// - Returns: the place, or `nil`.
  package static func first(_ byte: UInt8, in bytes: [UInt8], _ range: Range<Int>) -> Int? {
    unsafe bytes.withUnsafeBytes { buffer in
      let range = range.clamped(to: 0..<buffer.count)
      guard let base = buffer.baseAddress,
        let found = unsafe memchr(base + range.lowerBound, Int32(byte), range.count)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }

  /// Where `needle` last occurs.
  package static func last(_ needle: StaticString, in bytes: [UInt8]) -> Int? {
    var result: Int?
    var start = 0
    while let found = first(needle, in: bytes, from: start) {
      result = found
      start = found + 1
    }
    return result
  }
}
