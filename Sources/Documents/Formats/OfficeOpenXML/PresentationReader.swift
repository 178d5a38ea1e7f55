internal import XMLReading

/// Reads presentations: the slides in their order, titles as headings, speaker notes after each.
struct PresentationReader: XMLHandler {
  enum Name: UInt32, XMLKnownName {
    case t, p, br, tc, tr, sp, ph, type, fallback, fld
    static let localNames = ["t", "p", "br", "tc", "tr", "sp", "ph", "type", "Fallback", "fld"]
    var namespaceURIs: [String] { ["*"] }
  }

  private static let names = XMLNames(Name.self)
  private static let slideLimit = 5_000

  private var text: RunningText
  private var titles: [String] = []
  private var shapeStart = 0
  private var placeholder: String?
  private var isRun = false
  private var isNotes = false

  private init(_ text: RunningText) { self.text = text }

  /// Reads the presentation whose main part is `main`.
  static func read(_ main: String, _ reader: inout PartReader, _ builder: inout DocumentBuilder)
    throws
  {
    let slides = try OfficeItems.read(main, limit: slideLimit, &reader)
    let related = try OfficeRelationships(of: main, &reader)
    var handler = PresentationReader(RunningText(builder.text, reader.context))
    for slide in slides {
      guard !handler.text.collected.isFull, let part = related.target(id: slide.id) else {
        continue
      }
      handler.beginPart(isNotes: false)
      if try !reader.read(part, names: names, handler: &handler) {
        builder.remark("the slide '\(part)' is missing")
        continue
      }
      if let notes = try OfficeRelationships(of: part, &reader).target(ofKind: "notesSlide") {
        handler.beginPart(isNotes: true)
        try reader.readOptional(notes, names: names, handler: &handler, &builder)
      }
    }
    builder.text = handler.text.collected
    for title in handler.titles { builder.addHeading(title) }
  }

  private mutating func beginPart(isNotes: Bool) {
    self.isNotes = isNotes
    text.beginPart()
    isRun = false
    placeholder = nil
  }

  mutating func startElement(_ element: XMLStartTag) throws {
    guard try text.begins(), let name = Name(element.name) else { return }
    switch name {
    case .sp:
      shapeStart = text.collected.count
      placeholder = nil
    case .ph: placeholder = element[Name.type]?.string ?? "body"
    case .t: isRun = true
    case .br: text.lineBreak()
    case .tc: text.beginCell()
    // It says the same once more, for older readers.
    case .fallback: text.skipElement()
    case .fld: if element[Name.type].map({ $0 == "slidenum" }) ?? false { text.skipElement() }
    default: break
    }
  }

  mutating func endElement(_ element: XMLEndTag) throws {
    guard text.ends(), let name = Name(element.name) else { return }
    switch name {
    case .t: isRun = false
    case .p: text.endParagraph()
    case .tc: text.endCell()
    case .tr: text.endRow()
    case .sp: endShape()
    default: break
    }
  }

  mutating func characters(_ piece: XMLBytes, at location: XMLLocation) throws {
    if isRun { text.append(piece) }
  }

  private mutating func endShape() {
    switch placeholder {
    case "title", "ctrTitle":
      if !isNotes, titles.count < Self.slideLimit {
        titles.append(text.collected.line(from: shapeStart))
      }
    // What the layout puts on each slide is no text of one.
    case "ftr", "sldNum", "dt", "hdr", "sldImg": text.collected.truncate(to: shapeStart)
    default: break
    }
    text.endParagraph()
  }
}
