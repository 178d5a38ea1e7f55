import TextAnalysis

/// What the text of a bare word consists of.
enum QueryWord {
  /// Whether there is a letter or digit to look for.
  static func hasWords(_ text: String) -> Bool { !Analyzer.tokens(of: text).isEmpty }

  /// The text from its first word to its last.
  static func trimmed(_ text: String) -> String {
    let tokens = Analyzer.tokens(of: text)
    guard let first = tokens.first, let last = tokens.last else { return text }
    return String(
      decoding: Array(text.utf8)[first.range.lowerBound..<last.range.upperBound], as: UTF8.self)
  }

  /// A pasted name of a file in two parts, before and behind its last point; `nil` for what is not like one.
  static func fileName(_ text: String) -> (stem: String, ending: String)? {
    let name = trimmed(text)
    let stem = PathWords.stem(of: name)
    guard !name.contains("/"), let ending = PathWords.ending(of: name), hasWords(stem) else {
      return nil
    }
    return (stem, ending)
  }

  /// Where an operator of Lucene's stands behind a word, as in `word~2` or `word^1.5`.
  static func foreignOperator(in text: String) -> String.Index? {
    guard let mark = text.firstIndex(where: { $0 == "~" || $0 == "^" }), mark > text.startIndex,
      text[..<mark].allSatisfy({ $0.isLetter || $0.isNumber }),
      text[text.index(after: mark)...].allSatisfy({ $0.isNumber || $0 == "." })
    else { return nil }
    return mark
  }

  /// Whether a folded word has a digit, as numbers and the parts of part numbers have.
  static func hasDigit(_ word: String) -> Bool {
    word.unicodeScalars.contains { $0.properties.numericType != nil }
  }
}
