/// Character data: escaping and unescaping.
package enum XMLText {
  /// Where escaped text stands.
  package enum Place: Sendable {
    /// Between tags.
    case content
    /// In an attribute between double quotes.
    case attribute
    /// Between tags, or between quotes of either kind.
    case anywhere
  }

  /// Appends `text` with the characters escaped that have a meaning, or would not come back the same.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - place: where it stands.
  ///   - bytes: receives it in UTF-8.
  ///   - replacement: what stands for a character that XML cannot hold.
  package static func append(
    _ text: String, in place: Place, to bytes: inout [UInt8], replacement: String = ""
  ) {
    let source = text.utf8Span.span
    bytes.reserveCapacity(bytes.count + source.count)
    var index = 0
    while index < source.count {
      let byte = source[index]
      index += 1
      if let reference = reference(to: byte, in: place) {
        bytes.append(contentsOf: reference.utf8)
      } else if byte < 0x20, byte != 9, byte != 10 {
        bytes.append(contentsOf: replacement.utf8)
      } else if byte == 0xEF, source[index] == 0xBF, source[index + 1] >= 0xBE {
        // U+FFFE and U+FFFF.
        bytes.append(contentsOf: replacement.utf8)
        index += 2
      } else {
        bytes.append(byte)
      }
    }
  }

  /// `text` escaped, characters that XML forbids left out; with `asciiOnly`, all others beyond ASCII as references.
  package static func escaped(
    _ text: String, in place: Place = .anywhere, asciiOnly: Bool = false
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    append(text, in: place, to: &bytes)
    guard asciiOnly, bytes.contains(where: { $0 >= 0x80 }) else { return bytes }
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.reduce(into: []) {
      result, scalar in
      if scalar.isASCII {
        result.append(UInt8(truncatingIfNeeded: scalar.value))
      } else {
        result += Array("&#\(scalar.value);".utf8)
      }
    }
  }

  private static func reference(to byte: UInt8, in place: Place) -> String? {
    switch (byte, place) {
    case (0x26, _): "&amp;"
    case (0x3C, _): "&lt;"
    case (0x3E, _): "&gt;"
    case (0x22, .attribute), (0x22, .anywhere): "&quot;"
    case (0x27, .anywhere): "&#39;"
    case (13, _): "&#13;"
    case (9, .attribute), (9, .anywhere): "&#9;"
    case (10, .attribute), (10, .anywhere): "&#10;"
    default: nil
    }
  }

  /// Character data with its references resolved; an unknown one stays as it is.
  package static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
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
    var digits = text.dropFirst()
    let isHex = digits.first == "x" || digits.first == "X"
    if isHex { digits = digits.dropFirst() }
    // A sign is a number's to `UInt32`, not a reference's; and U+0000 is no character of XML's.
    guard digits.first != "+", digits.first != "-",
      let value = UInt32(digits, radix: isHex ? 16 : 10), value > 0
    else { return nil }
    return Unicode.Scalar(value)
  }
}
