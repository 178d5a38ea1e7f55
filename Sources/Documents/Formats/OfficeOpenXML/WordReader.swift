internal import XMLReading

/// Reads the text of Word documents.
///
/// Paragraphs in cells are joined by blanks, cells end in tabs, rows in line feeds. Deleted text,
/// moved-from text, field codes and the fallbacks of alternate content are left out; footnotes,
/// endnotes, comments, headers and footers follow the text. They have no headings.
struct WordReader: XMLHandler {
  enum Name: UInt32, XMLKnownName {
    case t, p, pStyle, outlineLvl, tab, br, cr, tc, tr, noBreakHyphen, val, vanish, r
    case moveFrom, del, fallback, txbxContent, footnote, endnote, type, lang, pPr, tabs
    static let localNames = [
      "t", "p", "pStyle", "outlineLvl", "tab", "br", "cr", "tc", "tr", "noBreakHyphen", "val",
      "vanish", "r", "moveFrom", "del", "Fallback", "txbxContent", "footnote", "endnote", "type",
      "lang", "pPr", "tabs",
    ]
    var namespaceURIs: [String] { ["*"] }
  }

  /// A paragraph that a style or an outline level may make a heading.
  private struct Candidate {
    var style: String
    var text: String
  }

  /// A paragraph that is open.
  private struct Paragraph {
    var start: Int
    var style: String?
    var outline: Int?
  }

  private static let names = XMLNames(Name.self)

  private var text: RunningText
  private var candidates: [Candidate] = []
  private var paragraphs: [Paragraph] = []

  /// The paragraphs around each open text box.
  private var outer: [[Paragraph]] = []
  private var isRun = false
  private var tabsDepth = 0
  private var language: String?

  private init(_ text: RunningText) { self.text = text }

  /// Reads the main part, its notes and its styles.
  static func read(_ main: String, _ reader: inout PartReader, _ builder: inout DocumentBuilder)
    throws
  {
    var handler = WordReader(RunningText(builder.text, reader.context))
    guard try reader.read(main, names: names, handler: &handler) else {
      throw DocumentRefusal(.damaged, "the part '\(main)' is missing")
    }
    let related = try OfficeRelationships(of: main, &reader)
    let candidates = handler.candidates
    for kind in ["footnotes", "endnotes", "comments", "header", "footer"] {
      // The first page, even and odd ones, and each section may have headers and footers of their own.
      for part in related.items.filter({ $0.kind == kind }).prefix(12) {
        handler.beginPart()
        try reader.readOptional(part.target, names: names, handler: &handler, &builder)
      }
      if kind != "endnotes" && kind != "footnotes" { handler.candidates = candidates }
    }
    handler.beginPart()
    builder.text = handler.text.collected
    if let language = handler.language { builder.offerLanguage(language) }
    // Styles are read only where a paragraph names one: a template has hundreds.
    guard !handler.candidates.isEmpty else { return }
    var styles = WordStyles()
    if let part = related.target(ofKind: "styles") {
      try styles.read(part, &reader, &builder)
    }
    for candidate in handler.candidates {
      guard let level = styles.headingLevel(candidate.style), level <= 3 else { continue }
      if level == 0 { builder.offerTitle(candidate.text) }
      builder.addHeading(candidate.text)
    }
  }

  mutating func startElement(_ element: XMLStartTag) throws {
    guard try text.begins(), let name = Name(element.name) else { return }
    switch name {
    case .t: isRun = true
    case .p:
      if !paragraphs.isEmpty && !text.isInCell { text.endParagraph() }
      paragraphs.append(Paragraph(start: text.collected.count))
    case .pStyle:
      if !paragraphs.isEmpty { paragraphs[paragraphs.count - 1].style = element[Name.val]?.string }
    case .outlineLvl:
      if !paragraphs.isEmpty, let level = element[Name.val].flatMap({ Int($0.string) }) {
        paragraphs[paragraphs.count - 1].outline = level
      }
    case .tabs: tabsDepth += 1
    // Within `w:tabs` a tab is a stop of the paragraph, not a character.
    case .tab: if tabsDepth == 0 { text.tab() }
    case .br, .cr: text.lineBreak()
    case .noBreakHyphen: text.collected.append(0x2D)
    case .txbxContent: beginBox()
    case .tc: text.beginCell()
    case .moveFrom, .fallback: text.skipElement()
    case .footnote, .endnote:
      // Word keeps its separator lines as notes of a type.
      if element[Name.type] != nil { text.skipElement() }
    default: break
    }
  }

