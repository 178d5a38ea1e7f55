import MappedStorage
import Model

/// Words and numbers by which values stand in an index of Sphinx or Manticore.
///
/// All that a document must be is asked by words of its text, since an attribute cannot be one side of an OR with
/// words there. Words are small letters, digits and `_`, so that no character set, no blend of signs and no language
/// of the engine's has a say. What begins with `_` is no stem.
package enum SphinxCode {
  /// The word between the pieces of a text, as often as there are places between them.
  static let gap = "_"

  /// A word that no document has.
  static let absent = "_none"

  /// The word of the row that says what is published.
  package static let head = "_m"

  /// Kinds of rows, in the upper bits of their numbers.
  package enum Row: UInt64 {
    case document = 0
    case value = 1
    case word = 2
    case head = 3
  }

  /// The number of a row: 63 bits, never 0.
  package static func number(_ row: Row, _ parts: String...) -> UInt64 {
    let low = Checksum.of(Array(parts.joined(separator: "\u{0}").utf8)) & (1 << 61 - 1)
    return row.rawValue << 61 | max(low, 1)
  }

  /// The number of a new part of an index.
  package static func newHead() -> UInt64 {
    Row.head.rawValue << 61 | UInt64.random(in: 1..<1 << 61)
  }

  /// The number of a value of a field, which is that of the row with its name.
  static func number(ofValue value: String, of field: String, in release: String) -> UInt64 {
    number(.value, release, field, value)
  }

  /// The word of every row of a kind in a release.
  static func marker(_ row: Row, of release: String) -> String {
    "_\(row.rawValue)\(sum(release))"
  }

  /// The word of every row of a release.
  package static func release(_ release: String) -> String { "_x\(sum(release))" }

  /// The word of documents with a value of a field.
  static func value(_ value: String, of field: String) -> String { "_v\(sum(field, value))" }

  /// The word of documents with any value of a field.
  static func presence(of field: String) -> String { "_p\(sum(field))" }

  /// The word of documents with a value of a field that begins so.
  static func beginning(_ text: String, of field: String) -> String { "_b\(sum(field, text))" }

  /// A word of a value of a property.
  static func propertyWord(_ word: String, of field: String) -> String { "_w\(sum(field, word))" }

  /// The word for a stem: itself, if it has only signs that words have and is short enough.
  static func stem(_ stem: String) -> String {
    let isPlain = stem.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }
    return isPlain && (1...longestStem).contains(stem.utf8.count) ? stem : "_s\(sum(stem))"
  }

  /// Engines cut words behind 42 signs.
  private static let longestStem = 40

  /// The beginnings of a text, whole signs each.
  static func beginnings(of text: String) -> [String] {
    var scalars = String.UnicodeScalarView()
    return text.unicodeScalars.map { scalar in
      scalars.append(scalar)
      return String(scalars)
    }
  }

  static func sum(_ parts: String...) -> String {
    Checksum.hexadecimal(Checksum.of(Array(parts.joined(separator: "\u{0}").utf8)))
  }
}

// MARK: - Numbers within bounds

extension SphinxCode {
  /// The digits of a number, 8 of 4 bits each, in the order of numbers.
  private static let digits = 8

  private static func ordered(_ number: Int) -> UInt64 {
    // With the sign bit turned over, numbers below 0 come before the others.
    UInt64(UInt32(bitPattern: Int32(clamping: number)) ^ 1 << 31)
  }

  private static func word(_ value: UInt64, digits count: Int, of field: String) -> String {
    let text = String(value, radix: 16)
    return "_r\(sum(field).prefix(8))_\(String(repeating: "0", count: count - text.count))\(text)"
  }

  /// The words of a document with a number: of each beginning of its digits.
  static func words(ofNumber number: Int, of field: String) -> [String] {
    let value = ordered(number)
    return (1...digits).map { word(value >> UInt64(4 * (digits - $0)), digits: $0, of: field) }
  }

  /// Words one of which every document has whose number is within bounds, and no other: of the longest
  /// beginnings that lie within.
  static func words(from: Int?, until: Int?, of field: String) -> [String] {
    var low = from.map(ordered) ?? 0
    let high = until.map(ordered) ?? UInt64(UInt32.max)
    var result: [String] = []
    while low <= high {
      // Never all digits: each word has one at least.
      var free: UInt64 = 0
      while free < digits - 1, low & (1 << (4 * (free + 1)) - 1) == 0,
        low + 1 << (4 * (free + 1)) - 1 <= high
      {
        free += 1
      }
      result.append(word(low >> (4 * free), digits: digits - Int(free), of: field))
      low += 1 << (4 * free)
    }
    return result
  }
}
