internal import XMLReading

/// Writes well-formed, indented XML as UTF-8.
struct XMLWriter {
  private(set) var bytes: [UInt8] = []
  private var openNames: [String] = []

  /// Begins the document with its declaration.
  init() {
    append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
  }

  /// Opens an element that holds elements.
  mutating func open(_ name: String, _ attributes: [(String, String)] = []) {
    startTag(name, attributes)
    append(">\n")
    openNames.append(name)
  }

  /// Closes the element that was opened last.
  mutating func close() {
    guard let name = openNames.popLast() else { return }
    indent()
    append("</\(name)>\n")
  }

  /// Writes an element with text, or an empty one.
  mutating func element(
    _ name: String, _ attributes: [(String, String)] = [], text: String? = nil
  ) {
    startTag(name, attributes)
    if let text {
      append(">")
      escape(text, inAttribute: false)
      append("</\(name)>\n")
    } else {
      append("/>\n")
    }
  }

  private mutating func startTag(_ name: String, _ attributes: [(String, String)]) {
    indent()
    append("<")
    append(name)
    for (key, value) in attributes {
      append(" \(key)=\"")
      escape(value, inAttribute: true)
      append("\"")
    }
  }

  private mutating func indent() {
    for _ in openNames { append("  ") }
  }

  private mutating func append(_ string: String) {
    bytes.append(contentsOf: string.utf8)
  }

  /// Escapes what XML gives a meaning; what it cannot hold at all becomes U+FFFD.
  private mutating func escape(_ text: String, inAttribute: Bool) {
    XMLText.append(
      text, in: inAttribute ? .attribute : .content, to: &bytes, replacement: "\u{FFFD}")
  }
}
