internal import System

/// Objects to append to a PDF, with the cross-reference section that goes with them.
struct PDFUpdate {
  private let file: PDFFile
  private var objects: [(reference: PDFReference, body: [UInt8])] = []
  private var nextNumber: Int
  private var info: PDFReference?

  /// One more than the highest number that an object may have.
  ///
  /// Source: ISO 32000-1, annex C.
  private static let numberLimit = 8_388_607

  /// An update of `file` without objects.
  init(_ file: PDFFile) {
    self.file = file
    let wanted = max(file.places.highest.addingClamped(1), file.trailer["Size"]?.integer ?? 0)
    nextNumber = min(wanted, Self.numberLimit)
  }

  /// Whether nothing is to be appended.
  var isEmpty: Bool { objects.isEmpty }

  /// Gives an object other content.
  mutating func set(_ reference: PDFReference, _ body: [UInt8]) {
    objects.append((reference, body))
  }

  /// Gives a metadata stream other content.
  mutating func setStream(_ reference: PDFReference, _ content: [UInt8]) {
    let head = "<< /Type /Metadata /Subtype /XML /Length \(content.count) >>\nstream\n"
    set(reference, Array(head.utf8) + content + Array("\nendstream".utf8))
  }

  /// Adds a metadata stream.
  mutating func addStream(_ content: [UInt8]) -> PDFReference {
    let reference = takeNumber()
    setStream(reference, content)
    return reference
  }

  /// Adds an information dictionary.
  mutating func addInfo(_ body: [UInt8]) {
    let reference = takeNumber()
    info = reference
    set(reference, body)
  }

  /// The bytes to append.
  func bytes() throws(DocumentRefusal) -> [UInt8] {
    guard nextNumber < Self.numberLimit else {
      throw DocumentRefusal(.limit, "the PDF has no object number left")
    }
    var result: [UInt8] = []
    // An object begins on a line of its own, whatever the file ends with.
    if let last = file.bytes.last, last != 0x0A, last != 0x0D { result.append(0x0A) }
    var offsets: [(reference: PDFReference, offset: Int)] = []
    for object in objects {
      offsets.append((object.reference, file.bytes.count + result.count))
      let head = "\(object.reference.number) \(object.reference.generation) obj\n"
      result += Array(head.utf8) + object.body + Array("\nendobj\n".utf8)
    }
    let start = file.bytes.count + result.count
    // Readers go on with the kind of section that they found: a table cannot point to a stream.
    if file.endsWithStream {
      result += streamSection(offsets, at: start)
    } else {
      result += try tableSection(offsets)
    }
    return result + Array("startxref\n\(start)\n%%EOF\n".utf8)
  }

  private mutating func takeNumber() -> PDFReference {
    defer { nextNumber += 1 }
    return PDFReference(number: nextNumber, generation: 0)
  }

  /// The entries of the trailer that every section needs.
  private func trailerEntries(size: Int) -> String {
    var result = "/Size \(size) /Prev \(file.startOffset)"
    for key in ["Root", "Info", "ID"] {
      if key == "Info", let info {
        result += " /Info \(info.number) \(info.generation) R"
      } else if let entry = file.trailer.entries.last(where: { $0.key == key }),
        entry.value != .null
      {
        result += " /\(key) \(Self.text(of: entry.value))"
      }
    }
    return result
  }

  private static func text(of value: PDFValue) -> String {
    switch value {
    case .reference(let reference): "\(reference.number) \(reference.generation) R"
    case .array(let values): "[" + values.map(text).joined(separator: " ") + "]"
    case .string(let bytes): String(decoding: PDFText.hexadecimal(bytes), as: UTF8.self)
    case .integer(let number): "\(number)"
    case .name(let name): "/\(name)"
    case .boolean(let flag): "\(flag)"
    case .null, .real, .dictionary: "null"
    }
  }

  private func tableSection(_ offsets: [(reference: PDFReference, offset: Int)])
    throws(DocumentRefusal) -> [UInt8]
  {
    var text = "xref\n"
    for (reference, offset) in offsets.sorted(by: { $0.reference.number < $1.reference.number }) {
      guard offset < 10_000_000_000 else {
        throw DocumentRefusal(.tooLarge, "a cross-reference table ends at ten digits")
      }
      text += "\(reference.number) 1\n"
      // Twenty bytes each, with the blank before the line feed (ISO 32000-1, 7.5.4).
      text += Self.padded(offset, 10) + " " + Self.padded(reference.generation, 5) + " n \n"
    }
    return Array((text + "trailer\n<< \(trailerEntries(size: nextNumber)) >>\n").utf8)
  }

