internal import XMLReading

/// The characters of the innermost element, for elements that hold one value.
struct ElementValue {
  private var bytes: [UInt8] = []

  /// What goes beyond is left out: no title, name or keyword is that long.
  private static let limit = 1 << 20

  /// Begins anew, as an element does.
  mutating func begin() { bytes.removeAll(keepingCapacity: true) }

  mutating func append(_ piece: XMLBytes) {
    if bytes.count + piece.count <= Self.limit { piece.append(to: &bytes) }
  }

  /// Ends the element; returns its characters.
  mutating func end() -> String {
    defer { begin() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
