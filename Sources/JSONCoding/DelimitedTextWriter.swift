/// Writes delimited text that a spreadsheet opens without taking a cell for a formula.
///
/// A field is quoted if it holds a separator, a line break, or a quote (in tab-separated text: a
/// quote at its start). One that would start a formula, or is guarded from it already, gets an
/// apostrophe before it (CWE-1236); `DelimitedText.withoutGuard` takes it off again.
package struct DelimitedTextWriter: Sendable {
  /// What becomes of line breaks within a field.
  package enum LineBreaks: Sendable {
    /// They are kept, the field is quoted.
    case kept
    /// Each becomes a blank, so that a record is always one line.
    case blanks
  }

  /// What has been written so far; a caller that streams may take it and empty it between records.
  package var bytes: [UInt8] = []

  private let separator: UInt8
  private let lineBreaks: LineBreaks
  private let guardsFormulas: Bool
  private var isAtStart = true

  /// A writer of empty text.
  package init(
    format: DelimitedText = .csv, lineBreaks: LineBreaks = .kept, guardsFormulas: Bool = true
  ) {
    separator = format.separator
    self.lineBreaks = lineBreaks
    self.guardsFormulas = guardsFormulas
  }

  /// What has been written so far.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Writes a whole record.
  package mutating func record(_ fields: [String]) {
    for field in fields { self.field(field) }
    endRecord()
  }

  /// Writes the next field of the record.
  package mutating func field(_ field: String) {
    if !isAtStart { bytes.append(separator) }
    isAtStart = false
    let guarded = guardsFormulas && DelimitedText.needsGuard(field)
    let quoted = needsQuotes(field)
    if quoted { bytes.append(UInt8(ascii: "\"")) }
    if guarded { bytes.append(UInt8(ascii: "'")) }
    for byte in field.utf8 {
      switch byte {
      case 0x0A, 0x0D: bytes.append(lineBreaks == .kept ? byte : 0x20)
      // Many readers of tab-separated text know no quotes.
      case 0x09 where lineBreaks == .blanks && separator == 0x09: bytes.append(0x20)
      case UInt8(ascii: "\"") where quoted:
        bytes.append(byte)
        bytes.append(byte)
      default: bytes.append(byte)
      }
    }
    if quoted { bytes.append(UInt8(ascii: "\"")) }
  }

  /// Ends the record with a line feed.
  package mutating func endRecord() {
    bytes.append(0x0A)
    isAtStart = true
  }

  private func needsQuotes(_ field: String) -> Bool {
    var isFirst = true
    for byte in field.utf8 {
      switch byte {
      case 0x0A, 0x0D: if lineBreaks == .kept { return true }
      case UInt8(ascii: "\""): if separator != 0x09 || isFirst { return true }
      case separator: if lineBreaks == .kept || separator != 0x09 { return true }
      default: break
      }
      isFirst = false
    }
    return false
  }
}
