/// Writes tags into an RTF file: user properties for facets, keywords and category in the info.
///
/// Source: Rich Text Format Specification 1.9.1, "Document Properties" (info, userprops).
struct RTFWriting {
  private let bytes: [UInt8]
  private let request: TagRequest
  private let outline: RTFOutline
  private var edits = ByteEdits()

  /// The change of the file; empty if everything stands there already.
  static func edits(_ bytes: [UInt8], _ request: TagRequest) throws(DocumentRefusal) -> ByteEdits {
    var writing = try RTFWriting(bytes, request)
    writing.editInfo()
    writing.editUserProperties()
    return writing.edits
  }

  private init(_ bytes: [UInt8], _ request: TagRequest) throws(DocumentRefusal) {
    self.bytes = bytes
    self.request = request
    outline = try RTFOutline(bytes)
  }

  private mutating func editInfo() {
    let keywords = field("keywords")
    var list = KeywordText(keywords.map { RTFText.decoded(bytes[$0.content]) } ?? "")
    let before = list.text
    list.apply(request)
    var added: [UInt8] = []
    if list.text != before {
      set(list.text, keywords, "keywords", &added)
    }
    let category = field("category")
    switch request.categoryChange(from: category.map { RTFText.decoded(bytes[$0.content]) }) {
    case .keep: break
    case .remove: if let category { edits.replace(category.range, with: []) }
    case .set(let value): set(value, category, "category", &added)
    }
    guard !added.isEmpty else { return }
    if let info = outline.info {
      edits.insert(added, at: info.range.upperBound - 1)
    } else {
      edits.insert(Array("{\\info".utf8) + added + [UInt8(ascii: "}")], at: outline.insertion)
    }
  }

  private mutating func set(
    _ value: String, _ existing: RTFOutline.Group?, _ name: String, _ added: inout [UInt8]
  ) {
    if let existing {
      // The blank behind a control word belongs to the word, and parts it from the text.
      let isDelimited = bytes[existing.content.lowerBound - 1] == UInt8(ascii: " ")
      let delimiter: [UInt8] = isDelimited ? [] : [UInt8(ascii: " ")]
      edits.replace(existing.content, with: delimiter + RTFText.encoded(value))
    } else {
      added += Array("{\\\(name) ".utf8) + RTFText.encoded(value) + [UInt8(ascii: "}")]
    }
  }

  private func field(_ name: String) -> RTFOutline.Group? {
    outline.info.flatMap { info in outline.groups(in: info).first { $0.destination == name } }
  }

  private mutating func editUserProperties() {
    let existing = outline.userProperties.map { userProperties(in: $0) } ?? []
    var added: [UInt8] = []
    for property in request.properties {
      let found = existing.first { $0.name == property.name }
      switch property.change(from: found?.value) {
      case .keep: continue
      case .remove: if let found { edits.replace(found.range, with: []) }
      case .set(let value):
        if let found { edits.replace(found.range, with: []) }
        // Type 30 is text (VT_LPSTR).
        added += Array("{\\propname ".utf8) + RTFText.encoded(property.name)
        added += Array("}\\proptype30{\\staticval ".utf8) + RTFText.encoded(value)
        added.append(UInt8(ascii: "}"))
      }
    }
    guard !added.isEmpty else { return }
    if let group = outline.userProperties {
      edits.insert(added, at: group.range.upperBound - 1)
    } else {
      let place = outline.info?.range.upperBound ?? outline.insertion
      edits.insert(Array("{\\*\\userprops ".utf8) + added + [UInt8(ascii: "}")], at: place)
    }
  }

  /// The properties with the range from one name to the next.
  private func userProperties(in group: RTFOutline.Group)
    -> [(name: String, value: String, range: Range<Int>)]
  {
    let groups = outline.groups(in: group)
    let names = groups.indices.filter { groups[$0].destination == "propname" }
    return names.enumerated().map { position, index in
      let next = position + 1 < names.count ? names[position + 1] : groups.count
      let value = groups[index..<next].first { $0.destination == "staticval" }
      let end =
        next < groups.count ? groups[next].range.lowerBound : groups[next - 1].range.upperBound
      return (
        RTFText.decoded(bytes[groups[index].content]),
        value.map { RTFText.decoded(bytes[$0.content]) } ?? "",
        groups[index].range.lowerBound..<end
      )
    }
  }
}

