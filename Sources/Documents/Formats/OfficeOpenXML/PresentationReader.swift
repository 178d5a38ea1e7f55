internal import XMLReading

/// Reads presentations: the slides in their order, titles as headings, speaker notes after each.
struct PresentationReader: XMLHandler {
  private enum Name: UInt32, XMLKnownName {
    case sldId, id, t, p, br, tab, tc, tr, sp, ph, type, fallback, fld
    var namespaceURIs: [String] {
      self == .id
        ? [
          "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
          "http://purl.oclc.org/ooxml/officeDocument/relationships",
        ] : ["*"]
    }
    var localName: String { self == .fallback ? "Fallback" : String(describing: self) }
  }

  private static let names = XMLNames(Name.self)
  private static let slideLimit = 5_000

  private var text: TextCollector
  private var slides: [String] = []
  private var titles: [String] = []
  private var shapeStart = 0
  private var placeholder: String?
  private var collecting = false
  private var skipDepth = 0
  private var cellDepth = 0
  private var isNotes = false

  private init(text: TextCollector) { self.text = text }

  /// Reads the presentation whose main part is `main`.
  static func read(_ main: String, _ reader: inout PartReader, _ builder: inout DocumentBuilder)
    throws
  {
    var list = PresentationReader(text: TextCollector(limit: 0))
    guard try reader.read(main, names: names, handler: &list) else {
      throw DocumentRefusal(.damaged, "the part '\(main)' is missing")
    }
    let related = try OfficeRelationships(of: main, &reader)
    var handler = PresentationReader(text: builder.text)
    for slide in list.slides.prefix(slideLimit) {
      guard !handler.text.isFull, let part = related.target(id: slide) else { continue }
      handler.isNotes = false
      handler.skipDepth = 0
      if try !reader.read(part, names: names, handler: &handler) {
        builder.remark("the slide '\(part)' is missing")
        continue
      }
      if let notes = try OfficeRelationships(of: part, &reader).target(ofKind: "notesSlide") {
        handler.isNotes = true
        try reader.readOptional(notes, names: names, handler: &handler, &builder)
      }
    }
    builder.text = handler.text
    for title in handler.titles { builder.addHeading(title) }
  }

  mutating func startElement(_ element: XMLStartTag) throws {
    guard skipDepth == 0 else {
      skipDepth += 1
      return
    }
    guard let name = Name(element.name) else { return }
    switch name {
    case .sldId: if let id = element[Name.id]?.string { slides.append(id) }
    case .sp:
      shapeStart = text.count
      placeholder = nil
    case .ph: placeholder = element[Name.type]?.string ?? "body"
    case .t: collecting = true
    case .br: text.append(cellDepth > 0 ? 0x20 : 10)
    case .tab: text.append(9)
    case .tc: cellDepth += 1
    case .fallback: skipDepth = 1
    case .fld: if element[Name.type].map({ $0 == "slidenum" }) ?? false { skipDepth = 1 }
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
    case .t: collecting = false
    case .p: if cellDepth > 0 { text.space() } else { text.endParagraph() }
    case .tc:
      cellDepth -= 1
      text.append(9)
    case .tr: text.endParagraph()
    case .sp: endShape()
    default: break
    }
  }

  mutating func characters(_ piece: XMLBytes, at location: XMLLocation) throws {
    if collecting && skipDepth == 0 { text.append(piece) }
  }

  private mutating func endShape() {
    switch placeholder {
    case "title", "ctrTitle":
      if !isNotes && titles.count < 5_000 { titles.append(text.line(from: shapeStart)) }
    case "ftr", "sldNum", "dt", "hdr", "sldImg": text.truncate(to: shapeStart)
    default: break
    }
    text.endParagraph()
  }
}
