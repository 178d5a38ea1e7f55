internal import XMLReading

/// Reads workbooks: each sheet's name as heading, then its rows, cells between tabs.
///
/// Values are as stored: a date is its serial number, as only its format tells it from a number.
struct SpreadsheetReader: XMLHandler {
  private enum Name: UInt32, XMLKnownName {
    case sheet, name, id, c, t, v, row, inlineString, state
    var namespaceURIs: [String] {
      self == .id
        ? [
          "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
          "http://purl.oclc.org/ooxml/officeDocument/relationships",
        ] : ["*"]
    }
    var localName: String { self == .inlineString ? "is" : String(describing: self) }
  }

  private static let names = XMLNames(Name.self)

  private var text: TextCollector
  private var sheets: [(name: String, id: String)] = []
  private let strings: SharedStrings
  private var cellIsShared = false
  private var collecting = false
  private var value: [UInt8] = []
  private let context: ReadingContext
  private var steps = 0

  private init(text: TextCollector, strings: SharedStrings, _ context: ReadingContext) {
    self.text = text
    self.strings = strings
    self.context = context
  }

  /// Reads the workbook whose main part is `main`.
  static func read(_ main: String, _ reader: inout PartReader, _ builder: inout DocumentBuilder)
    throws
  {
    let context = reader.context
    var list = SpreadsheetReader(
      text: TextCollector(limit: 0), strings: SharedStrings(limit: 0), context)
    guard try reader.read(main, names: names, handler: &list) else {
      throw DocumentRefusal(.damaged, "the part '\(main)' is missing")
    }
    let related = try OfficeRelationships(of: main, &reader)
    var strings = SharedStrings(limit: context.limits.textLength * 2)
    if let part = related.target(ofKind: "sharedStrings") {
      try reader.read(part, names: SharedStrings.names, handler: &strings)
    }
    var handler = SpreadsheetReader(text: builder.text, strings: strings, context)
    for sheet in list.sheets {
      guard !handler.text.isFull,
        let part = related.items.first(where: { $0.id == sheet.id && $0.kind == "worksheet" })
      else { continue }
      let generic = sheet.name.lowercased().filter { !$0.isNumber }
      if !["sheet", "tabelle", "feuil", "hoja", "foglio", "blad"].contains(generic) {
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
    steps += 1
    if steps % 16_384 == 0 { try context.checkTime() }
    guard let name = Name(element.name) else { return }
    switch name {
    case .sheet:
      if let id = element[Name.id]?.string, sheets.count < 10_000 {
        sheets.append((element[Name.name]?.string ?? "", id))
      }
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
