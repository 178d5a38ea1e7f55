/// Finds words that stand near one another, by their positions.
struct PhraseMatcher {
  /// The words, each as the postings of one term.
  let terms: [PlannedTerm]

  /// How many words may stand between two neighbors; 0 for a phrase.
  let slop: Int

  /// Whether the words must come in this order.
  let isOrdered: Bool

  /// The documents of a segment, with how often the words stand so, counted like words of the text:
  /// not more than three times the occurrences, and not more than the rarest word's frequency.
  ///
  /// - Parameters:
  ///   - segment: the segment.
  ///   - number: its number.
  ///   - candidates: the only documents to look at, ascending; `nil` for all.
  /// - Returns: the documents, ascending.
  /// - Throws: `IndexError`.
  func list(
    in segment: Segment, number: Int, among candidates: [UInt32]? = nil
  ) throws -> ScoredList {
    var cursors: [PostingsCursor] = []
    for term in terms {
      guard let ordinal = term.ordinals[number] else { return ScoredList() }
      cursors.append(
        try PostingsCursor(
          segment.postings(term.field), ordinal: ordinal, documentCount: segment.count))
    }
    let order = cursors.indices.sorted {
      cursors[$0].documentFrequency < cursors[$1].documentFrequency
    }
    var result = ScoredList()
    var positions = cursors.map { _ in [UInt32]() }
    var candidate = 0
    /// The next candidate of at least `target` that the rarest word has, too.
    func next(_ target: UInt32) throws -> UInt32 {
      guard let candidates else { return try cursors[order[0]].advance(to: target) }
      var target = target
      while true {
        while candidate < candidates.count, candidates[candidate] < target { candidate += 1 }
        guard candidate < candidates.count else { return .max }
        let found = try cursors[order[0]].advance(to: candidates[candidate])
        if found == candidates[candidate] || found == .max { return found }
        target = found
      }
    }
    var document = try next(0)
    search: while document != .max {
      for index in order.dropFirst() {
        let found = try cursors[index].advance(to: document)
        if found == .max { break search }
        if found != document {
          document = try next(found)
          continue search
        }
      }
      for index in cursors.indices { try cursors[index].readPositions(into: &positions[index]) }
      let occurrences = isOrdered && slop == 0 ? Self.phrases(positions) : near(positions)
      if occurrences > 0 {
        let rarest = cursors.map(\.frequency).min() ?? 1
        result.documents.append(document)
        result.scores.append(Float(min(UInt32(occurrences) * SegmentFormat.titleWeight, rarest)))
      }
      document = try next(document + 1)
    }
    return result
  }

  /// How often the words follow each other directly.
  static func phrases(_ positions: [[UInt32]]) -> Int {
    var count = 0
    var heads = [Int](repeating: 0, count: positions.count)
    starts: for start in positions[0] {
      for word in positions.indices.dropFirst() {
        let wanted = start + UInt32(word)
        while heads[word] < positions[word].count, positions[word][heads[word]] < wanted {
          heads[word] += 1
        }
        guard heads[word] < positions[word].count else { break starts }
        if positions[word][heads[word]] != wanted { continue starts }
      }
      count += 1
    }
    return count
  }

  /// How many places of the first word have every other word within reach of its neighbor.
  private func near(_ positions: [[UInt32]]) -> Int {
    positions[0].count { start in
      var place = Int(start)
      for word in positions.indices.dropFirst() {
        let found = positions[word].lazy.map { Int($0) }.filter { other in
          other != place && abs(other - place) <= slop + 1 && (!isOrdered || other > place)
        }.min { abs($0 - place) < abs($1 - place) }
        guard let found else { return false }
        place = found
      }
      return true
    }
  }
}
