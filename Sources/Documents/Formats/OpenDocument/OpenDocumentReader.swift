internal import Model
internal import System
internal import XMLReading

/// Reads OpenDocument files: text, spreadsheets, presentations and drawings.
///
/// Comments, tracked deletions and ruby text are left out; notes stand where they are anchored.
struct OpenDocumentReader: XMLHandler {
  private enum Name: UInt32, XMLKnownName {
    case h, p, outlineLevel, tab, lineBreak, s, c, tableCell, tableRow, table, name, annotation
    case trackedChanges, rubyText, frame, presentationClass, noteCitation, page
    var namespaceURIs: [String] { [namespace] }
    var localName: String {
      switch self {
      case .outlineLevel: "outline-level"
      case .lineBreak: "line-break"
      case .tableCell: "table-cell"
      case .tableRow: "table-row"
      case .trackedChanges: "tracked-changes"
      case .rubyText: "ruby-text"
      case .presentationClass: "class"
      case .noteCitation: "note-citation"
      default: String(describing: self)
      }
    }
    private var namespace: String {
      let base = "urn:oasis:names:tc:opendocument:xmlns:"
      switch self {
      case .tableCell, .tableRow, .table, .name: return base + "table:1.0"
      case .annotation: return base + "office:1.0"
      case .frame, .page: return base + "drawing:1.0"
      case .presentationClass: return base + "presentation:1.0"
      default: return base + "text:1.0"
      }
    }
  }

  private static let names = XMLNames(Name.self)

  private var text: TextCollector
  private var headings: [String] = []
  private var headingStart: Int?
  private var paragraphDepth = 0
  private var cellDepth = 0
  private var skipDepth = 0
  private var frameStart: Int?
  private let isSpreadsheet: Bool
  private let context: ReadingContext
  private var steps = 0

  private init(text: TextCollector, isSpreadsheet: Bool, _ context: ReadingContext) {
    self.text = text
    self.isSpreadsheet = isSpreadsheet
    self.context = context
  }

  /// The format's name, such as `odt`, by the package's media type, or by the file's extension where it has none.
  static func name(_ reader: inout PartReader, fileExtension: String) throws -> String? {
    let directory = reader.archive.directory
    guard directory.entry(named: "mimetype") != nil || directory.entry(named: "content.xml") != nil
    else { return nil }
    let type = try reader.mediaType()
    if type.isEmpty {
      return DocumentFormat.openDocument.names.contains(fileExtension) ? fileExtension : nil
    }
    let prefix = "application/vnd.oasis.opendocument."
    guard type.hasPrefix(prefix) else { return nil }
    return kinds[String(type.dropFirst(prefix.count))]
  }

  private static let kinds = [
    "text": "odt", "text-template": "ott", "text-master": "odm", "spreadsheet": "ods",
    "spreadsheet-template": "ots", "presentation": "odp", "presentation-template": "otp",
    "graphics": "odg", "graphics-template": "otg",
  ]

  /// Reads content and metadata.
  static func read(
    _ format: String, _ reader: inout PartReader, _ builder: inout DocumentBuilder
  ) throws {
    if let manifest = try reader.contents("META-INF/manifest.xml"),
      BytePattern.contains("encryption-data", in: manifest)
    {
      throw DocumentRefusal(.encrypted, "the content asks for a password")
    }
    try OpenDocumentMetadata.read(&reader, &builder)
    var handler = OpenDocumentReader(
      text: builder.text, isSpreadsheet: ["ods", "ots"].contains(format), reader.context)
    guard try reader.read("content.xml", names: names, handler: &handler) else {
      throw DocumentRefusal(.damaged, "the part 'content.xml' is missing")
    }
    builder.text = handler.text
    for heading in handler.headings { builder.addHeading(heading) }
    if let heading = builder.headings.first { builder.offerTitle(heading) }
  }

  mutating func startElement(_ element: XMLStartTag) throws {
    steps += 1
    if steps % 16_384 == 0 { try context.checkTime() }
    guard skipDepth == 0, !text.isFull else {
      skipDepth += 1
      return
    }
    guard let name = Name(element.name) else { return }
    switch name {
    case .h:
      beginParagraph()
      let level = element[Name.outlineLevel].flatMap { Int($0.string) } ?? 1
      headingStart = level <= 3 ? text.count : nil
    case .p: beginParagraph()
    case .tab: text.append(cellDepth > 0 ? 0x20 : 9)
    case .lineBreak: text.append(cellDepth > 0 ? 0x20 : 10)
    case .s: text.space()
    case .tableCell: cellDepth += 1
    case .table: if isSpreadsheet { beginSheet(element[Name.name]?.string ?? "") }
    case .frame:
      frameStart =
        element[Name.presentationClass].map { $0 == "title" } ?? false ? text.count : nil
    case .annotation, .trackedChanges, .rubyText, .noteCitation: skipDepth = 1
    default: break
    }
  }

