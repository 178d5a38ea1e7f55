/// The one analyzer that labels, documents and queries share: folding and token boundaries.
///
/// Hot loops use `TokenScanner`; labels and queries are short and take arrays of `Token`.
package enum Analyzer {
  /// The version of folding and boundaries, written into every compiled artefact.
  package static let version: UInt32 = 2

  /// Cuts a string into tokens.
  package static func tokens(of text: String) -> [Token] {
    let bytes = text.utf8Span
    return tokens(of: bytes.span)
  }

  /// Cuts bytes into tokens; invalid UTF-8 separates.
  package static func tokens(of bytes: [UInt8]) -> [Token] {
    tokens(of: bytes.span)
  }

  /// Cuts bytes that are lent into tokens; invalid UTF-8 separates.
  package static func tokens(of bytes: Span<UInt8>) -> [Token] {
    var scanner = TokenScanner(bytes)
    var tokens: [Token] = []
    var folded: [UInt8] = []
    var previousEnd = 0
    var previousLength = 0
    while let found = scanner.next() {
      folded.removeAll(keepingCapacity: true)
      scanner.appendFolded(found, to: &folded)
      tokens.append(
        Token(
          text: String(decoding: folded, as: UTF8.self),
          range: found.start..<found.end,
          key: found.key,
          flags: scanner.flags(of: found),
          separation: scanner.separation(
            from: previousEnd, to: found.start, previousLength: previousLength)))
      previousEnd = found.end
      previousLength = found.end - found.start
    }
    return tokens
  }

  /// The canonical form of a label: its folded tokens with one blank between them.
  ///
  /// Two labels with the same form differ in case, diacritics, width, punctuation or spacing only.
  /// Empty for a label without letters and digits.
  package static func fold(_ text: String) -> String {
    tokens(of: text).map(\.text).joined(separator: " ")
  }
}

/// A token of a label or a query.
package struct Token: Sendable, Hashable {
  /// The folded form.
  package let text: String

  /// The bytes of the original UTF-8 that it covers.
  package let range: Range<Int>

  /// The key of the folded form.
  package let key: TokenKey

  /// What the surface looks like.
  package let flags: TokenFlags

  /// What stands before it; `paragraph` for the first one.
  package let separation: TokenSeparation
}
