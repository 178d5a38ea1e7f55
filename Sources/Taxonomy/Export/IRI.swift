/// What an IRI may be made of (RFC 3987; RDF 1.1 Turtle, `IRIREF`).
enum IRI {
  /// The first character that an IRI may not have, or a `%` that no two hexadecimal digits follow.
  static func fault(in iri: some StringProtocol) -> Unicode.Scalar? {
    let scalars = Array(iri.unicodeScalars)
    let places = Places(scalars)
    let first = scalars.indices.first {
      isFaulty($0, in: scalars) || places.isMisplaced($0, in: scalars)
    }
    return first.map { scalars[$0] }
  }

  /// The IRI with what it may not have written as `%` and two hexadecimal digits.
  static func encoded(_ iri: String) -> String {
    let places = Places(Array(iri.unicodeScalars))
    return encoded(iri) { isFaulty($0, in: $1) || places.isMisplaced($0, in: $1) }
  }

  /// The IRI with what the grammar of Turtle does not take written so; the rest stays as it is.
  static func encodedForTurtle(_ iri: String) -> String { encoded(iri, where: isFaulty) }

  private static func encoded(
    _ iri: String, where isFaulty: (Int, [Unicode.Scalar]) -> Bool
  ) -> String {
    let scalars = Array(iri.unicodeScalars)
    var result = ""
    for (index, scalar) in scalars.enumerated() {
      guard isFaulty(index, scalars) else {
        result.unicodeScalars.append(scalar)
        continue
      }
      for byte in String(scalar).utf8 {
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.utf8.count < 2 ? "0" : "") + digits
      }
    }
    return result
  }

  /// Where the parts of an IRI are in which a character may stand that may not elsewhere.
  private struct Places {
    /// The host and port, in which an address of IPv6 has brackets.
    private let authority: Range<Int>
    /// The `#` before the fragment, of which there is one.
    private let fragment: Int?
    private let query: Range<Int>
    private let hasAddress: Bool

    init(_ scalars: [Unicode.Scalar]) {
      let end = scalars.endIndex
      fragment = scalars.firstIndex(of: "#")
      let path = fragment ?? end
      query = (scalars[..<path].firstIndex(of: "?") ?? path)..<path
      let colon = scalars[..<query.lowerBound].firstIndex(of: ":") ?? end
      let hasAuthority = end - colon > 2 && scalars[colon + 1] == "/" && scalars[colon + 2] == "/"
      let start = hasAuthority ? min(colon + 3, query.lowerBound) : query.lowerBound
      authority =
        start..<(scalars[start..<query.lowerBound].firstIndex(of: "/") ?? query.lowerBound)
      let brackets = scalars[authority].filter { $0 == "[" || $0 == "]" }
      hasAddress = brackets == ["[", "]"]
    }

    /// Whether a character may stand in an IRI, but not there.
    func isMisplaced(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
      switch scalars[index] {
      case "#": index != fragment
      case "[", "]": !(hasAddress && authority.contains(index))
      // What turns the direction of writing hides what an IRI is; private characters mean nothing.
      case "\u{200E}", "\u{200F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": true
      case "\u{E000}"..."\u{F8FF}", "\u{F0000}"..."\u{10FFFF}": !query.contains(index)
      default: false
      }
    }
  }

  private static func isFaulty(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    let scalar = scalars[index]
    switch scalar {
    case "<", ">", "\"", "{", "}", "|", "^", "`", "\\": return true
    case "%":
      let digits = scalars[(index + 1)...].prefix(2)
      return digits.count < 2 || !digits.allSatisfy { $0.isASCII && Character($0).isHexDigit }
    default: return scalar.value <= 0x20 || (0x7F...0xA0).contains(scalar.value)
    }
  }
}
