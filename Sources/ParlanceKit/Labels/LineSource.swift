internal import JSONCoding

/// The lines of a file in UTF-8, or in UTF-16 as spreadsheets write it, of which the first can be
/// looked at before it is taken.
final class LineSource {
  /// The name of the file in errors.
  let name: String

  /// The number of lines taken so far.
  private(set) var count = 0

  private let lines: InputLines
  private var waiting: [[UInt8]] = []
  private var decoded: (bytes: [UInt8], lines: TextLines)?

  /// Lines looked at, at most, for one that is not blank.
  private static let blankLimit = 1024

  /// The most bytes of a file in UTF-16, which is held as a whole.
  private static let wideLimit = 256 << 20

  /// Opens a file, or standard input for `-`.
  ///
  /// - Throws: `InputError`, `LocatedError`.
  init(path: String) throws {
    lines = try InputLines(path: path)
    name = lines.name
    // The first bytes tell the encoding, so that the line is taken as it is.
    guard var first = try lines.next(keepsReturn: true) else { return }
    let isLittle = first.starts(with: [0xFF, 0xFE])
    if isLittle || first.starts(with: [0xFE, 0xFF]) {
      let bytes = try Self.utf8(of: first, lines, isLittle: isLittle)
      decoded = (bytes, TextLines(bytes))
    } else {
      if first.last == 0x0D { first.removeLast() }
      waiting = [first]
    }
  }

  /// The first line that is not blank, which stays to be taken; empty if there is none.
  func firstLine() throws -> [UInt8] {
    if let decoded {
      // A copy: looking does not take.
      var lines = decoded.lines
      while let line = lines.next() {
        let bytes = decoded.bytes[line.range]
        if !JSONLines.isBlank(bytes) { return Array(bytes) }
      }
      return []
    }
    // A file of nothing but line feeds would be in memory as a whole before its first label.
    while waiting.count < Self.blankLimit {
      if let last = waiting.last, !JSONLines.isBlank(last[...]) { return last }
      guard let line = try lines.next() else { break }
      waiting.append(line)
    }
    return []
  }

  /// The next line, or `nil` at the end.
  ///
  /// - Throws: `InputError`.
  func next() throws -> [UInt8]? {
    let line = try nextLine()
    if line != nil { count += 1 }
    return line
  }

  private func nextLine() throws -> [UInt8]? {
    if let bytes = decoded?.bytes {
      return decoded?.lines.next().map { Array(bytes[$0.range]) }
    }
    if count < waiting.count {
      // Let go of: what was looked at may be as long as a line may be.
      defer { waiting[count] = [] }
      return waiting[count]
    }
    return try lines.next()
  }

  private static func utf8(
    of first: [UInt8], _ lines: InputLines, isLittle: Bool
  ) throws -> [UInt8] {
    var bytes = first
    bytes.append(0x0A)
    // Bytes that look like a line break are parts of letters as well, so all of them are put back.
    while let line = try lines.next(keepsReturn: true) {
      bytes += line
      bytes.append(0x0A)
      guard bytes.count <= wideLimit else {
        throw LocatedError(
          path: lines.name, line: lines.count,
          message: "a file in UTF-16 may have \(InputLimits.shown(wideLimit)) at most",
          hint: "write it in UTF-8")
      }
    }
    // Whole pairs only: the line feed put back last may belong to none.
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index in
      isLittle
        ? UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8
        : UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}
