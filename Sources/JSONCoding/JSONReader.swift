/// Reads JSON (RFC 8259) from UTF-8; invalid UTF-8 within strings is repaired with U+FFFD.
///
/// Strict in grammar, except that a byte order mark at the start is skipped.
package struct JSONReader {
  /// How deep arrays and objects may be nested; guards the stack against hostile input.
  package static let depthLimit = 256

  private let bytes: ArraySlice<UInt8>
  private let end: Int
  private var position: Int
  private var depth = 0
  private var count = 0

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    end = bytes.endIndex
    position = bytes.startIndex
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position += 3 }
  }

  /// The value of a whole text.
  ///
  /// - Throws: `JSONError`.
  package static func value(of text: String) throws(JSONError) -> JSONValue {
    try value(of: Array(text.utf8))
  }

  /// The value of a whole text.
  ///
  /// - Throws: `JSONError`.
  package static func value(of bytes: [UInt8]) throws(JSONError) -> JSONValue {
    try value(of: bytes[...])
  }

  /// The value of a whole text.
  ///
  /// - Complexity: O(length).
  /// - Throws: `JSONError`.
  package static func value(of bytes: ArraySlice<UInt8>) throws(JSONError) -> JSONValue {
    var reader = JSONReader(bytes)
    let value = try reader.readValue()
    reader.skipBlanks()
    guard reader.position == reader.end else { throw reader.error(.trailingCharacters) }
    return value
  }
}

// MARK: - Values

extension JSONReader {
  private mutating func readValue() throws(JSONError) -> JSONValue {
    skipBlanks()
    guard position < end else { throw error(.unexpectedEnd) }
    count += 1
    guard count <= InputLimits.jsonValues else { throw error(.tooManyValues) }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try readObject()
    case UInt8(ascii: "["): return try readArray()
    case UInt8(ascii: "\""): return .string(try readString())
    case UInt8(ascii: "t"): return try readWord("true", .bool(true))
    case UInt8(ascii: "f"): return try readWord("false", .bool(false))
    case UInt8(ascii: "n"): return try readWord("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try readNumber()
    default: throw error(.unexpectedCharacter)
    }
  }

  private mutating func readObject() throws(JSONError) -> JSONValue {
    try enter()
    var members: [JSONObject.Member] = []
    skipBlanks()
    if take(UInt8(ascii: "}")) {
      depth -= 1
      return .object(JSONObject())
    }
    while true {
      skipBlanks()
      guard position < end else { throw error(.unexpectedEnd) }
      guard bytes[position] == UInt8(ascii: "\"") else { throw error(.unexpectedCharacter) }
      let name = try readString()
      skipBlanks()
      try expect(UInt8(ascii: ":"))
      members.append(JSONObject.Member(name: name, value: try readValue()))
      skipBlanks()
      if take(UInt8(ascii: "}")) { break }
      try expect(UInt8(ascii: ","))
    }
    depth -= 1
    return .object(JSONObject(members))
  }

  private mutating func readArray() throws(JSONError) -> JSONValue {
    try enter()
    var elements: [JSONValue] = []
    skipBlanks()
    if take(UInt8(ascii: "]")) {
      depth -= 1
      return .array([])
    }
    while true {
      elements.append(try readValue())
      skipBlanks()
      if take(UInt8(ascii: "]")) { break }
      try expect(UInt8(ascii: ","))
    }
    depth -= 1
    return .array(elements)
  }

  private mutating func readWord(
    _ word: String, _ value: JSONValue
  ) throws(JSONError) -> JSONValue {
    let start = position
    for byte in word.utf8 {
      guard position < end else { throw error(.unexpectedEnd) }
      guard bytes[position] == byte else {
        position = start
        throw error(.unexpectedCharacter)
      }
      position += 1
    }
    return value
  }

