/// Reads text without markup, and tables in text.
enum PlainTextReader {
  static func read(_ bytes: [UInt8], _ builder: inout DocumentBuilder) {
    let (text, encoding) = CharacterDetection.decode(bytes)
    note(encoding, &builder)
    builder.text.append(limited(text, builder))
    if text.count > builder.limits.textLength {
      builder.remark("text beyond the limit is left out")
    }
  }

  /// Reads comma- or tab-separated values: a line for each record, a tab between cells.
  static func readTable(_ bytes: [UInt8], isTabbed: Bool, _ builder: inout DocumentBuilder) {
    let (text, encoding) = CharacterDetection.decode(bytes)
    note(encoding, &builder)
    let separator: UInt8 = isTabbed ? 9 : self.separator(of: text)
    var isQuoted = false
    var startsCell = true
    var index = 0
    while index < text.count, !builder.text.isFull {
      let byte = text[index]
      index += 1
      if isQuoted {
        if byte == 0x22 {
          if index < text.count && text[index] == 0x22 {
            builder.text.append(0x22)
            index += 1
          } else {
            isQuoted = false
          }
        } else {
          builder.text.append(byte == 10 || byte == 13 ? 0x20 : byte)
        }
      } else if byte == 0x22 && startsCell {
        isQuoted = true
        startsCell = false
      } else if byte == separator {
        builder.text.append(9)
        startsCell = true
      } else {
        builder.text.append(byte)
        startsCell = byte == 10
      }
    }
  }

  /// Remarks an encoding that was guessed.
  static func note(_ encoding: CharacterEncoding, _ builder: inout DocumentBuilder) {
    if encoding != .utf8 { builder.remark("read as \(encoding.name)") }
  }

  static func limited(_ text: [UInt8], _ builder: DocumentBuilder) -> ArraySlice<UInt8> {
    guard text.count > builder.limits.textLength else { return text[...] }
    var end = builder.limits.textLength
    // Not within a character of several bytes.
    while end > 0 && text[end] & 0xC0 == 0x80 { end -= 1 }
    return text[..<end]
  }

  /// The most frequent of `,`, `;`, tab and `|` in the first line.
  private static func separator(of text: [UInt8]) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    // A file without line breaks may be all one line.
    for byte in text.prefix(64 << 10) {
      if byte == 10 { break }
      if [0x2C, 0x3B, 9, 0x7C].contains(byte) { counts[byte, default: 0] += 1 }
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0x2C
  }
}
