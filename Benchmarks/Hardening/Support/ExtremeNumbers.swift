/// Numbers that trap where arithmetic is not checked, and the places of a file where numbers stand.
package enum ExtremeNumbers {
  /// Decimal texts around the bounds of the integer types, beyond them, and those that are no integers.
  package static let decimals = [
    "0", "-1", "1", "255", "65536", "2147483647", "2147483648", "2147483649", "-2147483648",
    "-2147483649", "4294967295", "4294967296", "9223372036854775807", "9223372036854775808",
    "-9223372036854775808", "-9223372036854775809", "18446744073709551615", "18446744073709551616",
    "9999999999999999999999999999999999999999", "0000000000000000000000000000000000000000",
    "0.0000000000000000000000000000000000000001", "1e999", "-1e999", "NaN", "",
  ]

  /// The patterns for a binary field of so many bytes: both bounds of signed and unsigned numbers and their
  /// neighbors, low byte first; they read as extremes from the other end, too.
  package static func patterns(width: Int) -> [[UInt8]] {
    let ones = [UInt8](repeating: 0xFF, count: width)
    let zeros = [UInt8](repeating: 0, count: width)
    func with(_ bytes: [UInt8], last: UInt8? = nil, first: UInt8? = nil) -> [UInt8] {
      var bytes = bytes
      if let first { bytes[0] = first }
      if let last { bytes[width - 1] = last }
      return bytes
    }
    return [
      zeros, ones, with(zeros, first: 1), with(ones, first: 0xFE), with(ones, first: 0xFD),
      with(ones, last: 0x7F), with(zeros, last: 0x80), with(ones, last: 0x7F, first: 0xFE),
      with(zeros, last: 0x40), with(zeros, last: 1),
    ] + floatPatterns(width: width)
  }

  /// Not a number, infinity and its negative, if numbers of that width may be floats.
  private static func floatPatterns(width: Int) -> [[UInt8]] {
    let heads: [[UInt8]] =
      switch width {
      case 4: [[0xC0, 0x7F], [0x80, 0x7F], [0x80, 0xFF]]
      case 8: [[0xF8, 0x7F], [0xF0, 0x7F], [0xF0, 0xFF]]
      default: []
      }
    return heads.map { [UInt8](repeating: 0, count: width - $0.count) + $0 }
  }

  /// The longest runs of decimal digits, a sign before them included, up to `limit` of them.
  package static func digitRuns(in bytes: [UInt8], limit: Int = 100_000) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var index = 0
    while index < bytes.count, result.count < limit {
      guard (0x30...0x39).contains(bytes[index]) else {
        index += 1
        continue
      }
      var start = index
      while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
      if start > 0, bytes[start - 1] == UInt8(ascii: "-") { start -= 1 }
      result.append(start..<index)
    }
    return result
  }
}
