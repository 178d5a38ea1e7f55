import CPostings
import System

/// Matches documents that any of some streams has, window by window.
struct Disjunction {
  private let rare: RarePostings?
  private let streams: [MatchStream]
  /// What scores and does not match.
  private let boosts: [MatchStream]
  private let documentCount: Int
  /// Where each stream and boost goes on.
  private var next: [UInt32]
  private var nextBoost: [UInt32]
  /// The first document of the next window.
  private var start = 0
  /// Looked at once a window; asking the thread for it would take as long as the window of a rare word.
  private let deadline = Deadline.current

  /// Hits are many if one document in so many may be one.
  private static let sparseness = 64

  /// Documents that are scored after a filter are few if one hit in so many passes it.
  private static let selectivity = 4

  /// After so many hits it is known whether a filter lets many pass.
  private static let sample = 2048

  init(
    rare: RarePostings?, streams: [MatchStream], boosts: [MatchStream], documentCount: Int
  ) {
    self.rare = rare
    self.streams = streams
    self.boosts = boosts
    self.documentCount = documentCount
    next = [UInt32](repeating: 0, count: streams.count)
    nextBoost = [UInt32](repeating: 0, count: boosts.count)
  }

  /// Hands on the documents of the windows that come next, scored.
  mutating func forEachScoredWindow(
    _ batch: HitBatch, _ body: (HitBatch) throws -> Void
  ) throws {
    // Where hits lie close together, looking at every sum takes less time than marking them.
    let isDense =
      boosts.isEmpty && streams.allSatisfy(\.scoresMatches)
      && parlance_vector_level() != PARLANCE_VECTORS_NONE
      && rare?.scoresMatches ?? true
      && streams.reduce(rare?.count ?? 0) { $0 + $1.count } > documentCount / Self.sparseness
    let window = Window(size: SegmentMatcher.windowSize)
    while start < documentCount {
      try deadline?.check()
      let end = min(start + SegmentMatcher.windowSize, documentCount)
      unsafe rare?.accumulate(
        window: start / SegmentMatcher.windowSize, sums: window.sums,
        hits: isDense ? nil : window.hits)
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
      // Boosts leave sums at documents that are no hits; the next window would take them for its
      // own.
      if !boosts.isEmpty { window.clear(end - start) }
      start = end
      if batch.count > 0 { try body(batch) }
    }
  }

  /// Whether the documents can be listed when they get their first score, the filter applied on the way.
  func listsBest(_ selection: SelectedColumn?) -> Bool {
    guard boosts.isEmpty, streams.allSatisfy(\.scoresMatches), rare?.scoresMatches ?? true
    else { return false }
    return selection == nil || rare == nil && streams.allSatisfy(\.isFilled)
  }

  /// Counts the documents of the windows that come next, and hands on those that can be among the best.
  ///
  /// - Parameters:
  ///   - narrowing: the filter, and what counts.
  ///   - batch: a buffer.
  ///   - body: takes the documents whose scores are at least the threshold of the batch.
  /// - Throws: `IndexError`, what `narrowing` and `body` throw, and `DeadlinePassed`.
  mutating func forEachBestWindow(
    _ narrowing: SegmentMatcher.BestNarrowing, _ batch: HitBatch,
    _ body: (HitBatch) throws -> Void
  ) throws {
    let window = ListedWindow(
      size: SegmentMatcher.windowSize, selection: narrowing.selection)
    while start < documentCount {
      try deadline?.check()
      let end = min(start + SegmentMatcher.windowSize, documentCount)
      window.move(to: start..<end)
      start = end
      batch.removeAll()
      rare?.accumulate(in: window, listing: batch)
      for index in streams.indices where next[index] < UInt32(end) {
        next[index] = try streams[index].accumulate(in: window, listing: batch)
      }
      guard batch.count > 0 else { continue }
      try narrowing.count(batch)
      window.takeBest(of: batch)
      if batch.count > 0 { try body(batch) }
    }
  }

  /// Hands on the documents that a filter leaves, scored then; ends early where the filter leaves many,
  /// which are found and scored in one go faster.
  ///
  /// - Parameters:
  ///   - scorers: further streams of what matches and of what boosts, in the order in which scores are added.
  ///   - narrowing: the filter.
  ///   - batch: a buffer.
  ///   - body: takes the documents that are left.
  /// - Throws: `IndexError`, what `narrowing` and `body` throw, and `DeadlinePassed`.
  mutating func forEachMarkedWindow(
    _ scorers: [MatchStream], _ narrowing: SegmentMatcher.Narrowing, _ batch: HitBatch,
    _ body: (HitBatch) throws -> Void
  ) throws {
    let window = MarkedWindow(size: SegmentMatcher.windowSize)
    let left = HitBatch(capacity: SegmentMatcher.windowSize)
    var found = 0
    var passed = 0
    batch.isScored = false
    defer { batch.isScored = true }
    while start < documentCount, found < Self.sample || passed * Self.selectivity < found {
      try deadline?.check()
      let end = min(start + SegmentMatcher.windowSize, documentCount)
      var isEmpty = true
      for index in streams.indices where next[index] < UInt32(end) {
        next[index] = unsafe try streams[index].mark(
          from: UInt32(start), to: UInt32(end), in: window.marks)
        isEmpty = false
      }
      defer { start = end }
      if isEmpty { continue }
      window.drain(into: batch, start: UInt32(start))
      found += batch.count
      try narrowing.narrow(batch)
      passed += batch.count
      if left.count + batch.count > SegmentMatcher.windowSize {
        try Self.score(left, scorers)
        try body(left)
        left.removeAll()
      }
      left.append(contentsOf: batch)
    }
    if left.count > 0 {
      try Self.score(left, scorers)
      try body(left)
    }
    // Boosts were not asked so far: what they have before this window is past.
    for index in boosts.indices { nextBoost[index] = try boosts[index].skip(to: UInt32(start)) }
  }

  private static func score(_ batch: HitBatch, _ scorers: [MatchStream]) throws {
    let documents = unsafe Array(
      UnsafeBufferPointer(start: batch.documents, count: batch.count))
    unsafe batch.scores.update(repeating: 0, count: batch.count)
    for scorer in scorers {
      let found = try scorer.matches(among: documents)
      for (place, score) in zip(found.places, found.scores) {
        unsafe batch.scores[Int(place)] += score
      }
    }
  }
}
