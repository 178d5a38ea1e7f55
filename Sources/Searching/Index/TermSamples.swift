import MappedStorage
internal import System

/// The keys of a few terms of a sorted dictionary, which tell where another term belongs.
enum TermSamples {
  /// One term in so many is sampled, so that a look-up touches a few cache lines instead of two dozen.
  static let distance = 64

  /// How many samples a dictionary has.
  static func count(terms: Int) -> Int { (terms + distance - 1) / distance }

  /// The first eight bytes of a term as a number, so that keys have the order of the terms.
  static func key(_ term: some Collection<UInt8>) -> UInt64 {
    var key: UInt64 = 0
    for byte in term.prefix(8) { key = key << 8 | UInt64(byte) }
    return key << UInt64(8 * (8 - min(8, term.count)))
  }

  /// The samples of terms that lie one behind the other in `arena`.
  static func samples(arena: [UInt8], offsets: [UInt32]) -> [UInt64] {
    stride(from: 0, to: offsets.count - 1, by: distance).map { term in
      key(arena[Int(offsets[term])..<Int(offsets[term + 1])])
    }
  }

  /// The ordinals between which the first term lies that is not less than one with a key.
  static func range(
    of key: UInt64, in samples: MappedArray<UInt64>, terms: Int
  ) -> Range<Int> {
    let first = bound(samples) { $0 < key }
    let end = bound(samples) { $0 <= key }
    let start = max(0, first - 1) * distance
    // Samples that are out of order, as no writer leaves them, end before they begin.
    return start..<max(start, min(terms, end * distance))
  }

  /// The number of leading samples for which `isBefore` holds.
  private static func bound(
    _ samples: MappedArray<UInt64>, _ isBefore: (UInt64) -> Bool
  ) -> Int {
    (0..<samples.count).partitioningIndex { !isBefore(samples[$0]) }
  }
}
