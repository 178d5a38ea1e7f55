import MappedStorage
internal import System

/// Gives equal byte strings the same dense number, and keeps each once in an arena.
///
/// An open-addressing table of numbers over FNV-like 64-bit hashes; strings are never removed.
struct ByteInterner {
  /// The bytes of all strings, one after the other.
  private(set) var arena: [UInt8] = []

  /// Where each string begins; one more than there are strings.
  private(set) var offsets: [UInt32] = [0]

  private var table: [UInt32]
  private var hashes: [UInt32] = []

  private static let vacant = UInt32.max

  /// The bytes of a string, and of all strings, at most.
  private let limits: (string: Int, all: Int)

  /// The limit that a string passed which was to be taken in: it has the number of another one, so that
  /// nothing that was numbered since may be used.
  private(set) var excess: VocabularyExcess?

  /// An interner with room for some strings.
  init(minimumCapacity: Int = 64) {
    self.init(minimumCapacity: minimumCapacity, limits: (VocabularyLimits.texts, .max))
  }

  /// An interner for identifiers, as long and as many as a vocabulary may have.
  static func identifiers(minimumCapacity: Int = 64) -> ByteInterner {
    ByteInterner(
      minimumCapacity: minimumCapacity,
      limits: (VocabularyLimits.identifierLength, VocabularyLimits.identifiers))
  }

  private init(minimumCapacity: Int, limits: (string: Int, all: Int)) {
    self.limits = (limits.string, min(limits.all, VocabularyLimits.texts))
    var size = 128
    while size < minimumCapacity * 2 { size *= 2 }
    table = Array(repeating: Self.vacant, count: size)
  }

  /// The number of strings.
  var count: Int { hashes.count }

  /// The bytes of string `number`.
  func bytes(of number: UInt32) -> ArraySlice<UInt8> {
    arena[place(of: number)]
  }

  /// The text of string `number`.
  func string(of number: UInt32) -> String { String(decoding: bytes(of: number), as: UTF8.self) }

  /// The number of `bytes`, a new one if they are not known yet.
  ///
  /// - Complexity: O(length) on average.
  mutating func number(of bytes: Span<UInt8>) -> UInt32 {
    number(of: bytes, hash: UInt32(truncatingIfNeeded: Checksum.of(bytes.memory)))
  }

  /// Takes in all strings of another interner, in the order of their numbers.
  ///
  /// - Returns: the number here of each of the other's numbers.
  /// - Complexity: O(length of the other's strings) on average.
  mutating func append(_ other: ByteInterner) -> [UInt32] {
    excess = excess ?? other.excess
    var numbers = [UInt32](repeating: 0, count: other.count)
    let arena = other.arena.span
    for index in numbers.indices {
      let range = Int(other.offsets[index])..<Int(other.offsets[index + 1])
      numbers[index] = number(of: arena.extracting(range), hash: other.hashes[index])
    }
    return numbers
  }

  private mutating func number(of bytes: Span<UInt8>, hash: UInt32) -> UInt32 {
    let mask = table.count - 1
    var slot = Int(hash) & mask
    while table[slot] != Self.vacant {
      let candidate = table[slot]
      if hashes[Int(candidate)] == hash, isEqual(candidate, bytes) { return candidate }
      slot = (slot + 1) & mask
    }
    let number = UInt32(hashes.count)
    guard bytes.count <= limits.string, arena.count + bytes.count <= limits.all else {
      excess = excess ?? (bytes.count > limits.string ? .identifierLength : .identifiers)
      // There is always a first one: the empty string at the least, which no limit excludes.
      return count == 0 ? self.number(of: []) : 0
    }
    bytes.append(to: &arena)
    offsets.append(UInt32(arena.count))
    hashes.append(hash)
    table[slot] = number
    // Half full at most, so that a search for what is not there soon meets an empty place.
    if hashes.count * 2 > table.count { grow() }
    return number
  }

  /// The number of `bytes`, a new one if they are not known yet.
  mutating func number(of bytes: [UInt8]) -> UInt32 {
    number(of: bytes.span)
  }

  /// The number of `string`, a new one if it is not known yet.
  mutating func number(of string: String) -> UInt32 {
    let bytes = string.utf8Span
    return number(of: bytes.span)
  }

  /// The number of `string`, or `nil` if it is not known.
  func existingNumber(of string: String) -> UInt32? {
    let bytes = string.utf8Span
    return existingNumber(of: bytes.span)
  }

  /// The number of `bytes`, or `nil` if they are not known.
  func existingNumber(of bytes: Span<UInt8>) -> UInt32? {
    let hash = UInt32(truncatingIfNeeded: Checksum.of(bytes.memory))
    let mask = table.count - 1
    var slot = Int(hash) & mask
    while table[slot] != Self.vacant {
      if hashes[Int(table[slot])] == hash, isEqual(table[slot], bytes) {
        return table[slot]
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// The indexes of `numbers` in the order of the bytes that they stand for.
  ///
  /// - Complexity: O(n log n) comparisons.
  func sorted(_ numbers: [UInt32]) -> [UInt32] {
    (0..<UInt32(numbers.count)).sorted { left, right in
      let one = arena.span.extracting(place(of: numbers[Int(left)]))
      let other = arena.span.extracting(place(of: numbers[Int(right)]))
      return one.order(beside: other) < 0
    }
  }

  private func place(of number: UInt32) -> Range<Int> {
    Int(offsets[Int(number)])..<Int(offsets[Int(number) + 1])
  }

  private func isEqual(_ number: UInt32, _ bytes: Span<UInt8>) -> Bool {
    let place = place(of: number)
    // The bytes are looked at only where as many are there.
    return place.count == bytes.count && arena.span.extracting(place).isSame(as: bytes)
  }

  private mutating func grow() {
    table = Array(repeating: Self.vacant, count: table.count * 2)
    let mask = table.count - 1
    for (number, hash) in hashes.enumerated() {
      var slot = Int(hash) & mask
      while table[slot] != Self.vacant { slot = (slot + 1) & mask }
      table[slot] = UInt32(number)
    }
  }
}
