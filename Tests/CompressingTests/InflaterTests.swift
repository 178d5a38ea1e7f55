import Compressing
import RandomNumbers
import Testing

/// Deflate streams there and back, cut, damaged and larger than allowed.
struct InflaterTests {
  /// Bytes that compress more or less well.
  private func bytes(_ count: Int, _ numbers: inout SeededGenerator) -> [UInt8] {
    let letters = 1 + numbers.next(below: 256)
    return (0..<count).map { _ in UInt8(truncatingIfNeeded: numbers.next(below: letters)) }
  }

  private func packed(_ bytes: [UInt8], _ wrapping: DeflateWrapping) throws -> [UInt8] {
    try #require(Deflater.deflate(bytes, wrapping))
  }

  @Test(arguments: [DeflateWrapping.raw, .zlib, .gzip], 1...3)
  func `what was deflated comes back, whatever length is expected`(
    wrapping: DeflateWrapping, seed: UInt64
  ) throws {
    var numbers = SeededGenerator(seed: seed)
    let inflater = Inflater()
    for _ in 0..<40 {
      let whole = bytes(numbers.next(below: 5000), &numbers)
      let stream = try packed(whole, wrapping)
      for expected in [0, whole.count, 1 << 20] {
        #expect(
          try inflater.inflate(stream[...], wrapping, expectedSize: expected, limit: whole.count)
            == whole)
        #expect(
          try inflater.inflate(
            (stream + [1, 2])[...], wrapping, expectedSize: expected, limit: 1 << 20) == whole)
      }
    }
  }

  @Test func `one byte beyond the limit is one too many`() throws {
    var numbers = SeededGenerator(seed: 5)
    for count in [1, 63, 64, 65, 1000, 4096] {
      let stream = try packed(bytes(count, &numbers), .raw)
      #expect(
        try Inflater().inflate(stream[...], expectedSize: 0, limit: count).count == count)
      for expected in [0, count, count * 2] {
        #expect(throws: InflateError.tooLarge) {
          try Inflater().inflate(stream[...], expectedSize: expected, limit: count - 1)
        }
      }
    }
  }

  @Test(arguments: [DeflateWrapping.raw, .zlib, .gzip])
  func `a stream that is cut anywhere is no whole one`(wrapping: DeflateWrapping) throws {
    var numbers = SeededGenerator(seed: 6)
    let whole = bytes(700, &numbers)
    let stream = try packed(whole, wrapping)
    let inflater = Inflater()
    for length in 0..<stream.count {
      #expect(throws: InflateError.cutOff, "\(length) of \(stream.count)") {
        try inflater.inflate(stream[..<length], wrapping, expectedSize: 700, limit: 1 << 20)
      }
      let part = try inflater.inflate(
        stream[..<length], wrapping, expectedSize: 700, limit: 1 << 20, keepsPartial: true)
      #expect(whole.starts(with: part))
    }
    // The same state does a sound stream afterwards.
    #expect(
      try inflater.inflate(stream[...], wrapping, expectedSize: 0, limit: 1 << 20) == whole)
  }

  @Test(arguments: [DeflateWrapping.zlib, .gzip])
  func `a flipped bit under a checksum changes no content`(wrapping: DeflateWrapping) throws {
    var numbers = SeededGenerator(seed: 7)
    let whole = bytes(300, &numbers)
    let stream = try packed(whole, wrapping)
    // Time, flags and system in the head of gzip mean nothing to the content.
    let start = wrapping == .gzip ? 10 : 0
    for place in start..<stream.count {
      var damaged = stream
      damaged[place] ^= 1 << UInt8(place % 8)
      let found = try? Inflater().inflate(
        damaged[...], wrapping, expectedSize: 300, limit: 1 << 20)
      // The bits that fill the last byte before the checksum mean nothing either.
      #expect(found == nil || found == whole, "at \(place)")
    }
  }

  @Test func `what stands in a dictionary is told by its place`() throws {
    var numbers = SeededGenerator(seed: 8)
    let known = bytes(2000, &numbers)
    let content = Array(known[100..<1900])
    let alone = try packed(content, .raw)
    let stream = try #require(Deflater.deflate(content, dictionary: known))
    #expect(stream.count < alone.count / 4)
    #expect(
      try Inflater().inflate(stream[...], expectedSize: 0, limit: 1 << 16, dictionary: known)
        == content)
    let other = try? Inflater().inflate(
      stream[...], expectedSize: 0, limit: 1 << 16, dictionary: Array(known.reversed()))
    #expect(other != content)
  }

  @Test func `members of gzip stand one behind another, and zeros may fill a block`() throws {
    var numbers = SeededGenerator(seed: 9)
    let parts = (0..<3).map { _ in bytes(200, &numbers) }
    let members = try parts.map { try packed($0, .gzip) }
    let whole = Array(parts.joined())
    let file = Array(members.joined())
    let inflater = Inflater()
    #expect(try inflater.inflateFile(file, limit: 600) == whole)
    #expect(try inflater.inflateFile(file + [0, 0, 0], limit: 600) == whole)
    #expect(throws: InflateError.badData) { try inflater.inflateFile(file + [7], limit: 600) }
    #expect(throws: InflateError.cutOff) {
      try inflater.inflateFile(Array(file.dropLast()), limit: 700)
    }
    // The limit is that of all members together.
    #expect(throws: InflateError.tooLarge) { try inflater.inflateFile(file, limit: 599) }
    #expect(throws: InflateError.self) { try inflater.inflateFile([], limit: 600) }
  }

  @Test func `the checksum is that of zip archives`() {
    #expect(CRC32.checksum([]) == 0)
    #expect(CRC32.checksum(Array("123456789".utf8)) == 0xCBF4_3926)
  }

  // MARK: Part by part

  @Test(arguments: 1...3) func `a part is the same as that of the whole`(seed: UInt64) throws {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      let whole = bytes(1 + numbers.next(below: 6000), &numbers)
      let stream = try packed(whole, .raw)
      let inflater = PartialInflater()
      var output = [UInt8](repeating: 0, count: whole.count + 10)
      var count = 0
      while count < output.count {
        let end = min(output.count, count + 1 + numbers.next(below: 900))
        let came = inflater.inflate(stream.span, into: &output, count..<end)
        count += came
        if came == 0 { break }
      }
      #expect(count == whole.count)
      #expect(Array(output[..<count]) == whole)
    }
  }

  @Test func `a cut or damaged stream gives what came before, and then nothing`() throws {
    var numbers = SeededGenerator(seed: 4)
    let whole = bytes(3000, &numbers)
    let stream = try packed(whole, .raw)
    for length in stride(from: 0, to: stream.count, by: 97) {
      let inflater = PartialInflater()
      let part = Array(stream[..<length])
      var output = [UInt8](repeating: 0, count: whole.count)
      let count = inflater.inflate(part.span, into: &output, 0..<whole.count)
      #expect(count < whole.count && whole.starts(with: output[..<count]))
      #expect(inflater.inflate(part.span, into: &output, count..<whole.count) == 0)
    }
  }
}
