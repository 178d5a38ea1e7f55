internal import XMLReading

/// Reads workbooks: each sheet's name as heading, then its rows, cells between tabs.
///
/// Values are as stored: a date is its serial number, as only its format tells it from a number.
struct SpreadsheetReader: XMLHandler {
  private enum Name: UInt32, XMLKnownName {
    case c, t, v, row, inlineString
    var namespaceURIs: [String] { ["*"] }
    var localName: String { self == .inlineString ? "is" : String(describing: self) }
  }

  private static let names = XMLNames(Name.self)
  private static let sheetLimit = 10_000

  private var text: TextCollector
  private let strings: SharedStrings
  private var cellIsShared = false
  private var collecting = false
  private var value: [UInt8] = []
  private var steps: ReadingSteps

  private init(text: TextCollector, strings: SharedStrings, _ context: ReadingContext) {
    self.text = text
    self.strings = strings
    steps = ReadingSteps(context)
  }

  /// Reads the workbook whose main part is `main`.
  static func read(_ main: String, _ reader: inout PartReader, _ builder: inout DocumentBuilder)
    throws
  {
    let context = reader.context
    let sheets = try OfficeItems.read(main, limit: sheetLimit, &reader)
    let related = try OfficeRelationships(of: main, &reader)
    // Strings stand in any order, and not all are used: more than the text may have to be kept.
    var strings = SharedStrings(limit: context.limits.textLength * 2)
    if let part = related.target(ofKind: "sharedStrings") {
      try reader.read(part, names: SharedStrings.names, handler: &strings)
    }
    var handler = SpreadsheetReader(text: builder.text, strings: strings, context)
    for sheet in sheets {
      guard !handler.text.isFull,
        let part = related.items.first(where: { $0.id == sheet.id && $0.kind == "worksheet" })
      else { continue }
      if !TitleWords.isMadeUp(sheet: sheet.name) {
        builder.addHeading(sheet.name)
        handler.text.append(sheet.name.utf8)
        handler.text.endParagraph()
      }
      try reader.readOptional(part.target, names: names, handler: &handler, &builder)
      handler.text.endParagraph()
    }
    builder.text = handler.text
  }

  mutating func startElement(_ element: XMLStartTag) throws {
    try steps.next()
    guard let name = Name(element.name) else { return }
    switch name {
    case .c: cellIsShared = element[Name.t].map { $0 == "s" } ?? false
    case .v, .t:
      collecting = true
      value.removeAll(keepingCapacity: true)
    default: break
    }
  }

  mutating func endElement(_ element: XMLEndTag) throws {
    guard let name = Name(element.name) else { return }
    switch name {
    case .v:
      collecting = false
      if cellIsShared {
        if let index = Int(String(decoding: value, as: UTF8.self)) { text.append(strings[index]) }
      } else {
        text.append(value)
      }
    case .t:
      collecting = false
      text.append(value)
    case .c: text.append(9)
    case .row: text.endParagraph()
    default: break
    }
  }

  mutating func characters(_ piece: XMLBytes, at location: XMLLocation) throws {
    if collecting, value.count + piece.count <= text.limit { piece.append(to: &value) }
  }
}

/// The strings that the cells of a workbook share.
struct SharedStrings: XMLHandler {
  private enum Name: UInt32, XMLKnownName {
    case si, t, rPh
    var namespaceURIs: [String] { ["*"] }
  }

  static let names = XMLNames(Name.self)

  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var collecting = false
  private var isPhonetic = false
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// The string of a cell that holds `index`; empty if there is none.
  subscript(index: Int) -> ArraySlice<UInt8> {
    guard ends.indices.contains(index) else { return [] }
    return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  mutating func startElement(_ element: XMLStartTag) throws {
    guard let name = Name(element.name) else { return }
    switch name {
    case .t: collecting = true
    case .rPh: isPhonetic = true
    case .si: break
    }
  }

  mutating func endElement(_ element: XMLEndTag) throws {
    guard let name = Name(element.name) else { return }
    switch name {
    case .t: collecting = false
    case .rPh: isPhonetic = false
    case .si: ends.append(bytes.count)
    }
  }

  mutating func characters(_ text: XMLBytes, at location: XMLLocation) throws {
    if collecting, !isPhonetic, bytes.count + text.count <= limit { text.append(to: &bytes) }
  }
}
