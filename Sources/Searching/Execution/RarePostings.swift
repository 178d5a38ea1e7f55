import CPostings

/// The postings of many rare terms of a segment, scored, and sorted by the window that they lie in.
///
/// A prefix may stand for thousands of terms that few documents have; a stream for each would take
/// longer than all their postings.
struct RarePostings {
  private var documents: [UInt32] = []
  private var scores: [Float] = []
  /// Where the postings of each window begin, and where the last one's end.
  private var bounds: [Int] = []

  /// Below this many terms a stream for each will do.
  static let fewestTerms = 8

  /// The number of postings.
  var count: Int { documents.count }

  /// Whether every document matches just if its score is above 0.
  let scoresMatches: Bool

  /// Reads the postings of terms that have no full block.
  ///
  /// - Throws: `IndexError`.
  init(
    _ terms: [SegmentTerm], _ segment: Segment, _ similarity: parlance_similarity
  ) throws {
    scoresMatches = terms.allSatisfy { $0.weight > 0 }
    var similarity = unsafe similarity
    var found: [UInt32] = []
    var foundScores: [Float] = []
    var block = [UInt32](repeating: 0, count: SegmentFormat.blockSize)
    var frequencies = block
    var blockScores = [Float](repeating: 0, count: SegmentFormat.blockSize)
    for term in terms {
      let count = try segment.postings(term.field).readShortPostings(
        term.ordinal, documentCount: segment.count, into: &block, &frequencies)
      unsafe parlance_score(
        block, frequencies, UInt32(count), &similarity, term.weight, &blockScores)
      found.append(contentsOf: block[..<count])
      foundScores.append(contentsOf: blockScores[..<count])
    }
    sort(found, foundScores, windows: segment.count / SegmentMatcher.windowSize + 1)
  }

  /// Sorts by counting, so that postings of one document stay in the order of the terms.
  private mutating func sort(_ found: [UInt32], _ foundScores: [Float], windows: Int) {
    bounds = [Int](repeating: 0, count: windows + 1)
    for document in found { bounds[Int(document) / SegmentMatcher.windowSize + 1] += 1 }
    for window in 0..<windows { bounds[window + 1] += bounds[window] }
    var places = bounds
    documents = [UInt32](repeating: 0, count: found.count)
    scores = [Float](repeating: 0, count: found.count)
    for index in found.indices {
      let window = Int(found[index]) / SegmentMatcher.windowSize
      documents[places[window]] = found[index]
      scores[places[window]] = foundScores[index]
      places[window] += 1
    }
  }

  /// Adds the scores of the documents of a window to its sums, and lists those that had none.
  func accumulate(in window: ListedWindow, listing batch: HitBatch) {
    let number = Int(window.start) / SegmentMatcher.windowSize
    var listed = UInt32(batch.count)
    _ = unsafe parlance_accumulate_new_scores(
      documents, scores, UInt32(bounds[number]), UInt32(bounds[number + 1]), window.start,
      window.end, window.sums, batch.documents, &listed)
    batch.count = Int(listed)
  }

  /// Adds the scores of the documents of a window to `sums` and marks them in `hits`.
  func accumulate(
    window: Int, sums: UnsafeMutablePointer<Float>, hits: UnsafeMutablePointer<UInt64>?
  ) {
    let start = UInt32(window * SegmentMatcher.windowSize)
    _ = unsafe parlance_accumulate_scores(
      documents, scores, UInt32(bounds[window]), UInt32(bounds[window + 1]), start,
      start + UInt32(SegmentMatcher.windowSize), sums, hits)
  }
}
