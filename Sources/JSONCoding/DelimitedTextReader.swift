/// Reads the records of delimited text: quoted fields, doubled quotes, line breaks within quotes.
///
/// Lenient where files in use are: a quote that does not end right before a separator or a line
/// break is an ordinary character, lines end with LF, CR LF or CR, a byte order mark is skipped,
/// and invalid UTF-8 is repaired. Blank lines are skipped on request.
package struct DelimitedTextReader: Sendable {
  private let bytes: [UInt8]
  private let separator: UInt8
  private let skipsBlankLines: Bool
  private var position = 0

  /// The line at which reading goes on, from 1.
  private(set) var line = 1

  private var lineStart = 0

  /// Where the record read last, or being read, begins, and its line.
  private(set) var recordStart = (position: 0, line: 1)

  private static let quote = UInt8(ascii: "\"")

  /// A reader at the first record of `bytes`, which begin on a line.
  package init(
    _ bytes: [UInt8], format: DelimitedText = .csv, skipsBlankLines: Bool = true, line: Int = 1
  ) {
    self.line = line
    self.bytes = bytes
    self.skipsBlankLines = skipsBlankLines
    separator = format.separator
    // On a later line it is a character of the first field.
    if line == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    lineStart = position
  }

  /// The next record, or `nil` at the end.
  ///
  /// - Throws: `DelimitedTextError` if a quoted field reaches the end of the text, or a record has too
  ///   many fields.
  package mutating func next() throws(DelimitedTextError) -> DelimitedRecord? {
    while position < bytes.count {
      let start = line
      if skipsBlankLines, isLineBreak(position) {
        takeLineBreak()
        continue
      }
      recordStart = (position, start)
      var fields: [String] = []
      while true {
        guard fields.count < InputLimits.fields else {
          throw DelimitedTextError(line: start, column: 1, code: .tooManyFields)
        }
        fields.append(try readField())
        guard position < bytes.count else { break }
        if bytes[position] == separator {
          position += 1
          continue
        }
        takeLineBreak()
        break
      }
      return DelimitedRecord(fields: fields, line: start)
    }
    return nil
  }

  private mutating func readField() throws(DelimitedTextError) -> String {
    if position < bytes.count, bytes[position] == Self.quote, let field = try readQuoted() {
      return field
    }
    let start = position
    while position < bytes.count, bytes[position] != separator, !isLineBreak(position) {
      position += 1
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// Reads a quoted field, or gives `nil` and stays if the quotes are part of the text.
  private mutating func readQuoted() throws(DelimitedTextError) -> String? {
    var content: [UInt8] = []
    var scan = position + 1
    var lines = 0
    var lastLineStart = lineStart
    while scan < bytes.count {
      let byte = bytes[scan]
      if byte == Self.quote {
        if scan + 1 < bytes.count, bytes[scan + 1] == Self.quote {
          content.append(byte)
          scan += 2
          continue
        }
        let end = scan + 1
        // `5" disk` and `"quoted" word` are met in files that no program wrote.
        guard end == bytes.count || bytes[end] == separator || isLineBreak(end) else { return nil }
        position = end
        line += lines
        lineStart = lastLineStart
        return String(decoding: content, as: UTF8.self)
      }
      if byte == 0x0A || (byte == 0x0D && (scan + 1 == bytes.count || bytes[scan + 1] != 0x0A)) {
        lines += 1
        lastLineStart = scan + 1
      }
      content.append(byte)
      scan += 1
    }
    throw DelimitedTextError(line: line, column: position - lineStart + 1)
  }

  private func isLineBreak(_ index: Int) -> Bool { bytes[index] == 0x0A || bytes[index] == 0x0D }

  private mutating func takeLineBreak() {
    guard position < bytes.count else { return }
    if bytes[position] == 0x0D, position + 1 < bytes.count, bytes[position + 1] == 0x0A {
      position += 1
    }
    position += 1
    line += 1
    lineStart = position
  }
}

extension DelimitedTextReader {
  /// All records of `bytes`.
  ///
  /// - Throws: `DelimitedTextError`.
  package static func records(
    of bytes: [UInt8], format: DelimitedText = .csv
  ) throws(DelimitedTextError) -> [DelimitedRecord] {
    var reader = DelimitedTextReader(bytes, format: format)
    var records: [DelimitedRecord] = []
    while let record = try reader.next() { records.append(record) }
    return records
  }
}
