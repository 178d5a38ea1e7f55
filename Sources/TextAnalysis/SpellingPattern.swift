/// A text with which many others are compared: their distances, by `DamerauLevenshtein`, a column of its table at a time.
///
/// Where the text has up to 64 scalars, a column is five words of 64 bits, and nothing is allocated for a comparison
/// (Hyyrö 2003, "A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances").
package struct SpellingPattern: Sendable {
  /// The text.
  package let scalars: [UInt32]

  /// For each scalar of ASCII its places in the text, a bit each.
  private let ascii: [UInt64]
  private let others: [(scalar: UInt32, places: UInt64)]

  private static let longest = 64

  /// A pattern of a text.
  package init(_ scalars: [UInt32]) {
    self.scalars = scalars
    var ascii = [UInt64](repeating: 0, count: 128)
    var others: [(scalar: UInt32, places: UInt64)] = []
    for (place, scalar) in scalars.prefix(Self.longest).enumerated() {
      let bit: UInt64 = 1 << UInt64(place)
      if scalar < 128 {
        ascii[Int(scalar)] |= bit
      } else if let known = others.firstIndex(where: { $0.scalar == scalar }) {
        others[known].places |= bit
      } else {
        others.append((scalar, bit))
      }
    }
    self.ascii = ascii
    self.others = others
  }

  /// The distance of another text, or `nil` if it exceeds `limit`.
  ///
  /// - Complexity: O(length of the other text), of patterns of more than 64 scalars O(limit × length).
  package func distance(to other: ArraySlice<UInt32>, limit: Int) -> Int? {
    guard !scalars.isEmpty, !other.isEmpty, scalars.count <= Self.longest else {
      return DamerauLevenshtein.distance(scalars, Array(other), limit: limit)
    }
    guard abs(scalars.count - other.count) <= limit else { return nil }
    let last: UInt64 = 1 << UInt64(scalars.count - 1)
    // Differences down a column that are 1 and -1, diagonals along which nothing changes, and the matches of the scalar before.
    var rises = UInt64.max
    var falls: UInt64 = 0
    var same: UInt64 = 0
    var before: UInt64 = 0
    var distance = scalars.count
    for scalar in other {
      let matches = places(of: scalar)
      let swaps = ((~same & matches) << 1) & before
      same = ((((matches & rises) &+ rises) ^ rises) | matches | falls) | swaps
      var right = falls | ~(same | rises)
      let left = same & rises
      if right & last != 0 { distance += 1 }
      if left & last != 0 { distance -= 1 }
      right = right << 1 | 1
      rises = left << 1 | ~(same | right)
      falls = right & same
      before = matches
    }
    return distance <= limit ? distance : nil
  }

  private func places(of scalar: UInt32) -> UInt64 {
    if scalar < 128 { return ascii[Int(scalar)] }
    return others.first { $0.scalar == scalar }?.places ?? 0
  }
}
