/// The fields of a query or form (`application/x-www-form-urlencoded`), in their order.
package struct FormFields: Sendable, Equatable {
  /// The fields.
  package private(set) var fields: [Field] = []

  /// A name with its value.
  package struct Field: Sendable, Equatable {
    /// The name.
    package var name: String
    /// The value.
    package var value: String
  }

  /// More fields than any page or client sends are left out.
  private static let most = 1000

  /// Reads fields; what is not valid UTF-8 is repaired.
  package init(_ text: String) {
    for part in text.split(separator: "&").prefix(Self.most) {
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      fields.append(
        Field(
          name: Self.decoded(halves[0], plusIsBlank: true),
          value: halves.count > 1 ? Self.decoded(halves[1], plusIsBlank: true) : ""))
    }
  }

  /// Fields as they are.
  init(_ fields: [Field]) { self.fields = fields }

  /// The value of the first field of a name.
  package subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  /// The values of all fields of a name.
  package func all(_ name: String) -> [String] {
    fields.filter { $0.name == name }.map(\.value)
  }

  /// The fields as they stand in an address.
  var text: String {
    fields.map { "\(Self.field($0.name))=\(Self.field($0.value))" }.joined(separator: "&")
  }

  /// Text with `%41` and, in queries, `+` taken for what they stand for.
  static func decoded(_ text: Substring, plusIsBlank: Bool) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let high = digit(rest[rest.startIndex]), let low = digit(rest[rest.startIndex + 1])
      {
        bytes.append(high << 4 | low)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(plusIsBlank && byte == UInt8(ascii: "+") ? 0x20 : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// Text as it may stand anywhere in an address: all but letters, digits, `-`, `.`, `_` and `~` as `%41`.
  package static func encoded(_ text: String) -> String { encoded(text, isField: false) }

  /// Text as the name or value of a field: a blank as `+`, and what only has a meaning in paths as it is, which
  /// makes the many links of a page a tenth shorter.
  package static func field(_ text: String) -> String { encoded(text, isField: true) }

  private static func encoded(_ text: String, isField: Bool) -> String {
    var result: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.append(byte)
      case UInt8(ascii: "/") where isField, UInt8(ascii: ":") where isField: result.append(byte)
      case UInt8(ascii: " ") where isField: result.append(UInt8(ascii: "+"))
      default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
