/// The YAML block at the start of a Markdown file, as far as flat keys and lists go.
struct FrontMatterFields {
  /// Keys and their values in order; a list gives several values.
  private(set) var fields: [(key: String, values: [String])] = []

  /// The bytes of the block, the lines with dashes included; empty if there is none.
  private(set) var range = 0..<0

  /// Reads the block at the start of `text`.
  ///
  /// Understood: `key: value`, quotes, `[a, b]`, lists of `- item` lines, `|` and `>` blocks. Nested
  /// maps are passed over.
  init(_ text: [UInt8]) {
    let lines = Self.lines(text)
    guard let first = lines.first, Self.trimmed(text[first]) == Array("---".utf8),
      let end = lines.indices.dropFirst().prefix(2000).first(where: {
        let line = Self.trimmed(text[lines[$0]])
        return line == Array("---".utf8) || line == Array("...".utf8)
      })
    else { return }
    range = 0..<(end + 1 < lines.count ? lines[end + 1].lowerBound : text.count)
    for line in lines[1..<end] { take(String(decoding: text[line], as: UTF8.self)) }
    fields = fields.map { ($0.key, $0.values.filter { !$0.isEmpty }) }.filter { !$0.values.isEmpty }
  }

  private static func lines(_ text: [UInt8]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = 0
    while start < text.count, result.count < 2002 {
      let end = text[start...].firstIndex(of: 10) ?? text.count
      result.append(start..<end)
      start = end + 1
    }
    return result
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var bytes = bytes
    while let last = bytes.last, last == 13 || last == 0x20 || last == 9 { bytes.removeLast() }
    return Array(bytes)
  }

  private mutating func take(_ line: String) {
    let line = String(line.filter { $0 != "\r" && $0 != "\r\n" })
    let content = line.drop { $0 == " " || $0 == "\t" }
    let isIndented = content.startIndex > line.startIndex
    if content.isEmpty || content.first == "#" { return }
    if content.hasPrefix("- ") || content == "-" {
      guard !fields.isEmpty else { return }
      fields[fields.count - 1].values.append(Self.scalar(content.dropFirst(2)))
    } else if isIndented {
      // A line of a block or a folded scalar; nested maps have a colon and are left out.
      guard !fields.isEmpty, fields[fields.count - 1].values.count <= 1,
        !content.contains(": "), content.last != ":"
      else { return }
      let before = fields[fields.count - 1].values.first ?? ""
      fields[fields.count - 1].values = [before.isEmpty ? String(content) : before + " " + content]
    } else if let colon = content.firstIndex(of: ":") {
      let key = Self.scalar(content[..<colon])
      let value = content[content.index(after: colon)...]
      if !key.isEmpty { fields.append((key, Self.values(value))) }
    }
  }

  private static func values(_ text: Substring) -> [String] {
    let text = scalarTrimmed(text)
    if text == "|" || text == ">" || text == "|-" || text == ">-" { return [] }
    guard text.first == "[", text.last == "]" else { return [scalar(text)] }
    var items: [String] = []
    var current = ""
    var quote: Character?
    for character in text.dropFirst().dropLast() {
      if let open = quote {
        if character == open { quote = nil }
        current.append(character)
      } else if character == "," {
        items.append(scalar(current[...]))
        current = ""
      } else {
        let isBlank = current.allSatisfy { $0 == " " }
        if (character == "\"" || character == "'") && isBlank { quote = character }
        current.append(character)
      }
    }
    return items + [scalar(current[...])]
  }

  private static func scalarTrimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }

  /// A value without quotes and comment.
  private static func scalar(_ text: Substring) -> String {
    let text = scalarTrimmed(text)
    guard let quote = text.first, quote == "\"" || quote == "'" else {
      guard let comment = text.range(of: " #") else { return String(text) }
      return String(scalarTrimmed(text[..<comment]))
    }
    let rest = text.dropFirst()
    if quote == "'" {
      var result = ""
      var index = rest.startIndex
      while index < rest.endIndex {
        let next = rest.index(after: index)
        if rest[index] == "'" {
          guard next < rest.endIndex, rest[next] == "'" else { break }
          index = next
        }
        result.append(rest[index])
        index = rest.index(after: index)
      }
      return result
    }
    return doubleQuoted(rest)
  }

  private static func doubleQuoted(_ text: Substring) -> String {
    var result = ""
    var isEscaped = false
    for character in text {
      if isEscaped {
        result.append(character == "n" || character == "t" ? " " : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        break
      } else {
        result.append(character)
      }
    }
    return result
  }
}

extension Substring {
  /// Where `needle` begins, without Foundation.
  fileprivate func range(of needle: String) -> Index? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(needle) { return index }
      index = self.index(after: index)
    }
    return nil
  }
}
