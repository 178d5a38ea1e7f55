internal import System

/// Reads Rich Text Format: text, headings, the info group and the user properties; behind the text, notes,
/// comments, headers and footers.
///
/// Source: Microsoft, Rich Text Format Specification 1.9.1.
struct RTFReader {
  /// What a group's text is for.
  private enum Destination: Equatable {
    case text, skipped, fontTable, styleSheet, info, value(String), propertyName, propertyValue
  }

  private struct Group {
    var destination = Destination.text
    var unicodeSkip = 1
    var isHidden = false
    var encoding: CharacterEncoding
    /// Whether the group's first control was `\*`.
    var isOptional = false
    var start = 0
  }

  private let bytes: [UInt8]
  private var index = 0
  private var group: Group
  private var stack: [Group] = []
  private var depthBeyond = 0
  private var skipCharacters = 0
  private var pending: [UInt8] = []
  private var highSurrogate: UInt16?
  private var value: [UInt8] = []
  private var propertyName = ""
  private var date = (year: 0, month: 0, day: 0)
  private var defaultEncoding = CharacterEncoding.windows1252
  private var fonts: [Int: CharacterEncoding] = [:]
  private var currentFont = 0
  private var currentStyle = 0
  private var headingStyles: Set<Int> = []
  private var paragraph = RTFParagraph()
  private var asides = RTFAsides()