  mutating func endElement(_ element: XMLEndTag) throws {
    guard text.ends(), let name = Name(element.name) else { return }
    switch name {
    case .t: isRun = false
    case .p: endParagraph()
    case .tabs: tabsDepth -= 1
    case .txbxContent: endBox()
    case .tc: text.endCell()
    case .tr: text.endRow()
    default: break
    }
  }

  mutating func characters(_ piece: XMLBytes, at location: XMLLocation) throws {
    if isRun { text.append(piece) }
  }

  private mutating func beginPart() {
    text.beginPart()
    text.endParagraph()
    paragraphs = []
    outer = []
    isRun = false
    tabsDepth = 0
  }

  private mutating func endParagraph() {
    guard let paragraph = paragraphs.popLast() else { return }
    let length = text.collected.count - paragraph.start
    if length > 0, length <= 500, candidates.count < 20_000 {
      if let outline = paragraph.outline {
        if outline < 3 {
          candidates.append(
            Candidate(style: WordStyles.outline, text: text.collected.line(from: paragraph.start)))
        }
      } else if let style = paragraph.style {
        candidates.append(Candidate(style: style, text: text.collected.line(from: paragraph.start)))
      }
    }
    text.endParagraph()
    if paragraphs.isEmpty { text.appendBoxes() }
  }

  private mutating func beginBox() {
    text.beginBox()
    outer.append(paragraphs)
    paragraphs = []
  }

  private mutating func endBox() {
    guard let around = outer.popLast() else { return }
    text.endBox()
    paragraphs = around
    if around.isEmpty { text.appendBoxes() }
  }
}

/// The styles of a Word document, as far as they make headings.
///
/// The identifiers are localized (`berschrift1`), the names of built-in styles are not (`heading 1`).
struct WordStyles: XMLHandler {
  /// Stands for a paragraph with an outline level of its own.
  static let outline = "\u{0}outline"

  enum Name: UInt32, XMLKnownName {
    case style, styleId, name, val, basedOn, outlineLvl
    static let localNames = ["style", "styleId", "name", "val", "basedOn", "outlineLvl"]
    var namespaceURIs: [String] { ["*"] }
  }

  private struct Style {
    var level: Int?
    var base: String?
  }

  private static let names = XMLNames(Name.self)
  private var styles: [String: Style] = [:]
  private var current: String?

  /// Reads the styles part; an error leaves what was found.
  mutating func read(
    _ part: String, _ reader: inout PartReader, _ builder: inout DocumentBuilder
  ) throws {
    try reader.readOptional(part, names: Self.names, handler: &self, &builder)
  }

  /// 0 for the title, 1 to 9 for headings, `nil` for other styles.
  func headingLevel(_ id: String) -> Int? {
    if id == Self.outline { return 1 }
    if styles.isEmpty { return Self.level(ofName: id) }
    var id = id
    // Styles that are based on each other would be followed without end.
    for _ in 0..<12 {
      guard let style = styles[id] else { return nil }
      if let level = style.level { return level }
      guard let base = style.base else { return nil }
      id = base
    }
    return nil
  }

  mutating func startElement(_ element: XMLStartTag) throws {
    guard let name = Name(element.name) else { return }
    switch name {
    case .style:
      current = element[Name.styleId]?.string
      if let current, styles.count < 20_000 { styles[current] = Style() }
    case .name:
      if let current, let value = element[Name.val]?.string {
        styles[current]?.level = Self.level(ofName: value)
      }
    case .basedOn: if let current { styles[current]?.base = element[Name.val]?.string }
    case .outlineLvl:
      if let current, let level = element[Name.val].flatMap({ Int($0.string) }),
        (0...8).contains(level), styles[current]?.level == nil
      {
        styles[current]?.level = level + 1
      }
    default: break
    }
  }

  mutating func endElement(_ element: XMLEndTag) throws {
    if element.name == Name.style.xmlName { current = nil }
  }

  mutating func characters(_ text: XMLBytes, at location: XMLLocation) throws {}

  private static func level(ofName name: String) -> Int? {
    let name = name.lowercased().filter { $0 != " " }
    if name == "title" { return 0 }
    guard name.hasPrefix("heading"), let level = Int(name.dropFirst(7)) else { return nil }
    return level
  }
}
