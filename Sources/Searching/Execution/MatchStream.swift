import CPostings
import MappedStorage

/// Matching documents of a segment with their scores, ascending: postings or a list.
@safe final class MatchStream {
  @safe private enum Source {
    case postings(PostingsCursor, parlance_similarity, weight: Float)
    case list(ScoredList)
  }

  private let source: Source
  private var index = -1

  /// About how many documents match; exact for the two kinds there are.
  let count: Int

  /// The postings of a term.
  init(_ cursor: PostingsCursor, _ similarity: parlance_similarity, weight: Float) {
    source = unsafe .postings(cursor, similarity, weight: weight)
    count = cursor.documentFrequency
  }

  /// A list.
  init(_ list: ScoredList) {
    source = .list(list)
    count = list.count
  }

  /// Moves to the first document of at least `target`; targets ascend.
  ///
  /// - Returns: the document, or `UInt32.max` if there is none.
  func advance(to target: UInt32) throws -> UInt32 {
    switch source {
    case .postings(let cursor, _, _): return try cursor.advance(to: target)
    case .list(let list):
      var low = max(index, 0)
      var step = 1
      while low + step < list.count, list.documents[low + step] < target {
        low += step
        step *= 2
      }
      var high = min(low + step + 1, list.count)
      while low < high {
        let middle = (low + high) / 2
        if list.documents[middle] < target { low = middle + 1 } else { high = middle }
      }
      index = low
      return low < list.count ? list.documents[low] : .max
    }
  }

  /// The score of the present document.
  var score: Float {
    switch source {
    case .postings(let cursor, var similarity, let weight):
      var score: Float = 0
      unsafe parlance_score(
        cursor.documents + cursor.index, cursor.frequencies + cursor.index, 1, &similarity, weight,
        &score)
      return score
    case .list(let list): return list.scores[index]
    }
  }

  /// Adds the scores of the documents in `start..<end` to `sums` and marks them in `hits`; gives the
  /// next document after them, or `UInt32.max`.
  func accumulate(
    from start: UInt32, to end: UInt32, sums: UnsafeMutablePointer<Float>,
    hits: UnsafeMutablePointer<UInt64>?
  ) throws -> UInt32 {
    switch source {
    case .postings(let cursor, var similarity, let weight):
      while true {
        if cursor.index >= cursor.count, try !cursor.advanceBlock() { return .max }
        cursor.index = Int(
          unsafe parlance_accumulate_postings(
            cursor.documents, cursor.frequencies, UInt32(cursor.index), UInt32(cursor.count),
            &similarity, weight, start, end, sums, hits))
        if cursor.index < cursor.count { return unsafe cursor.documents[cursor.index] }
      }
    case .list(let list):
      index = Int(
        unsafe parlance_accumulate_scores(
          list.documents, list.scores, UInt32(max(index, 0)), UInt32(list.count), start, end,
          sums, hits))
      return index < list.count ? list.documents[index] : .max
    }
  }

  /// All that match.
  func makeList() throws -> ScoredList {
    switch source {
    case .list(let list): return list
    case .postings(let cursor, var similarity, let weight):
      var list = ScoredList()
      list.documents.reserveCapacity(count)
      list.scores.reserveCapacity(count)
      var scores = [Float](repeating: 0, count: SegmentFormat.blockSize)
      while try cursor.advanceBlock() {
        unsafe parlance_score(
          cursor.documents, cursor.frequencies, UInt32(cursor.count), &similarity, weight, &scores)
        unsafe list.documents.append(
          contentsOf: UnsafeBufferPointer(start: cursor.documents, count: cursor.count))
        list.scores.append(contentsOf: scores[..<cursor.count])
      }
      return list
    }
  }
}
