import CZlib
import MappedStorage

/// A compressed block of stored text that is decompressed only as far as somebody reads.
///
/// For one search in one thread. The bytes were compared with their checksum before.
@safe final class StoredBlock {
  /// The number of the block in its segment.
  let number: Int

  /// The length of the whole block.
  let length: Int

  /// The bytes; those from `count` on are not decompressed yet.
  private(set) var bytes: [UInt8]

  /// How many bytes are decompressed.
  private(set) var count = 0

  private let compressed: MappedArray<UInt8>
  private nonisolated(unsafe) let stream: UnsafeMutablePointer<z_stream>

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
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let code = unsafe parlance_inflate_init(stream, Deflate.windowBits)
    precondition(code == Z_OK, "zlib ran out of memory")
    unsafe stream.pointee.next_in = UnsafeMutablePointer(
      mutating: compressed.unsafeBuffer.baseAddress)
    unsafe stream.pointee.avail_in = UInt32(compressed.count)
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Decompresses up to `end` at least, if the block is that long and sound.
  func inflate(to end: Int) {
    guard end > count, count < length else { return }
    let target = min(length, max(end, count + Self.step))
    let start = count
    unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      unsafe stream.pointee.next_out = buffer.baseAddress.map { unsafe $0 + start }
      unsafe stream.pointee.avail_out = UInt32(target - start)
      // What follows shows by its length whether it worked.
      _ = unsafe CZlib.inflate(stream, Z_SYNC_FLUSH)
      count = target - Int(unsafe stream.pointee.avail_out)
    }
  }
}

/// How stored text is compressed: deflate without a header, since the index has checksums of its own.
enum Deflate {
  /// The size of the window, as zlib writes it where there is no header.
  static let windowBits: Int32 = -15

  /// The level: the fastest.
  private static let level: Int32 = 1

  /// Appends some bytes, compressed.
  static func append(_ bytes: [UInt8], to output: inout [UInt8]) {
    var stream = unsafe z_stream()
    var code = unsafe parlance_deflate_init(&stream, level, windowBits)
    precondition(code == Z_OK, "zlib ran out of memory")
    defer { unsafe deflateEnd(&stream) }
    var bytes = bytes
    let start = output.count
    let space = Int(unsafe deflateBound(&stream, UInt(bytes.count)))
    output.append(contentsOf: repeatElement(0, count: space))
    unsafe bytes.withUnsafeMutableBufferPointer { input in
      unsafe output.withUnsafeMutableBufferPointer { output in
        unsafe stream.next_in = input.baseAddress
        unsafe stream.avail_in = UInt32(input.count)
        unsafe stream.next_out = output.baseAddress.map { unsafe $0 + start }
        unsafe stream.avail_out = UInt32(space)
        code = unsafe deflate(&stream, Z_FINISH)
      }
    }
    precondition(code == Z_STREAM_END, "zlib's bound is enough")
    output.removeLast(Int(unsafe stream.avail_out))
  }
}
