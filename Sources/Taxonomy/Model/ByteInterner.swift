internal import Glibc
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
    arena[Int(offsets[Int(number)])..<Int(offsets[Int(number) + 1])]
  }

  /// The text of string `number`.
  func string(of number: UInt32) -> String { String(decoding: bytes(of: number), as: UTF8.self) }

  /// The number of `bytes`, a new one if they are not known yet.
  ///
  /// - Complexity: O(length) on average.
  mutating func number(of bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let hash = UInt32(truncatingIfNeeded: unsafe Checksum.of(UnsafeRawBufferPointer(bytes)))
    return unsafe number(of: bytes, hash: hash)
  }

  /// Takes in all strings of another interner, in the order of their numbers.
  ///
  /// - Returns: the number here of each of the other's numbers.
  /// - Complexity: O(length of the other's strings) on average.
  mutating func append(_ other: ByteInterner) -> [UInt32] {
    excess = excess ?? other.excess
    var numbers = [UInt32](repeating: 0, count: other.count)
    unsafe other.arena.withUnsafeBufferPointer { arena in
      for index in numbers.indices {
        let range = Int(other.offsets[index])..<Int(other.offsets[index + 1])
        numbers[index] = unsafe number(
          of: UnsafeBufferPointer(rebasing: arena[range]), hash: other.hashes[index])
      }
    }
    return numbers
  }

  private mutating func number(of bytes: UnsafeBufferPointer<UInt8>, hash: UInt32) -> UInt32 {
    let mask = table.count - 1
    var slot = Int(hash) & mask
    while table[slot] != Self.vacant {
      let candidate = table[slot]
      if hashes[Int(candidate)] == hash, unsafe isEqual(candidate, bytes) { return candidate }
      slot = (slot + 1) & mask
    }
    let number = UInt32(hashes.count)
    guard bytes.count <= limits.string, arena.count + bytes.count <= limits.all else {
      excess = excess ?? (bytes.count > limits.string ? .identifierLength : .identifiers)
      // There is always a first one: the empty string at the least, which no limit excludes.
      return count == 0 ? self.number(of: []) : 0
    }
    unsafe arena.append(contentsOf: bytes)
    offsets.append(UInt32(arena.count))
    hashes.append(hash)
    table[slot] = number
    if hashes.count * 2 > table.count { grow() }
    return number
  }

  /// The number of `bytes`, a new one if they are not known yet.
  mutating func number(of bytes: [UInt8]) -> UInt32 {
    unsafe bytes.withUnsafeBufferPointer { unsafe number(of: $0) }
  }

  /// The number of `string`, a new one if it is not known yet.
  mutating func number(of string: String) -> UInt32 {
    var string = string
    return string.withUTF8 { unsafe number(of: $0) }
  }

  /// The number of `string`, or `nil` if it is not known.
  func existingNumber(of string: String) -> UInt32? {
    var string = string
    return string.withUTF8 { unsafe existingNumber(of: $0) }
  }

  /// The number of `bytes`, or `nil` if they are not known.
  func existingNumber(of bytes: UnsafeBufferPointer<UInt8>) -> UInt32? {
    let hash = UInt32(truncatingIfNeeded: unsafe Checksum.of(UnsafeRawBufferPointer(bytes)))
    let mask = table.count - 1
    var slot = Int(hash) & mask
    while table[slot] != Self.vacant {
      if hashes[Int(table[slot])] == hash, unsafe isEqual(table[slot], bytes) {
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
    unsafe arena.withUnsafeBufferPointer { arena in
      unsafe offsets.withUnsafeBufferPointer { offsets in
        (0..<UInt32(numbers.count)).sorted { left, right in
          let first = Int(numbers[Int(left)])
          let second = Int(numbers[Int(right)])
          let start = unsafe Int(offsets[first])
          let otherStart = unsafe Int(offsets[second])
          let length = unsafe Int(offsets[first + 1]) - start
          let otherLength = unsafe Int(offsets[second + 1]) - otherStart
          guard let base = arena.baseAddress else { return false }
          let order = unsafe memcmp(
            base + start, base + otherStart, min(length, otherLength))
          return order == 0 ? length < otherLength : order < 0
        }
      }
    }
  }

  private func isEqual(_ number: UInt32, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = Int(offsets[Int(number)])
    let length = Int(offsets[Int(number) + 1]) - start
    guard length == bytes.count else { return false }
    return unsafe arena.withUnsafeBufferPointer { arena in
      guard let base = arena.baseAddress, let other = bytes.baseAddress else { return true }
      return unsafe memcmp(base + start, other, length) == 0
    }
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
