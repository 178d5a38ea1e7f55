/// Finds text whose UTF-8 was once read as Windows-1252 and encoded again: "Ã¤" for "ä".
enum DoubleEncoding {
  /// The text that was meant, or `nil` if nothing in it looks encoded twice.
  ///
  /// - Complexity: O(length).
  static func decoded(_ text: String) -> String? {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return nil }
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var isChanged = false
    var index = 0
    while index < scalars.count {
      if let (scalar, length) = sequence(scalars[index...]) {
        result.append(scalar)
        isChanged = true
        index += length
      } else {
        result.append(scalars[index])
        index += 1
      }
    }
    return isChanged ? String(result) : nil
  }

  /// The character that the first scalars spell as bytes of UTF-8, and how many they are.
  private static func sequence(
    _ scalars: ArraySlice<Unicode.Scalar>
  ) -> (scalar: Unicode.Scalar, length: Int)? {
    guard let first = scalars.first, let lead = byte(first) else { return nil }
    let length: Int
    switch lead {
    // The letters of Latin, Greek and Cyrillic; other two-byte leads are letters that real text
    // has before a quotation mark.
    case 0xC2...0xC5, 0xCE...0xD1: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return nil
    }
    guard scalars.count >= length else { return nil }
    var bytes: [UInt8] = [lead]
    for scalar in scalars.dropFirst().prefix(length - 1) {
      guard let next = byte(scalar), (0x80...0xBF).contains(next) else { return nil }
      // A closing quotation mark after a capital is more likely than a letter of Latin Extended.
      if length == 2, lead != 0xC2, lead != 0xC3, scalar.properties.generalCategory != .control,
        quotes.contains(scalar)
      {
        return nil
      }
      bytes.append(next)
    }
    let decoded = String(decoding: bytes, as: UTF8.self).unicodeScalars
    // Characters below are controls, which nobody meant.
    guard let scalar = decoded.first, decoded.count == 1, scalar != "\u{FFFD}", scalar.value >= 0xA0
    else { return nil }
    return (scalar, length)
  }

  private static let quotes: Set<Unicode.Scalar> = ["»", "«", "’", "‘", "“", "”", "›", "‹"]

  /// The byte that Windows-1252 has for a character; undefined ones as in ISO 8859-1.
  private static func byte(_ scalar: Unicode.Scalar) -> UInt8? {
    if scalar.value <= 0xFF { return UInt8(scalar.value) }
    return windows1252[scalar.value]
  }

  private static let windows1252: [UInt32: UInt8] = [
    0x20AC: 0x80, 0x201A: 0x82, 0x0192: 0x83, 0x201E: 0x84, 0x2026: 0x85, 0x2020: 0x86,
    0x2021: 0x87, 0x02C6: 0x88, 0x2030: 0x89, 0x0160: 0x8A, 0x2039: 0x8B, 0x0152: 0x8C,
    0x017D: 0x8E, 0x2018: 0x91, 0x2019: 0x92, 0x201C: 0x93, 0x201D: 0x94, 0x2022: 0x95,
    0x2013: 0x96, 0x2014: 0x97, 0x02DC: 0x98, 0x2122: 0x99, 0x0161: 0x9A, 0x203A: 0x9B,
    0x0153: 0x9C, 0x017E: 0x9E, 0x0178: 0x9F,
  ]
}
