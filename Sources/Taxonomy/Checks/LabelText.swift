internal import Knowledge
import MappedStorage
internal import System

/// What can be told from the text of a label alone.
enum LabelText {
  /// Whether a text is nothing but white space.
  static func isBlank(_ text: MappedArray<UInt8>) -> Bool {
    // Most labels begin with a visible character of ASCII, so that only few are decoded.
    guard let first = text.first else { return true }
    if first > 0x20, first < 0x7F { return false }
    return String(decoding: text, as: UTF8.self).allSatisfy(\.isWhitespace)
  }

  /// Whether a text has any character outside ASCII.
  static func hasOtherThanASCII(_ text: MappedArray<UInt8>) -> Bool {
    !text.isASCII
  }

  /// Whether `firstUnprintable` might find something in a text; false for most without looking closer.
  static func mayBeUnprintable(_ text: MappedArray<UInt8>) -> Bool {
    !text.isPrintableASCII
  }

  /// Whether `isPlaceholder` might be true of a text; false for most without looking closer.
  static func mayBePlaceholder(_ text: MappedArray<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    let isLetterOrDigit =
      UInt8(ascii: "a") <= first | 0x20 && first | 0x20 <= UInt8(ascii: "z")
      || UInt8(ascii: "0") <= first && first <= UInt8(ascii: "9")
    // What begins with a letter or digit would have to be one of the words.
    return !isLetterOrDigit || placeholderInitials.contains(first | 0x20)
  }

  /// The first character that cannot be seen and has no business in a label.
  static func firstUnprintable(_ text: String) -> Unicode.Scalar? {
    text.unicodeScalars.first { scalar in
      switch HiddenCharacter(scalar) {
      case .control, .lineBreak, .directionControl, .byteOrderMark, .invisible, .replacement: true
      // Some languages are not written without them; flags of regions end with tags.
      case .directionMark, .joiner, .tag, nil: false
      }
    }
  }

  /// The text without what `firstUnprintable` finds; line breaks and tabs become spaces.
  static func printable(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        result.append(" ")
      } else if firstUnprintable(String(scalar)) == nil {
        result.append(scalar)
      }
    }
    return TextNormalization.collapsed(String(result).utf8)
  }

  /// Whether a label only holds the place of one.
  static func isPlaceholder(_ text: String) -> Bool {
    let bare = TextNormalization.collapsed(text.utf8)
    guard !bare.isEmpty else { return false }
    if bare.unicodeScalars.allSatisfy({ isMark($0) }) { return true }
    return placeholders.contains(bare.lowercased())
  }

  /// The first eighty characters, and an ellipsis if there are more.
  static func shortened(_ text: String) -> String {
    text.count > 80 ? text.prefix(80) + "…" : text
  }

  private static let placeholders = LabelWords.lists["placeholder"]

  private static let placeholderInitials = Set(placeholders.compactMap(\.utf8.first))

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    // A letter, digit or symbol of any script may be a name: "C", "7", "€" and "+" are.
    "*-–—_.,;:?!#~/\\|'\"()[]{}<>".unicodeScalars.contains(scalar)
  }
}