/// The groups of an RTF file's top level, and those within some of them.
struct RTFOutline {
  /// A group in braces.
  struct Group {
    /// The first control word, without `\*`; empty if there is none.
    let destination: String
    /// The place with its braces.
    let range: Range<Int>
    /// What follows the destination's control word.
    let content: Range<Int>
  }

  /// The group of document information.
  private(set) var info: Group?

  /// The group of user properties.
  private(set) var userProperties: Group?

  /// Where an information group may be added: behind the tables of the header.
  private(set) var insertion = 0

  private let bytes: [UInt8]

  private static let headerGroups: Set = [
    "fonttbl", "filetbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "pgptbl",
    "revtbl", "rsidtbl", "generator", "latentstyles", "themedata", "colorschememapping",
    "datastore", "xmlnstbl", "mmathPr", "defchp", "defpap", "listpicture", "wgrffmtfilter",
    "expandedcolortbl", "userprops", "info",
  ]
  /// Control words of the header that come before any group.
  private static let startWords: Set = [
    "rtf", "ansi", "mac", "pc", "pca", "ansicpg", "uc", "deff", "adeff", "deflang", "deflangfe",
    "adeflang", "stshfdbch", "stshfloch", "stshfhich", "stshfbi", "themelang", "themelangfe",
    "themelangcs", "fbidis", "fromtext", "fromhtml", "cocoartf", "cocoasubrtf", "sste", "ftnbj",
  ]

  /// Scans the file.
  ///
  /// - Throws: `DocumentRefusal` if the bytes are not RTF or the braces do not balance.
  init(_ bytes: [UInt8]) throws(DocumentRefusal) {
    self.bytes = bytes
    guard bytes.starts(with: Array("{\\rtf".utf8)) else {
      throw DocumentRefusal(.damaged, "no RTF header")
    }
    var scanner = RTFScanner(bytes, position: 1)
    var inHeader = true
    while let item = scanner.next() {
      switch item {
      case .open(let start):
        guard let end = scanner.skipGroup() else {
          throw DocumentRefusal(.damaged, "the braces of the RTF do not balance")
        }
        let group = Self.group(bytes, start..<end)
        if group.destination == "info", info == nil { info = group }
        if group.destination == "userprops", userProperties == nil { userProperties = group }
        if inHeader, Self.headerGroups.contains(group.destination) {
          insertion = end
        } else {
          inHeader = false
        }
      case .word(let word, let end):
        if inHeader, insertion == 0 || Self.startWords.contains(word) {
          if Self.startWords.contains(word) {
            insertion = max(insertion, end)
          } else {
            inHeader = false
          }
        }
      case .text: inHeader = false
      case .close: return
      }
    }
    throw DocumentRefusal(.damaged, "the RTF ends early")
  }

  /// The groups directly within a group.
  func groups(in group: Group) -> [Group] {
    var scanner = RTFScanner(bytes, position: group.range.lowerBound + 1)
    var result: [Group] = []
    while let item = scanner.next() {
      if case .close = item { return result }
      guard case .open(let start) = item else { continue }
      guard let end = scanner.skipGroup() else { return result }
      result.append(Self.group(bytes, start..<end))
    }
    return result
  }

  private static func group(_ bytes: [UInt8], _ range: Range<Int>) -> Group {
    var scanner = RTFScanner(bytes, position: range.lowerBound + 1)
    while let item = scanner.next() {
      guard case .word(let word, let end) = item else { break }
      if word == "*" { continue }
      return Group(destination: word, range: range, content: end..<(range.upperBound - 1))
    }
    return Group(
      destination: "", range: range, content: (range.lowerBound + 1)..<(range.upperBound - 1))
  }
}

/// Cuts RTF into braces, control words and text.
struct RTFScanner {
  enum Item {
    case open(Int)
    case close(Int)
    /// A control word or symbol without its parameter, and the end with parameter and delimiter.
    case word(String, end: Int)
    case text(Int)
  }

  private let bytes: [UInt8]
  private(set) var position: Int

  init(_ bytes: [UInt8], position: Int) {
    self.bytes = bytes
    self.position = position
  }

  mutating func next() -> Item? {
    while position < bytes.count, bytes[position] == 0x0A || bytes[position] == 0x0D {
      position += 1
    }
    guard position < bytes.count else { return nil }
    let start = position
    position += 1
    switch bytes[start] {
    case UInt8(ascii: "{"): return .open(start)
    case UInt8(ascii: "}"): return .close(start)
    case UInt8(ascii: "\\"): return word()
    default: return .text(start)
    }
  }

