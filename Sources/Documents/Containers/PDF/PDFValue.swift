internal import System

/// A value of PDF's object language.
indirect enum PDFValue: Equatable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  case real
  case name(String)
  case string([UInt8])
  case array([PDFValue])
  case dictionary(PDFDictionary)
  case reference(PDFReference)

  /// The integer, if it is one.
  var integer: Int? {
    if case .integer(let value) = self { value } else { nil }
  }

  /// The name without its slash, if it is one.
  var name: String? {
    if case .name(let value) = self { value } else { nil }
  }

  /// The dictionary, if it is one.
  var dictionary: PDFDictionary? {
    if case .dictionary(let value) = self { value } else { nil }
  }

  /// The reference, if it is one.
  var reference: PDFReference? {
    if case .reference(let value) = self { value } else { nil }
  }
}

/// The number and generation of an indirect object.
struct PDFReference: Hashable, Sendable {
  let number: Int
  let generation: Int
}

/// A dictionary with the places of its values in the bytes it was read from.
struct PDFDictionary: Equatable, Sendable {
  /// A key and its value.
  struct Entry: Equatable, Sendable {
    let key: String
    let value: PDFValue
    /// From the key's slash to the end of the value.
    let range: Range<Int>
  }

  /// The entries in order.
  var entries: [Entry] = []

  /// From `<<` to `>>`.
  var range: Range<Int> = 0..<0

  /// The value of a key; of several, the last one counts, as in most readers.
  subscript(key: String) -> PDFValue? {
    entries.last { $0.key == key }?.value
  }
}

/// Reads PDF values from bytes.
///
/// Source: ISO 32000-1, 7.2 and 7.3.
struct PDFLexer {
  let bytes: [UInt8]
  private(set) var position: Int

  // Read by recursion: deeper nesting, which no producer writes, would end the stack of a thread.
  private static let depthLimit = 100

  init(_ bytes: [UInt8], at position: Int = 0) {
    self.bytes = bytes
    self.position = max(0, min(position, bytes.count))
  }

