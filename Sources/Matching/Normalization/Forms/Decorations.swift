internal import Knowledge
internal import TextAnalysis

/// Recognises what people glue onto a label: dates, versions, numbers, states, copies, language
/// codes and file extensions.
enum Decorations {
  /// For each token whether it is a decoration.
  ///
  /// A token alone never is: "2009" or "Final" may be all a label has.
  static func flags(of tokens: [Token], in text: String) -> [Bool] {
    var flags = tokens.map { isDecoration($0) }
    guard tokens.count > 1 else { return [Bool](repeating: false, count: tokens.count) }
    let bytes = text.utf8
    for index in tokens.indices {
      let word = tokens[index].text
      let before = index > 0 ? tokens[index - 1] : nil
      let after = index + 1 < tokens.count ? tokens[index + 1] : nil
      if index == tokens.count - 1, let before,
        before.range.upperBound + 1 == tokens[index].range.lowerBound,
        bytes[bytes.index(bytes.startIndex, offsetBy: before.range.upperBound)] == 0x2E,
        extensions.contains(word)
      {
        flags[index] = true
      }
      // "May report" is not of May, "report May 2010" is.
      if months.contains(word) {
        flags[index] = [before, after].contains { $0?.flags.contains(.hasDigit) ?? false }
      }
      if versionWords.contains(word), let after, after.flags.contains(.hasDigit) {
        flags[index] = true
      }
      if copyLinks.contains(word), let before, copyWords.contains(before.text) {
        flags[index] = true
      }
      if languageCodes.contains(word), index > 0 {
        let isMarked =
          tokens[index].flags.contains(.allCapitals) || tokens[index].separation > .soft
          || index == tokens.count - 1 && text.contains("_")
        if isMarked { flags[index] = true }
      }
    }
    // Where everything is decoration, it is the name: "Final draft 2" is a kind of document in some vocabularies.
    return flags.allSatisfy { $0 } ? [Bool](repeating: false, count: tokens.count) : flags
  }

  /// Whether a token is a decoration wherever it stands beside others.
  static func isDecoration(_ token: Token) -> Bool {
    let word = token.text
    if states.contains(word) || copyWords.contains(word) { return true }
    guard token.flags.contains(.hasDigit) else { return false }
    let bytes = Array(word.utf8)
    if bytes.allSatisfy({ isDigit($0) || $0 == 0x2E }) { return true }
    // v3, v1.2, r2, rev4, q3, fy09, h1, version2
    guard let firstDigit = bytes.firstIndex(where: isDigit), firstDigit > 0,
      bytes[firstDigit...].allSatisfy({ isDigit($0) || $0 == 0x2E })
    else { return isDayMonth(bytes) }
    return numbered.contains(String(decoding: bytes[..<firstDigit], as: UTF8.self))
  }

  /// `30jun`, `1st`, `2nd`: digits, then an ordinal ending or a month.
  private static func isDayMonth(_ bytes: [UInt8]) -> Bool {
    let digits = bytes.prefix(while: isDigit).count
    // Four for a year before a month, as in `2010jun`.
    guard digits > 0, digits <= 4 else { return false }
    let rest = String(decoding: bytes[digits...], as: UTF8.self)
    return months.contains(rest) || ordinalEndings.contains(rest)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private static let numbered = FileNameWords.lists.folded("numbered")
  private static let versionWords = FileNameWords.lists.folded("version-word")
  private static let copyWords = FileNameWords.lists.folded("copy")
  private static let states = FileNameWords.lists.folded("state")
  private static let languageCodes = FileNameWords.lists.folded("language-code")
  private static let extensions = FileNameWords.lists.folded("extension")

  /// The words between "copy" and the name, as in "copy of".
  private static let copyLinks = Set(
    FileNameWords.lists.folded("copy-of").compactMap { $0.split(separator: " ").dropFirst().last }
      .map(String.init))

  /// French and Spanish abbreviations are left out: "mar", "oct" and "ago" are parts of other words there.
  private static let months = MonthNames.folded(in: ["en", "de"], abbreviated: true)
    .union(MonthNames.folded(in: ["fr", "es"], abbreviated: false))

  private static let ordinalEndings = Set(MonthNames.ordinalEndings)
}
