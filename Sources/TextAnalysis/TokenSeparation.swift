/// What stands between two neighbouring tokens, from nothing to the end of a paragraph.
package enum TokenSeparation: UInt8, Comparable, Sendable, BitwiseCopyable {
  /// Nothing, as between two ideographs.
  case adjacent

  /// Blanks, a single line break, hyphens, apostrophes, a possessive `s`, `/`, `_`, `&`, a point without a blank.
  case soft

  /// Commas, brackets, quotation marks, dashes and whatever is not named elsewhere.
  case punctuation

  /// `.`, `!`, `?` or their ideographic forms before a blank.
  case sentence

  /// A blank line, a form feed, a paragraph separator, or the start of the text.
  case paragraph

  /// Whether the first is the weaker separation.
  package static func < (first: TokenSeparation, second: TokenSeparation) -> Bool {
    first.rawValue < second.rawValue
  }
}
