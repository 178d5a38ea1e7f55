internal import System

/// A line of a calendar or a contact: a name, parameters and a value.
///
/// Sources: RFC 5545, 3.1; RFC 6350, 3; vCard 2.1 for quoted-printable.
struct ContentLine {
  /// The name in upper case, without the group in front.
  let name: String

  /// The parameters as written.
  let parameters: [Substring]

  private let raw: String

  /// The value, its escapes resolved.
  var value: String { Self.unescaped(raw) }

  /// The parts of a value that semicolons separate, without those that are empty.
  var parts: [String] {
    var parts: [String] = [""]
    var isEscaped = false
    for character in raw {
      if character == ";", !isEscaped {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    return parts.map(Self.unescaped).filter { !$0.allSatisfy(\.isWhitespace) }
  }

  /// The value of a parameter, such as `CN`.
  func parameter(_ name: String) -> String? {
    guard let found = parameters.first(where: { $0.uppercased().hasPrefix("\(name)=") }) else {
      return nil
    }
    return Self.withoutCarets(found.dropFirst(name.count + 1).filter { $0 != "\"" })
  }

  /// A value of a parameter, in which `^` stands for what may not stand there (RFC 6868).
  private static func withoutCarets(_ text: String) -> String {
    guard text.contains("^") else { return text }
    var result = ""
    var rest = text[...]
    while let character = rest.popFirst() {
      let stands: [Character: Character] = ["n": "\n", "^": "^", "'": "\""]
      guard character == "^", let next = rest.first, let found = stands[next] else {
        result.append(character)
        continue
      }
      result.append(found)
      rest.removeFirst()
    }
    return result
  }

  private init?(_ line: String) {
    var isQuoted = false
    guard
      let colon = line.firstIndex(where: {
        if $0 == "\"" { isQuoted.toggle() }
        return $0 == ":" && !isQuoted
      })
    else { return nil }
    let head = Self.pieces(line[..<colon])
    guard let first = head.first else { return nil }
    name = (first.split(separator: ".").last ?? first).uppercased()
    parameters = Array(head.dropFirst())
    let text = line[line.index(after: colon)...]
    let isPrintable = parameters.contains { $0.uppercased().hasSuffix("QUOTED-PRINTABLE") }
    guard isPrintable else {
      raw = String(text)
      return
    }
    // vCard 2.1 has a character set for each line, unlike what came later.
    let label = parameters.first { $0.uppercased().hasPrefix("CHARSET=") }?.dropFirst(8)
    let encoding = label.flatMap { CharacterEncoding(label: $0.utf8) } ?? .utf8
    let bytes = MIMEDecoding.quotedPrintable(Array(text.utf8)[...])
    raw = String(decoding: encoding.decode(bytes[...]), as: UTF8.self)
  }

  /// The name and the parameters, which semicolons separate but for those in quotes.
  private static func pieces(_ head: Substring) -> [Substring] {
    var pieces: [Substring] = []
    var start = head.startIndex
    var isQuoted = false
    for index in head.indices {
      if head[index] == "\"" { isQuoted.toggle() }
      guard head[index] == ";", !isQuoted else { continue }
      pieces.append(head[start..<index])
      start = head.index(after: index)
    }
    return (pieces + [head[start...]]).filter { !$0.isEmpty }
  }

  /// The lines of a file, folded ones put together.
  ///
  /// - Parameters:
  ///   - bytes: the file in any encoding.
  ///   - context: the time.
  ///   - body: takes a line; returns whether to go on.
  /// - Throws: `DocumentRefusal` when the time is over.
  static func forEach(
    in bytes: [UInt8], _ context: ReadingContext, _ body: (ContentLine) -> Bool
  ) throws {
    var unfolded: [UInt8] = []
    var steps = ReadingSteps(context)
    /// Hands over the line that is complete; returns whether to go on.
    func end() -> Bool {
      defer { unfolded.removeAll(keepingCapacity: true) }
      return ContentLine(String(decoding: unfolded, as: UTF8.self)).map(body) ?? true
    }
    for line in text(of: bytes).split(separator: 10) {
      try steps.next()
      let line = line.last == 13 ? line.dropLast() : line
      let isFolded = line.first == 0x20 || line.first == 9
      // A soft line break of quoted-printable; base64 may end like one.
      let isBroken =
        unfolded.last == UInt8(ascii: "=")
        && BytePattern.contains("QUOTED-PRINTABLE", in: unfolded)
      guard unfolded.count < context.limits.textLength else { return }
      if isBroken {
        unfolded.removeLast()
        unfolded += line
      } else if isFolded {
        unfolded += line.dropFirst()
      } else {
        guard end() else { return }
        unfolded += line
      }
    }
    _ = end()
  }

  /// The bytes as UTF-8; a file may be folded within a character, so that it is UTF-8 only without its folds.
  private static func text(of bytes: [UInt8]) -> [UInt8] {
    if !CharacterDetection.isUTF8(bytes[...]) {
      let unfolded = withoutFolds(bytes)
      if CharacterDetection.isUTF8(unfolded[...]) { return unfolded }
    }
    return CharacterDetection.decode(bytes).text
  }

  /// The bytes without line breaks that a blank follows, which goes with them; what quoted-printable breaks stays.
  private static func withoutFolds(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let lineFeed = bytes[index] == 0x0D ? index + 1 : index
      if lineFeed + 1 < bytes.count, bytes[lineFeed] == 0x0A,
        bytes[lineFeed + 1] == 0x20 || bytes[lineFeed + 1] == 9, result.last != UInt8(ascii: "=")
      {
        index = lineFeed + 2
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  private static func unescaped(_ text: String) -> String {
    guard text.contains("\\") else { return text }
    var result = ""
    var isEscaped = false
    for character in text {
      if isEscaped {
        result.append(character == "n" || character == "N" ? "\n" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        result.append(character)
      }
    }
    return result
  }
}
