import RandomNumbers
import Testing

@testable import Cataloging

/// Texts in the catalog are deflated.
struct CompressedTextTests {
  private static let texts: [[UInt8]] = [
    [], [0], Array("Harbor Archive".utf8), Array(repeating: 0x61, count: 100_000),
    Array(0...255),
  ]

  @Test(arguments: texts) func `what is compressed comes back`(bytes: [UInt8]) {
    #expect(Compression.decompress(Compression.compress(bytes)) == bytes)
  }

  @Test(arguments: 1...3) func `damaged bytes give nothing, or what they were`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let bytes = (0..<400).map { _ in UInt8.random(in: 0x61...0x65, using: &generator) }
    let whole = Compression.compress(bytes)
    for index in whole.indices {
      var damaged = whole
      damaged[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      let found = Compression.decompress(damaged)
      #expect(found == nil || found == bytes, "byte \(index)")
      #expect(Compression.decompress(Array(whole[..<index])) == nil, "cut at \(index)")
    }
  }

  @Test func `a length that the bytes cannot hold is not made room for`() {
    var bytes = Compression.compress(Array("x".utf8))
    for index in 0..<8 { bytes[index] = 0xFF }
    #expect(Compression.decompress(bytes) == nil)
    let long = Compression.compress(Array(repeating: 0x61, count: 10_000))
    #expect(Compression.decompress(long, limit: 9_999) == nil)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
    (951_782_399, "2000-02-28T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
    (4_102_444_800, "2100-01-01T00:00:00Z"),
    (-86_400, "1969-12-31T00:00:00Z"), (-86_401, "1969-12-30T23:59:59Z"),
    (253_402_300_799, "9999-12-31T23:59:59Z"), (253_402_300_800, "9999-12-31T00:00:00Z"),
    (-62_135_596_801, "0001-01-01T23:59:59Z"), (.max, "9999-12-31T15:30:07Z"),
    (.min, "0001-01-01T08:29:52Z"),
  ])
  func `times are written in UTC`(seconds: Int, text: String) {
    #expect(Timestamp.string(secondsSince1970: seconds) == text)
  }
}
