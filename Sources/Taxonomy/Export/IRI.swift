/// What an IRI may be made of (RFC 3987; RDF 1.1 Turtle, `IRIREF`).
enum IRI {
  /// The first character that an IRI may not have, or a `%` that no two hexadecimal digits follow.
  static func fault(in iri: some StringProtocol) -> Unicode.Scalar? {
    let scalars = Array(iri.unicodeScalars)
    return scalars.indices.first { isFaulty($0, in: scalars) }.map { scalars[$0] }
  }

  /// The IRI with what it may not have written as `%` and two hexadecimal digits.
  static func encoded(_ iri: String) -> String {
    guard fault(in: iri) != nil else { return iri }
    let scalars = Array(iri.unicodeScalars)
    var result = ""
    for (index, scalar) in scalars.enumerated() {
      guard isFaulty(index, in: scalars) else {
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
