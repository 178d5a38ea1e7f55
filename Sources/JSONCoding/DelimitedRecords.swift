/// Reads the records of delimited text from lines as they come, in memory bounded by one record.
package struct DelimitedRecords {
  private let format: DelimitedText
  private let nextLine: () throws -> [UInt8]?
  private var reader: DelimitedTextReader
  private var buffer: [UInt8] = []

  /// The records of lines that `nextLine` gives without their line breaks, until it gives `nil`.
  package init(format: DelimitedText, nextLine: @escaping () throws -> [UInt8]?) {
    self.format = format
    self.nextLine = nextLine
    reader = DelimitedTextReader([], format: format)
  }

  /// The next record that is not a blank line, or `nil` at the end.
  ///
  /// - Throws: `DelimitedTextError`, or what the source of lines throws.
  package mutating func next() throws -> DelimitedRecord? {
    while true {
      do throws(DelimitedTextError) {
        if let record = try reader.next() { return record }
      } catch  where error.code == .unendedQuote {
        // The end of the quoted field may stand on a line to come.
        guard try appendLines() else { throw error }
        continue
      }
      guard let line = try nextLine() else { return nil }
      buffer = line
      buffer.append(0x0A)
      // Not counted here: what comes as one line has several where carriage returns end them.
      reader = DelimitedTextReader(buffer, format: format, line: reader.line)
    }
  }

  /// Takes as many bytes of further lines as the record has already, so that a long one costs as much
  /// as its length.
  ///
  /// - Returns: whether there are any.
  private mutating func appendLines() throws -> Bool {
    let (start, line) = reader.recordStart
    buffer.removeFirst(start)
    let wanted = buffer.count * 2
    var isLonger = false
    while buffer.count < wanted, let next = try nextLine() {
      buffer += next
      buffer.append(0x0A)
      isLonger = true
      guard buffer.count <= InputLimits.lineLength else {
        throw DelimitedTextError(line: line, column: 1, code: .tooLong)
      }
    }
    reader = DelimitedTextReader(buffer, format: format, line: line)
    return isLonger
  }
}
