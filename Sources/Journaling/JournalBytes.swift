/// Collects bytes: numbers in seven-bit groups, blobs behind their length.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func byte(_ value: UInt8) { bytes.append(value) }

  mutating func number(_ value: Int) {
    var rest = UInt64(bitPattern: Int64(value))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
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
    var result: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard let next = byte() else { return 0 }
      result |= UInt64(next & 0x7F) << shift
      if next < 0x80 { return result }
    }
    isIntact = false
    return 0
  }

  mutating func fixed64() -> UInt64 {
    (0..<8).reduce(UInt64(0)) { $0 | UInt64(byte() ?? 0) << (8 * UInt64($1)) }
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
