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

  /// The one way to write an IRI by which two that mean the same are known (RFC 3986, 6.2.2): what it may
  /// not have is encoded, what need not be is not, and scheme and host are in small letters.
  static func normalized(_ iri: String) -> String {
    let source = Array(encoded(iri).utf8)
    var bytes: [UInt8] = []
    var index = 0
    while index < source.count {
      guard source[index] == UInt8(ascii: "%"), index + 2 < source.count,
        let byte = UInt8(String(decoding: source[index + 1...index + 2], as: UTF8.self), radix: 16)
      else {
        bytes.append(source[index])
        index += 1
        continue
      }
      // Reserved characters mean something else when they are encoded: `%2F` is no `/`.
      if byte >= 0x80 || isUnreserved(byte) {
        bytes.append(byte)
      } else {
        // Digits of an encoded byte are in capitals (RFC 3986, 6.2.2.1).
        let digits = source[index...index + 2].map { (97...102).contains($0) ? $0 - 32 : $0 }
        bytes.append(contentsOf: digits)
      }
      index += 3
    }
    let colon = bytes.firstIndex(of: UInt8(ascii: ":")) ?? 0
    let hasHost = bytes[colon...].starts(with: Array("://".utf8))
    let path =
      hasHost ? bytes[(colon + 3)...].firstIndex { [0x2F, 0x3F, 0x23].contains($0) } : colon
    for place in bytes[..<(path ?? bytes.count)].indices where (65...90).contains(bytes[place]) {
      bytes[place] += 32
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Letters, digits, `-`, `.`, `_` and `~`, which mean the same encoded or not (RFC 3986, 2.3).
  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
    default: false
    }
  }

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
