import CPostings

/// A hit with its place in the index.
struct CollectedHit: Equatable {
  var segment: Int
  var document: UInt32
  var score: Float

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
  private(set) var hits: [CollectedHit] = []
  private var threshold = -Float.infinity
  /// The places within a batch of the hits that are good enough.
  private var places: [UInt32] = []

  /// A collector.
  ///
  /// - Parameters:
  ///   - limit: how many hits to keep.
  ///   - keepsAll: whether all are kept, to be sorted by something else than the score.
  init(limit: Int, keepsAll: Bool) {
    self.limit = limit
    self.keepsAll = keepsAll
  }

  /// Adds the documents of a batch; batches come in the order of the documents.
  mutating func add(_ batch: HitBatch, segment: Int) {
    guard limit > 0 || keepsAll else { return }
    if places.count < batch.count {
      places = [UInt32](repeating: 0, count: SegmentMatcher.windowSize)
    }
    let count = unsafe parlance_at_least(
      batch.scores, UInt32(batch.count), keepsAll ? -.infinity : threshold, &places)
    for place in places[..<Int(count)] {
      let score = unsafe batch.scores[Int(place)]
      // A later document of equal score never comes before an earlier one.
      if !keepsAll, score <= threshold { continue }
      unsafe hits.append(
        CollectedHit(segment: segment, document: batch.documents[Int(place)], score: score))
      if !keepsAll, hits.count >= 2 * limit + 512 { prune() }
    }
  }

  /// The hits kept, the best first.
  mutating func finish() -> [CollectedHit] {
    prune()
    return hits
  }

  private mutating func prune() {
    hits.sort(by: CollectedHit.precedes)
    guard !keepsAll, hits.count > limit else { return }
    hits.removeSubrange(limit...)
    if let last = hits.last { threshold = last.score }
  }
}
