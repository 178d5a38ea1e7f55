internal import Model
internal import XMLReading

/// Reads EPUB: the package's metadata, then the chapters in the order of the spine.
struct EPUBReader: XMLHandler {
  enum Name: UInt32, XMLKnownName {
    case rootfile, fullPath, title, creator, subject, type, description, publisher, date
    case language, item, itemref, id, idref, href, mediaType, meta, property, name, content
    case cipherReference, uri
    static let localNames = [
      "rootfile", "full-path", "title", "creator", "subject", "type", "description", "publisher",
      "date", "language", "item", "itemref", "id", "idref", "href", "media-type", "meta",
      "property", "name", "content", "CipherReference", "URI",
    ]
    var namespaceURIs: [String] { ["*"] }
  }

  private static let names = XMLNames(Name.self)
  private static let chapterLimit = 20_000

  private var properties: [FoundProperty] = []
  private var pageMetadata: [(name: String, content: String)] = []
  private var packagePath: String?
  private var items: [String: (href: String, isText: Bool)] = [:]
  private var spine: [String] = []
  private var encrypted: Set<String> = []
  private var value = ElementValue()
  private var property: String?

  private init() {}

  /// Whether a package is a book: it says so, or has a container and is nothing else.
  static func isEPUB(_ reader: inout PartReader) throws -> Bool {
    let type = try reader.mediaType()
    return type == "application/epub+zip"
      || reader.archive.directory.entry(named: "META-INF/container.xml") != nil
        && !type.hasPrefix("application/vnd.oasis")
  }

  /// Reads metadata and text.
  static func read(_ reader: inout PartReader, _ builder: inout DocumentBuilder) throws {
    var handler = EPUBReader()
    guard
      try reader.read("META-INF/container.xml", names: names, handler: &handler),
      let package = handler.packagePath
    else { throw DocumentRefusal(.damaged, "META-INF/container.xml names no package") }
    guard try reader.read(package, names: names, handler: &handler) else {
      throw DocumentRefusal(.damaged, "the package '\(package)' is missing")
    }
    try reader.readOptional(
      "META-INF/encryption.xml", names: names, handler: &handler, &builder)
    for property in handler.properties { builder.take(property) }
    for meta in handler.pageMetadata {
      HTMLMetadata.take(name: meta.name, value: meta.content, &builder)
    }
    for idref in handler.spine {
      guard !builder.text.isFull, let item = handler.items[idref], item.isText else { continue }
      let path = PartPath.resolve(PartPath.unescaped(item.href), from: package)
      // Chapters alone: books list obfuscated fonts among what is encrypted, and are read without
      // them.
      guard !handler.encrypted.contains(path) else {
        throw DocumentRefusal(.encrypted, "the chapter '\(path)' is encrypted")
      }
      guard let chapter = try reader.contents(path) else {
        builder.remark("the chapter '\(path)' is missing")
        continue
      }
      // A chapter's own title is not the title of the book.
      var chapterBuilder = reader.context.makeBuilder()
      // One text for all chapters, so that its limit is that of the book.
      swap(&chapterBuilder.text, &builder.text)
      try HTMLReader.read(chapter, declared: .utf8, &chapterBuilder, reader.context)
      swap(&chapterBuilder.text, &builder.text)
      builder.text.endParagraph()
      for heading in chapterBuilder.headings { builder.addHeading(heading) }
    }
  }

  mutating func startElement(_ element: XMLStartTag) throws {
    value.begin()
    guard let name = Name(element.name) else { return }
    switch name {
    case .rootfile:
      if packagePath == nil, let path = element[Name.fullPath]?.string {
        packagePath = PartPath.resolve(path, from: "")
      }
    case .item:
      guard let id = element[Name.id]?.string, let href = element[Name.href]?.string,
        items.count < Self.chapterLimit
      else { return }
      let type = element[Name.mediaType]?.string ?? ""
      items[id] = (
        href, ["application/xhtml+xml", "text/html", "text/x-oeb1-document"].contains(type)
      )
    case .itemref:
      if let id = element[Name.idref]?.string, spine.count < Self.chapterLimit { spine.append(id) }
    case .meta:
      property = element[Name.property]?.string
      if let name = element[Name.name]?.string, let content = element[Name.content]?.string {
        pageMetadata.append((name, content))
      }
    case .cipherReference:
      if let uri = element[Name.uri]?.string {
        encrypted.insert(PartPath.resolve(PartPath.unescaped(uri), from: ""))
      }
    default: break
    }
  }

  mutating func characters(_ text: XMLBytes, at location: XMLLocation) throws {
    value.append(text)
  }

  mutating func endElement(_ element: XMLEndTag) throws {
    let text = value.end()
    // Before the container has named the package there is no property to take.
    guard let name = Name(element.name), packagePath != nil else { return }
    if name == .meta {
      take(metaProperty: text)
    } else if let (name, meaning) = Self.meaning(of: name) {
      properties.append(FoundProperty(name: name, meaning: meaning, value: text))
    }
  }

  /// Takes a `meta` element of EPUB 3, whose attribute says which property its text is.
  private mutating func take(metaProperty text: String) {
    guard let name = property else { return }
    properties.append(
      FoundProperty(
        name: name, meaning: name == "dcterms:modified" ? .modified : .field(.other), value: text))
    property = nil
  }

  private static func meaning(of name: Name) -> (name: String, meaning: PropertyMeaning)? {
    switch name {
    case .title: ("dc:title", .title)
    case .creator: ("dc:creator", .field(.author))
    case .publisher: ("dc:publisher", .field(.author))
    case .subject: ("dc:subject", .field(.keyword))
    case .type: ("dc:type", .field(.category))
    case .description: ("dc:description", .field(.description))
    case .language: ("dc:language", .language)
    case .date: ("dc:date", .created)
    default: nil
    }
  }
}
