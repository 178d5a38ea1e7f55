internal import XMLReading

/// The text of a document as it grows, up to a limit, in UTF-8.
///
/// Paragraphs end in a line feed, table cells in a tab; `finish` tidies up the blanks.
struct TextCollector {
  private(set) var bytes: [UInt8] = []

  /// Whether text was dropped at the limit.
  private(set) var isCut = false

  /// The most bytes taken.
  let limit: Int

  init(limit: Int) { self.limit = limit }

  /// Whether nothing more is taken.
  var isFull: Bool { isCut }

  var count: Int { bytes.count }

  /// Whether there are no characters but blanks and controls.
  var isBlank: Bool { bytes.allSatisfy { $0 <= 0x20 } }

  mutating func append(_ text: XMLBytes) {
    // Whole or not at all: a piece that is cut anywhere may end within a character.
    guard text.count <= limit - bytes.count else {
      isCut = true
      return
    }
    text.append(to: &bytes)
  }

  mutating func append(_ text: some Collection<UInt8>) {
    guard text.count <= limit - bytes.count else {
      isCut = true
      return
    }
    bytes.append(contentsOf: text)
  }

  mutating func append(_ byte: UInt8) {
    guard bytes.count < limit else {
      isCut = true
      return
    }
    bytes.append(byte)
  }

  mutating func append(scalar: Unicode.Scalar) {
    if scalar.isASCII {
      append(UInt8(truncatingIfNeeded: scalar.value))
    } else if let encoded = UTF8.encode(scalar) {
      append(Array(encoded))
    }
  }

  /// Ends a paragraph, unless a line has just ended.
  mutating func endParagraph() {
    if let last = bytes.last, last != 10 { append(10) }
  }

  /// Separates words, unless they are already.
  mutating func space() {
    if let last = bytes.last, last != 0x20, last != 10, last != 9 { append(0x20) }
  }

  /// The bytes from `start` on as a tidy single line, as a heading or a value has it.
  func line(from start: Int) -> String {
    guard start < bytes.count else { return "" }
    return Self.singleLine(bytes[start...])
  }

  /// Forgets all bytes from `start` on.
  mutating func truncate(to start: Int) {
    if start < bytes.count { bytes.removeSubrange(start...) }
  }

  /// Takes away all bytes from `start` on.
  mutating func take(from start: Int) -> [UInt8] {
    guard start < bytes.count else { return [] }
    defer { truncate(to: start) }
    return Array(bytes[start...])
  }

  /// The tidy text; see `tidy`.
  func finish() -> String {
    String(decoding: Self.tidy(bytes), as: UTF8.self)
  }

  /// Cleans UTF-8 in one pass: control characters and no-break spaces become blanks; carriage returns,
  /// form feeds and the Unicode line separators line feeds; soft hyphens and byte order marks go;
  /// blanks join, line ends join, blanks at both ends of a line go.
  static func tidy(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var blank: UInt8 = 0
    var index = 0
    let count = bytes.count
    while index < count {
      let byte = bytes[index]
      var width = 1
      var meaning = byte
      if byte < 0x20 || byte == 0x7F {
        meaning = byte == 9 ? 9 : byte == 10 || byte == 13 || byte == 12 || byte == 11 ? 10 : 0x20
      } else if byte >= 0xC2 {
        (meaning, width) = special(bytes, index)
      }
      index += width
      switch meaning {
      case 0: continue
      case 10: blank = 10
      case 9: blank = blank == 10 ? 10 : 9
      case 0x20: if blank == 0 { blank = 0x20 }
      default:
        if blank != 0 && !result.isEmpty { result.append(blank) }
        blank = 0
        result.append(meaning)
        if width > 1 { result.append(contentsOf: bytes[(index - width + 1)..<index]) }
      }
    }
    return result
  }

  /// What a character means to `tidy`, and its length: itself (first byte), a blank, or nothing (0).
  private static func special(_ bytes: [UInt8], _ index: Int) -> (UInt8, Int) {
    let byte = bytes[index]
    guard index + 1 < bytes.count else { return (byte, 1) }
    let next = bytes[index + 1]
    if byte == 0xC2 {
      switch next {
      case 0xA0: return (0x20, 2)
      case 0xAD: return (0, 2)
      case 0x85: return (10, 2)
      case 0x80...0x9F: return (0x20, 2)
      default: return (byte, 2)
      }
    }
    if byte < 0xE0 { return (byte, 2) }
    guard byte < 0xF0, index + 2 < bytes.count else { return (byte, 1) }
    let third = bytes[index + 2]
    switch (byte, next, third) {
    case (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9): return (10, 3)
    case (0xE2, 0x80, 0xAF), (0xE2, 0x80, 0x80...0x8A): return (0x20, 3)
    case (0xE2, 0x80, 0x8B), (0xEF, 0xBB, 0xBF): return (0, 3)
    default: return (byte, 3)
    }
  }

  /// The bytes as one line: every white space becomes a blank.
  static func singleLine(_ bytes: some Sequence<UInt8>) -> String {
    var line = tidy(Array(bytes))
    for index in line.indices where line[index] == 10 || line[index] == 9 { line[index] = 0x20 }
    return String(decoding: line, as: UTF8.self)
  }
}
