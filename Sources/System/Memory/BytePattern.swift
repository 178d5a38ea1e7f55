internal import CPlatform

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
