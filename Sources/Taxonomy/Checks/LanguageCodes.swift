internal import Knowledge

/// The codes of languages, as `language-codes.tsv` has them.
enum LanguageCodes {
  /// Whether a primary subtag of a language tag, in lower case, is a code of a language.
  static func contains(_ code: Substring) -> Bool {
    switch code.utf8.count {
    case 2, 3:
      // From qaa to qtz they are for private use.
      codes.contains(String(code)) || code.utf8.count == 3 && ("qaa"..."qtz").contains(String(code))
    default: false
    }
  }

  private static let codes: Set<String> = {
    var codes: Set<String> = []
    for line in ResourceLines(PackageResources.language_codes_tsv) {
      codes.formUnion(
        line.split(separator: 9).dropFirst().joined()
          .split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) })
    }
    return codes
  }()
}
