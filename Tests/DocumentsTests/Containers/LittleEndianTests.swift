import Testing

@testable import Documents

/// Numbers from archives, whose offsets come from the file and may be anything.
@Suite struct `Little-endian numbers` {
  private static let bytes: [UInt8] = [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0xFF]

  @Test func `are read with the low byte first`() {
    #expect(LittleEndian.uint16(Self.bytes, 0) == 0x0201)
    #expect(LittleEndian.uint32(Self.bytes, 1) == 0x0504_0302)
    #expect(LittleEndian.uint64(Self.bytes, 0) == 0x0807_0605_0403_0201)
    #expect(LittleEndian.uint16(Self.bytes, 7) == 0xFF08)
    #expect(LittleEndian.uint32([0xFF, 0xFF, 0xFF, 0xFF], 0) == 0xFFFF_FFFF)
  }

  @Test(arguments: [-1, Int.min, Int.max, Int.max - 3, 9, 8])
  func `beyond the bytes there is none`(offset: Int) {
    #expect(LittleEndian.uint16(Self.bytes, offset) == nil)
    #expect(LittleEndian.uint32(Self.bytes, offset) == nil)
    #expect(LittleEndian.uint64(Self.bytes, offset) == nil)
  }

  @Test func `the last one that fits is read, one further is not`() {
    #expect(LittleEndian.uint16(Self.bytes, 7) != nil)
    #expect(LittleEndian.uint32(Self.bytes, 5) != nil && LittleEndian.uint32(Self.bytes, 6) == nil)
    #expect(LittleEndian.uint64(Self.bytes, 2) == nil)
    #expect(LittleEndian.uint16([], 0) == nil && LittleEndian.uint16([1], 0) == nil)
  }

  @Test func `a number that no file can have as an offset is none`() {
    let most: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]
    #expect(LittleEndian.uint64(most, 0) == Int.max)
    #expect(LittleEndian.uint64([0, 0, 0, 0, 0, 0, 0, 0x80], 0) == nil)
  }
}
