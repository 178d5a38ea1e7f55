internal import System
internal import XMLReading

extension XMLInput {
  /// The bytes of a document that is read into memory whole, such as a table or Turtle.
  static let contentLimit = 1 << 30

  /// The whole document.
  ///
  /// - Throws: `VocabularyTextError` if it is larger than `contentLimit`, `XMLError` if it cannot be read.
  func contents() throws -> [UInt8] {
    guard size <= Self.contentLimit else {
      throw VocabularyTextError(
        path: path, message: "the document is larger than \(Self.contentLimit >> 20) MiB",
        hint: "cut it into several files and import them together.")
    }
    if let bytes { return bytes }
    return try MappedBytes.contents(of: file ?? path)
  }

  /// The first bytes of the document, which tell its format; none if it cannot be read, which reading
  /// it reports.
  func head() -> [UInt8] {
    let count = 4096
    if let bytes { return Array(bytes.prefix(count)) }
    // A guess at the format: who reads the file next is told why it cannot be read.
    guard let opened = try? FileDescriptor(reading: file ?? path) else { return [] }
    var head = [UInt8](repeating: 0, count: count)
    let length = try? FileDescriptor.read(opened.number, into: &head)
    return Array(head.prefix(length ?? 0))
  }

  /// The whole document as text.
  ///
  /// UTF-16 is known by its byte order mark, as spreadsheets write it.
  ///
  /// - Throws: `VocabularyTextError` with the line that is not UTF-8, or what `contents()` throws.
  func text() throws -> [UInt8] {
    let bytes = try contents()
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return Self.utf8(ofUTF16: bytes[2...], isBigEndian: bytes[0] == 0xFE)
    }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes[3...]) : bytes
    guard String(validating: text, as: UTF8.self) == nil else { return text }
    throw VocabularyTextError(
      path: path, line: Self.firstInvalidLine(of: text), message: "the line is not UTF-8",
      hint: "save the file as UTF-8; spreadsheets call it \"CSV UTF-8\".")
  }

  private static func utf8(ofUTF16 bytes: ArraySlice<UInt8>, isBigEndian: Bool) -> [UInt8] {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(isBigEndian ? first << 8 | second : second << 8 | first)
      index += 2
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  private static func firstInvalidLine(of text: [UInt8]) -> Int {
    text.lines.first { String(validating: $0.line, as: UTF8.self) == nil }?.number ?? 1
  }
}

extension [UInt8] {
  /// The lines with their numbers, from 1, one by one: an array of them can be larger than the text.
  var lines: some Sequence<(number: Int, line: ArraySlice<UInt8>)> {
    sequence(state: (number: 0, start: 0)) {
      (state: inout (number: Int, start: Int)) -> (number: Int, line: ArraySlice<UInt8>)? in
      guard state.start <= count else { return nil }
      let end = self[state.start...].firstIndex(of: 0x0A) ?? count
      defer { state = (state.number + 1, end + 1) }
      return (number: state.number + 1, line: self[state.start..<end])
    }
  }
}