  /// The next value, or `nil` if there is none here.
  mutating func value(depth: Int = 0) -> PDFValue? {
    skipBlanks()
    guard position < bytes.count, depth < Self.depthLimit else { return nil }
    switch bytes[position] {
    case UInt8(ascii: "/"): return .name(name())
    case UInt8(ascii: "("): return literalString()
    case UInt8(ascii: "["): return array(depth)
    case UInt8(ascii: "<"):
      return position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "<")
        ? dictionary(depth) : hexString()
    case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): return number()
    default:
      switch keyword() {
      case "null": return .null
      case "true": return .boolean(true)
      case "false": return .boolean(false)
      default: return nil
      }
    }
  }

  /// Moves behind a keyword if it comes next.
  mutating func take(_ word: String) -> Bool {
    skipBlanks()
    guard bytes[position...].starts(with: Array(word.utf8)) else { return false }
    position += word.utf8.count
    return true
  }

  /// The next unsigned integer, if one comes next.
  mutating func unsignedInteger() -> Int? {
    skipBlanks()
    let start = position
    var result = 0
    while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
      let digit = Int(bytes[position] - 0x30)
      guard result <= (Int.max - digit) / 10 else { return nil }
      result = result * 10 + digit
      position += 1
    }
    return position > start ? result : nil
  }

  /// The next entry of a cross-reference table in its usual form, ten digits, five digits and `n` or
  /// `f`; `nil`, and nothing read but blanks, if it has another one.
  mutating func tableEntry() -> (offset: Int, generation: Int, isInUse: Bool)? {
    while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
    let start = position
    guard start + 18 < bytes.count, bytes[start + 10] == 0x20, bytes[start + 16] == 0x20,
      Self.isBlank(bytes[start + 18])
    else { return nil }
    var offset = 0
    for byte in bytes[start..<(start + 10)] {
      guard (0x30...0x39).contains(byte) else { return nil }
      offset = offset * 10 + Int(byte - 0x30)
    }
    var generation = 0
    for byte in bytes[(start + 11)..<(start + 16)] {
      guard (0x30...0x39).contains(byte) else { return nil }
      generation = generation * 10 + Int(byte - 0x30)
    }
    let kind = bytes[start + 17]
    guard kind == UInt8(ascii: "n") || kind == UInt8(ascii: "f") else { return nil }
    position = start + 18
    return (offset, generation, kind == UInt8(ascii: "n"))
  }

  /// Moves over white space and comments.
  mutating func skipBlanks() {
    while position < bytes.count {
      if Self.isBlank(bytes[position]) {
        position += 1
      } else if bytes[position] == UInt8(ascii: "%") {
        let end = bytes[position...].firstIndex { $0 == 0x0A || $0 == 0x0D }
        position = end ?? bytes.count
      } else {
        return
      }
    }
  }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == 0x0C || byte == 0
  }

  private static func isRegular(_ byte: UInt8) -> Bool {
    !isBlank(byte) && !"()<>[]{}/%".utf8.contains(byte)
  }

  private mutating func keyword() -> String {
    let start = position
    while position < bytes.count, Self.isRegular(bytes[position]) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func name() -> String {
    position += 1
    var result: [UInt8] = []
    while position < bytes.count, Self.isRegular(bytes[position]) {
      if bytes[position] == UInt8(ascii: "#"), position + 2 < bytes.count,
        let byte = UInt8(hexadecimal: bytes[position + 1], bytes[position + 2])
      {
        result.append(byte)
        position += 3
      } else {
        result.append(bytes[position])
        position += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A number, or a reference if another number and `R` follow.
  private mutating func number() -> PDFValue? {
    let start = position
    guard let first = unsignedInteger(), position > start,
      position >= bytes.count || bytes[position] != UInt8(ascii: ".")
    else {
      position = start
      let word = keyword()
      if let value = Int(word) { return .integer(value) }
      return word.allSatisfy { $0.isNumber || $0 == "." || $0 == "-" || $0 == "+" } ? .real : nil
    }
    let end = position
    if let generation = unsignedInteger(), position < bytes.count, Self.isBlank(bytes[position]) {
      skipBlanks()
      if position < bytes.count, bytes[position] == UInt8(ascii: "R"),
        position + 1 >= bytes.count || !Self.isRegular(bytes[position + 1])
      {
        position += 1
        return .reference(PDFReference(number: first, generation: generation))
      }
    }
    position = end
    return .integer(first)
  }

  private mutating func array(_ depth: Int) -> PDFValue? {
    position += 1
    var values: [PDFValue] = []
    while true {
      skipBlanks()
      guard position < bytes.count else { return nil }
      if bytes[position] == UInt8(ascii: "]") {
        position += 1
        return .array(values)
      }
      guard let value = value(depth: depth + 1) else { return nil }
      values.append(value)
    }
  }

  private mutating func dictionary(_ depth: Int) -> PDFValue? {
    let start = position
    position += 2
    var result = PDFDictionary()
    while true {
      skipBlanks()
      guard position < bytes.count else { return nil }
      if bytes[position] == UInt8(ascii: ">") {
        guard position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: ">") else {
          return nil
        }
        position += 2
        result.range = start..<position
        return .dictionary(result)
      }
      let keyStart = position
      guard bytes[position] == UInt8(ascii: "/") else { return nil }
      let key = name()
      guard let value = value(depth: depth + 1) else { return nil }
      result.entries.append(
        PDFDictionary.Entry(key: key, value: value, range: keyStart..<position))
    }
  }

  private mutating func hexString() -> PDFValue? {
    position += 1
    var digits: [UInt8] = []
    while position < bytes.count, bytes[position] != UInt8(ascii: ">") {
      let byte = bytes[position]
      position += 1
      if Self.isBlank(byte) { continue }
      guard let digit = byte.hexadecimalValue else { return nil }
      digits.append(digit)
    }
    guard position < bytes.count else { return nil }
    position += 1
    // A last digit that stands alone has a zero behind it (7.3.4.3).
    if digits.count % 2 == 1 { digits.append(0) }
    return .string(
      stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
  }

  private mutating func literalString() -> PDFValue? {
    position += 1
    var depth = 1
    var result: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "("):
        depth += 1
        result.append(byte)
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { return .string(result) }
        result.append(byte)
      case UInt8(ascii: "\\"): escape(into: &result)
      // A line end within a string is a line feed, however it is written (7.3.4.2).
      case 0x0D:
        if position < bytes.count, bytes[position] == 0x0A { position += 1 }
        result.append(0x0A)
      default: result.append(byte)
      }
    }
    return nil
  }

  private mutating func escape(into result: inout [UInt8]) {
    guard position < bytes.count else { return }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case 0x0D: if position < bytes.count, bytes[position] == 0x0A { position += 1 }
    case 0x0A: break
    case 0x30...0x37:
      var value = Int(byte - 0x30)
      var count = 1
      while count < 3, position < bytes.count, (0x30...0x37).contains(bytes[position]) {
        value = value * 8 + Int(bytes[position] - 0x30)
        position += 1
        count += 1
      }
      // What three octal digits say beyond a byte is left out (7.3.4.2).
      result.append(UInt8(truncatingIfNeeded: value))
    default: result.append(byte)
    }
  }
}
