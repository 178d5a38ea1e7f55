internal import XMLReading

/// Reads workbooks: each sheet's name as heading, then its rows, cells between tabs.
///
/// Values are as stored, but for dates, which their formats tell from numbers. Comments and text boxes of a sheet
/// follow its rows.
struct SpreadsheetReader: XMLHandler {
  enum Name: UInt32, XMLKnownName {
    case c, t, v, s, row, inlineString
    static let localNames = ["c", "t", "v", "s", "row", "is"]
    var namespaceURIs: [String] { ["*"] }
  }

  private static let names = XMLNames(Name.self)
  private static let sheetLimit = 10_000

  private var text: TextCollector
  private let strings: SharedStrings
  private let styles: SpreadsheetStyles
  private let dates: SpreadsheetDates
  private var cellIsShared = false
  private var cellIsDate = false
  private var collecting = false
  private var value: [UInt8] = []
  private var steps: ReadingSteps

  private init(
    text: TextCollector, strings: SharedStrings, styles: SpreadsheetStyles,
    dates: SpreadsheetDates, _ context: ReadingContext
  ) {
    self.text = text
    self.strings = strings
    self.styles = styles
    self.dates = dates
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
    var styles = SpreadsheetStyles()
    if let part = related.target(ofKind: "styles") {
      try reader.readOptional(part, names: SpreadsheetStyles.names, handler: &styles, &builder)
    }
    var handler = SpreadsheetReader(
      text: builder.text, strings: strings, styles: styles,
      dates: try SpreadsheetDates(main, &reader), context)
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
      handler.text = try OfficeRemarks.read(
        around: part.target, handler.text, &reader, &builder)
    }
    builder.text = handler.text
  }

  mutating func startElement(_ element: XMLStartTag) throws {
    try steps.next()
    guard let name = Name(element.name) else { return }
    switch name {
    case .c:
      cellIsShared = element[Name.t].map { $0 == "s" } ?? false
      let isNumber = element[Name.t].map { $0 == "n" } ?? true
      cellIsDate =
        isNumber && (element[Name.s].flatMap { Int($0.string) }.map(styles.isDate) ?? false)
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
      } else if cellIsDate, let date = dates.text(ofSerial: value) {
        text.append(date.utf8)
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
  enum Name: UInt32, XMLKnownName {
    case si, t, rPh
    static let localNames = ["si", "t", "rPh"]
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
    // How a Japanese text is read aloud stands beside it (ECMA-376 part 1, 18.4.6).
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
