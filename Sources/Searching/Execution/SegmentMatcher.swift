import CPostings
import MappedStorage
import System

/// Finds the documents of one segment that a plan matches.
@safe struct SegmentMatcher {
  let segment: Segment
  let number: Int
  private let norms: MappedArray<UInt8>
  private let similarity: parlance_similarity
  /// Looked at once a batch; asking the thread for it would take as long as the batch of a rare word.
  private let deadline = Deadline.current

  /// Documents that are scored together; their sums, 32 KiB, stay in the first-level cache.
  static let windowSize = 1 << 13

  init(_ segment: Segment, number: Int, similarity: Similarity) throws {
    self.segment = segment
    self.number = number
    norms = try segment.norms.verified()
    guard let address = unsafe norms.unsafeBuffer.baseAddress else { throw segment.norms.damage }
    unsafe self.similarity = similarity.parameters(norms: address)
  }

  /// All documents that match, with their scores.
  func list(_ plan: Plan) throws -> ScoredList {
    switch plan {
    case .list(let lists): return lists[number]
    case .term:
      return try stream(plan)?.makeList() ?? ScoredList()
    default:
      var result = ScoredList()
      try forEachBatch(plan) { batch in
        unsafe result.documents.append(
          contentsOf: UnsafeBufferPointer(start: batch.documents, count: batch.count))
        unsafe result.scores.append(
          contentsOf: UnsafeBufferPointer(start: batch.scores, count: batch.count))
      }
      return result
    }
  }

  /// What leaves some of the documents of a batch, and counts them.
  struct Narrowing {
    /// Whether there is anything that documents may fail: if so, they are scored afterwards.
    let mayNarrow: Bool
    /// Takes the documents that fail out of a batch, whose scores may not be known yet.
    let narrow: (HitBatch) throws -> Void
    /// How all that match can be counted where only the best are handed on; `nil` if all are to be.
    var best: BestNarrowing?
  }

  /// What counts the documents that match where only those are handed on that can be among the best.
  struct BestNarrowing {
    /// The only filter; `nil` if there is none.
    let selection: SelectedColumn?
    /// Counts documents that pass the filter, in any order, their scores unknown.
    let count: (HitBatch) throws -> Void
  }

  /// Calls `body` with the documents that match, in ascending batches of at most a window.
  ///
  /// - Parameters:
  ///   - plan: what to match.
  ///   - narrowing: what takes documents out of batches before they are handed on.
  ///   - body: takes a batch with its scores.
  /// - Throws: `IndexError`, what `narrowing` and `body` throw, and `DeadlinePassed`.
  func forEachBatch(
    _ plan: Plan, narrowing: Narrowing? = nil, _ body: (HitBatch) throws -> Void
  ) throws {
    let batch = HitBatch(capacity: Self.windowSize)
    switch plan {
    case .term, .terms, .list, .any:
      try forEachWindow(plan.alternatives, boosting: [], narrowing, batch, body)
    case .everything:
      var next = 0
      while next < segment.count {
        try deadline?.check()
        batch.removeAll()
        let end = min(next + Self.windowSize, segment.count)
        for document in next..<end { batch.append(UInt32(document), 0) }
        next = end
        try handOn(batch, narrowing, body)
      }
    case .all(let parts, let optional, let excluding)
    where parts.count == 1 && excluding.isEmpty && parts[0].isDisjunction:
      try forEachWindow(parts[0].alternatives, boosting: optional, narrowing, batch, body)
    case .all(let parts, let optional, let excluding):
      try forEachCommon(parts, optional: optional, excluding: excluding, batch) {
        try handOn($0, narrowing, body)
      }
    }
  }

  /// The stream of a plan; `nil` if it matches nothing.
  ///
  /// - Parameters:
  ///   - plan: the plan.
  ///   - orUnion: whether a stream will do that is matched as a whole.
  /// - Returns: the stream.
  /// - Throws: `IndexError`.
  func stream(_ plan: Plan, orUnion: Bool = false) throws -> MatchStream? {
    switch plan {
    case .term(let term):
      guard let ordinal = term.ordinals[number] else { return nil }
      return try stream(SegmentTerm(field: term.field, ordinal: ordinal, weight: term.weight))
    default:
      let parts = plan.alternatives
      if parts.count == 1, case .any = plan { return try stream(parts[0], orUnion: orUnion) }
      if orUnion, plan.isUnion {
        let streams = try parts.flatMap { try self.streams($0) }
        return streams.isEmpty ? nil : MatchStream(union: streams)
      }
      let list = try list(plan)
      return list.count > 0 ? MatchStream(list) : nil
    }
  }

  private func stream(_ term: SegmentTerm) throws -> MatchStream {
    unsafe MatchStream(
      try PostingsCursor(
        segment.postings(term.field), ordinal: term.ordinal, documentCount: segment.count),
      similarity, weight: term.weight)
  }

  /// The streams of one of several alternatives: one for each term of a group.
  private func streams(_ part: Plan) throws -> [MatchStream] {
    guard case .terms(let group) = part else { return try stream(part).map { [$0] } ?? [] }
    return try terms(of: group).map { try stream($0) }
  }

  private func terms(of group: TermGroup) -> [SegmentTerm] {
    group.ordinals[number].map {
      SegmentTerm(field: group.field, ordinal: Int($0), weight: group.weight)
    }
  }

