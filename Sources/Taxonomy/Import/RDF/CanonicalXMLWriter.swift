internal import XMLReading

/// Writes the content of an XML literal as exclusive canonical XML with comments.
///
/// Source: W3C Exclusive XML Canonicalization 1.0, which RDF/XML prescribes in section 7.2.17.
struct CanonicalXMLWriter {
  private(set) var bytes: [UInt8] = []
  private var rendered: [(prefix: [UInt8], uri: [UInt8])] = []
  private var marks: [Int] = []

  mutating func start(_ element: XMLStartTag) {
    marks.append(rendered.count)
    var used: [(prefix: [UInt8], uri: [UInt8])] = []
    func use(_ prefix: [UInt8], _ uri: [UInt8]) {
      if !used.contains(where: { $0.prefix == prefix }) { used.append((prefix, uri)) }
    }
    use(element.prefix.array, element.namespaceURI.array)
    for attribute in element.attributes where !attribute.prefix.isEmpty {
      use(attribute.prefix.array, attribute.namespaceURI.array)
    }
    bytes.append(UInt8(ascii: "<"))
    appendName(element.prefix, element.localName)
    used.sort { $0.prefix.lexicographicallyPrecedes($1.prefix) }
    // The prefix `xml` is bound by itself (Namespaces in XML, 3).
    for (prefix, uri) in used where !prefix.elementsEqual("xml".utf8) { declare(prefix, uri) }
    let attributes = element.attributes.map { ($0.namespaceURI.array, $0.localName.array, $0) }
    for (_, _, attribute) in attributes.sorted(by: {
      $0.0 == $1.0 ? $0.1.lexicographicallyPrecedes($1.1) : $0.0.lexicographicallyPrecedes($1.0)
    }) {
      bytes.append(UInt8(ascii: " "))
      appendName(attribute.prefix, attribute.localName)
      bytes += Array("=\"".utf8)
      for byte in attribute.value.array { escape(byte, inAttribute: true) }
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: ">"))
  }

  mutating func end(_ element: XMLEndTag) {
    bytes += Array("</".utf8)
    appendName(element.prefix, element.localName)
    bytes.append(UInt8(ascii: ">"))
    if let mark = marks.popLast() { rendered.removeSubrange(mark...) }
  }

  mutating func text(_ text: XMLBytes) {
    for byte in text.array { escape(byte, inAttribute: false) }
  }

  mutating func comment(_ text: XMLBytes) {
    bytes += Array("<!--".utf8)
    text.append(to: &bytes)
    bytes += Array("-->".utf8)
  }

  mutating func instruction(_ target: XMLBytes, _ data: XMLBytes) {
    bytes += Array("<?".utf8)
    target.append(to: &bytes)
    if !data.isEmpty { bytes.append(UInt8(ascii: " ")) }
    data.append(to: &bytes)
    bytes += Array("?>".utf8)
  }

  private mutating func declare(_ prefix: [UInt8], _ uri: [UInt8]) {
    let known = rendered.last { $0.prefix == prefix }?.uri ?? []
    // Only what is not in force already is declared (exclusive canonical XML, 3).
    guard known != uri else { return }
    rendered.append((prefix, uri))
    bytes += Array(" xmlns".utf8)
    if !prefix.isEmpty { bytes += [UInt8(ascii: ":")] + prefix }
    bytes += Array("=\"".utf8)
    for byte in uri { escape(byte, inAttribute: true) }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func appendName(_ prefix: XMLBytes, _ local: XMLBytes) {
    if !prefix.isEmpty {
      prefix.append(to: &bytes)
      bytes.append(UInt8(ascii: ":"))
    }
    local.append(to: &bytes)
  }

  private mutating func escape(_ byte: UInt8, inAttribute: Bool) {
    switch (byte, inAttribute) {
    case (UInt8(ascii: "&"), _): bytes += Array("&amp;".utf8)
    case (UInt8(ascii: "<"), _): bytes += Array("&lt;".utf8)
    case (UInt8(ascii: ">"), false): bytes += Array("&gt;".utf8)
    case (UInt8(ascii: "\""), true): bytes += Array("&quot;".utf8)
    case (0x09, true): bytes += Array("&#x9;".utf8)
    case (0x0A, true): bytes += Array("&#xA;".utf8)
    case (0x0D, _): bytes += Array("&#xD;".utf8)
    default: bytes.append(byte)
    }
  }
}
