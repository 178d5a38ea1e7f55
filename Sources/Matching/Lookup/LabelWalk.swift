internal import MappedStorage
internal import TextAnalysis

/// The walk through the trie from one token on, with everything it needs taken out of the index.
@unsafe struct LabelWalk: ~Escapable {
  private let slots: UnsafePointer<LabelSlot>
  private let mask: Int
  private let rules: UnsafePointer<UInt8>
  private let offsets: UnsafePointer<UInt32>
  private let entries: UnsafePointer<LabelEntry>
  private let groupCount: UInt32
  private let text: Span<UInt8>
  private let separations: TokenScanner
  private let keepsAll: Bool
  private let ignoresCase: Bool

  @_lifetime(copy text)
  init(
    index: LabelIndex, text: Span<UInt8>, keepsAll: Bool, ignoresCase: Bool = false
  ) {
    // Empty arrays have an address too: every section lies in the mapped file.
    unsafe slots = Self.address(index.slots)
    // The table has a power of two of slots, so that a mask does what a division would.
    unsafe mask = index.slots.count - 1
    unsafe rules = Self.address(index.groupRules)
    unsafe offsets = Self.address(index.groupOffsets)
    unsafe entries = Self.address(index.entries)
    unsafe groupCount = index.header.groupCount
    unsafe separations = TokenScanner(text)
    unsafe self.text = text
    unsafe self.keepsAll = keepsAll
    unsafe self.ignoresCase = ignoresCase
  }

  private static func address<Element>(_ array: MappedArray<Element>) -> UnsafePointer<Element> {
    guard let address = unsafe array.unsafeBuffer.baseAddress else {
      preconditionFailure("a mapped array has an address")
    }
    return unsafe address
  }

  /// Appends the longest label (or all labels) starting at a token of the batch.
  ///
  /// - Returns: the token of the batch at which to go on.
  @inline(__always)
  mutating func matches(
    at start: Int, isHyphenated: Bool, in batch: UnsafePointer<BatchToken>, count: Int,
    offset: Int, to found: inout [FoundLabel]
  ) -> Int {
    let token = unsafe batch[start]
    var behind = 0
    if let slot = unsafe slot(token.low, token.high, hash: token.hash, parent: 0) {
      behind = unsafe follow(
        slot, from: start, next: start &+ 1, in: batch, count: count, offset: offset, to: &found)
    }
    // A label that goes beyond the hyphen as it is written is longer than any joined one.
    if isHyphenated, behind <= start &+ 1, start &+ 1 < count {
      let joined = unsafe followJoined(
        from: start, in: batch, count: count, offset: offset,
        replacing: behind > 0, in: &found)
      behind = max(behind, joined)
    }
    return unsafe keepsAll ? start &+ 1 : max(start &+ 1, behind)
  }

  /// Walks on from two tokens with a hyphen between them, taken for one ("data-sheet").
  ///
  /// - Returns: the token behind the longest label, or 0 without one.
  private func followJoined(
    from start: Int, in batch: UnsafePointer<BatchToken>, count: Int, offset: Int,
    replacing: Bool, in found: inout [FoundLabel]
  ) -> Int {
    let first = unsafe batch[start]
    let second = unsafe batch[start &+ 1]
    guard
      unsafe Int(second.start) == Int(first.end) &+ Hyphen.length(in: text, at: Int(first.end))
        || isBrokenWord(first, second),
      let key = TokenKey(low: first.low, high: first.high).joined(
        with: TokenKey(low: second.low, high: second.high)),
      let slot = unsafe slot(key.low, key.high, hash: key.mixed, parent: 0)
    else { return 0 }
    let before = found.count
    let behind = unsafe follow(
      slot, from: start, next: start &+ 2, in: batch, count: count, offset: offset, to: &found)
    // Where only the longest is kept, the last one is that of the first token alone.
    if behind > 0, replacing, unsafe !keepsAll { found.remove(at: before - 1) }
    return behind
  }

