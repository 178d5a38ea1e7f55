/// Numbers of 7 bits a byte, the lowest first; the last byte is below 128.
package enum VariableBytes {
  /// The most bytes that a number of 32 bits takes.
  package static let longest = 5

  /// Appends a number.
  @inlinable
  @inline(__always)
  package static func append<Number: FixedWidthInteger & UnsignedInteger>(
    _ number: Number, to bytes: inout [UInt8]
  ) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Reads a number at `offset` and moves it on; `nil` past the end, or if it has more bytes than any number.
  @inlinable
  @inline(__always)
  package static func read<
    Number: FixedWidthInteger & UnsignedInteger, Bytes: RandomAccessCollection<UInt8>
  >(
    _ bytes: Bytes, _ offset: inout Int, as type: Number.Type = UInt32.self
  ) -> Number? where Bytes.Index == Int {
    var value: Number = 0
    var shift: Number = 0
    while offset < bytes.endIndex, shift < Number.bitWidth {
      let byte = bytes[offset]
      offset += 1
      value |= Number(truncatingIfNeeded: byte & 0x7F) &<< shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }
}
