import Model

/// Reads Markdown: front matter as metadata, ATX and Setext headings, text without most markup.
enum MarkdownReader {
  static func read(_ bytes: [UInt8], _ builder: inout DocumentBuilder) {
    let (text, encoding) = CharacterDetection.decode(bytes)
    PlainTextReader.note(encoding, &builder)
    let front = FrontMatterFields(text)
    for (key, values) in front.fields { take(key, values, &builder) }
    var fence: UInt8?
    var previous: String?
    var start = front.textStart
    while start < text.count, !builder.text.isFull {
      let end = text[start...].firstIndex(of: 10) ?? text.count
      let line = text[start..<end]
      start = end + 1
      let content = line.drop { $0 == 0x20 || $0 == 9 }
      if let mark = fenceMark(content), fence == nil || fence == mark {
        fence = fence == nil ? mark : nil
        previous = nil
        continue
      }
      if fence == nil,
        let heading = atxHeading(content, indent: content.startIndex - line.startIndex)
      {
        let plain = TextCollector.singleLine(MarkdownInline.plain(heading))
        builder.addHeading(plain)
        builder.text.append(Array(plain.utf8))
        previous = nil
      } else if fence == nil, isUnderline(content), let heading = previous {
        builder.addHeading(heading)
        previous = nil
      } else {
        let plain = fence == nil ? MarkdownInline.plain(content) : Array(line)
        builder.text.append(plain)
        let blank = content.allSatisfy { $0 == 13 }
        previous = blank || fence != nil ? nil : TextCollector.singleLine(plain)
      }
      builder.text.append(10)
    }
    if let heading = builder.headings.first { builder.offerTitle(heading) }
  }

  private static func take(_ key: String, _ values: [String], _ builder: inout DocumentBuilder) {
    let joined = values.joined(separator: ", ")
    switch key.lowercased() {
    case "title":
      builder.offerTitle(joined)
      builder.add(key, joined, .title)
    case "tags", "keywords", "tag":
      for value in values { builder.addKeywords(key, value) }
    case "category", "categories", "type":
      for value in values { builder.add(key, value, .category) }
    case "author", "authors":
      for value in values { builder.add(key, value, .author) }
    case "description", "summary", "abstract": builder.add(key, joined, .description)
    case "subject": builder.add(key, joined, .subject)
    case "status": builder.add(key, joined, .status)
    case "lang", "language": builder.offerLanguage(joined)
    case "date", "created":
      builder.offerCreated(MetadataDates.date(joined) ?? DateScanner.dates(in: joined).first?.date)
      builder.add(key, joined)
    case "modified", "updated", "lastmod", "last_modified", "ms.date":
      builder.offerModified(MetadataDates.date(joined) ?? DateScanner.dates(in: joined).first?.date)
      builder.add(key, joined)
    default:
      for value in values { builder.add(key, value) }
    }
  }

  private static func fenceMark(_ line: ArraySlice<UInt8>) -> UInt8? {
    guard let first = line.first, first == UInt8(ascii: "`") || first == UInt8(ascii: "~"),
      line.prefix(3).count == 3, line.prefix(3).allSatisfy({ $0 == first })
    else { return nil }
    return first
  }

  private static func atxHeading(_ line: ArraySlice<UInt8>, indent: Int) -> ArraySlice<UInt8>? {
    let level = line.prefix { $0 == UInt8(ascii: "#") }.count
    guard indent < 4, (1...6).contains(level) else { return nil }
    var rest = line.dropFirst(level)
    guard let next = rest.first, next == 0x20 || next == 9 else { return nil }
    while let last = rest.last, [0x20, 9, 13, UInt8(ascii: "#")].contains(last) {
      rest.removeLast()
    }
    return rest
  }

  private static func isUnderline(_ line: ArraySlice<UInt8>) -> Bool {
    var line = line
    while let last = line.last, last == 13 || last == 0x20 { line.removeLast() }
    guard let first = line.first, first == UInt8(ascii: "=") || first == UInt8(ascii: "-") else {
      return false
    }
    return line.count >= 2 && line.allSatisfy { $0 == first }
  }
}

/// Markdown's inline markup.
enum MarkdownInline {
  /// A line without emphasis, code marks, link targets, list and quote marks, and HTML tags.
  static func plain(_ line: ArraySlice<UInt8>) -> [UInt8] {
    var line = line
    while let first = line.first, first == UInt8(ascii: ">") || first == 0x20 { line.removeFirst() }
    if let first = line.first, [0x2A, 0x2B, 0x2D].contains(first),
      line.dropFirst().first == 0x20
    {
      line.removeFirst(2)
    }
    if line.first == 0x7C { return row(line) }
    var result: [UInt8] = []
    result.reserveCapacity(line.count)
    var index = line.startIndex
    while index < line.endIndex {
      let byte = line[index]
      let next = index + 1 < line.endIndex ? line[index + 1] : 0
      switch byte {
      case UInt8(ascii: "\\") where isPunctuation(next):
        result.append(next)
        index += 1
      case UInt8(ascii: "*"), UInt8(ascii: "`"): break
      case UInt8(ascii: "_") where !isWordInner(line, index): break
      case UInt8(ascii: "!") where next == UInt8(ascii: "["): break
      case UInt8(ascii: "["): break
      case UInt8(ascii: "]"):
        if next == UInt8(ascii: "("), let end = closing(line, index + 1) { index = end }
      case UInt8(ascii: "<"):
        if let end = tagEnd(line, index) {
          index = end
        } else {
          result.append(byte)
        }
      default: result.append(byte)
      }
      index += 1
    }
    return result
  }

  private static func row(_ line: ArraySlice<UInt8>) -> [UInt8] {
    if line.allSatisfy({ [0x7C, 0x2D, 0x3A, 0x20, 13].contains($0) }) { return [] }
    return Array(
      line.split(separator: 0x7C).map { cell in
        plain(cell.drop { $0 == 0x20 })
      }.joined(separator: [9]))
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    (0x21...0x2F).contains(byte) || (0x3A...0x40).contains(byte) || (0x5B...0x60).contains(byte)
      || (0x7B...0x7E).contains(byte)
  }

  /// Whether both neighbors are letters or digits, as in `snake_case`.
  private static func isWordInner(_ line: ArraySlice<UInt8>, _ index: Int) -> Bool {
    func isWord(_ position: Int) -> Bool {
      guard line.indices.contains(position) else { return false }
      let byte = line[position]
      return byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
    return isWord(index - 1) && isWord(index + 1)
  }

  private static func closing(_ line: ArraySlice<UInt8>, _ open: Int) -> Int? {
    line[open...].prefix(2048).firstIndex(of: UInt8(ascii: ")"))
  }

  private static func tagEnd(_ line: ArraySlice<UInt8>, _ open: Int) -> Int? {
    guard open + 1 < line.endIndex else { return nil }
    let next = line[open + 1]
    guard
      next == UInt8(ascii: "/") || next == UInt8(ascii: "!") || (0x61...0x7A).contains(next | 0x20)
    else { return nil }
    // An address in angle brackets is text.
    guard let end = line[open...].prefix(2048).firstIndex(of: UInt8(ascii: ">")),
      !line[open..<end].contains(UInt8(ascii: "@")),
      !line[open..<end].contains(UInt8(ascii: ":"))
        || line[open..<end].contains(0x20)
    else { return nil }
    return end
  }
}