  mutating func endElement(_ element: XMLEndTag) throws {
    guard skipDepth == 0 else {
      skipDepth -= 1
      return
    }
    guard let name = Name(element.name) else { return }
    switch name {
    case .h, .p: endParagraph()
    case .tableCell:
      cellDepth -= 1
      text.append(cellDepth > 0 ? 0x20 : 9)
    case .tableRow: if cellDepth == 0 { text.endParagraph() }
    case .frame:
      if let start = frameStart { headings.append(text.line(from: start)) }
      frameStart = nil
    default: break
    }
  }

  mutating func characters(_ piece: XMLBytes, at location: XMLLocation) throws {
    guard paragraphDepth > 0, skipDepth == 0 else { return }
    if piece.isBlank { text.space() } else { text.append(piece) }
  }

  private mutating func beginParagraph() {
    if paragraphDepth > 0 { text.space() }
    paragraphDepth += 1
  }

  private mutating func endParagraph() {
    paragraphDepth -= 1
    if let start = headingStart, headings.count < 20_000 {
      headings.append(text.line(from: start))
      headingStart = nil
    }
    if cellDepth > 0 || paragraphDepth > 0 { text.space() } else { text.endParagraph() }
  }

  private mutating func beginSheet(_ name: String) {
    text.endParagraph()
    let generic = name.lowercased().filter { !$0.isNumber }
    guard !name.isEmpty, !["sheet", "tabelle", "feuille", "hoja", "table"].contains(generic) else {
      return
    }
    headings.append(name)
    text.append(name.utf8)
    text.append(10)
  }
}

/// Reads `meta.xml`.
struct OpenDocumentMetadata: XMLHandler {
  private enum Name: UInt32, XMLKnownName {
    case title, subject, description, creator, language, date, keyword, initialCreator
    case creationDate, userDefined, name
    var namespaceURIs: [String] { ["*"] }
    var localName: String {
      switch self {
      case .initialCreator: "initial-creator"
      case .creationDate: "creation-date"
      case .userDefined: "user-defined"
      default: String(describing: self)
      }
    }
  }

  private static let names = XMLNames(Name.self)
  private var builder: DocumentBuilder
  private var value: [UInt8] = []
  private var property = ""

  static func read(_ reader: inout PartReader, _ builder: inout DocumentBuilder) throws {
    var handler = OpenDocumentMetadata(builder: builder)
    try reader.readOptional("meta.xml", names: names, handler: &handler, &builder)
    let remarks = builder.remarks
    builder = handler.builder
    for remark in remarks { builder.remark(remark) }
  }

  private init(builder: DocumentBuilder) { self.builder = builder }

  mutating func startElement(_ element: XMLStartTag) throws {
    value.removeAll(keepingCapacity: true)
    if element.name == Name.userDefined.xmlName { property = element[Name.name]?.string ?? "" }
  }

  mutating func characters(_ text: XMLBytes, at location: XMLLocation) throws {
    if value.count + text.count <= 1 << 20 { text.append(to: &value) }
  }

  mutating func endElement(_ element: XMLEndTag) throws {
    guard let name = Name(element.name) else { return }
    let text = String(decoding: value, as: UTF8.self)
    switch name {
    case .title:
      builder.offerTitle(OfficeTitle.meaningful(text))
      builder.add("dc:title", text, .title)
    case .subject: builder.add("dc:subject", text, .subject)
    case .description: builder.add("dc:description", text, .description)
    case .creator: builder.add("dc:creator", text, .author)
    case .initialCreator: builder.add("meta:initial-creator", text, .author)
    case .keyword: builder.add("meta:keyword", text, .keyword)
    case .language: builder.offerLanguage(text)
    case .date: builder.offerModified(MetadataDates.date(text))
    case .creationDate: builder.offerCreated(MetadataDates.date(text))
    case .userDefined: if !property.isEmpty { builder.add(property, text) }
    case .name: break
    }
    value.removeAll(keepingCapacity: true)
  }
}
