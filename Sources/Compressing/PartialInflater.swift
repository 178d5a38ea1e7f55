internal import CZlib

/// A raw deflate stream that is inflated only as far as somebody reads; used by one thread at a time.
@safe package final class PartialInflater {
  private let stream: UnsafeMutablePointer<z_stream>

  /// How many bytes of the stream are behind.
  private var consumed = 0

  /// A state at the beginning of a stream.
  ///
  /// - Precondition: zlib gets the memory of a state, 44 kB.
  package init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let code = unsafe parlance_inflate_init(stream, DeflateWrapping.raw.rawValue)
    precondition(code == Z_OK, "zlib ran out of memory")
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deinitialize(count: 1)
    unsafe stream.deallocate()
  }

  /// Inflates further.
  ///
  /// - Parameters:
  ///   - input: the whole stream, the same at each call.
  ///   - output: gets the bytes.
  ///   - range: where they go.
  /// - Returns: how many came; fewer than there is room for where the stream ends or is damaged.
  package func inflate(
    _ input: Span<UInt8>, into output: inout [UInt8], _ range: Range<Int>
  ) -> Int {
    // zlib counts in 32 bits.
    let room = min(range.count, 1 << 30)
    return unsafe input.withUnsafeBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        let rest = min(source.count - consumed, 1 << 30)
        unsafe stream.pointee.next_in =
          UnsafeMutablePointer(mutating: source.baseAddress)?.advanced(by: consumed)
        unsafe stream.pointee.avail_in = uInt(rest)
        unsafe stream.pointee.next_out = target.baseAddress?.advanced(by: range.lowerBound)
        unsafe stream.pointee.avail_out = uInt(room)
        // How much came shows whether it worked.
        _ = unsafe CZlib.inflate(stream, Z_SYNC_FLUSH)
        consumed += unsafe rest - Int(stream.pointee.avail_in)
        return unsafe room - Int(stream.pointee.avail_out)
      }
    }
  }
}
