internal import Compressing

/// The objects of a PDF file as its cross-reference sections locate them.
///
/// Nothing is repaired or searched for: a file whose sections are not exact is damaged to this
/// reader, since an update appended to it might be read in another way than the rest. Source: ISO
/// 32000-1, 7.5.
struct PDFFile {
  /// Where an object stands.
  enum Place: Equatable {
    case free
    case offset(Int, generation: Int)
    case compressed(stream: Int, index: Int)
  }

  /// An object and the bytes it was read from, the file's or those of an object stream.
  struct Object {
    let value: PDFValue
    let source: [UInt8]
    /// The raw bytes of the stream, if it is one.
    let stream: Range<Int>?
    let generation: Int
  }

  let bytes: [UInt8]

  /// The place of every object, as the newest section that names it says.
  private(set) var places: PDFPlaces

  /// The trailer of the newest section.
  private(set) var trailer = PDFDictionary()

  /// The bytes that `trailer`'s ranges speak of are the file's.
  private(set) var startOffset = 0

  /// Whether the newest section is a cross-reference stream.
  private(set) var endsWithStream = false

  /// Whether any section says that the file is encrypted.
  private(set) var isEncrypted = false

  /// How many objects the newest section names, if the file was read as one appended to.
  private(set) var updatedCount = 0

  private let inflater = Inflater()
  // Each update appends a section that names the one before it: more are a chain that leads back, or one made long.
  static let sectionLimit = 1_000
  /// The most objects that a file may name, in all sections together.
  ///
  /// Source: ISO 32000-1, annex C.
  static let objectLimit = 8_388_607
  /// The most bytes to which cross-reference streams may inflate together.
  static let totalLimit = 128 << 20

  /// Follows the cross-reference sections of `bytes` from the newest to the oldest.
  ///
  /// - Throws: `DocumentRefusal` if one of them is not where or what it should be.
  init(_ bytes: [UInt8]) throws(DocumentRefusal) {
    self.bytes = bytes
    places = PDFPlaces(fileSize: bytes.count)
    guard bytes.starts(with: Array("%PDF-".utf8)) else {
      // Acrobat takes a header within the first 1,024 bytes; from where offsets count then, readers
      // disagree.
      let window = 0..<min(bytes.count, 1024 + 5)
      guard ByteSearch.first(Array("%PDF-".utf8), in: bytes, window) != nil else {
        throw Self.damaged("no PDF header")
      }
      throw DocumentRefusal(.unsupportedFormat, "bytes stand before the PDF header")
    }
    startOffset = try Self.startOffset(bytes)
    try readSections()
    try places.forEach { number, place throws(DocumentRefusal) in try check(number, place) }
  }

  private mutating func readSections() throws(DocumentRefusal) {
    var next: Int? = startOffset
    var budget = PDFSectionBudget()
    while let offset = next {
      let section = try PDFSection(self, at: offset, &budget)
      if offset == startOffset {
        trailer = section.dictionary
        endsWithStream = section.isStream
      }
      if let encrypt = section.dictionary["Encrypt"], encrypt != .null { isEncrypted = true }
      add(section)
      // Programs that append copy the entry with the trailer: the same stream says the same again.
      if !section.isStream, let hybrid = section.dictionary["XRefStm"]?.integer,
        !budget.hasBegun(hybrid)
      {
        add(try PDFSection(self, at: hybrid, &budget))
      }
      // The budget ends chains that lead back to themselves.
      next = section.dictionary["Prev"]?.integer
    }
  }

  /// Reads a file that is an older one with bytes appended: only the newest section and what it names
  /// have to be read anew.
  ///
  /// - Throws: `DocumentRefusal` if the newest section is not in the appended bytes, or does not go
  ///   back to the newest one of the older file.
  init(_ bytes: [UInt8], appendedTo old: PDFFile) throws(DocumentRefusal) {
    self.bytes = bytes
    places = old.places
    isEncrypted = old.isEncrypted
    startOffset = try Self.startOffset(bytes)
    var budget = PDFSectionBudget()
    let section = try PDFSection(self, at: startOffset, &budget)
    guard startOffset >= old.bytes.count, section.dictionary["Prev"]?.integer == old.startOffset,
      section.dictionary["XRefStm"] == nil
    else { throw Self.damaged("the update is not the newest section") }
    trailer = section.dictionary
    endsWithStream = section.isStream
    if let encrypt = section.dictionary["Encrypt"], encrypt != .null { isEncrypted = true }
    for entry in section.entries {
      places[entry.number] = entry.place
      try check(entry.number, entry.place)
    }
    updatedCount = section.entries.count
  }