  /// Walks on from a slot; returns the token behind the longest label, or 0 without one.
  private func follow(
    _ first: UnsafePointer<LabelSlot>, from start: Int, next: Int,
    in batch: UnsafePointer<BatchToken>, count: Int, offset: Int, to found: inout [FoundLabel]
  ) -> Int {
    var slot = unsafe first
    var next = next
    var separation = TokenSeparation.adjacent
    var best = 0
    var bestNode: UInt32 = 0
    let firstFound = found.count
    while true {
      let node = unsafe slot.pointee.node
      // Nodes that end a label have the lowest numbers: one comparison tells them from all others.
      if unsafe node <= groupCount {
        if unsafe accepts(
          node &- 1, from: start, to: next, in: batch, separation: separation)
        {
          best = next
          bestNode = node
          if unsafe keepsAll {
            found.append(unsafe label(node, start, next, batch, offset))
          }
        }
      }
      guard next < count else { break }
      let token = unsafe batch[next]
      // Most walks end here, at one bit of the slot, without a look into the table.
      guard unsafe slot.pointee.filter & LabelSlot.filterBit(token.hash) != 0,
        let following = unsafe self.slot(
          token.low, token.high, hash: token.hash, parent: node)
      else {
        guard unsafe isBeforeDetour(token),
          let detour = unsafe detour(at: next, from: start, in: batch, count: count, parent: node)
        else { break }
        separation = max(separation, unsafe detour.separation)
        if separation == .paragraph { break }
        unsafe slot = unsafe detour.slot
        next &+= 2
        continue
      }
      separation = max(separation, unsafe self.separation(between: batch[next &- 1], and: token))
      // No label goes from one paragraph into the next, however its words are written.
      if separation == .paragraph { break }
      unsafe slot = following
      next &+= 1
    }
    guard best > 0 else { return 0 }
    if unsafe keepsAll {
      // Shorter ones end first, but longer ones are given first.
      found[firstFound...].reverse()
    } else {
      found.append(unsafe label(bestNode, start, best, batch, offset))
    }
    return best
  }

  @inline(__always)
  private func separation(between first: BatchToken, and second: BatchToken) -> TokenSeparation {
    unsafe separations.separation(
      from: Int(first.end), to: Int(second.start), previousLength: Int(first.end &- first.start))
  }

  /// Whether a hyphen or a parenthesis follows a token.
  @inline(__always)
  private func isBeforeDetour(_ token: BatchToken) -> Bool {
    let end = Int(token.end)
    return unsafe end < text.count && (text[end] == 0x29 || Hyphen.length(in: text, at: end) > 0)
  }

  /// Where a label goes on, two tokens later, that a text interrupts: by the end of a line within a word
  /// ("Ar-\nchive"), or by its own abbreviation ("Information Protection (IP) Client").
  ///
  /// - Returns: the slot to go on from, and what stands before the word that was broken.
  @inline(never)
  private func detour(
    at next: Int, from start: Int, in batch: UnsafePointer<BatchToken>, count: Int, parent: UInt32
  ) -> (slot: UnsafePointer<LabelSlot>, separation: TokenSeparation)? {
    guard next &+ 1 < count else { return nil }
    let (token, after) = unsafe (batch[next], batch[next &+ 1])
    if unsafe isBrokenWord(token, after) {
      let key = TokenKey(low: token.low, high: token.high).joined(
        with: TokenKey(low: after.low, high: after.high))
      guard let key, let found = unsafe slot(key.low, key.high, hash: key.mixed, parent: parent)
      else { return nil }
      return unsafe (found, separation(between: batch[next &- 1], and: token))
    }
    guard unsafe isOwnAbbreviation(at: next, from: start, in: batch),
      Int(after.start) == Int(token.end) &+ 2, unsafe text[Int(token.end) &+ 1] == 0x20,
      let found = unsafe slot(after.low, after.high, hash: after.hash, parent: parent)
    else { return nil }
    return unsafe (found, .soft)
  }

  /// Whether a hyphen at the end of a line stands between two tokens, and nothing else but blanks.
  private func isBrokenWord(_ first: BatchToken, _ second: BatchToken) -> Bool {
    let (end, start) = (Int(first.end), Int(second.start))
    let gap = start &- end
    let hyphen = unsafe Hyphen.length(in: text, at: end)
    guard hyphen > 0, gap > hyphen, unsafe gap <= Self.longestIndent else { return false }
    var breaks = 0
    for place in end &+ hyphen..<start {
      switch unsafe text[place] {
      case 0x0A: breaks &+= 1
      case 0x20, 0x09, 0x0D: continue
      default: return false
      }
    }
    // Two of them end a paragraph.
    return breaks == 1
  }

  private static let longestIndent = 16

