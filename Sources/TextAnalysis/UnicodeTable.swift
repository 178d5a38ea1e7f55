internal import CTextTables

/// A decoded character and the number of bytes that it took.
struct DecodedScalar {
  let scalar: UInt32
  let length: Int
}

/// The generated table of classes and folded forms.
enum UnicodeTable {
  /// What a character does in a word.
  enum Kind: UInt32 {
    /// Ends a word.
    case separator
    /// Makes words.
    case letter
    /// Makes words and numbers.
    case digit
    /// Belongs to the character before it.
    case extending
    /// Is a word of its own.
    case single
  }

  private static let identity: UInt32 = 31

  /// The packed entry of a character.
  static func entry(_ scalar: UInt32) -> UInt32 { parlance_unicode_entry(scalar) }

  /// The class of a character.
  static func kind(_ scalar: UInt32) -> Kind {
    Kind(rawValue: parlance_unicode_entry(scalar) & 7) ?? .separator
  }

  /// Whether a packed entry is a capital's.
  static func isUppercase(_ entry: UInt32) -> Bool { entry & 8 != 0 }

  /// Whether a packed entry is a small letter's.
  static func isLowercase(_ entry: UInt32) -> Bool { entry & 16 != 0 }

  /// Gives the UTF-8 of the folded form of a character, byte by byte.
  static func fold(_ scalar: UInt32, _ body: (UInt8) -> Void) {
    if scalar < 0x80 {
      body(UInt8(truncatingIfNeeded: scalar &- 0x41 < 26 ? scalar | 0x20 : scalar))
      return
    }
    let entry = parlance_unicode_entry(scalar)
    let length = (entry >> 5) & 31
    if length == identity {
      encode(scalar, body)
    } else {
      let offset = entry >> 10
      for index in 0..<length { body(parlance_unicode_fold_byte(offset + index)) }
    }
  }

  private static func encode(_ scalar: UInt32, _ body: (UInt8) -> Void) {
    if scalar < 0x800 {
      body(UInt8(0xC0 | scalar >> 6))
    } else {
      if scalar < 0x10000 {
        body(UInt8(0xE0 | scalar >> 12))
      } else {
        body(UInt8(0xF0 | scalar >> 18))
        body(UInt8(0x80 | (scalar >> 12) & 0x3F))
      }
      body(UInt8(0x80 | (scalar >> 6) & 0x3F))
    }
    body(UInt8(0x80 | scalar & 0x3F))
  }
}

extension TokenScanner {
  /// The character at `position`; a byte that starts no valid one is U+FFFD of length 1.
  func scalar(at position: Int, before end: Int) -> DecodedScalar {
    let invalid = DecodedScalar(scalar: 0xFFFD, length: 1)
    let lead = unsafe UInt32(base[position])
    if lead < 0x80 { return DecodedScalar(scalar: lead, length: 1) }
    // What follows a first byte only, and C0 and C1, which would write ASCII in two bytes (RFC
    // 3629).
    if lead < 0xC2 { return invalid }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard lead < 0xF5, position + length <= end else { return invalid }
    var value = lead & (0x7F >> UInt32(length))
    for index in 1..<length {
      let byte = unsafe UInt32(base[position + index])
      guard byte & 0xC0 == 0x80 else { return invalid }
      value = value << 6 | byte & 0x3F
    }
    // No longer forms than need be, no surrogates, nothing beyond Unicode (RFC 3629).
    let minimum: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
    guard value >= minimum, value <= 0x10FFFF, value &- 0xD800 >= 0x800 else { return invalid }
    return DecodedScalar(scalar: value, length: length)
  }
}
