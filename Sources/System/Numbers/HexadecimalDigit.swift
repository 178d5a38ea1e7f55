extension UInt8 {
  /// The value of an ASCII byte as a hexadecimal digit of either case; `nil` for any other byte.
  ///
  /// `UInt8("+1", radix: 16)` is a number, too: what a format writes as two digits is read digit by digit.
  @inlinable package var hexadecimalValue: UInt8? {
    switch self {
    case 0x30...0x39: self &- 0x30
    case 0x41...0x46: self &- 0x37
    case 0x61...0x66: self &- 0x57
    default: nil
    }
  }

  /// The byte that two ASCII digits stand for; `nil` if one is no digit.
  @inlinable package init?(hexadecimal high: UInt8, _ low: UInt8) {
    guard let high = high.hexadecimalValue, let low = low.hexadecimalValue else { return nil }
    self = high << 4 | low
  }
}
