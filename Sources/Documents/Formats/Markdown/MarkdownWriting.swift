/// Writes tags into the front matter of a Markdown file: `tags:` and a key for each facet.
///
/// The notation is the file's own, YAML where it has none. Only the lines of these keys change. Front
/// matter in which they are written in a way that is not understood, such as anchors, is refused rather
/// than rewritten.
struct MarkdownWriting {
  private let bytes: [UInt8]
  private let request: TagRequest
  private var edits = ByteEdits()
  private let newline: [UInt8]

  /// The change of the file; empty if everything stands there already.
  static func edits(_ bytes: [UInt8], _ request: TagRequest) throws(DocumentRefusal) -> ByteEdits {
    guard !bytes.contains(0) else {
      throw DocumentRefusal(.unsupportedFormat, "the text has NUL bytes, as UTF-16 has")
    }
    var writing = MarkdownWriting(bytes, request)
    let edits = try writing.plan()
    // Inserted text is UTF-8: in a file of another encoding its letters would be others.
    let isASCII = edits.replacements.allSatisfy { $0.bytes.allSatisfy { $0 < 0x80 } }
    guard isASCII || CharacterDetection.isUTF8(bytes[...]) else {
      throw DocumentRefusal(
        .unsupportedFormat, "the text is not UTF-8, and the tags have letters beyond ASCII",
        hint: hint)
    }
    return edits
  }

  private static let hint = "write the tags to a sidecar file"

  private mutating func plan() throws(DocumentRefusal) -> ByteEdits {
    guard let metadata = MarkdownMetadata.find(in: bytes) else {
      addFrontMatter()
      return edits
    }
    if let line = metadata.unclearLine {
      throw DocumentRefusal(
        .damaged, "the front matter is not understood in line \(line)", hint: Self.hint)
    }
    switch metadata.notation {
    case .yaml: try edit(FrontMatter(bytes, metadata.content))
    case .toml:
      edits = try TOMLMatterWriting.edits(
        bytes, metadata.content, newline: newline, request)
    case .foreign:
      throw DocumentRefusal(
        .unsupportedFormat,
        "it begins with metadata that are neither YAML nor TOML nor MultiMarkdown", hint: Self.hint)
    case .multiMarkdown:
      edits = MultiMarkdownWriting.edits(bytes, metadata.content, newline: newline, request)
    }
    return edits
  }

  private init(_ bytes: [UInt8], _ request: TagRequest) {
    self.bytes = bytes
    self.request = request
    let end = bytes.firstIndex(of: UInt8(ascii: "\n"))
    let isCRLF = end.map { $0 > 0 && bytes[$0 - 1] == UInt8(ascii: "\r") } ?? false
    newline = isCRLF ? Array("\r\n".utf8) : Array("\n".utf8)
  }

  private mutating func addFrontMatter() {
    var lines: [[UInt8]] = []
    if !request.wantedKeywords.isEmpty { lines.append(tagsLine(request.wantedKeywords)) }
    for property in request.properties {
      if let value = property.value { lines.append(line(property.lowerName, value)) }
    }
    guard !lines.isEmpty else { return }
    let fence = Array("---".utf8) + newline
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    edits.insert(fence + lines.flatMap { $0 } + fence + newline, at: start)
  }

  private mutating func edit(_ matter: FrontMatter) throws(DocumentRefusal) {
    try editTags(matter)
    for property in request.properties {
      let entry = try Self.entry(matter) { $0 == property.lowerName || $0 == property.name }
      let current = try entry.map { entry throws(DocumentRefusal) in
        try matter.values(of: entry).joined(separator: FacetProperties.labelSeparator)
      }
      switch property.change(from: current) {
      case .keep: continue
      case .remove:
        if let entry { edits.replace(entry.range, with: []) }
      case .set(let value):
        if let entry {
          edits.replace(entry.range, with: line(entry.key, value))
        } else {
          edits.insert(line(property.lowerName, value), at: matter.end)
        }
      }
    }
  }

  /// The entry of a key.
  ///
  /// - Throws: `DocumentRefusal` if there are several: of two values other programs take the last one or none.
  private static func entry(
    _ matter: FrontMatter, of isKey: (String) -> Bool
  ) throws(DocumentRefusal) -> FrontMatter.Entry? {
    let found = matter.entries.filter { isKey($0.key) }
    guard found.count < 2 || found[0].key != found[1].key else {
      throw DocumentRefusal(
        .damaged, "the front matter has the key '\(found[0].key)' twice", hint: hint)
    }
    return found.first
  }

  private mutating func editTags(_ matter: FrontMatter) throws(DocumentRefusal) {
    var entry = try Self.entry(matter) { $0 == "tags" }
    if entry == nil { entry = try Self.entry(matter) { $0 == "keywords" } }
    let current =
      try entry.map { entry throws(DocumentRefusal) in try matter.values(of: entry) } ?? []
    let terms = request.terms(changing: current)
    guard terms != current else { return }
    guard let entry else {
      edits.insert(tagsLine(terms), at: matter.end)
      return
    }
    guard let list = matter.blockItems(of: entry), !list.isEmpty else {
      edits.replace(entry.range, with: terms.isEmpty ? [] : tagsLine(terms, key: entry.key))
      return
    }
    for (item, value) in zip(list, current) where !terms.contains(value) {
      edits.replace(item.range, with: [])
    }
    let indentation = list[0].indentation
    for term in terms where !current.contains(term) {
      let end = list[list.count - 1].range.upperBound
      edits.insert(
        indentation + Array("- \(YAMLText.quoted(term))".utf8) + newline, at: end)
    }
    if terms.isEmpty {
      edits = ByteEdits(replacing: entry.range, with: [])
    }
  }

