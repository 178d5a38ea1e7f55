import RandomNumbers
import Testing

@testable import System

struct BytePatternTests {
  private static func places(_ needle: [UInt8], _ bytes: [UInt8]) -> [Int] {
    bytes.indices.filter { bytes[$0...].starts(with: needle) }
  }

  @Test(arguments: 1...4) func `finds what a scan finds`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let bytes = (0..<numbers.next(below: 30)).map { _ in UInt8(0x61 + numbers.next(below: 3)) }
      for (needle, letters) in [("a", "a"), ("ab", "ab"), ("aba", "aba")]
        as [(StaticString, String)]
      {
        let places = Self.places(Array(letters.utf8), bytes)
        #expect(BytePattern.first(needle, in: bytes, from: 0) == places.first)
        #expect(BytePattern.last(needle, in: bytes) == places.last)
        #expect(BytePattern.contains(needle, in: bytes) == !places.isEmpty)
        let start = numbers.next(below: 31)
        #expect(
          BytePattern.first(needle, in: bytes, from: start) == places.first { $0 >= start },
          "\(needle) from \(start) in \(bytes)")
      }
    }
  }

  @Test(arguments: 1...4) func `finds a byte in a part as a scan of it does`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let bytes = (0..<numbers.next(below: 30)).map { _ in UInt8(numbers.next(below: 3)) }
      let start = numbers.next(below: 40)
      let range = start..<(start + numbers.next(below: 40))
      let place = bytes.indices.first { range.contains($0) && bytes[$0] == 2 }
      #expect(BytePattern.first(2, in: bytes, range) == place, "\(range) of \(bytes)")
    }
  }

  @Test(arguments: [Int.min, -1, 3, 4, Int.max])
  func `outside the bytes there is nothing`(start: Int) {
    #expect(BytePattern.first("a", in: Array("aaa".utf8), from: start) == nil)
  }
}

struct UTF8BytesTests {
  /// The length by the standard library, which knows whole texts only.
  private static func length(_ bytes: [UInt8], at index: Int) -> Int {
    (1...4).first { length in
      index + length <= bytes.count
        && String(validating: bytes[index..<(index + length)], as: UTF8.self)?.unicodeScalars.count
          == 1
    } ?? 0
  }

  @Test func `every pair of bytes is what the standard library takes it for`() {
    for first in UInt8.min ... .max {
      for second in UInt8.min ... .max {
        let bytes = [first, second]
        #expect(UTF8Bytes.scalarLength(bytes, at: 0) == Self.length(bytes, at: 0), "\(bytes)")
      }
    }
  }

  @Test(
    arguments: [
      [0xE0, 0x9F, 0x80], [0xE0, 0xA0, 0x80], [0xED, 0x9F, 0xBF], [0xED, 0xA0, 0x80],
      [0xEF, 0xBF, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x90, 0x80, 0x80],
      [0xF4, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
      [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xE2, 0x82, 0x41],
    ] as [[UInt8]])
  func `the borders of long forms are those of the standard`(bytes: [UInt8]) {
    #expect(UTF8Bytes.scalarLength(bytes, at: 0) == Self.length(bytes, at: 0))
  }
}
