import Model

/// Reads Markdown: front matter as metadata, ATX and Setext headings, text without most markup.
enum MarkdownReader {
  static func read(_ bytes: [UInt8], _ builder: inout DocumentBuilder) {
    let (text, encoding) = CharacterDetection.decode(bytes)
    PlainTextReader.note(encoding, &builder)
    let front = FrontMatterFields(text)
    for (key, values) in front.fields { take(key, values, &builder) }
    var fence: MarkdownFence?
    var previous: String?
    var start = front.textStart
    while start < text.count, !builder.text.isFull {
      let end = text[start...].firstIndex(of: 10) ?? text.count
      let line = text[start..<end]
      start = end + 1
      let content = line.drop { $0 == 0x20 || $0 == 9 }
      if let open = fence {
        if open.isClosed(by: content) {
          fence = nil
          continue
        }
      } else if let opened = MarkdownFence(content) {
        fence = opened
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
    // A title in the front matter was offered before and stays.
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

  private static func atxHeading(_ line: ArraySlice<UInt8>, indent: Int) -> ArraySlice<UInt8>? {
    let level = line.prefix { $0 == UInt8(ascii: "#") }.count
    // Four blanks make the line one of code (CommonMark, 4.4).
    guard indent < 4, (1...6).contains(level) else { return nil }
    let rest = line.dropFirst(level)
    // `#tag` is no heading (CommonMark, 4.2).
    guard let next = rest.first, next == 0x20 || next == 9 else { return nil }
    let text = withoutBlanks(rest)
    let closing = text.reversed().prefix { $0 == UInt8(ascii: "#") }.count
    let before = text.dropLast(closing)
    // Marks that close a heading stand apart: `C#` is a name.
    guard closing > 0, before.last.map({ $0 == 0x20 || $0 == 9 }) ?? true else { return text }
    return withoutBlanks(before)
  }

  /// A line without the blanks behind it.
  private static func withoutBlanks(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    line.prefix(
      upTo: (line.lastIndex { $0 != 0x20 && $0 != 9 && $0 != 13 } ?? line.startIndex - 1) + 1)
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
