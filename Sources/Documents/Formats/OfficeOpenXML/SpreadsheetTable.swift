internal import XMLReading

/// The cells of the first sheet of a workbook, each in its column.
///
/// `SpreadsheetReader` reads workbooks as text, where it does not matter in which column a cell
/// stands.
package enum SpreadsheetTable {
  /// A row that has cells.
  package struct Row: Sendable {
    /// Its number in the sheet, from 1.
    package var number: Int
    /// Its cells, empty where there is none.
    package var cells: [String]
  }

  /// The rows of the first sheet of a workbook.
  ///
  /// - Throws: `DocumentRefusal` if it is damaged, encrypted or beyond a limit.
  package static func rows(of workbook: [UInt8]) throws -> [Row] {
    do {
      let context = DocumentReader().makeContext({ false })
      context.begin()
      var reader = PartReader(try ZipArchive(ByteSource(workbook)), context)
      let package = try OfficeRelationships(of: "", &reader)
      guard let main = package.target(ofKind: "officeDocument") else {
        throw DocumentRefusal(.damaged, "the package names no main part")
      }
      let related = try OfficeRelationships(of: main, &reader)
      var strings = SharedStrings(limit: context.limits.textLength * 2)
      if let part = related.target(ofKind: "sharedStrings") {
        try reader.read(part, names: SharedStrings.names, handler: &strings)
      }
      guard let sheet = related.target(ofKind: "worksheet") else {
        throw DocumentRefusal(.damaged, "the workbook has no sheet")
      }
      var table = SheetCells(strings: strings, textLimit: context.limits.textLength)
      try reader.read(sheet, names: SheetCells.names, handler: &table)
      return table.rows
    } catch let error as ZipError {
      throw error.refusal
    }
  }
}

/// Collects the cells of a sheet.
struct SheetCells: XMLHandler {
  enum Name: UInt32, XMLKnownName {
    case row, c, r, t, v, inlineString
    static let localNames = ["row", "c", "r", "t", "v", "is"]
    var namespaceURIs: [String] { ["*"] }
  }

  static let names = XMLNames(Name.self)

  /// The rows and columns of a sheet; the cells that a table may have, empty ones in front of others
  /// included, and the bytes of their texts.
  private static let limits = (
    rows: 1_048_576, columns: 16_384, cells: 4_000_000, bytes: 256 << 20
  )

  private(set) var rows: [SpreadsheetTable.Row] = []
  private let strings: SharedStrings
  private var isShared = false
  private var isCollecting = false
  private var value: [UInt8] = []
  private var column = 0
  private var cellCount = 0
  private var byteCount = 0
  private let textLimit: Int

  init(strings: SharedStrings, textLimit: Int) {
    self.strings = strings
    self.textLimit = textLimit
  }

  mutating func startElement(_ element: XMLStartTag) throws {
    guard let name = Name(element.name) else { return }
    switch name {
    case .row:
      let following = (rows.last?.number ?? 0) + 1
      let stated = element[Name.r].flatMap { Int($0.string) } ?? following
      guard (1...Self.limits.rows).contains(stated) else {
        throw DocumentRefusal(
          .limit, "a row has the number \(stated); a sheet has \(Self.limits.rows) rows at most")
      }
      rows.append(SpreadsheetTable.Row(number: stated, cells: []))
    case .c:
      isShared = element[Name.t].map { $0 == "s" } ?? false
      column =
        element[Name.r].flatMap { Self.column(of: $0.string) } ?? rows.last?.cells.count ?? 0
      value.removeAll(keepingCapacity: true)
    case .v, .t: isCollecting = true
    case .r, .inlineString: break
    }
  }

  mutating func endElement(_ element: XMLEndTag) throws {
    guard let name = Name(element.name) else { return }
    switch name {
    case .v, .t: isCollecting = false
    case .c: try endCell()
    default: break
    }
  }

  mutating func characters(_ piece: XMLBytes, at location: XMLLocation) throws {
    if isCollecting, value.count + piece.count <= textLimit { piece.append(to: &value) }
  }

  private mutating func endCell() throws {
    guard !rows.isEmpty, !value.isEmpty else { return }
    var text = String(decoding: value, as: UTF8.self)
    if isShared { text = Int(text).map { String(decoding: strings[$0], as: UTF8.self) } ?? "" }
    let last = rows.count - 1
    // A string is kept once, but may be the text of any number of cells.
    byteCount += text.utf8.count
    cellCount += max(0, column + 1 - rows[last].cells.count)
    guard column < Self.limits.columns, cellCount <= Self.limits.cells,
      byteCount <= Self.limits.bytes
    else {
      throw DocumentRefusal(
        .limit,
        "a table has \(Self.limits.columns) columns, \(Self.limits.cells) cells and "
          + "\(Self.limits.bytes >> 20) MiB of text at most")
    }
    while rows[last].cells.count <= column { rows[last].cells.append("") }
    rows[last].cells[column] = text
  }

  /// The number of the column in a reference such as `AB12`, from 0; nil if it names none.
  private static func column(of reference: String) -> Int? {
    var column = 0
    for byte in reference.utf8.prefix(4) {
      guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) else { break }
      column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
    }
    return column == 0 ? nil : column - 1
  }
}
