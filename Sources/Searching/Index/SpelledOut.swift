import TextAnalysis

/// Words with their umlauts spelled out, as keyboards without them make it: `Groesse` for `Größe`.
///
/// The analyzer folds `ö` to `o`, so that `Grosse` finds `Größe`; who writes `oe` means the same. Which
/// words have an umlaut only their spelling tells, hence `poet` does not find `pot`.
enum SpelledOut {
  /// The folded form of a word with two letters for each `ä`, `ö`, `ü`, `å`, `ø` in it; `nil` if it has
  /// none, or is not a single word.
  ///
  /// `ß`, `æ` and `œ` are two letters in the folded form already.
  static func form(of source: some Sequence<UInt8>) -> String? {
    let text = String(decoding: Array(source), as: UTF8.self)
    var result = ""
    var isSpelledOut = false
    var before: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if let letters = letters(of: scalar) {
        result += letters
        isSpelledOut = true
      } else if let letter = second(scalar, after: before) {
        result.unicodeScalars.append(letter)
        isSpelledOut = true
      } else {
        result.unicodeScalars.append(scalar)
      }
      before = scalar
    }
    guard isSpelledOut else { return nil }
    let tokens = Analyzer.tokens(of: result)
    return tokens.count == 1 ? tokens[0].text : nil
  }

  private static func letters(of scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "ä", "Ä": "ae"
    case "ö", "Ö", "ø", "Ø": "oe"
    case "ü", "Ü": "ue"
    case "å", "Å": "aa"
    default: nil
    }
  }

  /// The letter that a combining mark stands for behind a vowel.
  private static func second(
    _ mark: Unicode.Scalar, after vowel: Unicode.Scalar?
  ) -> Unicode.Scalar? {
    switch (mark.value, vowel) {
    case (0x308, "a"), (0x308, "A"), (0x308, "o"), (0x308, "O"), (0x308, "u"), (0x308, "U"): "e"
    case (0x30A, "a"), (0x30A, "A"): "a"
    default: nil
    }
  }
}