  private static let depthLimit = 512

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    group = Group(encoding: .windows1252)
  }

  /// Reads a file that begins with `{\rtf`.
  ///
  /// - Throws: `DocumentRefusal` when the time is over.
  static func read(_ bytes: [UInt8], _ builder: inout DocumentBuilder, _ context: ReadingContext)
    throws
  {
    var reader = RTFReader(bytes)
    var steps = ReadingSteps(context)
    while reader.index < bytes.count, !builder.text.isFull {
      reader.step(&builder)
      try steps.next()
    }
    reader.flush(&builder)
    reader.endParagraph(&builder)
    reader.asides.finish(&builder.text)
  }

  private mutating func step(_ builder: inout DocumentBuilder) {
    let byte = bytes[index]
    switch byte {
    case UInt8(ascii: "{"):
      flush(&builder)
      index += 1
      open()
    case UInt8(ascii: "}"):
      flush(&builder)
      index += 1
      close(&builder)
    case UInt8(ascii: "\\"): control(&builder)
    case 10, 13: index += 1
    default:
      if group.destination == .skipped || depthBeyond > 0 {
        // Hex data of pictures goes by in one step.
        while index < bytes.count, ![0x5C, 0x7B, 0x7D].contains(bytes[index]) { index += 1 }
      } else {
        index += 1
        take(byte)
      }
    }
  }

  private mutating func open() {
    // What is for readers that do not know `\u` ends at a brace.
    skipCharacters = 0
    // Groups beyond are passed over, not kept: a file of braces would fill the memory.
    guard stack.count < Self.depthLimit else {
      depthBeyond += 1
      return
    }
    stack.append(group)
    group.isOptional = false
    group.start = index
  }

  private mutating func close(_ builder: inout DocumentBuilder) {
    skipCharacters = 0
    if depthBeyond > 0 {
      depthBeyond -= 1
      return
    }
    if asides.ends(depth: stack.count) {
      endParagraph(&builder)
      paragraph = asides.end(&builder.text)
    }
    guard let outer = stack.popLast() else { return }
    // Each style is a group of its own within the sheet's.
    if outer.destination != group.destination || group.destination == .styleSheet {
      endDestination(&builder)
    }
    group = outer
  }

  /// Takes over the value of an information group that ends.
  private mutating func endDestination(_ builder: inout DocumentBuilder) {
    let text = TextCollector.singleLine(value)
    switch group.destination {
    case .value(let name): RTFInfo.take(name, text, date, &builder)
    case .propertyName: propertyName = text
    case .propertyValue: if !propertyName.isEmpty { builder.add(propertyName, text) }
    case .styleSheet:
      let name = text.lowercased()
      if ["heading 1", "heading 2", "heading 3", "title"].contains(where: { name.hasPrefix($0) }) {
        headingStyles.insert(currentStyle)
      }
    default: return
    }
    value = []
    date = (0, 0, 0)
  }

  private mutating func take(_ byte: UInt8) {
    if skipCharacters > 0 {
      skipCharacters -= 1
      return
    }
    highSurrogate = nil
    guard collects else { return }
    pending.append(byte)
  }

  private var collects: Bool {
    guard depthBeyond == 0, !group.isHidden else { return false }
    switch group.destination {
    case .skipped, .fontTable, .info: return false
    default: return true
    }
  }

  /// Decodes the bytes collected since the last control that matters.
  private mutating func flush(_ builder: inout DocumentBuilder) {
    guard !pending.isEmpty else { return }
    let isPlain = !pending.contains { $0 >= 0x80 }
    let text = isPlain ? pending : group.encoding.decode(pending[...])
    pending.removeAll(keepingCapacity: true)
    put(text, &builder)
  }

  private mutating func put(_ text: [UInt8], _ builder: inout DocumentBuilder) {
    if group.destination == .text {
      builder.text.append(text)
    } else if value.count < 64 << 10 {
      if group.destination == .styleSheet, text == [UInt8(ascii: ";")] { return }
      value += text
    }
  }

  private mutating func control(_ builder: inout DocumentBuilder) {
    index += 1
    guard index < bytes.count else { return }
    let byte = bytes[index]
    guard (0x61...0x7A).contains(byte | 0x20) else {
      index += 1
      symbol(byte, &builder)
      return
    }
    let start = index
    while index < bytes.count, (0x61...0x7A).contains(bytes[index] | 0x20), index - start < 32 {
      index += 1
    }
    let word = String(decoding: bytes[start..<index], as: UTF8.self)
    var parameter: Int?
    var isNegative = false
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") {
      isNegative = true
      index += 1
    }
    let digits = index
    var number = 0
    while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
      number = number.multipliedClamped(by: 10).addingClamped(Int(bytes[index] & 15))
      index += 1
    }
    if index > digits { parameter = isNegative ? -number : number }
    if index < bytes.count, bytes[index] == 0x20 { index += 1 }
    // Words of groups too deep to be kept still have to be passed over.
    guard depthBeyond == 0 else { return }
    if word != "u" { flush(&builder) }
    apply(word, parameter, &builder)
  }

  private mutating func symbol(_ byte: UInt8, _ builder: inout DocumentBuilder) {
    switch byte {
    case UInt8(ascii: "'"):
      guard index + 1 < bytes.count,
        let code = UInt8(hexadecimal: bytes[index], bytes[index + 1])
      else { return }
      index += 2
      take(code)
    case UInt8(ascii: "*"): group.isOptional = true
    case UInt8(ascii: "~"): take(0x20)
    case UInt8(ascii: "_"): take(0x2D)
    case UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"): take(byte)
    case 10, 13: breakLine(&builder)
    default: break
    }
  }

  private mutating func apply(_ word: String, _ parameter: Int?, _ builder: inout DocumentBuilder) {
    // `\*` tells readers that do not know the word that follows to leave out the group.
    if group.isOptional {
      group.isOptional = false
      if !RTFWords.knownOptional.contains(word) { group.destination = .skipped }
    }
    if RTFWords.skipped.contains(word) {
      group.destination = .skipped
      return
    }
    if group.destination == .skipped && word != "bin" { return }
    if let text = RTFWords.characters[word] {
      take(text, &builder)
      return
    }
    if group.destination == .text, let kind = RTFAsides.kind(word) {
      paragraph = asides.begin(
        kind, depth: stack.count, at: builder.text.count, in: paragraph)
      return
    }
    switch word {
    case "par", "sect", "page", "row", "nestrow", "line", "lbr": breakLine(&builder, word)
    case "cell", "nestcell", "tab": take("\t", &builder)
    case "u": unicode(parameter ?? 0, &builder)
    case "uc": group.unicodeSkip = min(max(parameter ?? 1, 0), 8)
    case "v": group.isHidden = parameter != 0
    case "plain": group.isHidden = false
    // Raw bytes follow, which may hold braces and backslashes.
    case "bin": index = min(bytes.count, index.addingClamped(max(0, parameter ?? 0)))
    case "pard":
      paragraph.style = 0
      paragraph.outline = nil
    case "outlinelevel": paragraph.outline = parameter
    default: applyTables(word, parameter)
    }
  }

  /// Controls of the font table, the style sheet, the encoding and the information groups.
  private mutating func applyTables(_ word: String, _ parameter: Int?) {
    switch word {
    case "ansicpg":
      if let page = parameter, let encoding = CharacterEncoding(codePage: page) { use(encoding) }
    case "mac": use(.macRoman)
    case "pc": if let encoding = CharacterEncoding(codePage: 437) { use(encoding) }
    case "pca": if let encoding = CharacterEncoding(codePage: 850) { use(encoding) }
    case "fonttbl": group.destination = .fontTable
    case "stylesheet": group.destination = .styleSheet
    case "f":
      currentFont = parameter ?? 0
      if group.destination != .fontTable { group.encoding = fonts[currentFont] ?? defaultEncoding }
    case "fcharset":
      if group.destination == .fontTable, fonts.count < 4096,
        let encoding = RTFWords.charset(parameter ?? 0)
      {
        fonts[currentFont] = encoding
      }
    case "s":
      currentStyle = parameter ?? 0
      if group.destination == .text { paragraph.style = currentStyle }
    case "info", "userprops": group.destination = .info
    case "propname": begin(.propertyName)
    case "staticval": begin(.propertyValue)
    case "yr": date.year = parameter ?? 0
    case "mo": date.month = parameter ?? 0
    case "dy": date.day = parameter ?? 0
    default:
      if group.destination == .info, RTFInfo.names.contains(word) { begin(.value(word)) }
    }
  }

  private mutating func begin(_ destination: Destination) {
    group.destination = destination
    value = []
    date = (0, 0, 0)
  }

  private mutating func use(_ encoding: CharacterEncoding) {
    defaultEncoding = encoding
    group.encoding = encoding
    // The page is declared within groups that are open already, and holds for them, too.
    for index in stack.indices { stack[index].encoding = encoding }
  }

  private mutating func take(_ text: String, _ builder: inout DocumentBuilder) {
    if skipCharacters > 0 {
      skipCharacters -= 1
    } else if collects {
      put(Array(text.utf8), &builder)
    }
  }

  private mutating func unicode(_ number: Int, _ builder: inout DocumentBuilder) {
    let unit = UInt16(truncatingIfNeeded: number)
    flush(&builder)
    // What follows is for readers that do not know `\u`, so many characters long.
    skipCharacters = group.unicodeSkip
    guard collects else { return }
    if let high = highSurrogate, UTF16.isTrailSurrogate(unit) {
      highSurrogate = nil
      put(Array(String(decoding: [high, unit], as: UTF16.self).utf8), &builder)
    } else if UTF16.isLeadSurrogate(unit) {
      highSurrogate = unit
    } else {
      put(Array(String(decoding: [unit], as: UTF16.self).utf8), &builder)
    }
  }

  private mutating func breakLine(_ builder: inout DocumentBuilder, _ word: String = "par") {
    flush(&builder)
    skipCharacters = 0
    guard collects, group.destination == .text else { return }
    guard word != "line" else { return builder.text.append(10) }
    endParagraph(&builder)
    builder.text.append(10)
    asides.endParagraph(&builder.text)
    paragraph.start = builder.text.count
  }

  private mutating func endParagraph(_ builder: inout DocumentBuilder) {
    let isHeading = paragraph.outline.map { $0 < 3 } ?? headingStyles.contains(paragraph.style)
    if isHeading, asides.mayBeHeading {
      builder.addHeading(builder.text.line(from: paragraph.start))
    }
  }
}
