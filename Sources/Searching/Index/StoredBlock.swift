import Compressing
import MappedStorage

/// A compressed block of stored text that is decompressed only as far as somebody reads.
///
/// For one search in one thread. The bytes were compared with their checksum before.
final class StoredBlock {
  /// The number of the block in its segment.
  let number: Int

  /// The length of the whole block.
  let length: Int

  /// The bytes; those from `count` on are not decompressed yet.
  private(set) var bytes: [UInt8]

  /// How many bytes are decompressed.
  private(set) var count = 0

  private let compressed: MappedArray<UInt8>
  private let inflater = PartialInflater()

  /// How many bytes are decompressed at least when some are wanted.
  private static let step = 1024

  /// A block.
  ///
  /// - Parameters:
  ///   - number: its number.
  ///   - compressed: its bytes as deflate made them.
  ///   - length: its length.
  init(number: Int, _ compressed: MappedArray<UInt8>, length: Int) {
    self.number = number
    self.length = length
    self.compressed = compressed
    bytes = [UInt8](repeating: 0, count: length)
  }

  /// Decompresses up to `end` at least, if the block is that long and sound.
  func inflate(to end: Int) {
    guard end > count, count < length else { return }
    let target = min(length, max(end, count + Self.step))
    // A span must not depend on a property of an object whose other property changes meanwhile.
    let compressed = compressed
    // What follows shows by its length whether it worked.
    count += inflater.inflate(compressed.span, into: &bytes, count..<target)
  }

  /// Appends some bytes, compressed: without a header, since the index has checksums of its own, and as fast as may be.
  static func append(_ bytes: [UInt8], to output: inout [UInt8]) {
    guard let compressed = Deflater.deflate(bytes, level: 1) else {
      preconditionFailure("zlib ran out of memory")
    }
    output += compressed
  }
}
