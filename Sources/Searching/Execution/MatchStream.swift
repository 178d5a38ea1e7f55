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

  /// What any of some streams matches, scores added; for `forEachMatch` and `makeList` only.
  init(union streams: [MatchStream]) {
    source = .union(streams)
    count = streams.reduce(0) { $0 + $1.count }
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
    case .union: preconditionFailure("a union is matched as a whole")
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
    case .union: preconditionFailure("a union is matched as a whole")
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
    case .union: preconditionFailure("a union is matched as a whole")
    }
  }

  /// Keeps the documents of `list` that match, and adds a column with their scores here.
  ///
  /// The columns before lose the same documents. One call a stream: a loop over documents that asks
  /// streams would spend its time on counting references.
  func intersect(_ documents: inout [UInt32], _ columns: inout [[Float]]) throws {
    var kept: [Int] = []
    var scores: [Float] = []
    kept.reserveCapacity(documents.count)
    try forEachMatch(among: documents) { place, score in
      kept.append(place)
      scores.append(score)
    }
    if kept.count < documents.count {
      for (target, place) in kept.enumerated() { documents[target] = documents[place] }
      documents.removeLast(documents.count - kept.count)
      for column in columns.indices {
        for (target, place) in kept.enumerated() {
          columns[column][target] = columns[column][place]
        }
        columns[column].removeLast(columns[column].count - kept.count)
      }
    }
    columns.append(scores)
  }

  /// Calls `body` with the places of documents that match, and their scores here.
  func forEachMatch(
    among documents: [UInt32], _ body: (_ place: Int, _ score: Float) -> Void
  ) throws {
    switch source {
    case .postings(let cursor, var similarity, let weight):
      for place in documents.indices {
        let found = try cursor.advance(to: documents[place])
        if found == .max { return }
        guard found == documents[place] else { continue }
        var score: Float = 0
        unsafe parlance_score(
          cursor.documents + cursor.index, cursor.frequencies + cursor.index, 1, &similarity,
          weight, &score)
        body(place, score)
      }
    case .list(let list):
      for place in documents.indices {
        let found = try advance(to: documents[place])
        if found == .max { return }
        if found == documents[place] { body(place, list.scores[index]) }
      }
    case .union(let streams):
      var sums = [Float](repeating: 0, count: documents.count)
      var matches = [Bool](repeating: false, count: documents.count)
      for stream in streams {
        try stream.forEachMatch(among: documents) { place, score in
          sums[place] += score
          matches[place] = true
        }
      }
      for place in documents.indices where matches[place] { body(place, sums[place]) }
    }
  }

  /// All that match.
  func makeList() throws -> ScoredList {
    switch source {
    case .list(let list): return list
    case .union(let streams): return ScoredList.merged(try streams.map { try $0.makeList() })
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
