internal import CZlib

/// Deflate compression in one step.
package enum Deflater {
  /// The deflate stream of `bytes`, or `nil` if zlib has no memory.
  ///
  /// - Parameters:
  ///   - bytes: the bytes.
  ///   - wrapping: what surrounds the stream.
  ///   - level: from 1, fast, to 9, small.
  ///   - dictionary: bytes that the reader knows already; what stands there is told by its place. At
  ///     most the last 32 kB count.
  /// - Returns: the stream.
  package static func deflate(
    _ bytes: [UInt8], _ wrapping: DeflateWrapping = .raw, level: Int32 = 6,
    dictionary: [UInt8] = []
  ) -> [UInt8]? {
    var stream = unsafe z_stream()
    guard unsafe parlance_deflate_init(&stream, level, wrapping.rawValue) == Z_OK else {
      return nil
    }
    defer { unsafe deflateEnd(&stream) }
    if !dictionary.isEmpty {
      guard dictionary.count < Int(UInt32.max),
        unsafe deflateSetDictionary(&stream, dictionary, uInt(dictionary.count)) == Z_OK
      else { return nil }
    }
    let capacity = unsafe Int(deflateBound(&stream, uLong(bytes.count)))
    // zlib counts in 32 bits; whoever has more keeps it as it is.
    guard capacity < Int(UInt32.max), bytes.count < Int(UInt32.max) else { return nil }
    var status: Int32 = Z_OK
    let result = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
      unsafe bytes.withUnsafeBufferPointer { input in
        unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe stream.avail_in = uInt(input.count)
        unsafe stream.next_out = output.baseAddress
        unsafe stream.avail_out = uInt(capacity)
        status = unsafe CZlib.deflate(&stream, Z_FINISH)
        count = unsafe capacity - Int(stream.avail_out)
      }
    }
    return status == Z_STREAM_END ? result : nil
  }
}
