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

  /// Documents that are scored together; their sums stay in the second-level cache.
  static let windowSize = 1 << 13

  /// Hits are many if one document in so many may be one.
  private static let sparseness = 64

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

  /// Calls `body` with the documents that match, in ascending batches of at most a window.
  func forEachBatch(_ plan: Plan, _ body: (HitBatch) throws -> Void) throws {
    let batch = HitBatch(capacity: Self.windowSize)
    switch plan {
    case .term, .terms, .list, .any: try forEachWindow(plan.alternatives, boosting: [], batch, body)
    case .everything:
      var next = 0
      while next < segment.count {
        try deadline?.check()
        batch.removeAll()
        let end = min(next + Self.windowSize, segment.count)
        for document in next..<end { batch.append(UInt32(document), 0) }
        next = end
        try body(batch)
      }
    case .all(let parts, let optional, let excluding)
    where parts.count == 1 && excluding.isEmpty && parts[0].isDisjunction:
      try forEachWindow(parts[0].alternatives, boosting: optional, batch, body)
    case .all(let parts, let optional, let excluding):
      try forEachCommon(parts, optional: optional, excluding: excluding, batch, body)
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

  private func forEachWindow(
    _ parts: [Plan], boosting: [Plan], _ batch: HitBatch, _ body: (HitBatch) throws -> Void
  ) throws {
    let (rare, streams) = try rareTermsAndStreams(of: parts)
    let boosts = try boosting.flatMap(\.alternatives).flatMap { try self.streams($0) }
    guard !streams.isEmpty || rare != nil else { return }
    // One word needs no sums: its blocks go on as they are, and are scored only if they can matter.
    if streams.count == 1, rare == nil, boosts.isEmpty, streams[0].scoresMatches {
      while try streams[0].fill(batch) {
        try deadline?.check()
        try body(batch)
      }
      return
    }
    // Where hits lie close together, looking at every sum takes less time than marking them.
    let isDense =
      boosts.isEmpty && streams.allSatisfy(\.scoresMatches) && parlance_drains_dense() != 0
      && rare?.scoresMatches ?? true
      && streams.reduce(rare?.count ?? 0) { $0 + $1.count } > segment.count / Self.sparseness
    let window = Window(size: Self.windowSize)
    var next = [UInt32](repeating: 0, count: streams.count)
    var nextBoost = [UInt32](repeating: 0, count: boosts.count)
    var start = 0
    while start < segment.count {
      try deadline?.check()
      let end = min(start + Self.windowSize, segment.count)
      unsafe rare?.accumulate(
        window: start / Self.windowSize, sums: window.sums, hits: isDense ? nil : window.hits)
      // Most streams of a long disjunction have nothing in most windows.
      for index in streams.indices where next[index] < UInt32(end) {
        next[index] = unsafe try streams[index].accumulate(
          from: UInt32(start), to: UInt32(end), sums: window.sums,
          hits: isDense ? nil : window.hits)
      }
      for index in boosts.indices where nextBoost[index] < UInt32(end) {
        nextBoost[index] = unsafe try boosts[index].accumulate(
          from: UInt32(start), to: UInt32(end), sums: window.sums, hits: nil)
      }
      window.drain(into: batch, start: UInt32(start), isDense: isDense)
      if !boosts.isEmpty { window.clear(end - start) }
      if batch.count > 0 { try body(batch) }
      start = end
    }
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

/// Documents with scores, in a buffer that is used again and again.
@safe final class HitBatch {
  nonisolated(unsafe) let documents: UnsafeMutablePointer<UInt32>
  nonisolated(unsafe) let scores: UnsafeMutablePointer<Float>

  /// The number of documents.
  var count = 0

  /// Scores of at most this make no difference to whoever takes the batch.
  var threshold = -Float.infinity

  /// How many documents of one term are handed on together.
  static let usualCount = 2048

  private let capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    // What is listed 16 at a time may write beyond the last.
    unsafe documents = .allocate(capacity: capacity + 16)
    unsafe scores = .allocate(capacity: capacity + 16)
  }

  deinit {
    unsafe documents.deallocate()
    unsafe scores.deallocate()
  }

  /// Adds a document.
  func append(_ document: UInt32, _ score: Float) {
    precondition(count < capacity, "a batch is full")
    unsafe documents[count] = document
    unsafe scores[count] = score
    count += 1
  }

  /// Leaves those documents in the batch for whose place in it something holds.
  @inline(__always)
  func keep(where belongs: (_ place: Int) -> Bool) {
    var kept = 0
    for place in 0..<count where belongs(place) {
      unsafe documents[kept] = documents[place]
      unsafe scores[kept] = scores[place]
      kept += 1
    }
    count = kept
  }

  /// The document at a place.
  @inline(__always)
  func document(at place: Int) -> UInt32 {
    precondition(place >= 0 && place < count, "the place is within the batch")
    return unsafe documents[place]
  }

  /// Empties the batch.
  func removeAll() { count = 0 }
}

/// Sums of scores and marks of hits for a range of documents.
@safe final class Window {
  nonisolated(unsafe) let sums: UnsafeMutablePointer<Float>
  nonisolated(unsafe) let hits: UnsafeMutablePointer<UInt64>
  private let size: Int
  private let words: Int

  init(size: Int) {
    self.size = size
    words = size / 64
    unsafe sums = .allocate(capacity: size)
    unsafe sums.initialize(repeating: 0, count: size)
    unsafe hits = .allocate(capacity: words)
    unsafe hits.initialize(repeating: 0, count: words)
  }

  deinit {
    unsafe sums.deallocate()
    unsafe hits.deallocate()
  }

  /// Sets the first sums to 0, those of documents that are not hits.
  func clear(_ count: Int) { unsafe sums.update(repeating: 0, count: count) }

  /// Moves the hits to `batch`, which loses what it had, and leaves the window empty.
  ///
  /// `isDense` says that hits are not marked, but are the documents whose sum is not 0.
  func drain(into batch: HitBatch, start: UInt32, isDense: Bool) {
    if isDense {
      batch.count = Int(
        unsafe parlance_drain_dense(sums, UInt32(size), start, batch.documents, batch.scores))
      return
    }
    batch.count = Int(
      unsafe parlance_list_bits(hits, UInt32(words), start, batch.documents))
    unsafe parlance_take_sums(batch.documents, UInt32(batch.count), start, sums, batch.scores)
    unsafe hits.update(repeating: 0, count: words)
  }
}
