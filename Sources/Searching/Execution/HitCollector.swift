import CPostings

/// A hit with its place in the index.
struct CollectedHit: Hashable {
  var segment: Int
  var document: UInt32
  var score: Float

  /// Where its document is.
  var place: DocumentPlace { DocumentPlace(segment: segment, document: document) }

  /// Whether a hit comes first: by its score, then by when its document was indexed.
  static func precedes(_ left: CollectedHit, _ right: CollectedHit) -> Bool {
    if left.score != right.score { return left.score > right.score }
    return (left.segment, left.document) < (right.segment, right.document)
  }
}

/// Keeps the best hits; of equal scores, the document that was indexed first.
struct HitCollector {
  private let limit: Int
  private let keepsAll: Bool
  /// The number that the first document of each segment has among all.
  private let firstNumbers: [Int]
  /// The hits as numbers that are the greater the better: the score above, the document below.
  private var keys: [UInt64] = []
  private var threshold: Float
  /// The places within a batch of the hits that are good enough.
  private var places: [UInt32] = []

  /// A collector.
  ///
  /// - Parameters:
  ///   - limit: how many hits to keep.
  ///   - keepsAll: whether all are kept, to be sorted by something else than the score.
  ///   - segments: the number of documents of each segment.
  init(limit: Int, keepsAll: Bool, segments: [Int]) {
    self.limit = limit
    self.keepsAll = keepsAll
    threshold = limit > 0 || keepsAll ? -.infinity : .infinity
    var numbers = [0]
    for count in segments { numbers.append(numbers[numbers.count - 1] + count) }
    precondition(numbers[segments.count] < Int(UInt32.max), "too many documents for a search")
    firstNumbers = numbers
  }

  /// Adds the documents of a batch; batches come in the order of the documents.
  mutating func add(_ batch: HitBatch, segment: Int) {
    guard limit > 0 || keepsAll else {
      batch.threshold = threshold
      return
    }
    if places.count < batch.count {
      places = [UInt32](repeating: 0, count: SegmentMatcher.windowSize)
    }
    let first = UInt32(firstNumbers[segment])
    let count = unsafe parlance_at_least(batch.scores, UInt32(batch.count), threshold, &places)
    for index in 0..<Int(count) {
      let place = Int(places[index])
      let score = unsafe batch.scores[place]
      // A later document of equal score never comes before an earlier one.
      if !keepsAll, score <= threshold { continue }
      keys.append(unsafe Self.key(score, first + batch.documents[place]))
      // Now and then, not at each hit: selecting takes time by the number that is kept.
      if !keepsAll, keys.count >= 2 * limit + 512 { prune() }
    }
    batch.threshold = threshold
  }

  /// The hits kept, the best first.
  mutating func finish() -> [CollectedHit] {
    if !keepsAll { prune() }
    keys.sort(by: >)
    var segment = 0
    return keys.map { key in
      let number = Int(~UInt32(truncatingIfNeeded: key))
      if number < firstNumbers[segment] || number >= firstNumbers[segment + 1] {
        segment = (firstNumbers.firstIndex { $0 > number } ?? 1) - 1
      }
      return CollectedHit(
        segment: segment, document: UInt32(number - firstNumbers[segment]),
        score: Self.score(of: key))
    }
  }

  private mutating func prune() {
    guard keys.count > limit else { return }
    unsafe parlance_select_greatest(&keys, keys.count, limit)
    keys.removeLast(keys.count - limit)
    if let last = keys.min() { threshold = Self.score(of: last) }
  }

  /// Floats in the order of integers: the sign is turned, and all bits of negative ones.
  private static func key(_ score: Float, _ number: UInt32) -> UInt64 {
    let bits = score.bitPattern
    let ordered = bits >> 31 == 0 ? bits | 1 << 31 : ~bits
    return UInt64(ordered) << 32 | UInt64(~number)
  }

  private static func score(of key: UInt64) -> Float {
    let ordered = UInt32(key >> 32)
    return Float(bitPattern: ordered >> 31 == 1 ? ordered & ~(1 << 31) : ~ordered)
  }
}
