internal import XMLReading

/// Reads the tags of an XML document one after another.
struct XMLOutlineParser {
  private let bytes: [UInt8]
  private var position = 0
  private var elements: [XMLOutline.Element] = []
  private var open: [Int] = []

  private static let depthLimit = 256
  private static let attributeLimit = 256
  private static let elementLimit = 200_000
  private static let xmlNamespace = "http://www.w3.org/XML/1998/namespace"

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  mutating func parse() throws(XMLOutline.Failure) -> [XMLOutline.Element] {
    while let start = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
      if open.isEmpty, !bytes[position..<start].allSatisfy(XMLOutline.isSpace) {
        throw .malformed(offset: position)
      }
      position = start
      if starts("<!--") {
        try skip(past: "-->")
      } else if starts("<![CDATA[") {
        guard !open.isEmpty else { throw .malformed(offset: start) }
        try skip(past: "]]>")
      } else if starts("<!") {
        // A DOCTYPE may define entities, so that text does not stand where it is read.
        throw .doctype(offset: start)
      } else if starts("<?") {
        try skip(past: "?>")
      } else if starts("</") {
        try endTag()
      } else {
        try startTag()
      }
    }
    guard open.isEmpty, bytes[position...].allSatisfy({ XMLOutline.isSpace($0) || $0 == 0 }) else {
      throw .malformed(offset: position)
    }
    guard !elements.isEmpty else { throw .noRoot }
    return elements
  }

  /// The text of a range that holds no elements.
  static func text(_ bytes: [UInt8], _ range: Range<Int>) -> String {
    var result = ""
    var position = range.lowerBound
    while position < range.upperBound {
      let rest = bytes[position..<range.upperBound]
      guard let mark = rest.firstIndex(of: UInt8(ascii: "<")) else {
        return result + XMLText.unescaped(rest)
      }
      result += XMLText.unescaped(bytes[position..<mark])
      let tail = bytes[mark..<range.upperBound]
      let isData = tail.starts(with: Array("<![CDATA[".utf8))
      let terminator = isData ? "]]>" : tail.starts(with: Array("<!--".utf8)) ? "-->" : ">"
      let end = ByteSearch.first(Array(terminator.utf8), in: bytes, mark..<range.upperBound)
      guard let end else { return result }
      if isData { result += String(decoding: bytes[(mark + 9)..<end], as: UTF8.self) }
      position = end + terminator.utf8.count
    }
    return result
  }

  private func starts(_ text: String) -> Bool {
    bytes[position...].starts(with: text.utf8)
  }

  private mutating func skip(past terminator: String) throws(XMLOutline.Failure) {
    let wanted = Array(terminator.utf8)
    guard let end = ByteSearch.first(wanted, in: bytes, (position + 2)..<bytes.count) else {
      throw .malformed(offset: position)
    }
    position = end + wanted.count
  }

  private mutating func endTag() throws(XMLOutline.Failure) {
    let start = position
    position += 2
    let name = name()
    skipSpace()
    guard let index = open.popLast(), elements[index].qualifiedName == name,
      position < bytes.count, bytes[position] == UInt8(ascii: ">")
    else { throw .malformed(offset: start) }
    position += 1
    elements[index].endTag = start..<position
  }

  private mutating func startTag() throws(XMLOutline.Failure) {
    let start = position
    guard open.count < Self.depthLimit else { throw .tooDeep }
    guard elements.count < Self.elementLimit else { throw .tooManyElements }
    guard !open.isEmpty || elements.isEmpty else { throw .malformed(offset: start) }
    position += 1
    let name = name()
    guard !name.isEmpty else { throw .malformed(offset: start) }
    var attributes: [XMLOutline.Attribute] = []
    var isEmpty = false
    while true {
      let before = position
      skipSpace()
      guard position < bytes.count else { throw .malformed(offset: start) }
      if bytes[position] == UInt8(ascii: ">") { break }
      if bytes[position] == UInt8(ascii: "/") {
        isEmpty = true
        position += 1
        guard position < bytes.count, bytes[position] == UInt8(ascii: ">") else {
          throw .malformed(offset: start)
        }
        break
      }
      guard position > before, attributes.count < Self.attributeLimit else {
        throw .malformed(offset: position)
      }
      attributes.append(try attribute())
    }
    position += 1
    try add(name, attributes, start..<position, isEmpty)
  }

  private mutating func add(
    _ name: String, _ attributes: [XMLOutline.Attribute], _ range: Range<Int>, _ isEmpty: Bool
  ) throws(XMLOutline.Failure) {
    var bindings = open.last.map { elements[$0].bindings } ?? ["xml": Self.xmlNamespace]
    for attribute in attributes where attribute.prefix == "xmlns" || attribute.isDefaultDeclaration
    {
      bindings[attribute.prefix == "xmlns" ? attribute.local : ""] =
        XMLText.unescaped(bytes[attribute.value])
    }
    var resolved = attributes
    for index in resolved.indices
    where !resolved[index].prefix.isEmpty && resolved[index].prefix != "xmlns" {
      guard let namespace = bindings[resolved[index].prefix] else {
        throw .unboundPrefix(resolved[index].prefix)
      }
      resolved[index].namespace = namespace
    }
    let (prefix, local) = Self.split(name)
    guard let namespace = bindings[prefix] ?? (prefix.isEmpty ? "" : nil) else {
      throw .unboundPrefix(prefix)
    }
    elements.append(
      XMLOutline.Element(
        prefix: prefix, local: local, namespace: namespace, parent: open.last,
        attributes: resolved, startTag: range, endTag: nil, bindings: bindings))
    if !isEmpty { open.append(elements.count - 1) }
  }

  private mutating func attribute() throws(XMLOutline.Failure) -> XMLOutline.Attribute {
    let start = position
    let (prefix, local) = Self.split(name())
    skipSpace()
    guard !local.isEmpty, position < bytes.count, bytes[position] == UInt8(ascii: "=") else {
      throw .malformed(offset: start)
    }
    position += 1
    skipSpace()
    guard position < bytes.count, bytes[position] == 0x22 || bytes[position] == 0x27,
      let end = bytes[(position + 1)...].firstIndex(of: bytes[position])
    else { throw .malformed(offset: start) }
    let value = (position + 1)..<end
    guard !bytes[value].contains(UInt8(ascii: "<")) else { throw .malformed(offset: start) }
    position = end + 1
    return XMLOutline.Attribute(prefix: prefix, local: local, namespace: "", value: value)
  }

  private mutating func name() -> String {
    let start = position
    while position < bytes.count, Self.isNameByte(bytes[position]) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func skipSpace() {
    while position < bytes.count, XMLOutline.isSpace(bytes[position]) { position += 1 }
  }

  private static func split(_ name: String) -> (prefix: String, local: String) {
    guard let colon = name.firstIndex(of: ":") else { return ("", name) }
    return (String(name[..<colon]), String(name[name.index(after: colon)...]))
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x3A, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x80...: true
    default: false
    }
  }
}

