/// The tokens of a document of Turtle.
struct TurtleScanner {
  /// Where something stands.
  struct Place {
    var line: Int
    var column: Int
  }

  static let xsd = "http://www.w3.org/2001/XMLSchema#"

  /// The bytes of a literal at most.
  static let literalLimit = 16 << 20

  private(set) var line = 1
  private(set) var comments = (number: 0, line: 0)
  private let bytes: [UInt8]
  private let path: String
  private var position = 0
  private var lineStart = 0

  init(_ bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  var isAtEnd: Bool { position >= bytes.count }

  /// The next byte; 0 at the end.
  var next: UInt8 { byte(0) }

  var place: Place { Place(line: line, column: position - lineStart + 1) }

  private func byte(_ offset: Int) -> UInt8 {
    position + offset < bytes.count ? bytes[position + offset] : 0
  }

  // MARK: Space and fixed words

  /// Passes over white space and comments.
  mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x0A:
        position += 1
        line += 1
        lineStart = position
      case 0x20, 0x09, 0x0D: position += 1
      case UInt8(ascii: "#"):
        if comments.number == 0 { comments.line = line }
        comments.number += 1
        while position < bytes.count, bytes[position] != 0x0A { position += 1 }
      default: return
      }
    }
  }

  /// Takes a token if it stands here.
  mutating func take(_ token: String) -> Bool {
    guard bytes[position...].starts(with: token.utf8) else { return false }
    position += token.utf8.count
    return true
  }

  /// Takes a word of any case that white space follows.
  mutating func takeWord(_ word: String) -> Bool {
    let end = position + word.utf8.count
    guard end < bytes.count, [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "<")].contains(bytes[end]),
      bytes[position..<end].elementsEqual(word.utf8, by: { $0 | 0x20 == $1 })
    else { return false }
    position = end
    return true
  }

  /// Takes `a`, the short form of `rdf:type`.
  mutating func takeVerb() -> Bool {
    guard next == UInt8(ascii: "a"), !Self.isNameByte(byte(1)), byte(1) != UInt8(ascii: ":"),
      byte(1) != UInt8(ascii: ".")
    else { return false }
    position += 1
    return true
  }

  // MARK: Names

  /// An IRI in angle brackets, escapes resolved.
  mutating func readIRI() throws(VocabularyTextError) -> [UInt8] {
    position += 1
    var result: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: ">"):
        position += 1
        return result
      case UInt8(ascii: "\\"):
        guard self.byte(1) | 0x20 == UInt8(ascii: "u") else {
          throw error("an IRI has no escapes but \\u and \\U")
        }
        position += 1
        let scalar = try readCodePoint()
        guard !Self.isForbiddenInIRI(scalar.value) else {
          throw error("an IRI cannot hold the character that the escape stands for")
        }
        result += Array(String(Character(scalar)).utf8)
      default:
        guard !Self.isForbiddenInIRI(UInt32(byte)) else {
          throw error("an IRI cannot hold \(Self.shown(byte))")
        }
        result.append(byte)
        position += 1
      }
    }
    throw error("an IRI does not end: a \">\" is missing")
  }

  /// A prefix and its colon, as `@prefix` declares it.
  mutating func readPrefixName() throws(VocabularyTextError) -> [UInt8] {
    let start = position
    while Self.isNameByte(next) || next == UInt8(ascii: "."), next != 0 { position += 1 }
    guard next == UInt8(ascii: ":"), isPrefix(start..<position) else {
      throw unexpected("a prefix and a colon")
    }
    position += 1
    return Array(bytes[start..<position - 1])
  }

  /// Whether a prefix begins with a letter and does not end with a dot.
  private func isPrefix(_ range: Range<Int>) -> Bool {
    guard let first = bytes[range].first, let last = bytes[range].last else { return true }
    return (Self.isLetter(first) || first >= 0x80) && last != UInt8(ascii: ".")
  }

  /// A name of a prefix and a local part, escapes resolved.
  mutating func readPrefixedName() throws(VocabularyTextError) -> (
    prefix: [UInt8], local: [UInt8]
  ) {
    let start = position
    while Self.isNameByte(next) || next == UInt8(ascii: ".") { position += 1 }
    guard next == UInt8(ascii: ":"), isPrefix(start..<position) else {
      position = start
      throw unexpected("an IRI or a prefixed name")
    }
    let prefix = Array(bytes[start..<position])
    position += 1
    var local: [UInt8] = []
    while true {
      let byte = next
      if Self.isNameByte(byte) || byte == UInt8(ascii: ":") {
        // A local name does not begin with a hyphen (`PN_LOCAL`).
        if local.isEmpty, byte == UInt8(ascii: "-") { break }
        local.append(byte)
      } else if byte == UInt8(ascii: "."), isDotWithinName {
        if local.isEmpty { break }
        // All dots that stand here at once: each of them would be looked behind again.
        while self.byte(1) == byte {
          local.append(byte)
          position += 1
        }
        local.append(byte)
      } else if byte == UInt8(ascii: "%") {
        guard Self.isHexadecimal(self.byte(1)), Self.isHexadecimal(self.byte(2)) else {
          throw error("\"%\" in a name needs two hexadecimal digits behind it")
        }
        local += bytes[position..<position + 3]
        position += 2
      } else if byte == UInt8(ascii: "\\") {
        guard "_~.-!$&'()*+,;=/?#@%".utf8.contains(self.byte(1)) else {
          throw error("a name cannot hold the escape \\\(Self.shown(self.byte(1)))")
        }
        local.append(self.byte(1))
        position += 1
      } else {
        break
      }
      position += 1
    }
    return (prefix, local)
  }

  /// Whether dots that stand here are followed by more of the name: a last dot ends the statement.
  private var isDotWithinName: Bool {
    var offset = 1
    while byte(offset) == UInt8(ascii: ".") { offset += 1 }
    let following = byte(offset)
    return Self.isNameByte(following)
      || [UInt8(ascii: ":"), UInt8(ascii: "%"), UInt8(ascii: "\\")].contains(following)
  }

  /// The label of a blank node behind `_:`.
  mutating func readBlankName() throws(VocabularyTextError) -> [UInt8] {
    guard byte(1) == UInt8(ascii: ":"), Self.isNameByte(byte(2)), byte(2) != UInt8(ascii: "-")
    else {
      throw unexpected("the label of a blank node")
    }
    position += 2
    let start = position
    while Self.isNameByte(next) || next == UInt8(ascii: ".") && isDotWithinBlank {
      while next == UInt8(ascii: "."), byte(1) == next { position += 1 }
      position += 1
    }
    return Array(bytes[start..<position])
  }

  private var isDotWithinBlank: Bool {
    var offset = 1
    while byte(offset) == UInt8(ascii: ".") { offset += 1 }
    return Self.isNameByte(byte(offset))
  }

  // MARK: Errors

  /// An error at the place that was reached, or at another one.
  func error(
    _ message: String, at other: Place? = nil, hint: String = ""
  ) -> VocabularyTextError {
    let place = other ?? place
    return VocabularyTextError(
      path: path, line: place.line, column: place.column, message: message, hint: hint)
  }

  /// An error that says what should stand here, and what does.
  func unexpected(_ wanted: String) -> VocabularyTextError {
    error(
      "\(isAtEnd ? "the document ends" : Self.shown(next) + " stands here") where "
        + "\(wanted) is due")
  }

  private static func shown(_ byte: UInt8) -> String {
    (0x21...0x7E).contains(byte)
      ? "\"\(Character(Unicode.Scalar(byte)))\"" : "the byte \(byte)"
  }

  // MARK: Bytes

  static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }

  static func isNameByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte >= 0x80 || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "-")
  }

  private static func isForbiddenInIRI(_ value: UInt32) -> Bool {
    value <= 0x20 || value < 0x80 && "<>\"{}|^`\\".utf8.contains(UInt8(value))
  }
}

