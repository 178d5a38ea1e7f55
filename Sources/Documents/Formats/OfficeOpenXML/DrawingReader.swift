internal import XMLReading

/// Reads Visio's drawings: the text of the shapes, page by page, each page's name as heading.
///
/// Source: [MS-VSDX] 2.2.3: the main part leads to the list of pages, that to the pages.
struct DrawingReader: XMLHandler {
  enum Name: UInt32, XMLKnownName {
    case text, page, name, rel, id
    static let localNames = ["Text", "Page", "Name", "Rel", "id"]
    var namespaceURIs: [String] {
      self == .id ? ["http://schemas.openxmlformats.org/officeDocument/2006/relationships"] : ["*"]
    }
  }

  private static let names = XMLNames(Name.self)
  private static let pageLimit = 5_000

  private var text: RunningText
  private var isText = false
  private var pages: [(name: String, id: String)] = []

  private init(_ text: RunningText) { self.text = text }

  /// Reads the drawing whose main part is `main`.
  static func read(
    _ main: String, _ reader: inout PartReader, _ builder: inout DocumentBuilder
  ) throws {
    var handler = DrawingReader(RunningText(builder.text, reader.context))
    guard let list = try OfficeRelationships(of: main, &reader).target(ofKind: "pages") else {
      return
    }
    try reader.readOptional(list, names: names, handler: &handler, &builder)
    let related = try OfficeRelationships(of: list, &reader)
    for page in handler.pages {
      guard !handler.text.collected.isFull, let part = related.target(id: page.id) else { continue }
      handler.text.beginPart()
      if !isMadeUp(page.name) {
        builder.addHeading(page.name)
        handler.text.collected.append(page.name.utf8)
        handler.text.endParagraph()
      }
      try reader.readOptional(part, names: names, handler: &handler, &builder)
    }
    builder.text = handler.text.collected
  }

  /// Whether Visio called the page so: `Page-1`, `Zeichenblatt-2`.
  private static func isMadeUp(_ name: String) -> Bool {
    let words = name.split(separator: "-")
    return words.count == 2 && words[1].allSatisfy(\.isNumber) && words[0].allSatisfy(\.isLetter)
  }

  mutating func startElement(_ element: XMLStartTag) throws {
    guard try text.begins(), let name = Name(element.name) else { return }
    switch name {
    case .text: isText = true
    case .page:
      if pages.count < Self.pageLimit { pages.append((element[Name.name]?.string ?? "", "")) }
    case .rel:
      if !pages.isEmpty, let id = element[Name.id]?.string { pages[pages.count - 1].id = id }
    default: break
    }
  }

  mutating func endElement(_ element: XMLEndTag) throws {
    guard text.ends(), Name(element.name) == .text else { return }
    isText = false
    text.endParagraph()
  }

  mutating func characters(_ piece: XMLBytes, at location: XMLLocation) throws {
    if isText { text.append(piece) }
  }
}