extension XMLOutline.Attribute {
  fileprivate var isDefaultDeclaration: Bool { prefix.isEmpty && local == "xmlns" }
}

/// Searching bytes.
enum ByteSearch {
  /// The first place of `needle` in a range of `bytes`.
  ///
  /// Steps by the needle's length where its last byte's neighbor allows. Source: Horspool,
  /// Practical fast searching in strings, 1980.
  static func first(_ needle: [UInt8], in bytes: [UInt8], _ range: Range<Int>) -> Int? {
    guard let last = needle.last, range.count >= needle.count else { return nil }
    var steps = [Int](repeating: needle.count, count: 256)
    for (index, byte) in needle.dropLast().enumerated() {
      steps[Int(byte)] = needle.count - 1 - index
    }
    var end = range.lowerBound + needle.count - 1
    while end < range.upperBound {
      let byte = bytes[end]
      if byte == last, bytes[(end - needle.count + 1)...].starts(with: needle) {
        return end - needle.count + 1
      }
      end += steps[Int(byte)]
    }
    return nil
  }

  /// The last place of `needle` in a range of `bytes`.
  static func last(_ needle: [UInt8], in bytes: [UInt8], _ range: Range<Int>) -> Int? {
    guard !needle.isEmpty, range.count >= needle.count else { return nil }
    var position = range.upperBound - needle.count
    while position >= range.lowerBound {
      if bytes[position] == needle[0], bytes[position...].starts(with: needle) { return position }
      position -= 1
    }
    return nil
  }
}
