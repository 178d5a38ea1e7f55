internal import CZlib

/// Deflate in zlib's own framing (RFC 1950), for text kept in the catalog.
enum Compression {
  /// Compresses `bytes`; the length before is stored in front, in 8 bytes little-endian.
  static func compress(_ bytes: [UInt8]) -> [UInt8] {
    var length = compressBound(uLong(bytes.count))
    var result = [UInt8](repeating: 0, count: 8 + Int(length))
    let code = unsafe result.withUnsafeMutableBufferPointer { target in
      unsafe bytes.withUnsafeBufferPointer { source in
        unsafe compress2(
          target.baseAddress?.advanced(by: 8), &length, source.baseAddress,
          uLong(source.count), 3)
      }
    }
    precondition(code == Z_OK, "deflate failed with \(code)")
    for index in 0..<8 { result[index] = UInt8(truncatingIfNeeded: bytes.count >> (8 * index)) }
    result.removeLast(result.count - 8 - Int(length))
    return result
  }

  /// What is compressed may be 1,032 times as long before, zlib's limit.
  private static let highestRatio: UInt64 = 1_100

  /// Gives back what was compressed, or `nil` if the bytes are damaged.
  static func decompress(_ bytes: [UInt8], limit: Int = 1 << 30) -> [UInt8]? {
    guard bytes.count >= 8 else { return nil }
    var count: UInt64 = 0
    for index in 0..<8 { count |= UInt64(bytes[index]) << (8 * UInt64(index)) }
    guard count <= UInt64(limit), count <= UInt64(bytes.count) * highestRatio else { return nil }
    var length = uLong(count)
    var result = [UInt8](repeating: 0, count: Int(count))
    let code = unsafe result.withUnsafeMutableBufferPointer { target in
      unsafe bytes.withUnsafeBufferPointer { source in
        unsafe uncompress(
          target.baseAddress, &length, source.baseAddress?.advanced(by: 8),
          uLong(source.count - 8))
      }
    }
    return (code == Z_OK || (count == 0 && code == Z_BUF_ERROR)) && UInt64(length) == count
      ? result : nil
  }
}
