/// The metadata at the start of a Markdown file, as far as flat keys and lists go.
struct FrontMatterFields {
  /// Keys and their values in order; a list gives several values.
  private(set) var fields: [(key: String, values: [String])] = []

  /// Where the text begins.
  private(set) var textStart = 0

  /// Reads the block at the start of `text`.
  ///
  /// Understood of YAML: `key: value`, quotes, `[a, b]`, lists of `- item` lines, `|` and `>` blocks.
  /// Nested maps are passed over.
  init(_ text: [UInt8]) {
    guard let metadata = MarkdownMetadata.find(in: text) else { return }
    if !metadata.isAlsoText { textStart = metadata.range.upperBound }
    switch metadata.notation {
    case .yaml, .multiMarkdown:
      var lines = LineRanges(text, start: metadata.content.lowerBound)
      while let line = lines.next(), line.lowerBound < metadata.content.upperBound {
        let words = MarkdownMetadata.text(text[line])
        if metadata.notation == .yaml { take(words) } else { takeMultiMarkdown(words) }
      }
    case .toml: takeTOML(TOMLMatter(text, metadata.content))
    case .foreign: return
    }
    fields = fields.map { ($0.key, $0.values.filter { !$0.isEmpty }) }.filter { !$0.values.isEmpty }
  }

  private mutating func takeMultiMarkdown(_ line: String) {
    if let (key, value) = MarkdownMetadata.multiMarkdownKey(line) {
      fields.append((key, [value]))
    } else if let last = fields.popLast() {
      let before = last.values.first ?? ""
      fields.append((last.key, [before + " " + KeywordText.trimmed(line)]))
    }
  }

  /// Takes the entries at the top and in the tables that site generators give to the author's own keys.
  private mutating func takeTOML(_ matter: TOMLMatter) {
    for entry in matter.entries where ["", "taxonomies", "params", "extra"].contains(entry.table) {
      switch entry.value {
      case .text(let text), .other(let text): fields.append((entry.key, [text]))
      case .list(let texts): fields.append((entry.key, texts))
      }
    }
  }

  private mutating func take(_ line: String) {
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
        // An apostrophe within a word opens no quotes: `[it's, that]` has two items.
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
