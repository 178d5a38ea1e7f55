internal import XMLReading

/// Finds the tags of an XML file by their bytes, so that text can be inserted without touching the
/// rest; comments, CDATA sections, processing instructions and the document type are passed over.
///
/// For files that an XML reader has accepted before; it does not check well-formedness.
struct MarkupScanner {
  /// A tag and where it stands.
  struct Tag {
    enum Kind { case start, end, empty }
    let kind: Kind
    let name: String
    /// From `<` to after `>`.
    let range: Range<Int>
  }

  private let bytes: [UInt8]
  private let encoding: MarkupEncoding
  private var position = 0

  init(_ bytes: [UInt8], _ encoding: MarkupEncoding) {
    self.bytes = bytes
    self.encoding = encoding
  }

  /// The next tag, or `nil` at the end.
  mutating func next() -> Tag? {
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "<") else {
        position += 1
        continue
      }
      if starts("<!--") {
        skip(past: "-->")
      } else if starts("<![CDATA[") {
        skip(past: "]]>")
      } else if starts("<?") {
        skip(past: "?>")
      } else if starts("<!") {
        skipDeclaration()
      } else {
        return tag()
      }
    }
    return nil
  }

  /// The value of an attribute of a tag; a name without colon matches any prefix.
  func attribute(_ name: String, of tag: Tag) -> String? {
    var index = tag.range.lowerBound + 1 + tag.name.utf8.count
    while index < tag.range.upperBound {
      let byte = bytes[index]
      guard Self.isName(byte) else {
        index += 1
        continue
      }
      let start = index
      while index < tag.range.upperBound, Self.isName(bytes[index]) { index += 1 }
      let found = String(decoding: bytes[start..<index], as: UTF8.self)
      while index < tag.range.upperBound, bytes[index] != 0x22, bytes[index] != 0x27 { index += 1 }
      guard index < tag.range.upperBound else { return nil }
      let quote = bytes[index]
      let valueStart = index + 1
      index = valueStart
      while index < tag.range.upperBound, bytes[index] != quote { index += 1 }
      if found == name || (!name.contains(":") && found.hasSuffix(":" + name)) {
        let text = encoding.text(of: bytes[valueStart..<index])
        return XMLText.unescaped(Array(text.utf8)[...])
      }
      index += 1
    }
    return nil
  }

  private mutating func tag() -> Tag {
    let start = position
    var index = start + 1
    let isEnd = index < bytes.count && bytes[index] == UInt8(ascii: "/")
    if isEnd { index += 1 }
    let nameStart = index
    while index < bytes.count, Self.isName(bytes[index]) { index += 1 }
    let name = String(decoding: bytes[nameStart..<index], as: UTF8.self)
    var quote: UInt8 = 0
    while index < bytes.count, quote != 0 || bytes[index] != UInt8(ascii: ">") {
      if quote == 0, bytes[index] == 0x22 || bytes[index] == 0x27 {
        quote = bytes[index]
      } else if bytes[index] == quote {
        quote = 0
      }
      index += 1
    }
    let isEmpty = !isEnd && index > start && bytes[index - 1] == UInt8(ascii: "/")
    position = min(index + 1, bytes.count)
    return Tag(kind: isEnd ? .end : isEmpty ? .empty : .start, name: name, range: start..<position)
  }

  private func starts(_ text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

  private mutating func skip(past text: String) {
    while position < bytes.count, !starts(text) { position += 1 }
    position = min(position + text.utf8.count, bytes.count)
  }

  /// Passes over a document type with its internal subset.
  private mutating func skipDeclaration() {
    var depth = 0
    while position < bytes.count {
      // A comment may have brackets and `>` in it.
      if starts("<!--") {
        skip(past: "-->")
        continue
      }
      switch bytes[position] {
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ">") where depth == 0:
        position += 1
        return
      default: break
      }
      position += 1
    }
  }

  private static func isName(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x3A || byte == 0x2D
      || byte == 0x5F || byte == 0x2E
  }
}
