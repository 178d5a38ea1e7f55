internal import Glibc
internal import Model
internal import XMLReading

/// How a workbook counts days, and what its serial numbers mean.
///
/// Source: ECMA-376 part 1, 18.17.4; the first system has a 29 February 1900, which was none.
struct SpreadsheetDates: XMLHandler {
  enum Name: UInt32, XMLKnownName {
    case workbookPr, date1904
    static let localNames = ["workbookPr", "date1904"]
    var namespaceURIs: [String] { ["*"] }
  }

  private static let names = XMLNames(Name.self)

  /// The day before the first one, in days since 1970: of 1900, behind the day that was none, and of 1904.
  private static let (first, second) = (-25_569, -24_107)

  private var beginsIn1904 = false

  /// Reads how the workbook whose main part is `main` counts.
  init(_ main: String, _ reader: inout PartReader) throws {
    try reader.read(main, names: Self.names, handler: &self)
  }

  /// A counting.
  init(beginsIn1904: Bool) { self.beginsIn1904 = beginsIn1904 }

  /// The date of a serial number as `2010-03-01`, with the time if there is one; `nil` for what is no date.
  func text(ofSerial bytes: [UInt8]) -> String? {
    guard let serial = Double(String(decoding: bytes, as: UTF8.self)), serial.isFinite,
      (1..<2_958_466).contains(serial)
    else { return nil }
    // Times are fractions of a day, and rarely exact.
    let minutes = Int((serial * 1440).rounded())
    let (day, minute) = minutes.quotientAndRemainder(dividingBy: 1440)
    // Days before the one that was none count from a day later.
    let start =
      beginsIn1904 ? Self.second : day < 60 ? Self.first + 1 : Self.first
    guard let date = CalendarDate(daysSince1970: start + day) else { return nil }
    guard minute > 0 else { return date.description }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(date.description) \(two(minute / 60)):\(two(minute % 60))"
  }

  mutating func startElement(_ element: XMLStartTag) throws {
    guard element.name == Name.workbookPr.xmlName, let value = element[Name.date1904]?.string
    else { return }
    beginsIn1904 = value == "1" || value == "true"
  }

  mutating func endElement(_ element: XMLEndTag) throws {}
  mutating func characters(_ text: XMLBytes, at location: XMLLocation) throws {}
}

/// Which cells of a workbook are dates, by the formats of their numbers.
struct SpreadsheetStyles: XMLHandler {
  enum Name: UInt32, XMLKnownName {
    case numFmt, numFmtId, formatCode, cellXfs, xf
    static let localNames = ["numFmt", "numFmtId", "formatCode", "cellXfs", "xf"]
    var namespaceURIs: [String] { ["*"] }
  }

  static let names = XMLNames(Name.self)

  /// The formats that every workbook has and that show a day; ECMA-376 part 1, 18.8.30.
  private static let usual = Set([14, 15, 16, 17, 22] + Array(27...36) + Array(50...58))

  private var own: [Int: Bool] = [:]
  private var cells: [Bool] = []
  private var isInCells = false

  /// Whether cells of a style, by its number, are dates.
  func isDate(_ style: Int) -> Bool { cells.indices.contains(style) && cells[style] }

  mutating func startElement(_ element: XMLStartTag) throws {
    guard let name = Name(element.name) else { return }
    let number = element[Name.numFmtId].flatMap { Int($0.string) }
    switch name {
    case .cellXfs: isInCells = true
    case .numFmt:
      if let number, own.count < 10_000, let code = element[Name.formatCode]?.string {
        own[number] = Self.showsDay(code)
      }
    case .xf:
      // `cellStyleXfs` has such elements, too, to which no cell refers.
      guard isInCells, cells.count < 100_000 else { return }
      cells.append(number.map { own[$0] ?? Self.usual.contains($0) } ?? false)
    default: break
    }
  }

  mutating func endElement(_ element: XMLEndTag) throws {
    if element.name == Name.cellXfs.xmlName { isInCells = false }
  }

  mutating func characters(_ text: XMLBytes, at location: XMLLocation) throws {}

  /// Whether a format such as `dd.mm.yyyy` shows a day or a year: what is quoted, escaped or in brackets does not count.
  static func showsDay(_ code: String) -> Bool {
    var (isQuoted, isBracketed, isEscaped) = (false, false, false)
    // Behind the first semicolon stands what negative numbers look like.
    for character in code {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch character {
      case "\"": isQuoted.toggle()
      case "\\", "_", "*": if !isQuoted { isEscaped = true }
      case "[": if !isQuoted { isBracketed = true }
      case "]": if !isQuoted { isBracketed = false }
      case ";": if !isQuoted && !isBracketed { return false }
      case "d", "D", "y", "Y": if !isQuoted && !isBracketed { return true }
      default: break
      }
    }
    return false
  }
}
