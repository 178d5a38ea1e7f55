/// A line of JSON Lines: its number and its value, or why it has none.
package struct JSONLine: Sendable {
  /// The line, from 1.
  package let number: Int

  /// The value, or where and why it is not JSON; the error's line is this line's number.
  package let value: Result<JSONValue, JSONError>
}

/// Reads JSON Lines: one value a line; blank lines are skipped.
package enum JSONLines {
  /// Gives the lines of `bytes` one by one to `body`.
  ///
  /// - Throws: what `body` throws.
  package static func forEach<Failure: Error>(
    in bytes: [UInt8], _ body: (JSONLine) throws(Failure) -> Void
  ) throws(Failure) {
    var lines = TextLines(bytes)
    while let line = lines.next() {
      if isBlank(bytes[line.range]) { continue }
      try body(read(bytes[line.range], number: line.number))
    }
  }

  /// Gives the lines of an input one by one to `body`, holding no more than one of them.
  ///
  /// A line that is too long is given as one that is not JSON.
  ///
  /// - Throws: `InputError` if the input cannot be read, what `body` throws.
  package static func forEach(
    in lines: InputLines, _ body: (JSONLine) throws -> Void
  ) throws {
    while let line = try next(of: lines) { try body(line) }
  }

  private static func next(of lines: InputLines) throws(InputError) -> JSONLine? {
    do throws(InputError) {
      while let line = try lines.next() {
        if !isBlank(line[...]) { return read(line[...], number: lines.count) }
      }
      return nil
    } catch {
      guard case .lineTooLong = error.code else { throw error }
      try lines.skipLine()
      let cause = JSONError(code: .lineTooLong, offset: 0, line: error.line, column: 1)
      return JSONLine(number: error.line, value: .failure(cause))
    }
  }

  /// Reads one line; an error carries `number` as its line.
  package static func read(_ line: ArraySlice<UInt8>, number: Int) -> JSONLine {
    guard line.count <= InputLimits.lineLength else {
      let error = JSONError(code: .lineTooLong, offset: 0, line: number, column: 1)
      return JSONLine(number: number, value: .failure(error))
    }
    do throws(JSONError) {
      return JSONLine(number: number, value: .success(try JSONReader.value(of: line)))
    } catch {
      let placed = JSONError(
        code: error.code, offset: error.offset, line: number, column: error.column)
      return JSONLine(number: number, value: .failure(placed))
    }
  }

  /// Whether a line holds nothing but blanks.
  package static func isBlank(_ line: ArraySlice<UInt8>) -> Bool {
    line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
  }
}

/// Cuts bytes into lines that end with LF, CR LF, or the text.
package struct TextLines: Sendable {
  /// A line without its end.
  package struct Line: Sendable, Hashable {
    /// The line, from 1.
    package let number: Int
    /// Its bytes, without the line break.
    package let range: Range<Int>
  }

  private let bytes: [UInt8]
  private var position = 0
  private var number = 0

  /// The lines of `bytes`.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// The next line, or `nil` at the end; a line break at the very end begins no further line.
  package mutating func next() -> Line? {
    guard position < bytes.count else { return nil }
    number += 1
    let start = position
    var end = start
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    position = end + 1
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return Line(number: number, range: start..<end)
  }
}
