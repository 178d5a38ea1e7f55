/// A label found in a text.
package struct FoundLabel: Hashable, Sendable, BitwiseCopyable {
  /// The offset of its first byte.
  package var start: UInt32

  /// The offset after its last byte.
  package var end: UInt32

  /// The group of labels with these tokens; its candidates are given by `LabelMatcher`.
  package var group: UInt32

  /// The number of the text's token at which it starts, from 0.
  package var firstToken: UInt32

  /// The number of tokens that it covers.
  package var tokenCount: UInt32

  /// The hash of its folded tokens: equal for surfaces that differ in case and diacritics only.
  package var key: UInt32

  /// A place.
  package init(
    start: UInt32, end: UInt32, group: UInt32, firstToken: UInt32, tokenCount: UInt32,
    key: UInt32 = 0
  ) {
    self.start = start
    self.end = end
    self.group = group
    self.firstToken = firstToken
    self.tokenCount = tokenCount
    self.key = key
  }

  /// The bytes of the text that it covers.
  package var range: Range<Int> { Int(start)..<Int(end) }

  /// The number of the text's token behind its last one.
  var tokenEnd: Int { Int(firstToken) + Int(tokenCount) }
}

/// What to give of labels found in overlapping places.
package enum LabelOverlap: String, Sendable, CaseIterable {
  /// From left to right: the longest label at each place; where labels overlap one another, those of
  /// them that cover most tokens, then the fewest, the longest, the leftmost.
  case leftmostLongest = "leftmostLongest"

  /// Every label at every place.
  case all = "all"

  /// No two that overlap: the longest (in tokens, then bytes, then leftmost) win.
  case longestFirst = "longestFirst"
}
