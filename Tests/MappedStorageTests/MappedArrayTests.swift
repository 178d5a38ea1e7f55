import RandomNumbers
import System
import Testing

@testable import MappedStorage

struct MappedArrayTests {
  private func array(_ bytes: [UInt8]) throws -> MappedArray<UInt8> {
    try #require(MappedArray(MappedBytes(bytes), byteOffset: 0, count: bytes.count))
  }

  @Test(arguments: 0...255)
  func `tells ASCII and printable text as a loop over the bytes does`(odd: Int) throws {
    for length in [1, 7, 8, 9, 17] {
      for place in 0..<length {
        var bytes = [UInt8](repeating: 0x61, count: length)
        bytes[place] = UInt8(odd)
        let array = try array(bytes)
        #expect(array.isASCII == (odd < 0x80))
        #expect(array.isPrintableASCII == (odd >= 0x20 && odd < 0x7F))
      }
    }
  }

  @Test func `iterates and cuts as an array does`() throws {
    let bytes = [UInt8](0..<20)
    let array = try array(bytes)
    #expect(Array(array) == bytes)
    #expect(Array(array[part: 3..<9]) == Array(bytes[3..<9]))
    #expect(array.index(after: 3) == 4 && array.distance(from: 2, to: 9) == 7)
    #expect(array.reversed() == bytes.reversed())
  }

  @Test(arguments: [
    (0, 3, true), (4, 2, true), (12, 0, true), (0, 4, false), (-4, 1, false), (2, 1, false),
    (0, -1, false), (0, Int.max, false), (16, 0, false), (Int.max, 1, false), (.min, 1, false),
  ])
  func `elements that would leave the bytes or lie crooked are none`(
    offset: Int, count: Int, isThere: Bool
  ) {
    let bytes = MappedBytes([UInt8](repeating: 1, count: 12))
    let array = MappedArray<UInt32>(bytes, byteOffset: offset, count: count)
    #expect((array != nil) == isThere)
    #expect(array.map { Array($0) == Array(repeating: 0x0101_0101, count: count) } ?? true)
  }

  @Test(arguments: 1...3) func `orders and compares bytes as arrays do`(seed: UInt64) throws {
    var numbers = SeededGenerator(seed: seed)
    let bytes = (0..<200).map { _ in UInt8([0, 1, 0x7F, 0x80, 0xFF][numbers.next(below: 5)]) }
    let array = try array(bytes)
    for _ in 0..<2000 {
      let start = numbers.next(below: 190)
      let range = start..<(start + numbers.next(below: 6))
      let other = Array(bytes[numbers.next(below: 190)...].prefix(numbers.next(below: 6)))
      let own = Array(bytes[range])
      let order = array.order(range, beside: other.span)
      #expect((order == 0) == (own == other))
      #expect((order < 0) == own.lexicographicallyPrecedes(other), "\(own) beside \(other)")
      #expect(array.starts(range, with: other.span) == own.starts(with: other))
    }
  }

  @Test func `text that is not UTF-8 is repaired`() throws {
    let array = try array(Array("aé".utf8) + [0xFF])
    #expect(array.string(0..<3) == "aé")
    #expect(array.string(0..<4) == "aé\u{FFFD}")
    #expect(array.string(4..<4) == "")
  }
}
