import Model

/// Reads HTML by a tolerant scan of its bytes: no tree, no error, whatever the input.
struct HTMLReader {
  private let bytes: [UInt8]
  private var index = 0
  private var headingStart: Int?
  private var preformatted = 0
  private let context: ReadingContext

  private init(_ bytes: [UInt8], _ context: ReadingContext) {
    self.bytes = bytes
    self.context = context
  }

  /// Reads a page.
  ///
  /// - Parameters:
  ///   - bytes: the page as stored.
  ///   - declared: the encoding that its surroundings declare, which wins over its own `meta`.
  ///   - builder: receives what is found.
  ///   - context: limits and time.
  /// - Throws: `DocumentRefusal` when the time is over.
  static func read(
    _ bytes: [UInt8], declared: CharacterEncoding? = nil, _ builder: inout DocumentBuilder,
    _ context: ReadingContext
  ) throws {
    let encoding = declared ?? HTMLCharset.declared(bytes)
    let (text, found) = CharacterDetection.decode(bytes, declared: encoding)
    if encoding == nil { PlainTextReader.note(found, &builder) }
    var reader = HTMLReader(text, context)
    try reader.run(&builder)
  }

  private mutating func run(_ builder: inout DocumentBuilder) throws {
    var steps = 0
    while index < bytes.count, !builder.text.isFull {
      steps += 1
      if steps % 4096 == 0 { try context.checkTime() }
      switch bytes[index] {
      case UInt8(ascii: "<"): markup(&builder)
      case UInt8(ascii: "&"):
        if let (scalar, end) = HTMLEntities.decode(bytes, at: index) {
          builder.text.append(scalar: scalar)
          index = end
        } else {
          builder.text.append(UInt8(ascii: "&"))
          index += 1
        }
      default: run(of: &builder.text)
      }
    }
    endHeading(&builder)
  }

  /// Takes text up to the next markup; line ends are blanks unless preformatted.
  private mutating func run(of text: inout TextCollector) {
    let start = index
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&") { break }
      if preformatted == 0 && byte < 0x20 { break }
      index += 1
    }
    text.append(bytes[start..<index])
    if preformatted == 0 {
      while index < bytes.count, bytes[index] < 0x20 { index += 1 }
      if index > start { text.space(after: start < index && bytes[index - 1] < 0x20) }
    }
  }

  private mutating func markup(_ builder: inout DocumentBuilder) {
    if skipDeclaration(&builder.text) { return }
    let tag = MarkupTag.scan(bytes, &index) { name in
      name.elementsEqual("meta".utf8) || name.elementsEqual("html".utf8)
    }
    guard let tag else {
      builder.text.append(UInt8(ascii: "<"))
      index += 1
      return
    }
    let name = String(decoding: tag.name, as: UTF8.self)
    switch name {
    case "script", "style", "template", "noscript", "svg", "math", "object", "head":
      if !tag.isEnd && !tag.isClosed && name != "head" { skipContent(tag.name) }
    case "title":
      if !tag.isEnd && !tag.isClosed { title(&builder) }
    case "meta": HTMLMetadata.take(tag, &builder)
    case "html":
      if let language = tag.attribute("lang") ?? tag.attribute("xml:lang") {
        builder.offerLanguage(String(decoding: language, as: UTF8.self))
      }
    case "h1", "h2", "h3":
      builder.text.endParagraph()
      if tag.isEnd { endHeading(&builder) } else { headingStart = builder.text.count }
    case "pre", "textarea":
      builder.text.endParagraph()
      preformatted = tag.isEnd ? max(0, preformatted - 1) : min(preformatted + 1, 1)
    case "td", "th": if !tag.isEnd && builder.text.bytes.last != 10 { builder.text.append(9) }
    default:
      if Self.blocks.contains(name) { builder.text.endParagraph() }
    }
  }

  private static let blocks: Set<String> = [
    "p", "div", "br", "li", "ul", "ol", "dl", "dt", "dd", "tr", "table", "thead", "tbody", "h4",
    "h5", "h6", "section", "article", "header", "footer", "nav", "aside", "main", "blockquote",
    "hr", "form", "fieldset", "option", "select", "address", "figure", "figcaption", "caption",
    "center", "body", "details", "summary",
  ]

  /// Skips comments, `<!…>` and `<?…>`, and takes the text of CDATA sections, which XHTML has.
  private mutating func skipDeclaration(_ text: inout TextCollector) -> Bool {
    guard index + 1 < bytes.count else { return false }
    let next = bytes[index + 1]
    guard next == UInt8(ascii: "!") || next == UInt8(ascii: "?") else { return false }
    if bytes[index...].starts(with: "<!--".utf8) {
      index = find("-->", from: index + 4).map { $0 + 3 } ?? bytes.count
    } else if bytes[index...].starts(with: "<![CDATA[".utf8) {
      let end = find("]]>", from: index + 9)
      text.append(bytes[(index + 9)..<(end ?? bytes.count)])
      index = end.map { $0 + 3 } ?? bytes.count
    } else {
      index = (bytes[index...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count - 1) + 1
    }
    return true
  }

  /// Skips to the end tag of an element whose content is not text.
  private mutating func skipContent(_ name: [UInt8]) {
    while let open = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
      index = open
      let after = bytes[(open + 1)...].prefix(name.count + 1)
      if after.first == UInt8(ascii: "/"), after.count == name.count + 1,
        after.dropFirst().map(MarkupTag.lower) == name
      {
        index = (bytes[open...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count - 1) + 1
        return
      }
      index = open + 1
    }
    index = bytes.count
  }

  private mutating func title(_ builder: inout DocumentBuilder) {
    let start = index
    let end = find("</", from: start) ?? bytes.count
    let title = TextCollector.singleLine(HTMLEntities.decoded(bytes[start..<end]))
    builder.offerTitle(title)
    builder.add("title", title, .title)
    index = end
  }

  private mutating func endHeading(_ builder: inout DocumentBuilder) {
    if let start = headingStart { builder.addHeading(builder.text.line(from: start)) }
    headingStart = nil
  }

  private func find(_ needle: StaticString, from start: Int) -> Int? {
    let needle = Array(needle.description.utf8)
    var position = start
    while position < bytes.count, let found = bytes[position...].firstIndex(of: needle[0]) {
      if bytes[found...].starts(with: needle) { return found }
      position = found + 1
    }
    return nil
  }
}

