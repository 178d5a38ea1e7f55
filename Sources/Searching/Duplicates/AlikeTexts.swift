/// Finds among texts given one after the other those whose samples are near those of another.
///
/// Two texts with nine of sixteen samples in common have both samples of one of eight pairs in common, so that
/// looking into the eight buckets of a text misses none.
struct AlikeTexts {
  private var buckets = [[Int]](repeating: [], count: Self.pairs * Self.values)
  private var sketches: [UInt64] = []

  private static let pairs = 8
  private static let values = 256

  /// Adds a text; its number is how many were added before.
  mutating func add(_ sketch: UInt64) {
    for bucket in Self.buckets(of: sketch) { buckets[bucket].append(sketches.count) }
    sketches.append(sketch)
  }

  /// The numbers of the texts that are worth comparing with one, the nearest first.
  ///
  /// - Complexity: O(texts / 32), a few instructions each.
  func near(_ sketch: UInt64) -> [Int] {
    var found: [(equal: Int, number: Int)] = []
    for bucket in Self.buckets(of: sketch) {
      for number in buckets[bucket] {
        let equal = TextSketch.equalSamples(sketches[number], sketch)
        if equal >= TextSketch.fewestEqual { found.append((equal, number)) }
      }
    }
    found.sort { ($1.equal, $0.number) < ($0.equal, $1.number) }
    var numbers: [Int] = []
    for (_, number) in found where numbers.last != number { numbers.append(number) }
    return numbers
  }

  private static func buckets(of sketch: UInt64) -> some Sequence<Int> {
    (0..<pairs).lazy.map { pair in
      pair * values + Int(truncatingIfNeeded: sketch >> UInt64(pair * 8) & 0xFF)
    }
  }
}