  /// Matches alternatives, window by window.
  private func forEachWindow(
    _ parts: [Plan], boosting: [Plan], _ narrowing: Narrowing?, _ batch: HitBatch,
    _ body: (HitBatch) throws -> Void
  ) throws {
    let (rare, streams) = try rareTermsAndStreams(of: parts)
    func boosts() throws -> [MatchStream] {
      try boosting.flatMap(\.alternatives).flatMap { try self.streams($0) }
    }
    guard !streams.isEmpty || rare != nil else { return }
    // One word needs no sums: its blocks go on as they are, and are scored only if they can matter.
    if streams.count == 1, rare == nil, boosting.isEmpty, streams[0].isFilled {
      while try streams[0].fill(batch) {
        try deadline?.check()
        try handOn(batch, narrowing, body)
      }
      return
    }
    var disjunction = Disjunction(
      rare: rare, streams: streams, boosts: try boosts(), documentCount: segment.count)
    if let best = narrowing?.best, disjunction.listsBest(best.selection) {
      return try disjunction.forEachBestWindow(best, batch, body)
    }
    // Postings of rare terms are scored as they are read: there is nothing to be gained by marking
    // first.
    if let narrowing, narrowing.mayNarrow, rare == nil {
      // What a filter leaves is scored by streams of its own, since marking goes ahead.
      let scorers = try parts.flatMap { try self.streams($0) } + boosts()
      try disjunction.forEachMarkedWindow(scorers, narrowing, batch, body)
    }
    try disjunction.forEachScoredWindow(batch) { try handOn($0, narrowing, body) }
  }

  private func handOn(
    _ batch: HitBatch, _ narrowing: Narrowing?, _ body: (HitBatch) throws -> Void
  ) throws {
    try narrowing?.narrow(batch)
    if batch.count > 0 { try body(batch) }
  }

  /// What matches alternatives: the terms without a full block together if they are many, and a stream
  /// for each of the others.
  private func rareTermsAndStreams(of parts: [Plan]) throws -> (RarePostings?, [MatchStream]) {
    let count = parts.reduce(0) { sum, part in
      if case .terms(let group) = part { sum + group.ordinals[number].count } else { sum + 1 }
    }
    var streams: [MatchStream] = []
    if count < RarePostings.fewestTerms {
      for part in parts { streams += try self.streams(part) }
      return (nil, streams)
    }
    var rare: [SegmentTerm] = []
    for part in parts {
      switch part {
      case .term(let term):
        guard let ordinal = term.ordinals[number] else { continue }
        let term = SegmentTerm(field: term.field, ordinal: ordinal, weight: term.weight)
        if try isRare(term) { rare.append(term) } else { streams.append(try stream(term)) }
      case .terms(let group):
        for term in terms(of: group) {
          if try isRare(term) { rare.append(term) } else { streams.append(try stream(term)) }
        }
      default: streams += try self.streams(part)
      }
    }
    // A few have streams in the order of the query, in which scores are added.
    if rare.count < RarePostings.fewestTerms {
      return (nil, try parts.flatMap { try self.streams($0) })
    }
    return (try unsafe RarePostings(rare, segment, similarity), streams)
  }

  private func isRare(_ term: SegmentTerm) throws -> Bool {
    try segment.postings(term.field).documentFrequency(term.ordinal) < SegmentFormat.blockSize
  }

  /// The documents of the rarest part are kept or dropped by one part after the other, which follow by
  /// galloping; parts that match everything only score.
  private func forEachCommon(
    _ parts: [Plan], optional: [Plan], excluding: [Plan], _ batch: HitBatch,
    _ body: (HitBatch) throws -> Void
  ) throws {
    var streams: [MatchStream] = []
    for part in parts {
      if case .everything = part { continue }
      guard let stream = try stream(part, orUnion: true) else { return }
      streams.append(stream)
    }
    if streams.isEmpty { streams = [MatchStream(try list(.everything))] }
    let order = streams.indices.sorted { streams[$0].count < streams[$1].count }
    let first = try streams[order[0]].makeList()
    var documents = first.documents
    var columns = [first.scores]
    for number in order.dropFirst() where !documents.isEmpty {
      try deadline?.check()
      let (places, scores) = try streams[number].matches(among: documents)
      if places.count < documents.count {
        documents = places.map { documents[Int($0)] }
        for column in columns.indices { columns[column] = places.map { columns[column][Int($0)] } }
      }
      columns.append(scores)
    }
    guard !documents.isEmpty else { return }
    var isExcluded = [Bool](repeating: false, count: documents.count)
    for part in excluding {
      guard let stream = try stream(part, orUnion: true) else { continue }
      for place in try stream.matches(among: documents).places { isExcluded[Int(place)] = true }
    }
    // Scores are added in the order of the query, so that they do not depend on frequencies.
    var scores = [Float](repeating: 0, count: documents.count)
    for number in streams.indices {
      guard let column = order.firstIndex(of: number) else { continue }
      for place in documents.indices { scores[place] += columns[column][place] }
    }
    for part in optional {
      guard let found = try stream(part, orUnion: true)?.matches(among: documents) else { continue }
      for (place, score) in zip(found.places, found.scores) { scores[Int(place)] += score }
    }
    batch.removeAll()
    for place in documents.indices where !isExcluded[place] {
      batch.append(documents[place], scores[place])
      if batch.count == Self.windowSize {
        try deadline?.check()
        try body(batch)
        batch.removeAll()
      }
    }
    if batch.count > 0 { try body(batch) }
  }
}
