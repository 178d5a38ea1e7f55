internal import System

/// What the cross-reference sections of one file may take together, whichever entry leads to them.
struct PDFSectionBudget {
  private var offsets: Set<Int> = []
  private var entries = 0
  private var bytes = 0

  /// Whether the section at an offset was begun.
  func hasBegun(_ offset: Int) -> Bool { offsets.contains(offset) }

  /// Begins a section; each may be read once.
  mutating func begin(_ offset: Int) throws(DocumentRefusal) {
    guard offsets.insert(offset).inserted else {
      throw PDFFile.damaged("the cross-reference sections form a circle")
    }
    guard offsets.count <= PDFFile.sectionLimit else {
      throw DocumentRefusal(
        .limit, "more than \(PDFFile.sectionLimit) cross-reference sections")
    }
  }

  /// Counts entries that a section names.
  mutating func take(entries count: Int) throws(DocumentRefusal) {
    entries = entries.addingClamped(count)
    guard entries <= PDFFile.objectLimit else {
      throw DocumentRefusal(
        .limit, "the cross-reference has more than \(PDFFile.objectLimit) entries")
    }
  }

  /// Counts bytes that a section inflates to.
  mutating func take(bytes count: Int) throws(DocumentRefusal) {
    bytes = bytes.addingClamped(count)
    guard bytes <= PDFFile.totalLimit else {
      throw DocumentRefusal(
        .limit, "the cross-reference inflates to more than \(PDFFile.totalLimit) bytes")
    }
  }
}

/// A cross-reference section: a table with its trailer, or a stream.
///
/// Source: ISO 32000-1, 7.5.4 and 7.5.8.
struct PDFSection {
  /// The numbers and places of objects, in the order of the section; of one named twice, the last
  /// counts.
  private(set) var entries: [(number: Int, place: PDFFile.Place)] = []
  private(set) var dictionary = PDFDictionary()
  let isStream: Bool

  /// Reads the section at `offset`; what it takes is counted in `budget`.
  init(_ file: PDFFile, at offset: Int, _ budget: inout PDFSectionBudget) throws(DocumentRefusal) {
    guard offset >= 0, offset < file.bytes.count else {
      throw PDFFile.damaged("a cross-reference section lies outside the file")
    }
    try budget.begin(offset)
    var lexer = PDFLexer(file.bytes, at: offset)
    isStream = !lexer.take("xref")
    if isStream {
      try readStream(file, offset, &budget)
    } else {
      try readTable(&lexer, &budget)
    }
  }

  private mutating func readTable(_ lexer: inout PDFLexer, _ budget: inout PDFSectionBudget)
    throws(DocumentRefusal)
  {
    while !lexer.take("trailer") {
      guard let first = lexer.unsignedInteger(), let count = lexer.unsignedInteger(),
        let numbers = Self.numbers(first, count)
      else { throw PDFFile.damaged("a cross-reference table is not complete") }
      for number in numbers {
        if let entry = lexer.tableEntry() {
          add(number, entry.offset, entry.generation, isInUse: entry.isInUse)
          continue
        }
        guard let offset = lexer.unsignedInteger(), let generation = lexer.unsignedInteger() else {
          throw PDFFile.damaged("a cross-reference table is not complete")
        }
        let isInUse = lexer.take("n")
        guard isInUse || lexer.take("f") else {
          throw PDFFile.damaged("a cross-reference entry is neither in use nor free")
        }
        add(number, offset, generation, isInUse: isInUse)
      }
      try budget.take(entries: count)
    }
    guard case .dictionary(let trailer) = lexer.value() else {
      throw PDFFile.damaged("a trailer is not a dictionary")
    }
    dictionary = trailer
  }

  private mutating func add(_ number: Int, _ offset: Int, _ generation: Int, isInUse: Bool) {
    // At byte 0 stands the header: an object that is said to be there is none.
    let place: PDFFile.Place =
      isInUse && offset > 0 ? .offset(offset, generation: generation) : .free
    entries.append((number, place))
  }

  /// The object numbers of a subsection; `nil` if no file may have such.
  private static func numbers(_ first: Int, _ count: Int) -> Range<Int>? {
    guard first >= 0, first <= PDFFile.objectLimit, count <= PDFFile.objectLimit else { return nil }
    return Range(from: first, count: count)
  }

  private mutating func readStream(
    _ file: PDFFile, _ offset: Int, _ budget: inout PDFSectionBudget
  ) throws(DocumentRefusal) {
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
    try budget.take(bytes: content.count)
    var position = 0
    let length = widths.reduce(0, +)
    guard length > 0 else { throw PDFFile.damaged("a cross-reference stream without fields") }
    for (first, count) in ranges {
      guard let numbers = Self.numbers(first, count),
        count <= (content.count - position) / length
      else { throw PDFFile.damaged("a cross-reference stream is too short") }
      try budget.take(entries: count)
      for number in numbers {
        entries.append((number, Self.place(content, &position, widths)))
      }
    }
  }

  private static func place(_ content: [UInt8], _ position: inout Int, _ widths: [Int])
    -> PDFFile.Place
  {
    func field(_ width: Int) -> Int {
      var value: UInt64 = 0
      for byte in content[position..<(position + width)] { value = value << 8 | UInt64(byte) }
      position += width
      return Int(truncatingIfNeeded: value & UInt64(Int.max))
    }
    // A field of no bytes has its default: the entry is one of an object in use (7.5.8.2).
    let kind = widths[0] > 0 ? field(widths[0]) : 1
    let second = field(widths[1])
    let third = field(widths[2])
    switch kind {
    case 1: return .offset(second, generation: third)
    case 2: return .compressed(stream: second, index: third)
    default: return .free
    }
  }
}
