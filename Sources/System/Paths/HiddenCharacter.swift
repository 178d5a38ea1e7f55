/// What a character does that has no shape of its own: whoever shows text to people decides by it which to show.
///
/// By Unicode's general categories Cc and Cf and by UAX #9 (directions); blanks are not hidden.
package enum HiddenCharacter: CaseIterable, Sendable {
  /// Controls a terminal: C0 and C1 controls and DEL, tab and line feed among them.
  case control
  /// Ends a line or a paragraph (U+2028, U+2029).
  case lineBreak
  /// Embeds, overrides or isolates a direction, and so reorders what follows it.
  case directionControl
  /// Has a direction itself and no other effect: right in Hebrew and Arabic text.
  case directionMark
  /// Joins or parts the letters beside it, as Persian, Indic scripts, Mongolian and emoji need.
  case joiner
  /// A byte order mark, or what is left of one.
  case byteOrderMark
  /// Takes no room and means nothing to a reader: blanks without width, invisible operators, annotation marks.
  case invisible
  /// A letter of the tags block, in which a whole hidden text can be written; flags of regions end with some.
  case tag
  /// Stands for an object or for bytes that were no text.
  case replacement

  /// What a character is of these; `nil` for one that can be seen, and for blanks.
  package init?(_ scalar: Unicode.Scalar) {
    // Most text: one comparison.
    if scalar.value >= 0x20, scalar.value < 0x7F { return nil }
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0: self = .control
    case 0x2028, 0x2029: self = .lineBreak
    case 0x202A...0x202E, 0x2066...0x2069: self = .directionControl
    case 0x61C, 0x200E, 0x200F: self = .directionMark
    case 0x180E, 0x200C, 0x200D: self = .joiner
    case 0xFEFF: self = .byteOrderMark
    case 0x200B, 0x2060...0x2065, 0x206A...0x206F, 0xFFF9...0xFFFB: self = .invisible
    case 0xE0000...0xE007F: self = .tag
    case 0xFFFC, 0xFFFD: self = .replacement
    default: return nil
    }
  }
}
