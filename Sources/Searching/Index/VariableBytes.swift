/// Numbers of 7 bits a byte, the lowest first; the last byte is below 128.
enum VariableBytes {
  /// The most bytes that a number takes.
  static let longest = 5

  /// Appends a number.
  @inline(__always)
  static func append(_ number: UInt32, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Reads a number at `offset` and moves it on; `nil` past the end.
  @inline(__always)
  static func read<Bytes: RandomAccessCollection<UInt8>>(
    _ bytes: Bytes, _ offset: inout Int
  ) -> UInt32? where Bytes.Index == Int {
    var value: UInt32 = 0
    var shift: UInt32 = 0
    while offset < bytes.endIndex, shift < 35 {
      let byte = bytes[offset]
      offset += 1
      value |= UInt32(byte & 0x7F) &<< shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }
}
