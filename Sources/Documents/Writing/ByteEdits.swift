internal import System

/// A change of a file's bytes: which ranges give way to which bytes; all others stay as they are.
///
/// The inverse of a change is a change again, so a journal of inverses takes back what was written.
package struct ByteEdits: Hashable, Sendable {
  /// One range of the old bytes and what takes its place; an empty range is an insertion.
  package struct Replacement: Hashable, Sendable {
    /// The range of the old bytes.
    package var range: Range<Int>

    /// The new bytes.
    package var bytes: [UInt8]

    /// A replacement of its parts.
    package init(_ range: Range<Int>, _ bytes: [UInt8]) {
      self.range = range
      self.bytes = bytes
    }
  }

  /// The replacements in ascending order; insertions at one place in the order they were added.
  package private(set) var replacements: [Replacement] = []

  /// The change that changes nothing.
  package init() {}

  /// A single replacement.
  package init(replacing range: Range<Int>, with bytes: [UInt8]) {
    replacements = [Replacement(range, bytes)]
  }

  /// Whether nothing changes.
  package var isEmpty: Bool { replacements.isEmpty }

  /// By how many bytes the file becomes longer; negative if shorter.
  package var growth: Int {
    replacements.reduce(0) { $0 + $1.bytes.count - $1.range.count }
  }

  /// Adds a replacement, which must not overlap another one.
  ///
  /// - Complexity: O(number of replacements behind it).
  package mutating func replace(_ range: Range<Int>, with bytes: [UInt8]) {
    guard !range.isEmpty || !bytes.isEmpty else { return }
    var place = replacements.count
    while place > 0, Self.comes(range, before: replacements[place - 1].range) { place -= 1 }
    replacements.insert(Replacement(range, bytes), at: place)
  }

  /// An insertion comes before a replacement that begins at the same byte.
  private static func comes(_ new: Range<Int>, before old: Range<Int>) -> Bool {
    old.lowerBound > new.lowerBound
      || (old.lowerBound == new.lowerBound && new.isEmpty && !old.isEmpty)
  }

  /// Adds an insertion before the byte at `offset`.
  package mutating func insert(_ bytes: [UInt8], at offset: Int) {
    replace(offset..<offset, with: bytes)
  }

  /// The new bytes, or `nil` if the ranges overlap or leave the old bytes.
  package func applied(to old: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(max(0, old.count + growth))
    var position = 0
    for replacement in replacements {
      guard replacement.range.lowerBound >= position, replacement.range.upperBound <= old.count
      else { return nil }
      result.append(contentsOf: old[position..<replacement.range.lowerBound])
      result.append(contentsOf: replacement.bytes)
      position = replacement.range.upperBound
    }
    result.append(contentsOf: old[position...])
    return result
  }

  /// Whether the change makes exactly `new` of `old`; nothing is copied.
  package func makes(_ new: [UInt8], of old: [UInt8]) -> Bool {
    guard old.count + growth == new.count else { return false }
    var position = 0
    var place = 0
    func isSame(_ count: Int) -> Bool {
      guard count >= 0, position + count <= old.count, place + count <= new.count else {
        return false
      }
      return old.span.extracting(position..<position + count)
        .isSame(as: new.span.extracting(place..<place + count))
    }
    for replacement in replacements {
      let count = replacement.range.lowerBound - position
      guard isSame(count), replacement.range.upperBound <= old.count else { return false }
      place += count
      let end = place + replacement.bytes.count
      guard end <= new.count, new[place..<end].elementsEqual(replacement.bytes) else {
        return false
      }
      place = end
      position = replacement.range.upperBound
    }
    return isSame(old.count - position) && place + old.count - position == new.count
  }

  /// What makes the old bytes of the new ones; `nil` if the change does not fit `old`.
  package func inverse(of old: [UInt8]) -> ByteEdits? {
    var result = ByteEdits()
    var shift = 0
    var position = 0
    for replacement in replacements {
      let range = replacement.range
      guard range.lowerBound >= position, range.upperBound <= old.count else { return nil }
      let start = range.lowerBound + shift
      result.replacements.append(
        Replacement(start..<(start + replacement.bytes.count), Array(old[range])))
      shift += replacement.bytes.count - range.count
      position = range.upperBound
    }
    return result
  }

  /// The change with the bytes that both sides of each replacement begin and end with left out.
  package func trimmed(of old: [UInt8]) -> ByteEdits {
    var result = ByteEdits()
    for replacement in replacements {
      let range = replacement.range
      guard range.upperBound <= old.count else { return self }
      let shorter = min(range.count, replacement.bytes.count)
      var head = 0
      while head < shorter, old[range.lowerBound + head] == replacement.bytes[head] { head += 1 }
      // A byte counts at one end only: both ends of `aa` are alike in `aaa`.
      var tail = 0
      while tail < shorter - head,
        old[range.upperBound - 1 - tail] == replacement.bytes[replacement.bytes.count - 1 - tail]
      {
        tail += 1
      }
      result.replace(
        (range.lowerBound + head)..<(range.upperBound - tail),
        with: Array(replacement.bytes[head..<(replacement.bytes.count - tail)]))
    }
    return result
  }
}
