import System

/// Text made safe and fit for a terminal.
enum TerminalText {
  /// `text` with control characters and direction overrides shown as `\x1b` or `\u{202e}`.
  ///
  /// Names, labels and text of documents are untrusted: raw, they could move the cursor, recolor or
  /// hide what is shown.
  ///
  /// - Parameter text: any text.
  /// - Returns: text that a terminal shows and does not obey.
  static func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      guard isUnsafe(scalar) else {
        result.unicodeScalars.append(scalar)
        continue
      }
      let hexadecimal = String(scalar.value, radix: 16)
      result +=
        scalar.value < 0x100
        ? "\\x" + (hexadecimal.count < 2 ? "0" : "") + hexadecimal : "\\u{\(hexadecimal)}"
    }
    return result
  }

  /// `text` with what a terminal would obey shown as `escaped` does, and nothing else changed, so that
  /// a program reads the same words: line breaks become `\x0a`, so that a record is one line.
  static func harmless(_ text: String) -> String {
    let isObeyed = { (scalar: Unicode.Scalar) in
      switch HiddenCharacter(scalar) {
      case .control: scalar != "\t"
      case .lineBreak, .directionControl: true
      default: false
      }
    }
    guard text.unicodeScalars.contains(where: isObeyed) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      result += isObeyed(scalar) ? escaped(String(scalar)) : String(scalar)
    }
    return result
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch HiddenCharacter(scalar) {
    case .control, .lineBreak, .directionControl, .directionMark, .byteOrderMark: true
    // Of no effect on a terminal but that they cannot be seen, and parts of words and flags.
    case .joiner, .invisible, .tag, .replacement, nil: false
    }
  }

  /// The number of columns that `text` takes, East Asian wide characters counting two.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x300...0x36F, 0x200B...0x200D, 0xFE00...0xFE0F: 0
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      2
    default: 1
    }
  }

  /// `text` cut to `columns` with an ellipsis, or as it is if it fits.
  static func truncated(_ text: String, to columns: Int) -> String {
    guard width(text) > columns, columns > 1 else { return text }
    var result = ""
    var used = 0
    for character in text {
      let next = character.unicodeScalars.reduce(0) { $0 + width($1) }
      guard used + next < columns else { break }
      result.append(character)
      used += next
    }
    return result + "…"
  }

  /// `text` filled with blanks to `columns`.
  static func padded(_ text: String, to columns: Int) -> String {
    text + String(repeating: " ", count: max(0, columns - width(text)))
  }
}
