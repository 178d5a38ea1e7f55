import CPostings
import MappedStorage

/// Matching documents of a segment with their scores, ascending: postings or a list.
@safe final class MatchStream {
  @safe private enum Source {
    case postings(PostingsCursor, parlance_similarity, weight: Float)
    case list(ScoredList)
    case union([MatchStream])
  }

  private let source: Source
  private var index = 0

  /// About how many documents match; exact for the two kinds there are.
  let count: Int

  /// The postings of a term.
  init(_ cursor: PostingsCursor, _ similarity: parlance_similarity, weight: Float) {
    source = unsafe .postings(cursor, similarity, weight: weight)
    count = cursor.documentFrequency
    scoresMatches = weight > 0
  }

  /// A list.
  init(_ list: ScoredList) {
    source = .list(list)
    count = list.count
    scoresMatches = list.scores.allSatisfy { $0 > 0 }
  }

  /// What any of some streams matches, scores added; for `matches(among:)` and `makeList` only.
  init(union streams: [MatchStream]) {
    source = .union(streams)
    count = streams.reduce(0) { $0 + $1.count }
    scoresMatches = false
  }

  /// Whether a document matches just if its score is above 0.
  let scoresMatches: Bool

  /// Whether `fill` can hand on the documents block by block.
  var isFilled: Bool { if case .postings = source { scoresMatches } else { false } }

  /// Adds the scores of the documents in `start..<end` to `sums` and marks them in `hits`; gives the
  /// next document after them, or `UInt32.max`.
  func accumulate(
    from start: UInt32, to end: UInt32, sums: UnsafeMutablePointer<Float>,
    hits: UnsafeMutablePointer<UInt64>?
  ) throws -> UInt32 {
    unsafe try pass { cursor, similarity, weight in
      var similarity = unsafe similarity
      return unsafe parlance_accumulate_postings(
        cursor.documents, cursor.frequencies, UInt32(cursor.index), UInt32(cursor.count),
        &similarity, weight, start, end, sums, hits)
    } list: { list, from in
      unsafe parlance_accumulate_scores(
        list.documents, list.scores, from, UInt32(list.count), start, end, sums, hits)
    }
  }

  /// Adds the scores of the documents in a window, all above 0, to its sums and lists those that had none; gives
  /// the next document after them, or `UInt32.max`.
  func accumulate(in window: ListedWindow, listing batch: HitBatch) throws -> UInt32 {
    var listed = UInt32(batch.count)
    defer { batch.count = Int(listed) }
    return unsafe try pass { cursor, similarity, weight in
      var similarity = unsafe similarity
      if let selection = window.selection {
        return unsafe parlance_accumulate_selected(
          cursor.documents, cursor.frequencies, UInt32(cursor.index), UInt32(cursor.count),
          &similarity, weight, window.start, window.end, selection.parameters, window.marks,
          window.sums, batch.documents, &listed)
      }
      return unsafe parlance_accumulate_new(
        cursor.documents, cursor.frequencies, UInt32(cursor.index), UInt32(cursor.count),
        &similarity, weight, window.start, window.end, window.sums, batch.documents, &listed)
    } list: { list, from in
      precondition(window.selection == nil, "what was found before is selected by its documents")
      return unsafe parlance_accumulate_new_scores(
        list.documents, list.scores, from, UInt32(list.count), window.start, window.end,
        window.sums, batch.documents, &listed)
    }
  }

  /// Marks the documents in `start..<end`; gives the next document after them, or `UInt32.max`.
  func mark(
    from start: UInt32, to end: UInt32, in marks: UnsafeMutablePointer<UInt8>
  ) throws -> UInt32 {
    unsafe try pass { cursor, _, _ in
      unsafe parlance_mark_postings(
        cursor.documents, UInt32(cursor.index), UInt32(cursor.count), start, end, marks)
    } list: { list, from in
      unsafe parlance_mark_postings(
        list.documents, from, UInt32(list.count), start, end, marks)
    }
  }

  /// Passes the documents below `end`; gives the next document, or `UInt32.max`.
  func skip(to end: UInt32) throws -> UInt32 {
    unsafe try pass { cursor, _, _ in
      unsafe parlance_lower_bound(
        cursor.documents, UInt32(cursor.index), UInt32(cursor.count), end)
    } list: { list, from in
      unsafe parlance_advance(list.documents, from, UInt32(list.count), end)
    }
  }

