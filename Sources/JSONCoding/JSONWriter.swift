/// Writes JSON (RFC 8259) as UTF-8 into a growing buffer, value by value.
///
/// Calls must nest properly: within an object each value is preceded by `name(_:)`. Control
/// characters, C1 ones included, are escaped, so that output may go to a terminal.
package struct JSONWriter: Sendable {
  /// What has been written so far; a caller that streams may take it and empty it between values.
  package var bytes: [UInt8] = []

  private let indentation: Int?
  private var depth = 0
  private var needsSeparator = false
  private var followsName = false

  /// A writer; with `indentation` blanks a level and one value a line, or without any blanks.
  package init(indentation: Int? = nil) { self.indentation = indentation }

  /// What has been written so far.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Begins an object.
  package mutating func beginObject() { begin(UInt8(ascii: "{")) }

  /// Ends the innermost object.
  package mutating func endObject() { end(UInt8(ascii: "}")) }

  /// Begins an array.
  package mutating func beginArray() { begin(UInt8(ascii: "[")) }

  /// Ends the innermost array.
  package mutating func endArray() { end(UInt8(ascii: "]")) }

  /// Writes the name of the member whose value comes next.
  package mutating func name(_ name: String) {
    separate()
    appendString(name)
    bytes.append(UInt8(ascii: ":"))
    if indentation != nil { bytes.append(0x20) }
    followsName = true
  }

  /// Writes a string.
  package mutating func value(_ string: String) {
    separate()
    appendString(string)
  }

  /// Writes a whole number.
  package mutating func value(_ integer: Int) {
    separate()
    bytes.append(contentsOf: String(integer).utf8)
  }

  /// Writes a number, with its shortest decimal form; `null` if it is not finite.
  package mutating func value(_ number: Double) {
    separate()
    bytes.append(contentsOf: Self.decimal(number).utf8)
  }

  /// Writes a number with a fixed number of decimals, from 0 to 9; `null` if it is not finite.
  package mutating func value(_ number: Double, decimals: Int) {
    separate()
    bytes.append(contentsOf: FixedPoint.string(number, decimals: decimals).utf8)
  }

  /// Writes a truth value.
  package mutating func value(_ bool: Bool) {
    separate()
    bytes.append(contentsOf: (bool ? "true" : "false").utf8)
  }

  /// Writes `null`.
  package mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
  }

  /// Writes any value.
  package mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let bool): self.value(bool)
    case .integer(let integer): self.value(integer)
    case .number(let number): self.value(number)
    case .string(let string): self.value(string)
    case .array(let elements):
      beginArray()
      for element in elements { self.value(element) }
      endArray()
    case .object(let object):
      beginObject()
      for member in object.members {
        name(member.name)
        self.value(member.value)
      }
      endObject()
    }
  }

  /// Ends a line; what follows is a new text, as in JSON Lines.
  ///
  /// - Precondition: every object and array has ended.
  package mutating func endLine() {
    precondition(depth == 0 && !followsName, "a line ends after a whole value")
    bytes.append(0x0A)
    needsSeparator = false
  }
}

// MARK: - Structure and strings

extension JSONWriter {
  private mutating func begin(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    depth += 1
    needsSeparator = false
  }

  private mutating func end(_ bracket: UInt8) {
    precondition(depth > 0 && !followsName, "an object or array ends where one has begun")
    depth -= 1
    if needsSeparator { breakLine() }
    bytes.append(bracket)
    needsSeparator = true
  }

  private mutating func separate() {
    if followsName {
      followsName = false
    } else {
      if needsSeparator { bytes.append(UInt8(ascii: ",")) }
      if depth > 0 { breakLine() }
    }
    needsSeparator = true
  }

  private mutating func breakLine() {
    guard let indentation else { return }
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: depth * indentation))
  }

  private mutating func appendString(_ string: String) {
    bytes.append(UInt8(ascii: "\""))
    if Self.isPlain(string) {
      bytes.append(contentsOf: string.utf8)
    } else {
      appendEscaping(string)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whether no byte can be one to be escaped, as in nearly all strings.
  private static func isPlain(_ string: String) -> Bool {
    let span = string.utf8Span.span
    for place in span.indices {
      let byte = span[place]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
        || byte == 0xC2
      {
        return false
      }
    }
    return true
  }

  private mutating func appendEscaping(_ string: String) {
    var previous: UInt8 = 0
    for byte in string.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x0A: bytes.append(contentsOf: #"\n"#.utf8)
      case 0x0D: bytes.append(contentsOf: #"\r"#.utf8)
      case 0x09: bytes.append(contentsOf: #"\t"#.utf8)
      case 0..<0x20, 0x7F: appendEscape(byte)
      // U+0080 to U+009F, of which the first byte has been written.
      case 0x80..<0xA0 where previous == 0xC2:
        bytes.removeLast()
        appendEscape(byte)
      default: bytes.append(byte)
      }
      previous = byte
    }
  }

  private mutating func appendEscape(_ value: UInt8) {
    let digits = Array("0123456789abcdef".utf8)
    bytes.append(contentsOf: #"\u00"#.utf8)
    bytes.append(digits[Int(value >> 4)])
    bytes.append(digits[Int(value & 15)])
  }

  private static func decimal(_ number: Double) -> String {
    guard number.isFinite else { return "null" }
    // Beyond 2^53 digits would claim more than a Double knows.
    if let whole = Int(exactly: number), whole.magnitude < 1 << 53 { return "\(whole).0" }
    return "\(number)"
  }
}

extension JSONValue: CustomStringConvertible {
  /// The value as JSON without blanks.
  package var description: String {
    var writer = JSONWriter()
    writer.value(self)
    return writer.text
  }
}

/// Numbers with a fixed number of decimals, with a point in every locale.
package enum FixedPoint {
  /// The number rounded half away from zero; `null` if it is not finite.
  ///
  /// - Parameters:
  ///   - number: below 9e9 in magnitude to be exact.
  ///   - decimals: from 0 to 9.
  /// - Returns: digits with a point, or `null`.
  package static func string(_ number: Double, decimals: Int) -> String {
    guard number.isFinite else { return "null" }
    let places = min(max(decimals, 0), 9)
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    let scaled = (abs(number) * Double(scale)).rounded()
    // As far as the digits fit into an `Int`.
    guard scaled < 9e18 else { return "\(number)" }
    let value = Int(scaled)
    let sign = number < 0 && value > 0 ? "-" : ""
    guard places > 0 else { return "\(sign)\(value)" }
    let fraction = String(value % scale)
    return "\(sign)\(value / scale)."
      + String(repeating: "0", count: places - fraction.utf8.count) + fraction
  }
}
