internal import Knowledge
internal import TextAnalysis

/// Recognises what people glue onto a label: dates, versions, numbers, states, copies, language
/// codes and file extensions.
struct Decorations {
  /// For each token whether it is a decoration.
  ///
  /// A token alone never is: "2009" or "Final" may be all a label has.
  let flags: [Bool]

  /// Whether each token is a decoration wherever it stands beside others.
  let isAll: Bool

  /// The decorations of a text's tokens.
  init(of tokens: [Token], in text: String) {
    let kinds = tokens.map { Self.kinds[$0.text] ?? [] }
    let own = tokens.indices.map { Self.isDecoration(tokens[$0], kinds[$0]) }
    isAll = own.allSatisfy { $0 }
    let flags = tokens.count > 1 ? Self.flags(of: tokens, kinds, own, in: text) : own
    // Where everything is decoration, it is the name: "Final draft 2" is a kind of document in some vocabularies.
    self.flags = flags.contains(false) ? flags : [Bool](repeating: false, count: tokens.count)
  }

  private static func flags(
    of tokens: [Token], _ kinds: [Kinds], _ own: [Bool], in text: String
  ) -> [Bool] {
    var flags = own
    let bytes = text.utf8
    for index in tokens.indices where !kinds[index].isEmpty {
      let kind = kinds[index]
      let before = index > 0 ? tokens[index - 1] : nil
      let after = index + 1 < tokens.count ? tokens[index + 1] : nil
      if index == tokens.count - 1, let before, kind.contains(.fileExtension),
        before.range.upperBound + 1 == tokens[index].range.lowerBound,
        bytes[bytes.index(bytes.startIndex, offsetBy: before.range.upperBound)] == 0x2E
      {
        flags[index] = true
      }
      // "May report" is not of May, "report May 2010" is.
      if kind.contains(.month) {
        flags[index] = [before, after].contains { $0?.flags.contains(.hasDigit) ?? false }
      }
      if kind.contains(.version), let after, after.flags.contains(.hasDigit) {
        flags[index] = true
      }
      if kind.contains(.copyLink), index > 0, kinds[index - 1].contains(.copy) {
        flags[index] = true
      }
      if kind.contains(.language), index > 0 {
        let isMarked =
          tokens[index].flags.contains(.allCapitals) || tokens[index].separation > .soft
          || index == tokens.count - 1 && text.contains("_")
        if isMarked { flags[index] = true }
      }
    }
    return flags
  }

  /// Whether a token is a decoration wherever it stands beside others.
  private static func isDecoration(_ token: Token, _ kinds: Kinds) -> Bool {
    if kinds.contains(.state) || kinds.contains(.copy) { return true }
    guard token.flags.contains(.hasDigit) else { return false }
    let bytes = Array(token.text.utf8)
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

  /// What a word may be that is glued on.
  private struct Kinds: OptionSet {
    let rawValue: UInt8
    static let version = Kinds(rawValue: 1)
    static let copy = Kinds(rawValue: 2)
    static let state = Kinds(rawValue: 4)
    static let language = Kinds(rawValue: 8)
    static let fileExtension = Kinds(rawValue: 16)
    static let copyLink = Kinds(rawValue: 32)
    static let month = Kinds(rawValue: 64)
  }

  /// One look for each word in place of one for each list.
  private static let kinds = Kinds.byWord([
    (FileNameWords.lists.folded("version-word"), .version),
    (FileNameWords.lists.folded("copy"), .copy), (FileNameWords.lists.folded("state"), .state),
    (FileNameWords.lists.folded("language-code"), .language),
    (FileNameWords.lists.folded("extension"), .fileExtension), (copyLinks, .copyLink),
    (months, .month),
  ])

  /// The words between "copy" and the name, as in "copy of".
  private static let copyLinks = Set(
    FileNameWords.lists.folded("copy-of").compactMap { $0.split(separator: " ").dropFirst().last }
      .map(String.init))

  /// French and Spanish abbreviations are left out: "mar", "oct" and "ago" are parts of other words there.
  private static let months = MonthNames.folded(in: ["en", "de"], abbreviated: true)
    .union(MonthNames.folded(in: ["fr", "es"], abbreviated: false))

  private static let ordinalEndings = Set(MonthNames.ordinalEndings)
}
