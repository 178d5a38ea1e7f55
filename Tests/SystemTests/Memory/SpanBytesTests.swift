import RandomNumbers
import Testing

@testable import System

/// Bytes that are lent, held against arrays.
struct SpanBytesTests {
  private static func bytes(_ numbers: inout SeededGenerator, upTo length: Int) -> [UInt8] {
    let values: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF]
    return (0..<numbers.next(below: length + 1)).map { _ in values[numbers.next(below: 5)] }
  }

  @Test(arguments: 1...4) func `compares as arrays do`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<1_000 {
      let one = Self.bytes(&numbers, upTo: 6)
      let other = Self.bytes(&numbers, upTo: 6)
      let order = one.span.order(beside: other.span)
      #expect((order < 0) == one.lexicographicallyPrecedes(other), "\(one) \(other)")
      #expect((order > 0) == other.lexicographicallyPrecedes(one), "\(one) \(other)")
      #expect(one.span.isSame(as: other.span) == (one == other))
      #expect(one.span.starts(with: other.span) == one.starts(with: other))
      #expect(one.span.firstIndex(of: 0x80) == one.firstIndex(of: 0x80))
    }
  }

  @Test(arguments: 1...4) func `copies what it is a part of`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let bytes = Self.bytes(&numbers, upTo: 30)
      let start = numbers.next(below: bytes.count + 1)
      let range = start..<(start + numbers.next(below: bytes.count - start + 1))
      let part = bytes.span.extracting(range)
      #expect(part.array == Array(bytes[range]))
      #expect(part.text == String(decoding: bytes[range], as: UTF8.self))
      var copy: [UInt8] = [9]
      part.append(to: &copy)
      part.memory.append(to: &copy)
      #expect(copy == [9] + bytes[range] + bytes[range])
    }
  }

  @Test func `nothing is before everything, and the beginning of all`() {
    let none: [UInt8] = []
    let some: [UInt8] = [0]
    #expect(none.span.order(beside: none.span) == 0)
    #expect(none.span.order(beside: some.span) < 0)
    #expect(some.span.order(beside: none.span) > 0)
    #expect(some.span.starts(with: none.span) && !none.span.starts(with: some.span))
    #expect(none.span.firstIndex(of: 0) == nil && none.span.text.isEmpty)
  }

  @Test func `the memory of numbers is their bytes in the order of the machine`() {
    let numbers: [UInt32] = [1, 0xFF00_00AA]
    var bytes: [UInt8] = []
    numbers.span.memory.append(to: &bytes)
    #expect(bytes == [1, 0, 0, 0, 0xAA, 0, 0, 0xFF])
  }

  @Test func `digits are those of hexadecimal numbers alone`() {
    for byte in UInt8.min...UInt8.max {
      let character = Character(Unicode.Scalar(byte))
      let wanted = byte < 0x80 ? character.hexDigitValue.map { UInt8($0) } : nil
      #expect(byte.hexadecimalValue == wanted)
    }
    #expect(UInt8(hexadecimal: 0x61, 0x42) == 0xAB)
    #expect(UInt8(hexadecimal: 0x2B, 0x31) == nil && UInt8(hexadecimal: 0x31, 0x67) == nil)
  }
}