  private mutating func readNumber() throws(JSONError) -> JSONValue {
    let start = position
    _ = take(UInt8(ascii: "-"))
    let leadingZero = take(UInt8(ascii: "0"))
    let digits = takeDigits()
    if leadingZero ? digits > 0 : digits == 0 {
      position = start
      throw error(.malformedNumber)
    }
    var isWhole = true
    if take(UInt8(ascii: ".")) {
      isWhole = false
      guard takeDigits() > 0 else { throw error(.malformedNumber) }
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isWhole = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard takeDigits() > 0 else { throw error(.malformedNumber) }
    }
    let text = string(start..<position)
    // Whole numbers stay exact: a Double has 53 bits of them.
    if isWhole, let integer = Int(text) { return .integer(integer) }
    // What is beyond the range would come back as no number at all.
    guard let number = Double(text), number.isFinite else {
      position = start
      throw error(.malformedNumber)
    }
    return .number(number)
  }
}

// MARK: - Strings

extension JSONReader {
  private mutating func readString() throws(JSONError) -> String {
    position += 1
    let start = position
    skipPlain()
    guard position < end else { throw error(.unexpectedEnd) }
    switch bytes[position] {
    case UInt8(ascii: "\""):
      position += 1
      return string(start..<position - 1)
    case UInt8(ascii: "\\"): return try readEscapedString(from: start)
    default: throw error(.controlCharacter)
    }
  }

  /// Goes on with a string whose first escape sequence stands at `position`.
  private mutating func readEscapedString(from start: Int) throws(JSONError) -> String {
    var content: [UInt8] = []
    content.append(contentsOf: bytes[start..<position])
    while position < end {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: content, as: UTF8.self)
      case UInt8(ascii: "\\"):
        position += 1
        try readEscape(into: &content)
      case 0..<0x20: throw error(.controlCharacter)
      default:
        let first = position
        skipPlain()
        content.append(contentsOf: bytes[first..<position])
      }
    }
    throw error(.unexpectedEnd)
  }

  /// Moves on to the next quotation mark, backslash or control character.
  private mutating func skipPlain() {
    let part = bytes[position..<end]
    let rest = part.span
    var offset = 0
    while offset < rest.count {
      let byte = rest[offset]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
      offset &+= 1
    }
    position += offset
  }

  private mutating func readEscape(into content: inout [UInt8]) throws(JSONError) {
    guard position < end else { throw error(.unexpectedEnd) }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
    case UInt8(ascii: "b"): content.append(8)
    case UInt8(ascii: "f"): content.append(12)
    case UInt8(ascii: "n"): content.append(10)
    case UInt8(ascii: "r"): content.append(13)
    case UInt8(ascii: "t"): content.append(9)
    case UInt8(ascii: "u"): try readUnicodeEscape(into: &content)
    default:
      position -= 1
      throw error(.malformedEscape)
    }
  }

  /// Reads what follows `\u`; an unpaired surrogate becomes U+FFFD.
  private mutating func readUnicodeEscape(into content: inout [UInt8]) throws(JSONError) {
    var value = try readHexadecimal()
    if (0xD800..<0xDC00).contains(value), position + 1 < end,
      bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
    {
      let mark = position
      position += 2
      let low = try readHexadecimal()
      if (0xDC00..<0xE000).contains(low) {
        value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
      } else {
        // A half without the other one is replaced, and what follows is read by itself.
        position = mark
      }
    }
    let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
    content.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  private mutating func readHexadecimal() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard position < end else { throw error(.unexpectedEnd) }
      let byte = bytes[position]
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: throw error(.malformedEscape)
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}

// MARK: - Bytes

extension JSONReader {
  private mutating func skipBlanks() {
    while position < end {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < end, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ byte: UInt8) throws(JSONError) {
    guard position < end else { throw error(.unexpectedEnd) }
    guard take(byte) else { throw error(.unexpectedCharacter) }
  }

  private mutating func takeDigits() -> Int {
    let start = position
    while position < end, bytes[position] &- UInt8(ascii: "0") < 10 { position += 1 }
    return position - start
  }

  private mutating func enter() throws(JSONError) {
    guard depth < Self.depthLimit else { throw error(.tooDeep) }
    depth += 1
    position += 1
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private func error(_ code: JSONError.Code) -> JSONError {
    var line = 1
    var lineStart = bytes.startIndex
    // Lines are counted when there is an error only: most texts have none.
    for index in bytes.startIndex..<min(position, end) where bytes[index] == 0x0A {
      line += 1
      lineStart = index + 1
    }
    return JSONError(
      code: code, offset: position - bytes.startIndex, line: line,
      column: position - lineStart + 1)
  }
}
