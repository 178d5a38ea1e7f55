/// Language tags (BCP 47, RFC 5646 section 2.1).
enum LanguageTag {
  /// Whether a tag is well-formed and its primary subtag is the code of a language.
  static func isValid(_ tag: String) -> Bool {
    guard isWellFormed(tag) else { return false }
    let primary = tag.prefix { $0 != "-" }
    return primary.utf8.count == 1 || LanguageCodes.contains(primary)
  }

  /// The tag as it is written by convention (RFC 5646, section 2.1.1): `zh-Hant-TW`.
  static func conventional(_ tag: String) -> String {
    guard tag.utf8.contains(UInt8(ascii: "-")) else { return tag }
    var afterSingleton = false
    let subtags = tag.split(separator: "-", omittingEmptySubsequences: false).enumerated()
    return subtags.map { index, subtag in
      // Behind a singleton are extensions and private use, which keep small letters.
      defer { if subtag.utf8.count == 1 { afterSingleton = true } }
      guard index > 0, !afterSingleton else { return String(subtag) }
      switch subtag.utf8.count {
      case 2: return subtag.uppercased()
      case 4 where subtag.utf8.allSatisfy(isLetter):
        return subtag.prefix(1).uppercased() + subtag.dropFirst()
      default: return String(subtag)
      }
    }.joined(separator: "-")
  }

  /// Whether a tag has a primary subtag of letters and further subtags of up to eight characters.
  static func isWellFormed(_ tag: String) -> Bool {
    let subtags = tag.split(separator: "-", omittingEmptySubsequences: false)
    guard let primary = subtags.first, let last = subtags.last else { return false }
    let isPrivate = primary == "x" || primary == "i"
    // A singleton needs a subtag behind it (RFC 5646, 2.2.6).
    guard isPrivate ? subtags.count > 1 : (2...8).contains(primary.utf8.count),
      primary.utf8.allSatisfy(isLetter), last.utf8.count > 1 || isPrivate || last == primary
    else { return false }
    return subtags.dropFirst().allSatisfy { subtag in
      (1...8).contains(subtag.utf8.count) && subtag.utf8.allSatisfy { isLetter($0) || isDigit($0) }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