// MARK: - Values

extension TurtleScanner {
  /// A quoted string of any of the four kinds, escapes resolved.
  mutating func readString() throws(VocabularyTextError) -> [UInt8] {
    let quote = next
    let isLong = byte(1) == quote && byte(2) == quote
    let start = place
    position += isLong ? 3 : 1
    var result: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      if byte == quote, !isLong || self.byte(1) == quote && self.byte(2) == quote {
        position += isLong ? 3 : 1
        return result
      }
      switch byte {
      case UInt8(ascii: "\\"): try readEscape(into: &result)
      case 0x0A, 0x0D:
        guard isLong else { throw error("a string of one line does not end on it", at: start) }
        result.append(byte)
        position += 1
        if byte == 0x0A {
          line += 1
          lineStart = position
        }
      default:
        result.append(byte)
        position += 1
      }
      guard result.count <= Self.literalLimit else {
        throw error("a text is longer than \(Self.literalLimit >> 20) MiB", at: start)
      }
    }
    throw error("a string does not end", at: start)
  }

  private mutating func readEscape(into result: inout [UInt8]) throws(VocabularyTextError) {
    let code = byte(1)
    let simple: [UInt8: UInt8] = [
      UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13, UInt8(ascii: "b"): 8,
      UInt8(ascii: "f"): 12, UInt8(ascii: "\""): 34, UInt8(ascii: "'"): 39, UInt8(ascii: "\\"): 92,
    ]
    if let value = simple[code] {
      result.append(value)
      position += 2
    } else if code == UInt8(ascii: "u") || code == UInt8(ascii: "U") {
      position += 1
      result += Array(String(Character(try readCodePoint())).utf8)
    } else {
      throw error("a string cannot hold the escape \\\(Self.shown(code))")
    }
  }

  /// The character of `u0000` or `U00000000`, at whose letter it stands.
  private mutating func readCodePoint() throws(VocabularyTextError) -> Unicode.Scalar {
    let count = next == UInt8(ascii: "u") ? 4 : 8
    var value: UInt32 = 0
    for offset in 1...count {
      let digit = byte(offset)
      guard Self.isHexadecimal(digit) else {
        throw error("the escape needs \(count) hexadecimal digits")
      }
      value = value << 4 | UInt32(Self.isDigit(digit) ? digit - 48 : (digit | 0x20) - 87)
    }
    guard let scalar = Unicode.Scalar(value) else {
      throw error("the escape stands for no character of Unicode")
    }
    position += count + 1
    return scalar
  }

  /// The language tag behind a string, or nil.
  mutating func readLanguage() throws(VocabularyTextError) -> [UInt8]? {
    guard next == UInt8(ascii: "@") else { return nil }
    position += 1
    let start = position
    while Self.isLetter(next) { position += 1 }
    guard position > start else { throw unexpected("a language tag") }
    while next == UInt8(ascii: "-"), Self.isLetter(byte(1)) || Self.isDigit(byte(1)) {
      position += 1
      while Self.isLetter(next) || Self.isDigit(next) { position += 1 }
    }
    return Array(bytes[start..<position])
  }

  /// A number or truth value, with the name of its datatype; nil if none stands here.
  mutating func readPlainValue() throws(VocabularyTextError) -> (text: [UInt8], type: String)? {
    for word in ["true", "false"] where bytes[position...].starts(with: word.utf8) {
      let following = byte(word.utf8.count)
      guard !Self.isNameByte(following), following != UInt8(ascii: ":") else { continue }
      position += word.utf8.count
      return (Array(word.utf8), "boolean")
    }
    let sign = next == UInt8(ascii: "+") || next == UInt8(ascii: "-") ? 1 : 0
    let first = byte(sign)
    guard Self.isDigit(first) || first == UInt8(ascii: ".") && Self.isDigit(byte(sign + 1)) else {
      return nil
    }
    return try readNumber()
  }

  private mutating func readNumber() throws(VocabularyTextError) -> (text: [UInt8], type: String) {
    let start = position
    var type = "integer"
    if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
    while Self.isDigit(next) { position += 1 }
    // A dot that no digit or exponent follows ends the statement.
    if next == UInt8(ascii: "."), Self.isDigit(byte(1)) || byte(1) | 0x20 == UInt8(ascii: "e") {
      type = "decimal"
      position += 1
      while Self.isDigit(next) { position += 1 }
    }
    if next | 0x20 == UInt8(ascii: "e") {
      type = "double"
      position += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
      guard Self.isDigit(next) else { throw unexpected("the exponent of a number") }
      while Self.isDigit(next) { position += 1 }
    }
    return (Array(bytes[start..<position]), type)
  }
}
