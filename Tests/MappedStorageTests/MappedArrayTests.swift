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
}
