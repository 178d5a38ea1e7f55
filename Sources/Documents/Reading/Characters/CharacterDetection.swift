/// Finds the encoding of a text that may or may not declare it.
///
/// In this order: a byte order mark; zero bytes at every other place (UTF-16); well-formed UTF-8,
/// whatever is declared, as bytes of other encodings are next to never that; the declared encoding;
/// what the bytes themselves look like; Windows-1252.
package enum CharacterDetection {
  /// The text as UTF-8 without mark, and the encoding it was in.
  package static func decode(_ bytes: [UInt8], declared: CharacterEncoding? = nil) -> (
    text: [UInt8], encoding: CharacterEncoding
  ) {
    if let (encoding, length) = mark(of: bytes) {
      let rest = bytes[length...]
      // A mark decides, but only well-formed bytes may be taken over as they are.
      if encoding == .utf8, isUTF8(rest) { return (Array(rest), encoding) }
      return (encoding.decode(rest), encoding)
    }
    if let encoding = utf16(bytes) { return (encoding.decode(bytes[...]), encoding) }
    if isUTF8(bytes[...]) {
      // Escape sequences of ISO-2022 are ASCII, too.
      guard bytes.contains(0x1B) else { return (bytes, .utf8) }
      let escaped = declared.flatMap { $0.name.hasPrefix("ISO-2022") ? $0 : nil }
      if let encoding = escaped ?? japaneseEscapes(bytes) {
        return (encoding.decode(bytes[...]), encoding)
      }
      return (bytes, .utf8)
    }
    let encoding = declared.flatMap { $0 == .utf8 ? nil : $0 } ?? UndeclaredEncoding.guess(bytes)
    return (encoding.decode(bytes[...]), encoding)
  }

  /// Whether the bytes are well-formed UTF-8.
  package static func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
    do {
      _ = try UTF8Span(validating: bytes.span)
      return true
    } catch {
      return false
    }
  }

  private static func mark(of bytes: [UInt8]) -> (CharacterEncoding, Int)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) { return (.utf32LittleEndian, 4) }
    if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return (.utf32BigEndian, 4) }
    if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    return nil
  }

  /// ISO-2022-JP, if the bytes switch to JIS X 0208 as it does.
  private static func japaneseEscapes(_ bytes: [UInt8]) -> CharacterEncoding? {
    for index in bytes.indices.dropLast(2) where bytes[index] == 0x1B && bytes[index + 1] == 0x24 {
      if bytes[index + 2] == 0x42 || bytes[index + 2] == 0x40 {
        return CharacterEncoding(label: "iso-2022-jp".utf8)
      }
    }
    return nil
  }

  /// UTF-16 without mark: of the first 4096 bytes, the zeros are all at one parity, in Latin text
  /// every other byte.
  private static func utf16(_ bytes: [UInt8]) -> CharacterEncoding? {
    // Half a unit at the end means that it is not UTF-16, whatever the zeros look like.
    guard bytes.count >= 4, bytes.count % 2 == 0 else { return nil }
    var zeros = [0, 0]
    let sample = min(bytes.count, 4096) & ~1
    for index in 0..<sample where bytes[index] == 0 { zeros[index & 1] += 1 }
    let many = sample / 2 * 7 / 10
    if zeros[1] > many && zeros[0] == 0 { return .utf16LittleEndian }
    if zeros[0] > many && zeros[1] == 0 { return .utf16BigEndian }
    return nil
  }
}
