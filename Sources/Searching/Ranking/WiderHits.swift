import MappedStorage

/// Finds documents that have none of the words of a query, but those of its best hits.
///
/// They stand in a ranking among the others, and are in no count: what the query matches is noted while it is
/// counted, and left out here.
struct WiderHits {
  /// For each segment the documents that match the query, a bit each.
  private var matched: [[UInt64]]

  /// Nothing is noted yet.
  init(_ index: SearchIndex) {
    matched = index.segments.map { [UInt64](repeating: 0, count: ($0.count + 63) / 64) }
  }

  /// Notes documents that match the query.
  mutating func note(_ batch: HitBatch, segment: Int) {
    for place in 0..<batch.count {
      let document = batch.document(at: place)
      matched[segment][Int(document >> 6)] |= 1 << UInt64(document & 63)
    }
  }

  /// The best documents that have words of the best hits and do not match the query.
  ///
  /// - Parameters:
  ///   - feedback: the words, with their weights.
  ///   - limit: how many documents to give.
  ///   - index: the index.
  ///   - narrowing: what leaves those documents in a batch of a segment that pass the filters of the request.
  /// - Returns: the documents, the best first, scored by these words.
  /// - Throws: `IndexError`.
  func hits(
    with feedback: [ScoringTerm], limit: Int, in index: SearchIndex,
    narrowing: (_ segment: Int) throws -> (HitBatch) -> Void
  ) throws -> [CollectedHit] {
    let words = feedback.flatMap { word -> [Plan] in
      guard case .terms(let terms) = word.kind else { return [] }
      return terms.map { .term($0) }
    }
    guard !words.isEmpty else { return [] }
    var collector = HitCollector(
      limit: limit, keepsAll: false, segments: index.segments.map(\.count))
    for (number, segment) in index.segments.enumerated() {
      let matcher = try SegmentMatcher(segment, number: number, similarity: index.similarity)
      let narrow = try narrowing(number)
      try matcher.forEachBatch(.any(words)) { batch in
        leaveUnmatched(batch, segment: number)
        narrow(batch)
        collector.add(batch, segment: number)
      }
    }
    return collector.finish()
  }

  private func leaveUnmatched(_ batch: HitBatch, segment: Int) {
    let matched = matched[segment]
    batch.keep { place in
      let document = batch.document(at: place)
      return matched[Int(document >> 6)] >> UInt64(document & 63) & 1 == 0
    }
  }
}
