internal import Compressing

/// Deflate in zlib's own framing (RFC 1950), for text kept in the catalog.
enum Compression {
  /// Compresses `bytes`; the length before is stored in front, in 8 bytes little-endian.
  static func compress(_ bytes: [UInt8]) -> [UInt8] {
    // Texts of 30 kB are six per cent larger than at the usual level, in half the time.
    guard let compressed = Deflater.deflate(bytes, .zlib, level: 3) else {
      preconditionFailure("zlib ran out of memory")
    }
    return (0..<8).map { UInt8(truncatingIfNeeded: bytes.count >> (8 * $0)) } + compressed
  }

  /// What is compressed may be 1,032 times as long before, zlib's limit.
  private static let highestRatio: UInt64 = 1_100

  /// Gives back what was compressed, or `nil` if the bytes are damaged.
  static func decompress(_ bytes: [UInt8], limit: Int = 1 << 30) -> [UInt8]? {
    guard bytes.count >= 8 else { return nil }
    var count: UInt64 = 0
    for index in 0..<8 { count |= UInt64(bytes[index]) << (8 * UInt64(index)) }
    // A length that was not stored here would take memory for nothing.
    guard count <= UInt64(limit), count <= UInt64(bytes.count) * highestRatio else { return nil }
    // An error and a length other than the one stored come to the same: it is not what was compressed.
    let result = try? Inflater().inflate(
      bytes.dropFirst(8), .zlib, expectedSize: Int(count), limit: Int(count))
    return result?.count == Int(count) ? result : nil
  }
}
