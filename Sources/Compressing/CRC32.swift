internal import CZlib

/// CRC-32 as in zip archives.
package enum CRC32 {
  /// The checksum of `bytes`.
  package static func checksum(_ bytes: [UInt8]) -> UInt32 {
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe UInt32(truncatingIfNeeded: parlance_crc32(buffer.baseAddress, buffer.count))
    }
  }
}
