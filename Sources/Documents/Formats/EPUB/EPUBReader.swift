internal import Model
internal import XMLReading

/// Reads EPUB: the package's metadata, then the chapters in the order of the spine.
struct EPUBReader: XMLHandler {
  private enum Name: UInt32, XMLKnownName {
    case rootfile, fullPath, title, creator, subject, type, description, publisher, date
    case language, item, itemref, id, idref, href, mediaType, meta, property, name, content
    case cipherReference, uri
    var namespaceURIs: [String] { ["*"] }
    var localName: String {
      switch self {
      case .fullPath: "full-path"
      case .mediaType: "media-type"
      case .cipherReference: "CipherReference"
      case .uri: "URI"
      default: String(describing: self)
      }
    }
  }

  private static let names = XMLNames(Name.self)
  private static let chapterLimit = 20_000

  private var builder: DocumentBuilder
  private var packagePath: String?
  private var items: [String: (href: String, isText: Bool)] = [:]
  private var spine: [String] = []
  private var encrypted: Set<String> = []
  private var value: [UInt8] = []
  private var property: String?

  private init(_ builder: DocumentBuilder) { self.builder = builder }

  /// Whether a package is a book: it says so, or has a container and is nothing else.
  static func isEPUB(_ reader: inout PartReader) throws -> Bool {
    let type = try reader.mediaType()
    return type == "application/epub+zip"
      || reader.archive.directory.entry(named: "META-INF/container.xml") != nil
        && !type.hasPrefix("application/vnd.oasis")
  }

  /// Reads metadata and text.
  static func read(_ reader: inout PartReader, _ builder: inout DocumentBuilder) throws {
    var handler = EPUBReader(builder)
    guard
      try reader.read("META-INF/container.xml", names: names, handler: &handler),
      let package = handler.packagePath
    else { throw DocumentRefusal(.damaged, "META-INF/container.xml names no package") }
    guard try reader.read(package, names: names, handler: &handler) else {
      throw DocumentRefusal(.damaged, "the package '\(package)' is missing")
    }
    var remarks = builder
    try reader.readOptional(
      "META-INF/encryption.xml", names: names, handler: &handler, &remarks)
    builder = handler.builder
    for idref in handler.spine {
      guard !builder.text.isFull, let item = handler.items[idref], item.isText else { continue }
      let path = PartPath.resolve(PartPath.unescaped(item.href), from: package)
      guard !handler.encrypted.contains(path) else {
        throw DocumentRefusal(.encrypted, "the chapter '\(path)' is encrypted")
      }
      guard let chapter = try reader.contents(path) else {
        builder.remark("the chapter '\(path)' is missing")
        continue
      }
      // A chapter's own title is no title of the book.
      var chapterBuilder = reader.context.makeBuilder()
      swap(&chapterBuilder.text, &builder.text)
      try HTMLReader.read(chapter, declared: .utf8, &chapterBuilder, reader.context)
      swap(&chapterBuilder.text, &builder.text)
      builder.text.endParagraph()
      for heading in chapterBuilder.headings { builder.addHeading(heading) }
    }
  }

  mutating func startElement(_ element: XMLStartTag) throws {
    value.removeAll(keepingCapacity: true)
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
        HTMLMetadata.take(name: name, value: content, &builder)
      }
    case .cipherReference:
      if let uri = element[Name.uri]?.string {
        encrypted.insert(PartPath.resolve(PartPath.unescaped(uri), from: ""))
      }
    default: break
    }
  }

  mutating func characters(_ text: XMLBytes, at location: XMLLocation) throws {
    if value.count + text.count <= 1 << 20 { text.append(to: &value) }
  }

  mutating func endElement(_ element: XMLEndTag) throws {
    defer { value.removeAll(keepingCapacity: true) }
    guard let name = Name(element.name), packagePath != nil else { return }
    let text = String(decoding: value, as: UTF8.self)
    switch name {
    case .title:
      builder.offerTitle(text)
      builder.add("dc:title", text, .title)
    case .creator: builder.add("dc:creator", text, .author)
    case .publisher: builder.add("dc:publisher", text, .author)
    case .subject: builder.add("dc:subject", text, .keyword)
    case .type: builder.add("dc:type", text, .category)
    case .description: builder.add("dc:description", text, .description)
    case .language: builder.offerLanguage(text)
    case .date: builder.offerCreated(MetadataDates.date(text))
    case .meta:
      if property == "dcterms:modified" {
        builder.offerModified(MetadataDates.date(text))
      } else if let property {
        builder.add(property, text)
      }
      property = nil
    default: break
    }
  }
}