  /// Checks that an object begins where its place says.
  ///
  /// Readers repair a file with wrong places by searching it, and what they find then depends on
  /// what was appended; such a file is not one to append to.
  private func check(_ number: Int, _ place: Place) throws(DocumentRefusal) {
    switch place {
    case .free: return
    case .offset(let offset, _):
      var lexer = PDFLexer(bytes, at: offset)
      guard lexer.unsignedInteger() == number, lexer.unsignedInteger() != nil, lexer.take("obj")
      else { throw Self.damaged("object \(number) is not at byte \(offset)") }
    case .compressed(let stream, _):
      guard case .offset = places[stream] else {
        throw Self.damaged("the object stream \(stream) is itself compressed or missing")
      }
    }
  }

  /// Adds the places of a section that no newer one named.
  private mutating func add(_ section: PDFSection) {
    // Backwards: of a number that one section names twice, the last entry counts.
    for entry in section.entries.reversed() where places[entry.number] == nil {
      places[entry.number] = entry.place
    }
  }

  static func damaged(_ words: String) -> DocumentRefusal { DocumentRefusal(.damaged, words) }

  private static func startOffset(_ bytes: [UInt8]) throws(DocumentRefusal) -> Int {
    // Mail gateways and web servers append lines; readers look for the keyword in the last
    // kilobytes, too.
    let window = max(0, bytes.count - 4096)..<bytes.count
    guard let keyword = ByteSearch.last(Array("startxref".utf8), in: bytes, window) else {
      throw damaged("no 'startxref' near the end")
    }
    var lexer = PDFLexer(bytes, at: keyword + 9)
    guard let offset = lexer.unsignedInteger(), offset < bytes.count, offset > 0 else {
      throw damaged("'startxref' leads out of the file")
    }
    return offset
  }

  /// The object with a number, or `nil` if there is none.
  ///
  /// - Throws: `DocumentRefusal` if it is not where the cross-reference says.
  func object(_ number: Int) throws(DocumentRefusal) -> Object? {
    switch places[number] {
    case .offset(let offset, _): return try object(number, at: offset)
    case .compressed(let stream, let index): return try object(number, inStream: stream, index)
    case .free, nil: return nil
    }
  }

  /// The value itself, or what it refers to; `nil` for a reference to nothing.
  func resolved(_ value: PDFValue?) throws(DocumentRefusal) -> PDFValue? {
    guard case .reference(let reference) = value else { return value }
    let found = try object(reference.number)?.value
    if case .reference = found { throw Self.damaged("a reference leads to a reference") }
    return found
  }

  /// The object that begins at an offset; `number` is checked unless `nil`.
  func object(_ number: Int?, at offset: Int) throws(DocumentRefusal) -> Object {
    var lexer = PDFLexer(bytes, at: offset)
    guard let found = lexer.unsignedInteger(), let generation = lexer.unsignedInteger(),
      generation <= 65_535, lexer.take("obj"), number == nil || number == found,
      let value = lexer.value()
    else { throw Self.damaged("object \(number ?? 0) is not at byte \(offset)") }
    var stream: Range<Int>?
    if case .dictionary(let dictionary) = value, lexer.take("stream") {
      stream = try streamRange(dictionary, after: lexer.position)
    }
    return Object(value: value, source: bytes, stream: stream, generation: generation)
  }

  private func streamRange(_ dictionary: PDFDictionary, after keyword: Int)
    throws(DocumentRefusal) -> Range<Int>
  {
    var start = keyword
    if start < bytes.count, bytes[start] == 0x0D { start += 1 }
    if start < bytes.count, bytes[start] == 0x0A { start += 1 }
    let length: Int?
    // Only a length that stands in the file itself: to read one from an object stream takes a
    // stream, which may be this one.
    if case .reference(let reference) = dictionary["Length"],
      case .offset(let offset, _) = places[reference.number]
    {
      var lexer = PDFLexer(bytes, at: offset)
      let number = lexer.unsignedInteger()
      _ = lexer.unsignedInteger()
      length = number == reference.number && lexer.take("obj") ? lexer.unsignedInteger() : nil
    } else {
      length = dictionary["Length"]?.integer
    }
    // A wrong length is told by what stands behind it; readers that then search for the end find
    // different ones.
    if let length, length >= 0, length <= bytes.count - start {
      var lexer = PDFLexer(bytes, at: start + length)
      if lexer.take("endstream") { return start..<(start + length) }
    }
    throw Self.damaged("the length of a stream is wrong")
  }

