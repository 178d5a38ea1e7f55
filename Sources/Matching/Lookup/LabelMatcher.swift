internal import MappedStorage
internal import System
internal import TextAnalysis

/// Finds all labels of an index in texts, one text at a time; owns the buffers that this takes.
///
/// Tokens are scanned in batches; a bitmap turns away most, the rest walk the trie. Matches never
/// cross the end of a sentence or a paragraph. Not for use by several threads at once: each makes
/// its own from the shared index.
@safe package struct LabelMatcher: ~Copyable {
  /// The compiled labels.
  package let index: LabelIndex

  /// Whether labels match in any case, whatever their rules say, as in a query typed in a hurry.
  ///
  /// The candidates of a place are then all labels of its group.
  package var ignoresCase = false

  private let batch: UnsafeMutablePointer<BatchToken>
  private let passing: UnsafeMutablePointer<UInt32>
  private let hyphens: UnsafeMutablePointer<UInt8>
  private let lookahead: Int
  private let capacity: Int

  /// A matcher for an index.
  package init(_ index: LabelIndex) {
    self.index = index
    lookahead = index.longestLabel * 2 + 2
    capacity = max(512, lookahead * 4)
    unsafe batch = .allocate(capacity: capacity)
    unsafe passing = .allocate(capacity: capacity)
    unsafe hyphens = .allocate(capacity: capacity)
  }

  deinit {
    unsafe batch.deallocate()
    unsafe passing.deallocate()
    unsafe hyphens.deallocate()
  }

  /// The labels found in `text`, in the order of their starts, longer ones first.
  package func matches(
    in text: String, overlap: LabelOverlap = .leftmostLongest
  ) -> [FoundLabel] {
    let bytes = text.utf8Span
    return matches(in: bytes.span, overlap: overlap)
  }

  /// The labels found in `text`, in the order of their starts, longer ones first.
  package func matches(
    in text: Span<UInt8>, overlap: LabelOverlap = .leftmostLongest
  ) -> [FoundLabel] {
    var found: [FoundLabel] = []
    _ = append(matchesIn: text, overlap: overlap, to: &found)
    return found
  }

  /// Appends the labels found in `text` to `found`.
  ///
  /// - Parameters:
  ///   - text: UTF-8 of less than 4 GiB; invalid bytes separate.
  ///   - overlap: what to give of overlapping labels.
  ///   - found: receives the labels in the order of their starts, longer ones first.
  /// - Returns: the number of tokens of the text.
  @discardableResult
  package func append(
    matchesIn text: Span<UInt8>, overlap: LabelOverlap = .leftmostLongest,
    to found: inout [FoundLabel]
  ) -> Int {
    precondition(text.count < Int(UInt32.max), "a text has less than 4 GiB")
    let first = found.count
    var walk = unsafe LabelWalk(
      index: index, text: text, keepsAll: overlap != .leftmostLongest, ignoresCase: ignoresCase)
    let bitmap = unsafe index.bitmap.unsafeBuffer.baseAddress
    let shift = UInt64(index.header.bitmapShift)
    var scanner = TokenScanner(text)
    var count = 0
    var resume = 0
    var offset = 0
    var isLast = false
    let batch = unsafe self.batch
    let passing = unsafe self.passing
    let hyphens = unsafe self.hyphens
    guard let bitmap = unsafe bitmap else { return 0 }
    while !isLast {
      while count < capacity {
        guard let token = scanner.next() else {
          isLast = true
          break
        }
        unsafe batch[count] = BatchToken(
          hash: token.key.mixed, low: token.key.low, high: token.key.high,
          start: UInt32(truncatingIfNeeded: token.start),
          end: UInt32(truncatingIfNeeded: token.end))
        unsafe hyphens[count] = Hyphen.length(in: text, at: token.end) > 0 ? 1 : 0
        count &+= 1
      }
      // A label that begins behind may end beyond the batch.
      var limit = isLast ? count : count - lookahead
      var passed = 0
      for index in 0..<limit {
        let bit = unsafe batch[index].hash &>> shift
        unsafe passing[passed] = UInt32(truncatingIfNeeded: index)
        // Added, not branched upon: whether a token passes is hard to predict.
        let passes =
          unsafe UInt8(
            truncatingIfNeeded: bitmap[Int(bit &>> 6)] &>> (bit & 63)) & 1
        unsafe passed &+= Int(passes | hyphens[index])
      }
      for position in 0..<passed {
        let start = unsafe Int(passing[position])
        if start < resume { continue }
        let before = found.count
        resume = unsafe walk.matches(
          at: start, isHyphenated: hyphens[start] != 0, in: batch, count: count, offset: offset,
          to: &found)
        // Of Big Apple, and Bay, Bay Area the leftmost longest alone never finds Bay Area in "Big Apple
        // and Bay Area". Only a label of several words can hold the beginning of another.
        guard overlap == .leftmostLongest, resume > start &+ 1, found.count > before else {
          continue
        }
        let tokens = unsafe Batch(
          tokens: batch, hyphens: hyphens, count: count, offset: offset)
        guard unsafe isCrossed(start..<resume, in: tokens, bitmap, shift, &walk, &found) else {
          continue
        }
        found.removeSubrange(before...)
        // What overlaps is decided as a whole, wherever the batch ends: it begins here next time.
        if !isLast, count - start < Self.mostStarts + lookahead {
          limit = start
          resume = start
          break
        }
        resume = unsafe keepWidest(from: start, in: tokens, text, to: &found)
      }
      let kept = count &- limit
      for index in 0..<kept {
        unsafe batch[index] = batch[limit &+ index]
        unsafe hyphens[index] = hyphens[limit &+ index]
      }
      resume = max(resume &- limit, 0)
      offset &+= limit
      count = kept
    }
    if overlap == .longestFirst { Self.keepLongest(of: &found, from: first) }
    // The walk and `bitmap` are addresses in its memory.
    withExtendedLifetime(index) {}
    return offset
  }

  /// The tokens of a batch, for a look ahead.
  @unsafe private struct Batch {
    let tokens: UnsafePointer<BatchToken>
    let hyphens: UnsafePointer<UInt8>
    let count: Int
    let offset: Int
  }

  /// The most tokens at which labels of one chain of overlapping ones begin; what follows is chosen apart.
  ///
  /// Names overlap by twos and threes; a chain without end would keep a text of one word repeated in memory.
  private static let mostStarts = 64

  /// Whether a label begins within the tokens of another and reaches beyond them.
  private func isCrossed(
    _ tokens: Range<Int>, in batch: Batch, _ bitmap: UnsafePointer<UInt64>, _ shift: UInt64,
    _ walk: inout LabelWalk, _ found: inout [FoundLabel]
  ) -> Bool {
    for start in tokens.dropFirst() {
      let bit = unsafe batch.tokens[start].hash &>> shift
      let isHyphenated = unsafe batch.hyphens[start] != 0
      guard unsafe bitmap[Int(bit &>> 6)] &>> (bit & 63) & 1 != 0 || isHyphenated else { continue }
      let known = found.count
      let end = unsafe walk.matches(
        at: start, isHyphenated: isHyphenated, in: batch.tokens, count: batch.count,
        offset: batch.offset, to: &found)
      guard found.count > known else { continue }
      found.removeLast()
      if end > tokens.upperBound { return true }
    }
    return false
  }

  /// Appends of all labels that overlap one another from a token on those that cover most of the text.
  ///
  /// - Returns: the token of the batch at which to go on.
  private func keepWidest(
    from first: Int, in batch: Batch, _ text: Span<UInt8>, to found: inout [FoundLabel]
  ) -> Int {
    var walk = unsafe LabelWalk(
      index: index, text: text, keepsAll: true, ignoresCase: ignoresCase)
    let known = found.count
    var start = first
    var end = first &+ 1
    while start < min(end, first &+ Self.mostStarts) {
      let before = found.count
      _ = unsafe walk.matches(
        at: start, isHyphenated: batch.hyphens[start] != 0, in: batch.tokens, count: batch.count,
        offset: batch.offset, to: &found)
      for label in found[before...] { end = unsafe max(end, label.tokenEnd &- batch.offset) }
      start &+= 1
    }
    return unsafe OverlappingLabels.keepWidest(of: &found, from: known) &- batch.offset
  }

  /// Removes what overlaps something longer from the end of `found`.
  private static func keepLongest(of found: inout [FoundLabel], from first: Int) {
    let ranked = found[first...].sorted {
      ($1.tokenCount, $1.end - $1.start, $0.start) < ($0.tokenCount, $0.end - $0.start, $1.start)
    }
    // Kept ranges by start: few overlap one place, so a sorted list with binary search will do.
    var kept: [FoundLabel] = []
    for candidate in ranked {
      let place = kept.indices.partitioningIndex { kept[$0].start >= candidate.end }
      if place > 0, kept[place - 1].end > candidate.start { continue }
      kept.insert(candidate, at: place)
    }
    found.replaceSubrange(first..., with: kept)
  }
}

/// A token of a batch, with the hash of its key.
struct BatchToken: BitwiseCopyable {
  var hash: UInt64
  var low: UInt64
  var high: UInt64
  var start: UInt32
  var end: UInt32
}