  private func streamSection(_ offsets: [(reference: PDFReference, offset: Int)], at start: Int)
    -> [UInt8]
  {
    let own = PDFReference(number: nextNumber, generation: 0)
    var content: [UInt8] = []
    var index: [String] = []
    let all = (offsets + [(own, start)]).sorted { $0.reference.number < $1.reference.number }
    for (reference, offset) in all {
      index.append("\(reference.number) 1")
      content.append(1)
      for shift in stride(from: 56, through: 0, by: -8) {
        content.append(UInt8(truncatingIfNeeded: offset >> shift))
      }
      content.append(UInt8(truncatingIfNeeded: reference.generation >> 8))
      content.append(UInt8(truncatingIfNeeded: reference.generation))
    }
    let head =
      "\(own.number) 0 obj\n<< /Type /XRef /W [1 8 2] /Index [\(index.joined(separator: " "))]"
      + " /Length \(content.count) \(trailerEntries(size: nextNumber + 1)) >>\nstream\n"
    return Array(head.utf8) + content + Array("\nendstream\nendobj\n".utf8)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

/// Text strings of PDF.
///
/// Source: ISO 32000-1, 7.9.2.2 and annex D.
enum PDFText {
  /// The characters of PDFDocEncoding from 0x80 to 0xA0, and before them those from 0x18 to 0x1F.
  private static let accents: [UInt16] = [
    0x02D8, 0x02C7, 0x02C6, 0x02D9, 0x02DD, 0x02DB, 0x02DA, 0x02DC,
  ]
  private static let upper: [UInt16] = [
    0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203A, 0x2212, 0x2030,
    0x201E, 0x201C, 0x201D, 0x2018, 0x2019, 0x201A, 0x2122, 0xFB01, 0xFB02, 0x0141, 0x0152, 0x0160,
    0x0178, 0x017D, 0x0131, 0x0142, 0x0153, 0x0161, 0x017E, 0xFFFD, 0x20AC,
  ]

  /// The text of a string in UTF-16, UTF-8 (PDF 2.0) or PDFDocEncoding.
  ///
  /// Many programs write UTF-8 without its mark: what is well-formed UTF-8 beyond ASCII is next to never a
  /// text in PDFDocEncoding.
  static func decoded(_ bytes: [UInt8]) -> String {
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
      let isBig = bytes[0] == 0xFE
      let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index -> UInt16 in
        let high = UInt16(bytes[isBig ? index : index + 1])
        return high << 8 | UInt16(bytes[isBig ? index + 1 : index])
      }
      return withoutLanguages(String(decoding: units, as: UTF16.self))
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      return withoutLanguages(String(decoding: bytes.dropFirst(3), as: UTF8.self))
    }
    if isMarklessUTF8(bytes) {
      return String(decoding: bytes, as: UTF8.self)
    }
    let units = bytes.map { byte -> UInt16 in
      switch byte {
      case 0x18...0x1F: accents[Int(byte) - 0x18]
      case 0x80...0xA0: upper[Int(byte) - 0x80]
      default: UInt16(byte)
      }
    }
    return String(decoding: units, as: UTF16.self)
  }

  /// Whether bytes are UTF-8 beyond ASCII, and more than one character by itself, which may be chance.
  private static func isMarklessUTF8(_ bytes: [UInt8]) -> Bool {
    guard bytes.contains(where: { $0 >= 0x80 }), CharacterDetection.isUTF8(bytes[...]) else {
      return false
    }
    // One letter beyond ASCII alone may be two signs of the old encoding as well.
    return bytes.contains { (0x41...0x7A).contains($0) } || bytes.count { $0 >= 0xC0 } > 1
  }

  /// The text that was meant where a reader took UTF-8 for PDFDocEncoding; `nil` if it did not, or if
  /// not every byte can be told from the characters shown.
  static func mistakenUTF8(_ text: String) -> String? {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return nil }
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      guard let byte = byte(of: scalar) else { return nil }
      bytes.append(byte)
    }
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) && CharacterDetection.isUTF8(bytes[...])
    return hasMark || isMarklessUTF8(bytes) ? decoded(bytes) : nil
  }

  private static func byte(of scalar: Unicode.Scalar) -> UInt8? {
    guard scalar != "\u{FFFD}", let unit = UInt16(exactly: scalar.value) else { return nil }
    if let index = accents.firstIndex(of: unit) { return 0x18 + UInt8(index) }
    if let index = upper.firstIndex(of: unit) { return 0x80 + UInt8(index) }
    return (0x80...0xA0).contains(unit) ? nil : UInt8(exactly: unit)
  }

  /// Text without the marks of its language: between two escape characters.
  ///
  /// Source: ISO 32000-2, 7.9.2.2.
  private static func withoutLanguages(_ text: String) -> String {
    let pieces = text.split(separator: "\u{1B}", omittingEmptySubsequences: false)
    // A language stands between two escapes (ISO 32000-1, 7.9.2.2); one alone is text.
    guard pieces.count >= 3, pieces.count % 2 == 1 else { return text }
    return stride(from: 0, to: pieces.count, by: 2).map { pieces[$0] }.joined()
  }

  /// A string object: readable for ASCII, else UTF-16 with a byte order mark.
  static func encoded(_ text: String) -> [UInt8] {
    guard text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
      var bytes: [UInt8] = [0xFE, 0xFF]
      // What is not ASCII is UTF-16, which every reader of PDF knows; UTF-8 came with version 2.
      for unit in text.utf16 { bytes += [UInt8(unit >> 8), UInt8(unit & 0xFF)] }
      return hexadecimal(bytes)
    }
    var result = [UInt8(ascii: "(")]
    for byte in text.utf8 {
      if byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "\\") {
        result.append(UInt8(ascii: "\\"))
      }
      result.append(byte)
    }
    return result + [UInt8(ascii: ")")]
  }

  /// A string object in hexadecimal digits.
  static func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    var result = [UInt8(ascii: "<")]
    for byte in bytes { result += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return result + [UInt8(ascii: ">")]
  }
}