  /// Goes on block by block as far as documents are taken; gives the next document, or `UInt32.max`.
  ///
  /// What takes them gives the place of the first that it leaves.
  @inline(__always)
  private func pass(
    postings: (PostingsCursor, parlance_similarity, Float) -> UInt32,
    list take: (ScoredList, UInt32) -> UInt32
  ) throws -> UInt32 {
    switch source {
    case .postings(let cursor, let similarity, let weight):
      while true {
        if cursor.index >= cursor.count, try !cursor.advanceBlock() { return .max }
        cursor.index = Int(unsafe postings(cursor, similarity, weight))
        if cursor.index < cursor.count { return unsafe cursor.documents[cursor.index] }
      }
    case .list(let list):
      index = Int(take(list, UInt32(index)))
      return index < list.count ? list.documents[index] : .max
    case .union: preconditionFailure("a union is matched as a whole")
    }
  }

  /// Fills a batch with the documents that come next, many at a time.
  ///
  /// Scores are left at 0 where no document can be above the threshold of the batch.
  ///
  /// - Returns: whether there are any.
  func fill(_ batch: HitBatch) throws -> Bool {
    guard case .postings(let cursor, var similarity, let weight) = source else {
      preconditionFailure("a list is matched in windows")
    }
    batch.removeAll()
    while batch.count + SegmentFormat.blockSize <= HitBatch.usualCount,
      try cursor.advanceBlock()
    {
      let isScored =
        cursor.bound.map { bound in
          // The highest frequency in the shortest document: a score grows with the one and falls
          // with the other.
          let saturation =
            unsafe bound.frequency / (bound.frequency + similarity.lengths[Int(bound.norm)])
          return weight * saturation * Self.roundingMargin > batch.threshold
        } ?? true
      let target = unsafe batch.scores + batch.count
      if isScored {
        unsafe parlance_score(
          cursor.documents, cursor.frequencies, UInt32(cursor.count), &similarity, weight, target)
      } else {
        unsafe target.update(repeating: 0, count: cursor.count)
      }
      unsafe (batch.documents + batch.count).update(from: cursor.documents, count: cursor.count)
      batch.count += cursor.count
    }
    return batch.count > 0
  }

  /// What a bound is raised by, so that rounding never puts it below a score.
  private static let roundingMargin: Float = 1.000001

  /// Which of some ascending documents match, and their scores here.
  ///
  /// One call a stream: a loop over documents that asks streams would spend its time on counting
  /// references.
  func matches(among documents: [UInt32]) throws -> (places: [UInt32], scores: [Float]) {
    switch source {
    case .postings(let cursor, var similarity, let weight):
      let matches = try cursor.matches(among: documents)
      var scores = [Float](repeating: 0, count: matches.count)
      unsafe parlance_score_places(
        documents, matches.places, matches.frequencies, UInt32(matches.count), &similarity, weight,
        &scores)
      return (Array(matches.places[..<matches.count]), scores)
    case .list(let list):
      var result: (places: [UInt32], scores: [Float]) = ([], [])
      var next: UInt32 = 0
      for place in documents.indices {
        next = unsafe parlance_advance(
          list.documents, next, UInt32(list.count), documents[place])
        if Int(next) == list.count { break }
        guard list.documents[Int(next)] == documents[place] else { continue }
        result.places.append(UInt32(place))
        result.scores.append(list.scores[Int(next)])
      }
      return result
    case .union(let streams):
      var sums = [Float](repeating: 0, count: documents.count)
      var matches = [Bool](repeating: false, count: documents.count)
      for stream in streams {
        let found = try stream.matches(among: documents)
        for (place, score) in zip(found.places, found.scores) {
          sums[Int(place)] += score
          matches[Int(place)] = true
        }
      }
      let places = documents.indices.filter { matches[$0] }
      return (places.map { UInt32($0) }, places.map { sums[$0] })
    }
  }

  /// All that match.
  func makeList() throws -> ScoredList {
    switch source {
    case .list(let list): return list
    case .union(let streams): return ScoredList.merged(try streams.map { try $0.makeList() })
    case .postings(let cursor, var similarity, let weight):
      let (documents, frequencies) = try cursor.allPostings()
      var scores = [Float](repeating: 0, count: documents.count)
      unsafe parlance_score(
        documents, frequencies, UInt32(documents.count), &similarity, weight, &scores)
      return ScoredList(documents: documents, scores: scores)
    }
  }
}
