internal import CZlib

/// Why compressed bytes do not inflate.
package enum InflateError: Error, Hashable, Sendable {
  /// More bytes than the limit come out.
  case tooLarge
  /// The bytes are not a deflate stream.
  case badData
  /// The stream ends early.
  case cutOff
}

/// An inflate state of zlib, to be used for one stream after another by one thread at a time.
@safe package final class Inflater {
  private let stream: UnsafeMutablePointer<z_stream>
  private var wrapping: DeflateWrapping?

  /// How many bytes the last stream that came to its end had.
  private var consumedCount = 0

  /// A state that takes memory (44 kB) only when first used.
  package init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
  }

  deinit {
    if wrapping != nil { unsafe inflateEnd(stream) }
    unsafe stream.deinitialize(count: 1)
    unsafe stream.deallocate()
  }

  /// Inflates a gzip file: one member behind another (RFC 1952, 2.2), and zeros that fill a block.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - limit: the most bytes that may come out.
  /// - Returns: what was in all members.
  /// - Throws: `InflateError`, also for other bytes behind the last member.
  package func inflateFile(_ bytes: [UInt8], limit: Int) throws(InflateError) -> [UInt8] {
    var rest = bytes[...]
    var result: [UInt8] = []
    repeat {
      let expected = rest.count > limit / 8 ? limit : rest.count * 8
      let member = try inflate(
        rest, .gzip, expectedSize: expected, limit: limit - result.count)
      if result.isEmpty { result = member } else { result += member }
      rest = rest.dropFirst(consumedCount)
    } while rest.starts(with: [0x1F, 0x8B])
    guard rest.allSatisfy({ $0 == 0 }) else { throw .badData }
    return result
  }

  /// Inflates a whole stream.
  ///
  /// - Parameters:
  ///   - bytes: the compressed bytes; what follows the stream's end is ignored.
  ///   - wrapping: what surrounds the stream.
  ///   - expectedSize: how many bytes are expected, as a first guess only.
  ///   - limit: the most bytes that may come out.
  ///   - dictionary: the bytes that were known when a raw stream was deflated.
  ///   - keepsPartial: whether what came out before an error is returned instead of thrown away.
  /// - Returns: what came out.
  /// - Throws: `InflateError`.
  package func inflate(
    _ bytes: ArraySlice<UInt8>, _ wrapping: DeflateWrapping = .raw, expectedSize: Int, limit: Int,
    dictionary: [UInt8] = [], keepsPartial: Bool = false
  ) throws(InflateError) -> [UInt8] {
    try prepare(wrapping)
    if !dictionary.isEmpty {
      guard
        unsafe inflateSetDictionary(stream, dictionary, uInt(clamping: dictionary.count)) == Z_OK
      else { throw .badData }
    }
    // A stated size is a claim: deflate cannot exceed 1032 to 1.
    let possible = bytes.count > limit / 1032 ? limit : bytes.count * 1032 + 64
    var capacity = min(max(expectedSize, 64), limit, possible)
    var output: [UInt8] = []
    var consumed = 0
    while true {
      let room = capacity - output.count
      var status: Int32 = Z_OK
      let piece = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
        unsafe bytes.withUnsafeBufferPointer { input in
          unsafe status = run(input, &consumed, buffer, &filled)
        }
      }
      if output.isEmpty { output = piece } else { output.append(contentsOf: piece) }
      switch status {
      case Z_STREAM_END:
        consumedCount = consumed
        return output
      case Z_OK, Z_BUF_ERROR:
        // There is room, and no more comes: the input has ended.
        if output.count < capacity {
          if keepsPartial { return output }
          throw .cutOff
        }
        guard capacity < limit else { return try atLimit(output, bytes, consumed, keepsPartial) }
        capacity = min(limit, capacity <= limit / 2 ? capacity * 2 : limit)
      default:
        if keepsPartial { return output }
        throw .badData
      }
    }
  }

  /// Decides when the limit is reached: the stream may end exactly there.
  private func atLimit(
    _ output: [UInt8], _ bytes: ArraySlice<UInt8>, _ consumed: Int, _ keepsPartial: Bool
  ) throws(InflateError) -> [UInt8] {
    var status: Int32 = Z_OK
    var filled = 0
    var consumed = consumed
    let probe = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1)
    defer { unsafe probe.deallocate() }
    unsafe bytes.withUnsafeBufferPointer { input in
      unsafe status = run(input, &consumed, probe, &filled)
    }
    if status == Z_STREAM_END { consumedCount = consumed }
    if status == Z_STREAM_END && filled == 0 || keepsPartial { return output }
    throw .tooLarge
  }

  private func prepare(_ wanted: DeflateWrapping) throws(InflateError) {
    let status: Int32
    if wrapping == nil {
      status = unsafe parlance_inflate_init(stream, wanted.rawValue)
    } else if wrapping == wanted {
      status = unsafe inflateReset(stream)
    } else {
      status = unsafe inflateReset2(stream, wanted.rawValue)
    }
    guard status == Z_OK else { throw .badData }
    wrapping = wanted
  }

  /// Inflates until the output is full, the stream ends, or the input does.
  private func run(
    _ input: UnsafeBufferPointer<UInt8>, _ consumed: inout Int,
    _ output: UnsafeMutableBufferPointer<UInt8>, _ filled: inout Int
  ) -> Int32 {
    // zlib counts in 32 bits: larger buffers are handed over in pieces.
    let piece = 1 << 30
    while true {
      let inputPiece = min(input.count - consumed, piece)
      let outputPiece = min(output.count - filled, piece)
      unsafe stream.pointee.next_in =
        UnsafeMutablePointer(mutating: input.baseAddress)?.advanced(by: consumed)
      unsafe stream.pointee.avail_in = uInt(inputPiece)
      unsafe stream.pointee.next_out = unsafe output.baseAddress?.advanced(by: filled)
      unsafe stream.pointee.avail_out = uInt(outputPiece)
      let status = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
      let took = unsafe inputPiece - Int(stream.pointee.avail_in)
      let gave = unsafe outputPiece - Int(stream.pointee.avail_out)
      consumed += took
      filled += gave
      guard status == Z_OK, took + gave > 0, filled < output.count, consumed < input.count else {
        return status
      }
    }
  }
}