  /// Whether a token stands in parentheses, one blank behind the tokens whose first letters it has.
  private func isOwnAbbreviation(
    at place: Int, from start: Int, in batch: UnsafePointer<BatchToken>
  ) -> Bool {
    let token = unsafe batch[place]
    let (first, end) = (Int(token.start), Int(token.end))
    let length = end &- first
    guard length >= 2, place &- start >= length,
      unsafe Int(batch[place &- 1].end) &+ 2 == first, unsafe text[first &- 1] == 0x28,
      unsafe text[first &- 2] == 0x20, unsafe text[end] == 0x29
    else { return false }
    for letter in 0..<length {
      let word = unsafe Int(batch[place &- length &+ letter].start)
      let capital = unsafe text[first &+ letter]
      guard capital &- 0x41 < 26, unsafe text[word] | 0x20 == capital | 0x20 else { return false }
    }
    return true
  }

  @inline(__always)
  private func label(
    _ node: UInt32, _ start: Int, _ next: Int, _ batch: UnsafePointer<BatchToken>, _ offset: Int
  ) -> FoundLabel {
    var key = SurfaceKey()
    for index in start..<next { unsafe key.append(batch[index].hash) }
    return unsafe FoundLabel(
      start: batch[start].start, end: batch[next &- 1].end, group: node &- 1,
      firstToken: UInt32(truncatingIfNeeded: offset &+ start),
      tokenCount: UInt32(truncatingIfNeeded: next &- start), key: key.value)
  }

  @inline(__always)
  private func slot(
    _ low: UInt64, _ high: UInt64, hash: UInt64, parent: UInt32
  ) -> UnsafePointer<LabelSlot>? {
    var index = unsafe Int(truncatingIfNeeded: LabelSlot.hash(hash, parent: parent)) & mask
    // The table has vacant slots, as was checked when it was opened.
    while true {
      let candidate = unsafe slots + index
      if unsafe candidate.pointee.node == 0 { return nil }
      if unsafe candidate.pointee.low == low, unsafe candidate.pointee.high == high,
        unsafe candidate.pointee.parent == parent
      {
        return unsafe candidate
      }
      index = unsafe (index &+ 1) & mask
    }
  }

  /// Whether any label of the group allows this surface.
  @inline(__always)
  private func accepts(
    _ group: UInt32, from start: Int, to next: Int, in batch: UnsafePointer<BatchToken>,
    separation: TokenSeparation
  ) -> Bool {
    let rule = unsafe rules[Int(group)]
    if rule & 1 != 0, separation <= .soft { return true }
    if unsafe ignoresCase, separation <= .soft { return true }
    if rule & 2 == 0 { return false }
    return unsafe acceptsStrictly(
      group, surface: surface(from: start, to: next, in: batch), separation: separation)
  }

  private func acceptsStrictly(
    _ group: UInt32, surface: Surface, separation: TokenSeparation
  ) -> Bool {
    for index in unsafe Int(offsets[Int(group)])..<Int(offsets[Int(group) + 1]) {
      if unsafe surface.satisfies(entries[index], separation: separation) { return true }
    }
    return false
  }

  private func surface(
    from start: Int, to next: Int, in batch: UnsafePointer<BatchToken>
  ) -> Surface {
    var hash = SurfaceHash()
    var withoutPlural = SurfaceHash()
    for index in start..<next {
      let begin = unsafe Int(batch[index].start)
      let length = unsafe Int(batch[index].end) - begin
      let bytes = unsafe text.extracting(begin..<begin + length)
      hash.append(bytes)
      let isPlural = index == next - 1 && length > 2 && bytes[length - 1] == 0x73
      withoutPlural.append(bytes.extracting(droppingLast: isPlural ? 1 : 0))
    }
    return Surface(hash: hash.value, withoutPlural: withoutPlural.value)
  }
}

/// The surface of a match, for labels whose case must agree.
struct Surface {
  let hash: UInt64
  let withoutPlural: UInt64

  /// Whether an entry allows this surface; capitals may have a small plural s ("APIs").
  func satisfies(_ entry: LabelEntry, separation: TokenSeparation) -> Bool {
    if UInt32(separation.rawValue) > entry.rule & LabelEntry.separationMask { return false }
    if entry.rule & LabelEntry.caseMustAgree == 0 { return true }
    return entry.surface == hash || entry.surface == withoutPlural
  }
}