  /// The content of a stream with its filters undone; only Flate with PNG predictors is known.
  func content(of object: Object, limit: Int = 64 << 20) throws(DocumentRefusal) -> [UInt8] {
    guard let range = object.stream, case .dictionary(let dictionary) = object.value else {
      throw Self.damaged("a stream is missing")
    }
    var filters: [String] = []
    var parameters = try resolved(dictionary["DecodeParms"])
    switch try resolved(dictionary["Filter"]) {
    case nil, .null: break
    case .name(let name): filters = [name]
    case .array(let names):
      filters = names.compactMap(\.name)
      if case .array(let list) = parameters { parameters = try resolved(list.first) }
    default: throw Self.damaged("a filter is none")
    }
    guard !filters.isEmpty else { return Array(bytes[range]) }
    guard filters == ["FlateDecode"] || filters == ["Fl"] else {
      throw DocumentRefusal(.unsupportedFormat, "a stream has the filters \(filters)")
    }
    let inflated: [UInt8]
    do {
      inflated = try inflater.inflate(
        bytes[range], .zlib, expectedSize: range.count * 4, limit: limit)
    } catch InflateError.tooLarge {
      throw DocumentRefusal(.tooLarge, "a stream inflates to more than \(limit) bytes")
    } catch {
      throw Self.damaged("a stream does not inflate")
    }
    return try PDFPredictor.undone(inflated, parameters?.dictionary)
  }

  private func object(_ number: Int, inStream stream: Int, _ index: Int)
    throws(DocumentRefusal) -> Object
  {
    guard case .offset(let offset, _) = places[stream] else {
      throw Self.damaged("an object stream is itself compressed or missing")
    }
    let container = try object(stream, at: offset)
    guard case .dictionary(let dictionary) = container.value,
      let count = dictionary["N"]?.integer, let first = dictionary["First"]?.integer,
      index < count, count <= Self.objectLimit, first >= 0
    else { throw Self.damaged("an object stream is not complete") }
    let content = try content(of: container)
    var header = PDFLexer(content)
    for position in 0..<count {
      guard let found = header.unsignedInteger(), let offset = header.unsignedInteger() else {
        break
      }
      guard found == number, position == index || index < 0 else { continue }
      guard offset <= content.count - first else { break }
      var lexer = PDFLexer(content, at: first + offset)
      guard let value = lexer.value() else { break }
      return Object(value: value, source: content, stream: nil, generation: 0)
    }
    throw Self.damaged("object \(number) is not in its object stream")
  }
}

/// Undoes the predictors that cross-reference and object streams use.
///
/// Source: ISO 32000-1, 7.4.4.4.
enum PDFPredictor {
  /// The bytes before the predictor was applied.
  static func undone(_ bytes: [UInt8], _ parameters: PDFDictionary?) throws(DocumentRefusal)
    -> [UInt8]
  {
    guard let predictor = parameters?["Predictor"]?.integer, predictor > 1 else { return bytes }
    let colors = parameters?["Colors"]?.integer ?? 1
    let depth = parameters?["BitsPerComponent"]?.integer ?? 8
    let columns = parameters?["Columns"]?.integer ?? 1
    guard predictor >= 10, depth == 8, colors == 1, columns > 0, columns < 1 << 20 else {
      throw DocumentRefusal(.unsupportedFormat, "a stream has predictor \(predictor)")
    }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var previous = [UInt8](repeating: 0, count: columns)
    var position = 0
    while position < bytes.count {
      // Each row names its own predictor, whichever the parameter names (7.4.4.4).
      let type = bytes[position]
      position += 1
      let width = min(columns, bytes.count - position)
      var left: UInt8 = 0
      var upperLeft: UInt8 = 0
      for index in 0..<width {
        var byte = bytes[position + index]
        let up = previous[index]
        switch type {
        case 1: byte &+= left
        case 2: byte &+= up
        case 3: byte &+= UInt8((Int(left) + Int(up)) / 2)
        case 4: byte &+= paeth(left, up, upperLeft)
        default: break
        }
        result.append(byte)
        previous[index] = byte
        left = byte
        upperLeft = up
      }
      position += width
    }
    return result
  }

  private static func paeth(_ left: UInt8, _ up: UInt8, _ corner: UInt8) -> UInt8 {
    let estimate = Int(left) + Int(up) - Int(corner)
    let distances = (
      abs(estimate - Int(left)), abs(estimate - Int(up)), abs(estimate - Int(corner))
    )
    if distances.0 <= distances.1 && distances.0 <= distances.2 { return left }
    return distances.1 <= distances.2 ? up : corner
  }
}
