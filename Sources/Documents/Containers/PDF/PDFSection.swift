/// A cross-reference section: a table with its trailer, or a stream.
///
/// Source: ISO 32000-1, 7.5.4 and 7.5.8.
struct PDFSection {
  private(set) var places: [Int: PDFFile.Place] = [:]
  private(set) var dictionary = PDFDictionary()
  let isStream: Bool

  /// The number of bytes that the entries take, inflated.
  private(set) var size = 0

  /// Reads the section at `offset`.
  init(_ file: PDFFile, at offset: Int) throws(DocumentRefusal) {
    guard offset >= 0, offset < file.bytes.count else {
      throw PDFFile.damaged("a cross-reference section lies outside the file")
    }
    var lexer = PDFLexer(file.bytes, at: offset)
    isStream = !lexer.take("xref")
    if isStream {
      try readStream(file, offset)
    } else {
      try readTable(&lexer)
    }
  }

  private mutating func readTable(_ lexer: inout PDFLexer) throws(DocumentRefusal) {
    while !lexer.take("trailer") {
      guard let first = lexer.unsignedInteger(), let count = lexer.unsignedInteger(),
        first <= PDFFile.objectLimit, count <= PDFFile.objectLimit
      else { throw PDFFile.damaged("a cross-reference table is not complete") }
      for number in first..<(first + count) {
        guard let offset = lexer.unsignedInteger(), let generation = lexer.unsignedInteger() else {
          throw PDFFile.damaged("a cross-reference table is not complete")
        }
        if lexer.take("n") {
          places[number] = offset == 0 ? .free : .offset(offset, generation: generation)
        } else if lexer.take("f") {
          places[number] = .free
        } else {
          throw PDFFile.damaged("a cross-reference entry is neither in use nor free")
        }
      }
    }
    guard case .dictionary(let trailer) = lexer.value() else {
      throw PDFFile.damaged("a trailer is no dictionary")
    }
    dictionary = trailer
  }

  private mutating func readStream(_ file: PDFFile, _ offset: Int) throws(DocumentRefusal) {
    let object = try file.object(nil, at: offset)
    guard case .dictionary(let dictionary) = object.value,
      dictionary["Type"]?.name == "XRef", case .array(let widthValues) = dictionary["W"],
      let size = dictionary["Size"]?.integer, size >= 0, size <= PDFFile.objectLimit
    else { throw PDFFile.damaged("no cross-reference section where one should be") }
    self.dictionary = dictionary
    let widths = widthValues.compactMap(\.integer)
    guard widths.count == 3, widths.allSatisfy({ (0...8).contains($0) }) else {
      throw PDFFile.damaged("the field widths of a cross-reference stream")
    }
    var ranges = [(0, size)]
    if case .array(let index) = dictionary["Index"] {
      let numbers = index.compactMap(\.integer)
      ranges = stride(from: 0, to: numbers.count - 1, by: 2).map { (numbers[$0], numbers[$0 + 1]) }
    }
    let content = try file.content(of: object)
    self.size = content.count
    var position = 0
    let length = widths.reduce(0, +)
    guard length > 0 else { throw PDFFile.damaged("a cross-reference stream without fields") }
    for (first, count) in ranges {
      guard first >= 0, count >= 0, first <= PDFFile.objectLimit,
        count <= (content.count - position) / length
      else { throw PDFFile.damaged("a cross-reference stream is too short") }
      for number in first..<(first + count) {
        places[number] = Self.place(content, &position, widths)
      }
    }
  }

  private static func place(_ content: [UInt8], _ position: inout Int, _ widths: [Int])
    -> PDFFile.Place
  {
    var fields = [1, 0, 0]
    for (index, width) in widths.enumerated() where width > 0 {
      var value: UInt64 = 0
      for byte in content[position..<(position + width)] { value = value << 8 | UInt64(byte) }
      fields[index] = Int(truncatingIfNeeded: value & UInt64(Int.max))
      position += width
    }
    switch fields[0] {
    case 1: return .offset(fields[1], generation: fields[2])
    case 2: return .compressed(stream: fields[1], index: fields[2])
    default: return .free
    }
  }
}