  /// Moves behind the end of the group just opened; the place behind its brace, or `nil`.
  mutating func skipGroup() -> Int? {
    var depth = 1
    while let item = next() {
      switch item {
      case .open: depth += 1
      case .close:
        depth -= 1
        if depth == 0 { return position }
      default: continue
      }
    }
    return nil
  }

  private mutating func word() -> Item? {
    guard position < bytes.count else { return nil }
    let start = position
    guard Self.isLetter(bytes[position]) else {
      position += 1
      if bytes[start] == UInt8(ascii: "'") { position = min(position + 2, bytes.count) }
      return .word(String(decoding: [bytes[start]], as: UTF8.self), end: position)
    }
    while position < bytes.count, Self.isLetter(bytes[position]) { position += 1 }
    let name = String(decoding: bytes[start..<position], as: UTF8.self)
    let parameterStart = position
    if position < bytes.count, bytes[position] == UInt8(ascii: "-") { position += 1 }
    while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
    let digits = bytes[parameterStart..<position]
    // A number beyond all bounds leads to the end of the file, as it does for the reader.
    let parameter =
      Int(String(decoding: digits, as: UTF8.self)) ?? (digits.count > 18 ? Int.max : nil)
    if position < bytes.count, bytes[position] == UInt8(ascii: " ") { position += 1 }
    if name == "bin", let count = parameter, count > 0 {
      position = count < bytes.count - position ? position + count : bytes.count
    }
    return .word(name, end: position)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}

/// Text in RTF: escapes and their inverse.
enum RTFText {
  /// `text` with escapes for everything but plain ASCII.
  static func encoded(_ text: String) -> [UInt8] {
    // One byte stands for each escaped character, whatever the text around says.
    let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
    var result: [UInt8] = isPlain ? [] : Array("\\uc1 ".utf8)
    for unit in text.utf16 {
      switch unit {
      case 0x5C, 0x7B, 0x7D: result += [UInt8(ascii: "\\"), UInt8(unit)]
      case 0x20...0x7E: result.append(UInt8(unit))
      // Numbers are signed, 16 bits wide (RTF 1.9.1, "Unicode RTF").
      case 0x80...: result += Array("\\u\(Int16(bitPattern: unit))?".utf8)
      default: continue
      }
    }
    return result
  }

  /// The text of RTF content; bytes of a code page are read as Windows-1252.
  static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    var units: [UInt16] = []
    var position = bytes.startIndex
    var fallback = 1
    var toSkip = 0
    while position < bytes.endIndex {
      let byte = bytes[position]
      guard byte == UInt8(ascii: "\\"), position + 1 < bytes.endIndex else {
        position += 1
        if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") || byte < 0x20 { continue }
        if toSkip > 0 { toSkip -= 1 } else { units += Array(Windows1252.text(byte).utf16) }
        continue
      }
      let rest = bytes[(position + 1)...]
      if bytes[position + 1] == UInt8(ascii: "'") {
        let code = UInt8(String(decoding: rest.dropFirst().prefix(2), as: UTF8.self), radix: 16)
        position = min(position + 4, bytes.endIndex)
        if toSkip > 0 { toSkip -= 1 } else { units += Array(Windows1252.text(code ?? 0x3F).utf16) }
        continue
      }
      let letters = rest.prefix { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
      guard !letters.isEmpty else {
        units.append(UInt16(bytes[position + 1]))
        position += 2
        continue
      }
      var end = letters.endIndex
      let digits = bytes[end...].prefix { $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }
      end = digits.endIndex
      let number = Int(String(decoding: digits, as: UTF8.self))
      if end < bytes.endIndex, bytes[end] == UInt8(ascii: " ") { end += 1 }
      let word = String(decoding: letters, as: UTF8.self)
      if word == "uc", let number { fallback = max(0, min(number, 16)) }
      if word == "u", let number {
        units.append(UInt16(truncatingIfNeeded: number))
        toSkip = fallback
      }
      position = end
    }
    return KeywordText.trimmed(String(decoding: units, as: UTF16.self))
  }
}

/// The code page of western Windows.
enum Windows1252 {
  private static let upper: [UInt16] = [
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
  ]

  /// The character of a byte.
  static func text(_ byte: UInt8) -> String {
    let value = (0x80..<0xA0).contains(byte) ? upper[Int(byte) - 0x80] : UInt16(byte)
    return String(decoding: [value], as: UTF16.self)
  }
}