extension TextCollector {
  /// Separates words if white space was passed over.
  fileprivate mutating func space(after wasBlank: Bool) {
    if wasBlank { space() }
  }
}

/// The encoding that an HTML page declares.
enum HTMLCharset {
  /// The label in `charset=…` or `encoding="…"` of the first bytes, as browsers look for it.
  static func declared(_ bytes: [UInt8]) -> CharacterEncoding? {
    let head = Array(bytes.prefix(4096)).map(MarkupTag.lower)
    for key in ["charset", "encoding"] {
      let key = Array(key.utf8)
      var position = 0
      while let found = head[position...].firstIndex(of: key[0]) {
        position = found + 1
        guard head[found...].starts(with: key) else { continue }
        var cursor = found + key.count
        while cursor < head.count, [0x20, 0x3D, 0x22, 0x27].contains(head[cursor]) { cursor += 1 }
        let label = head[cursor...].prefix {
          MarkupTag.isBlank($0) == false && ![0x22, 0x27, 0x3E, 0x3B, 0x2F].contains($0)
        }
        if let encoding = CharacterEncoding(label: label) {
          // A page that can be read byte by byte is not UTF-16, whatever it says.
          return encoding.name.hasPrefix("UTF-16") ? .utf8 : encoding
        }
      }
    }
    return nil
  }
}

/// What HTML's `meta` elements say.
enum HTMLMetadata {
  static func take(_ tag: MarkupTag, _ builder: inout DocumentBuilder) {
    guard let content = tag.attribute("content"),
      let name = tag.attribute("name") ?? tag.attribute("property") ?? tag.attribute("http-equiv")
    else { return }
    take(
      name: String(decoding: name, as: UTF8.self), value: String(decoding: content, as: UTF8.self),
      &builder)
  }

  static func take(name: String, value: String, _ builder: inout DocumentBuilder) {
    switch name.lowercased() {
    case "keywords", "news_keywords": builder.addKeywords(name, value)
    case "dc.subject", "dcterms.subject", "article:tag": builder.add(name, value, .keyword)
    case "dc.type", "dcterms.type", "category", "article:section", "classification":
      builder.add(name, value, .category)
    case "description", "dc.description", "dcterms.description", "og:description", "abstract":
      builder.add(name, value, .description)
    case "author", "dc.creator", "dcterms.creator", "article:author", "dc.publisher", "publisher":
      builder.add(name, value, .author)
    case "dc.title", "dcterms.title", "og:title": builder.add(name, value, .title)
    case "subject": builder.add(name, value, .subject)
    case "language", "dc.language", "dcterms.language", "content-language":
      builder.offerLanguage(value)
    case "dcterms.modified", "article:modified_time", "last-modified", "moddate", "changed",
      "dc.date.modified", "revised":
      builder.offerModified(MetadataDates.date(value) ?? MetadataDates.mailDate(value))
    case "date", "dc.date", "dcterms.date", "dcterms.created", "created", "creationdate",
      "article:published_time", "dc.date.created", "dcterms.issued":
      builder.offerCreated(MetadataDates.date(value) ?? MetadataDates.mailDate(value))
    case "viewport", "content-type", "robots", "refresh", "x-ua-compatible", "content-style-type",
      "theme-color", "referrer", "csrf-token", "format-detection":
      break
    default:
      if !name.hasPrefix("msapplication") && !name.hasPrefix("og:image") {
        builder.add(name, value)
      }
    }
  }
}