  private func tagsLine(_ terms: [String], key: String = "tags") -> [UInt8] {
    let list = terms.map { YAMLText.quoted($0) }.joined(separator: ", ")
    return Array("\(key): [\(list)]".utf8) + newline
  }

  private func line(_ key: String, _ value: String) -> [UInt8] {
    Array("\(key): \(YAMLText.quoted(value))".utf8) + newline
  }
}

/// The YAML front matter of a file, cut into its top-level entries.
struct FrontMatter {
  /// A top-level key with the lines that belong to it.
  struct Entry {
    let key: String
    /// All lines of the entry, line ends included.
    let range: Range<Int>
    /// What follows the colon on the first line.
    let inline: String
  }

  /// An item of a block list.
  struct Item {
    let range: Range<Int>
    let indentation: [UInt8]
    let value: String
  }

  /// The entries in order.
  private(set) var entries: [Entry] = []

  /// Where the closing line begins.
  let end: Int

  private let bytes: [UInt8]

  /// Cuts the lines between the fences, `content`, into entries.
  init(_ bytes: [UInt8], _ content: Range<Int>) {
    self.bytes = bytes
    end = content.upperBound
    var lines = LineRanges(bytes, start: content.lowerBound)
    var open: (key: String, start: Int, inline: String)?
    func close(at position: Int) {
      guard let open else { return }
      entries.append(Entry(key: open.key, range: open.start..<position, inline: open.inline))
    }
    while let line = lines.next(), line.lowerBound < content.upperBound {
      guard let key = Self.key(MarkdownMetadata.text(bytes[line])) else { continue }
      close(at: line.lowerBound)
      open = (key.name, line.lowerBound, key.rest)
    }
    close(at: content.upperBound)
  }

  /// The values of an entry: a scalar, a flow list or a block list of scalars.
  func values(of entry: Entry) throws(DocumentRefusal) -> [String] {
    if let items = blockItems(of: entry) { return items.map(\.value) }
    let lineCount = bytes[entry.range].count { $0 == UInt8(ascii: "\n") }
    let text = entry.inline
    guard lineCount <= 1 || hasOnlyBlankLines(entry), !text.hasPrefix("&"), !text.hasPrefix("*"),
      !text.hasPrefix("!"), !text.hasPrefix("|"), !text.hasPrefix(">"), !text.hasPrefix("{")
    else {
      throw DocumentRefusal(
        .damaged, "the front matter's '\(entry.key)' is written in a way that is not understood")
    }
    if text.isEmpty { return [] }
    if text.hasPrefix("[") {
      guard let list = YAMLText.flowList(text) else {
        throw DocumentRefusal(.damaged, "the front matter's '\(entry.key)' is not a complete list")
      }
      return list
    }
    return [YAMLText.unquoted(text)]
  }

  /// The items of `- …` lines, or `nil` if the entry is not a block list of texts.
  func blockItems(of entry: Entry) -> [Item]? {
    guard entry.inline.isEmpty else { return nil }
    var lines = LineRanges(bytes, start: entry.range.lowerBound)
    _ = lines.next()
    var items: [Item] = []
    while let line = lines.next(), line.lowerBound < entry.range.upperBound {
      let indentation = bytes[line].prefix { $0 == 0x20 || $0 == 0x09 }
      let text = KeywordText.trimmed(MarkdownMetadata.text(bytes[line]))
      if text.isEmpty || text.hasPrefix("#") { continue }
      let value = KeywordText.trimmed(text.dropFirst(2))
      // Further in than the first one, a hyphen begins a list within, or is part of a text.
      guard text.hasPrefix("- "), Self.isText(value),
        items.first.map({ $0.indentation.elementsEqual(indentation) }) ?? true
      else { return nil }
      items.append(
        Item(
          range: line, indentation: Array(indentation), value: YAMLText.unquoted(value)))
    }
    return items
  }

  /// Whether an item is a text on one line: no list, map, block, alias, nor anything with a name or type.
  private static func isText(_ item: String) -> Bool {
    guard let first = item.first else { return false }
    let isList = item == "-" || item.hasPrefix("- ")
    return !isList && !"[{|>&*!?".contains(first) && !YAMLText.isEntry(item)
  }

  private func hasOnlyBlankLines(_ entry: Entry) -> Bool {
    var lines = LineRanges(bytes, start: entry.range.lowerBound)
    _ = lines.next()
    while let line = lines.next(), line.lowerBound < entry.range.upperBound {
      let text = KeywordText.trimmed(MarkdownMetadata.text(bytes[line]))
      if !text.isEmpty && !text.hasPrefix("#") { return false }
    }
    return true
  }

  /// The key of a line at the top level, and what follows its colon.
  static func key(_ line: String) -> (name: String, rest: String)? {
    guard let first = line.first, !first.isWhitespace, first != "#", first != "-",
      let colon = line.firstIndex(of: ":")
    else { return nil }
    let after = line[line.index(after: colon)...]
    guard after.isEmpty || after.first?.isWhitespace == true else { return nil }
    let rest = KeywordText.trimmed(after)
    return (YAMLText.unquoted(String(line[..<colon])), rest.hasPrefix("#") ? "" : rest)
  }
}

/// Cuts bytes into lines, line ends included.
struct LineRanges {
  private let bytes: [UInt8]
  private var position: Int

  init(_ bytes: [UInt8], start: Int = 0) {
    self.bytes = bytes
    position = start
  }

  mutating func next() -> Range<Int>? {
    guard position < bytes.count else { return nil }
    let start = position
    let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
    position = end
    return start..<end
  }
}
