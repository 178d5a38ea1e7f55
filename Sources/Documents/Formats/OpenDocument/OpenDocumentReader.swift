internal import System
internal import XMLReading

/// Reads OpenDocument files: text, spreadsheets, presentations and drawings.
///
/// Comments, tracked deletions and ruby text are left out; notes stand where they are anchored.
struct OpenDocumentReader: XMLHandler {
  private enum Name: UInt32, XMLKnownName {
    case h, p, outlineLevel, tab, lineBreak, s, tableCell, tableRow, table, name, annotation
    case trackedChanges, rubyText, frame, presentationClass, noteCitation, page
    case masterStyles, binaryData, textBox
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
      case .masterStyles: "master-styles"
      case .binaryData: "binary-data"
      case .textBox: "text-box"
      default: String(describing: self)
      }
    }
    private var namespace: String {
      let base = "urn:oasis:names:tc:opendocument:xmlns:"
      switch self {
      case .tableCell, .tableRow, .table, .name: return base + "table:1.0"
      case .annotation, .masterStyles, .binaryData: return base + "office:1.0"
      case .frame, .page, .textBox: return base + "drawing:1.0"
      case .presentationClass: return base + "presentation:1.0"
      default: return base + "text:1.0"
      }
    }
  }

  private static let names = XMLNames(Name.self)

  private var text: RunningText
  private var headings: [String] = []
  private var headingStart: Int?
  private var paragraphDepth = 0

  /// What was open around each text box within a paragraph; `nil` for boxes of a page.
  private var outer: [(headingStart: Int?, paragraphDepth: Int)?] = []
  private var frameStart: Int?
  private let isSpreadsheet: Bool

  private init(_ text: RunningText, isSpreadsheet: Bool) {
    self.text = text
    self.isSpreadsheet = isSpreadsheet
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
    try PropertyPart.read("meta.xml", at: .belowMeta, &reader, &builder)
    var handler = OpenDocumentReader(
      RunningText(builder.text, reader.context), isSpreadsheet: ["ods", "ots"].contains(format))
    guard try reader.read("content.xml", names: names, handler: &handler) else {
      throw DocumentRefusal(.damaged, "the part 'content.xml' is missing")
    }
    handler.hand(to: &builder)
  }

  /// Reads a file that holds content and metadata in one XML document.
  ///
  /// - Throws: `DocumentRefusal` if it is damaged, or the time is over.
  static func read(
    flat bytes: [UInt8], _ format: String, _ builder: inout DocumentBuilder,
    _ context: ReadingContext
  ) throws {
    try PropertyPart.read(flat: bytes, &builder)
    var handler = OpenDocumentReader(
      RunningText(builder.text, context), isSpreadsheet: format == "fods")
    do {
      try XMLReader(names: names, limits: .documentPart).read(bytes, handler: &handler)
    } catch let error as XMLError {
      throw PartError.refusal(error, part: "the file")
    }
    handler.hand(to: &builder)
  }

  private func hand(to builder: inout DocumentBuilder) {
    builder.text = text.collected
    for heading in headings { builder.addHeading(heading) }
    if let heading = builder.headings.first { builder.offerTitle(heading) }
  }

  mutating func startElement(_ element: XMLStartTag) throws {
    guard try text.begins(), let name = Name(element.name) else { return }
    switch name {
    case .h:
      beginParagraph()
      let level = element[Name.outlineLevel].flatMap { Int($0.string) } ?? 1
      headingStart = level <= 3 ? text.collected.count : nil
    case .p: beginParagraph()
    case .tab: text.tab()
    case .lineBreak: text.lineBreak()
    case .s: text.collected.space()
    case .tableCell: text.beginCell()
    case .textBox: beginBox()
    case .table: if isSpreadsheet { beginSheet(element[Name.name]?.string ?? "") }
    case .frame:
      frameStart =
        element[Name.presentationClass].map { $0 == "title" } ?? false
        ? text.collected.count : nil
    case .annotation, .trackedChanges, .rubyText, .noteCitation, .masterStyles, .binaryData:
      text.skipElement()
    default: break
    }
  }

  mutating func endElement(_ element: XMLEndTag) throws {
    guard text.ends(), let name = Name(element.name) else { return }
    switch name {
    case .h, .p: endParagraph()
    case .tableCell: text.endCell()
    case .textBox: endBox()
    case .tableRow: text.endRow()
    case .frame:
      if let start = frameStart { headings.append(text.collected.line(from: start)) }
      frameStart = nil
    default: break
    }
  }

  mutating func characters(_ piece: XMLBytes, at location: XMLLocation) throws {
    guard paragraphDepth > 0, text.isTaken else { return }
    // Blanks between elements are for the eyes of editors: `text:s` stands for those that count.
    if piece.isBlank { text.collected.space() } else { text.append(piece) }
  }

  private mutating func beginParagraph() {
    if paragraphDepth > 0 { text.collected.space() }
    paragraphDepth += 1
  }

  private mutating func endParagraph() {
    paragraphDepth -= 1
    if let start = headingStart, headings.count < 20_000 {
      headings.append(text.collected.line(from: start))
      headingStart = nil
    }
    // A note stands within the paragraph that it belongs to.
    if paragraphDepth > 0 {
      text.collected.space()
    } else {
      text.endParagraph()
      text.appendBoxes()
    }
  }

  private mutating func beginBox() {
    guard paragraphDepth > 0 else { return outer.append(nil) }
    text.beginBox()
    outer.append((headingStart, paragraphDepth))
    (headingStart, paragraphDepth) = (nil, 0)
  }

  private mutating func endBox() {
    guard let around = outer.popLast() ?? nil else { return }
    text.endBox()
    (headingStart, paragraphDepth) = around
  }

  private mutating func beginSheet(_ name: String) {
    text.endParagraph()
    guard !name.isEmpty, !TitleWords.isMadeUp(sheet: name) else { return }
    headings.append(name)
    text.collected.append(name.utf8)
    text.collected.append(10)
  }
}
