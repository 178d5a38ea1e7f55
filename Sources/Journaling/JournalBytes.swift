internal import Documents
internal import System

/// Collects bytes: numbers in seven-bit groups, blobs behind their length.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func byte(_ value: UInt8) { bytes.append(value) }

  mutating func number(_ value: Int) {
    VariableBytes.append(UInt64(bitPattern: Int64(value)), to: &bytes)
  }

  /// A number that may be negative, short if it is near 0.
  mutating func zigzag(_ value: Int64) {
    number(Int((value << 1) ^ (value >> 63)))
  }

  mutating func signed(_ value: Int64) { fixed(UInt64(bitPattern: value), 8) }

  mutating func fixed(_ value: UInt64, _ count: Int) {
    for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * UInt64(index)))) }
  }

  mutating func blob(_ value: [UInt8]) {
    number(value.count)
    bytes += value
  }

  mutating func string(_ value: String) { blob(Array(value.utf8)) }
}

/// Reads what `ByteWriter` wrote; beyond the end everything is empty and `isIntact` turns false.
struct ByteReader {
  private let bytes: [UInt8]

  /// Where the next byte is read.
  private(set) var position = 0

  /// Whether nothing was read beyond the end.
  private(set) var isIntact = true

  init(_ bytes: [UInt8], at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  mutating func byte() -> UInt8? {
    guard position < bytes.count else {
      isIntact = false
      return nil
    }
    defer { position += 1 }
    return bytes[position]
  }

  /// A number; at most `Int.max`.
  mutating func number() -> Int {
    let value = wholeNumber()
    if value <= UInt64(Int.max) { return Int(value) }
    isIntact = false
    return 0
  }

  mutating func zigzag() -> Int64 {
    let value = wholeNumber()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  private mutating func wholeNumber() -> UInt64 {
    guard let number = VariableBytes.read(bytes, &position, as: UInt64.self) else {
      isIntact = false
      return 0
    }
    return number
  }

  mutating func fixed64() -> UInt64 {
    (0..<8).reduce(UInt64(0)) { $0 | UInt64(byte() ?? 0) << (8 * UInt64($1)) }
  }

  /// A number of that many bytes, at most seven.
  mutating func fixed(_ count: Int) -> Int {
    (0..<count).reduce(0) { $0 | Int(byte() ?? 0) << (8 * $1) }
  }

  mutating func signed() -> Int64 { Int64(bitPattern: fixed64()) }

  mutating func blob() -> [UInt8] {
    let count = number()
    guard isIntact, count <= bytes.count - position else {
      isIntact = false
      return []
    }
    defer { position += count }
    return Array(bytes[position..<(position + count)])
  }

  mutating func string() -> String { String(decoding: blob(), as: UTF8.self) }
}

// MARK: - Lists of indices, and edits

extension ByteWriter {
  /// Indices as runs of consecutive ones.
  mutating func indices(_ indices: [Int]) {
    var ranges: [Range<Int>] = []
    for index in indices.sorted() {
      if let last = ranges.last, last.upperBound == index {
        ranges[ranges.count - 1] = last.lowerBound..<(index + 1)
      } else {
        ranges.append(index..<(index + 1))
      }
    }
    number(ranges.count)
    var position = 0
    for range in ranges {
      number(range.lowerBound - position)
      number(range.count)
      position = range.upperBound
    }
  }

  /// Edits, each by its distance from the one before.
  mutating func edits(_ edits: ByteEdits) {
    number(edits.replacements.count)
    var position = 0
    for replacement in edits.replacements {
      number(replacement.range.lowerBound - position)
      number(replacement.range.count)
      blob(replacement.bytes)
      position = replacement.range.upperBound
    }
  }
}

extension ByteReader {
  /// What `ByteWriter.indices` wrote; `nil` if an index is `bound` or more.
  mutating func indices(below bound: Int) -> [Int]? {
    var result: [Int] = []
    var position = 0
    let ranges = number()
    // Before the loop: a damaged number of ranges would be counted through to the end, 2^62 rounds.
    guard ranges <= bound else { return nil }
    for _ in 0..<ranges {
      let gap = number()
      let length = number()
      // By differences: the sums of damaged numbers overflow.
      guard isIntact, gap <= bound - position, length <= bound - position - gap else { return nil }
      result += (position + gap)..<(position + gap + length)
      position += gap + length
    }
    return isIntact ? result : nil
  }

  /// What `ByteWriter.edits` wrote; `nil` if the bytes are anything else.
  static func edits(_ bytes: [UInt8]) -> ByteEdits? {
    var reader = ByteReader(bytes)
    var result = ByteEdits()
    var position = 0
    let count = reader.number()
    // An edit takes three bytes at least; a greater number is not worked through.
    guard count <= bytes.count else { return nil }
    for _ in 0..<count {
      let gap = reader.number()
      let length = reader.number()
      let replacement = reader.blob()
      // No file is of 2^50 bytes, and sums of what is less cannot overflow.
      guard reader.isIntact, let start = position.adding(gap),
        let range = Range(from: start, count: length), range.upperBound < 1 << 50
      else { return nil }
      result.replace(range, with: replacement)
      position = range.upperBound
    }
    return reader.isIntact ? result : nil
  }
}
