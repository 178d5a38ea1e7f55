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

  /// What stands before a DOI where it is written as an address or with its scheme, the longest first.
  private static let identifierPrefixes = [
    "https://dx.doi.org/", "http://dx.doi.org/", "https://doi.org/", "http://doi.org/",
    "dx.doi.org/",
    "doi.org/", "doi:",
  ]

  /// The DOI that a word is an address of, without what stands before it; `nil` for anything else.
  ///
  /// The same document is cited as `doi:10.5072/x`, as `https://doi.org/10.5072/x` and as the identifier alone, so that only
  /// the last is in all of them (ISO 26324: "10.", a registrant, "/", a suffix).
  static func objectIdentifier(_ text: String) -> String? {
    let name = trimmed(text)
    let lowered = name.lowercased()
    guard let prefix = identifierPrefixes.first(where: lowered.hasPrefix) else { return nil }
    let identifier = name.dropFirst(prefix.count)
    guard identifier.hasPrefix("10."), let slash = identifier.firstIndex(of: "/"),
      hasWords(String(identifier[slash...]))
    else { return nil }
    return String(identifier)
  }

  /// Where an operator of Lucene's stands behind a word, as in `word~2` or `word^1.5`.
  static func foreignOperator(in text: String) -> String.Index? {
    guard let mark = text.firstIndex(where: { $0 == "~" || $0 == "^" }), mark > text.startIndex,
      text[..<mark].allSatisfy({ $0.isLetter || $0.isNumber }),
      text[text.index(after: mark)...].allSatisfy({ $0.isNumber || $0 == "." })
    else { return nil }
    return mark
  }

  /// How else folded words that stand together are written: as one, and one word with a border between its letters
  /// and digits; a version with or without its `v`.
  static func otherSpellings(of words: [String]) -> [[String]] {
    guard words.count == 1, let word = words.first else { return [[words.joined()]] }
    let whole = JoinedWords.words(in: word).map { [$0.text] }
    var parts: [String] = []
    var wasNumber: Bool?
    for character in word {
      let isNumber = character.isNumber || character == "."
      if isNumber == wasNumber {
        parts[parts.count - 1].append(character)
      } else {
        parts.append(String(character))
      }
      wasNumber = isNumber
    }
    if parts.count == 1 { return whole + (word.contains(".") ? [["v" + word]] : []) }
    let isVersion = parts.count == 2 && parts[0] == "v" && parts[1].contains(".")
    return isVersion ? [parts, [parts[1]]] : [parts]
  }

  /// What documents may have in the place of what was typed: the same without signs, as an index has it beside
  /// (`JoinedWords`), and a word with a border between its letters and digits as several.
  ///
  /// - Parameters:
  ///   - typed: a bare word.
  ///   - words: its folded words.
  ///   - isStopWord: whether a word carries no subject, so that it is no part of a name that is looked for.
  /// - Returns: other words.
  static func variants(
    of typed: String, _ words: [String], isStopWord: (String) -> Bool
  ) -> [[String]] {
    guard let first = words.first, words.count > 1 || hasDigit(first) else { return [] }
    let joined = JoinedWords.words(in: typed)
    // Of a number the decimals are left: "1,500.00".
    let isAll = joined.first?.parts == words.count || isNumber(typed)
    var variants = joined.count == 1 && isAll ? [[joined[0].text]] : []
    if words.count == 1 { variants += otherSpellings(of: words).filter { $0.joined() == first } }
    return variants.filter { $0 != words && !$0.contains(where: isStopWord) }
  }

  /// Whether a word is a number with signs between its digits.
  private static func isNumber(_ word: String) -> Bool {
    word.allSatisfy { $0.isNumber || $0.isWhitespace || ",.'\u{2019}".contains($0) }
  }

  /// Whether a folded word has a digit, as numbers and the parts of part numbers have.
  static func hasDigit(_ word: String) -> Bool {
    word.unicodeScalars.contains { $0.properties.numericType != nil }
  }
}
