/// Character data: escaping, unescaping, encodings.
enum XMLText {
  /// `text` with markup characters escaped and characters that XML forbids left out.
  ///
  /// Safe as character data and between either kind of quote. With `asciiOnly`, everything else
  /// becomes a character reference.
  static func escaped(_ text: String, asciiOnly: Bool = false) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += Array("&amp;".utf8)
      case "<": result += Array("&lt;".utf8)
      case ">": result += Array("&gt;".utf8)
      case "\"": result += Array("&quot;".utf8)
      case "'": result += Array("&#39;".utf8)
      case "\t", "\n", "\r": result += Array("&#\(scalar.value);".utf8)
      default:
        guard isAllowed(scalar) else { continue }
        if asciiOnly, !scalar.isASCII {
          result += Array("&#\(scalar.value);".utf8)
        } else {
          result += Array(String(scalar).utf8)
        }
      }
    }
    return result
  }

  /// Character data with its references resolved; an unknown one stays as it is.
  static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
    var result: [UInt8] = []
    var position = bytes.startIndex
    while position < bytes.endIndex {
      if bytes[position] == UInt8(ascii: "&"),
        let end = bytes[position...].prefix(12).firstIndex(of: UInt8(ascii: ";")),
        let scalar = scalar(ofReference: bytes[(position + 1)..<end])
      {
        result += Array(String(scalar).utf8)
        position = end + 1
      } else {
        result.append(bytes[position])
        position += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func scalar(ofReference name: ArraySlice<UInt8>) -> Unicode.Scalar? {
    let text = String(decoding: name, as: UTF8.self)
    switch text {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    case "nbsp": return "\u{A0}"
    default: break
    }
    guard text.hasPrefix("#") else { return nil }
    let digits = text.dropFirst()
    let isHex = digits.first == "x" || digits.first == "X"
    guard let value = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits) else {
      return nil
    }
    return Unicode.Scalar(value)
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
  }
}

/// UTF-16 in bytes, to UTF-8 and back without loss.
enum UTF16Text {
  /// The UTF-8 of UTF-16 bytes, a byte order mark included; `nil` if they are no valid UTF-16.
  static func utf8(_ bytes: [UInt8], bigEndian: Bool) -> [UInt8]? {
    guard bytes.count % 2 == 0 else { return nil }
    let units = stride(from: 0, to: bytes.count, by: 2).map { index -> UInt16 in
      let high = UInt16(bytes[bigEndian ? index : index + 1])
      let low = UInt16(bytes[bigEndian ? index + 1 : index])
      return high << 8 | low
    }
    guard let text = String(validating: units, as: UTF16.self) else { return nil }
    return Array(text.utf8)
  }

  /// The UTF-16 of UTF-8 bytes.
  static func utf16(_ bytes: [UInt8], bigEndian: Bool) -> [UInt8] {
    var result: [UInt8] = []
    for unit in String(decoding: bytes, as: UTF8.self).utf16 {
      let high = UInt8(unit >> 8)
      let low = UInt8(unit & 0xFF)
      result.append(bigEndian ? high : low)
      result.append(bigEndian ? low : high)
    }
    return result
  }
}

extension StringProtocol {
  /// The first place of `needle`, compared by Unicode scalars.
  func range(ofText needle: String) -> Range<Index>? {
    let scalars = unicodeScalars
    let wanted = Array(needle.unicodeScalars)
    guard let first = wanted.first else { return nil }
    var start = scalars.startIndex
    while let candidate = scalars[start...].firstIndex(of: first) {
      var end = candidate
      var matched = 0
      while matched < wanted.count, end < scalars.endIndex, scalars[end] == wanted[matched] {
        end = scalars.index(after: end)
        matched += 1
      }
      if matched == wanted.count { return candidate..<end }
      start = scalars.index(after: candidate)
    }
    return nil
  }
}
