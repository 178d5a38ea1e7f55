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

  /// Whether a folded word may be spelled so: whether each letter of it is there, some with the one that stands for
  /// its dots or ring.
  static func may(_ folded: [UInt8], beSpelled word: [UInt8]) -> Bool {
    var places: Set<Int> = [0]
    for letter in folded {
      var next: Set<Int> = []
      for place in places where place < word.count && word[place] == letter {
        next.insert(place + 1)
        if place + 1 < word.count, seconds[letter]?.contains(word[place + 1]) ?? false {
          next.insert(place + 2)
        }
      }
      places = next
    }
    return places.contains(word.count)
  }

  private static let seconds: [UInt8: [UInt8]] = [
    UInt8(ascii: "a"): Array("ea".utf8), UInt8(ascii: "o"): Array("e".utf8),
    UInt8(ascii: "u"): Array("e".utf8),
  ]

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
