internal import XMLReading

/// A small XML file or part of a document, to be changed at some places and kept at all others.
///
/// Inside, the bytes are UTF-8 or another superset of ASCII; a UTF-16 part is put into UTF-8 first
/// and back in the end, which is without loss.
struct XMLPart {
  /// How the bytes are encoded.
  enum Encoding: Equatable {
    case utf8
    case utf16(bigEndian: Bool)
    /// A superset of ASCII: what is added must be ASCII with character references.
    case other
  }

  /// The bytes that `outline` speaks of.
  let bytes: [UInt8]

  /// The elements.
  let outline: XMLOutline

  /// The changes collected so far.
  var edits = ByteEdits()

  private let encoding: Encoding

  /// The largest part that is changed; metadata parts have some kilobytes.
  static let limit = 16 << 20

  /// Reads the elements of `original`; `name` is for messages.
  init(_ original: [UInt8], name: String) throws(DocumentRefusal) {
    guard original.count <= Self.limit else {
      throw DocumentRefusal(.tooLarge, "'\(name)' has \(original.count) bytes")
    }
    let encoding = Self.encoding(of: original)
    if case .utf16(let bigEndian) = encoding {
      guard let converted = UTF16Text.utf8(original, bigEndian: bigEndian) else {
        throw DocumentRefusal(.damaged, "'\(name)' is not valid UTF-16")
      }
      bytes = converted
    } else {
      bytes = original
    }
    self.encoding = encoding
    do {
      outline = try XMLOutline(bytes)
    } catch {
      throw DocumentRefusal(.damaged, "'\(name)': \(error)")
    }
  }

  /// The part with the changes made, in its own encoding; `nil` if there are none.
  func changedBytes() throws(DocumentRefusal) -> [UInt8]? {
    guard !edits.isEmpty else { return nil }
    guard let changed = edits.applied(to: bytes) else {
      throw DocumentRefusal(.damaged, "changes of one XML part overlap")
    }
    guard changed != bytes else { return nil }
    // Read again as whoever opens the file will: a slip of ours must not reach it.
    guard (try? XMLOutline(changed)) != nil else {
      throw DocumentRefusal(.damaged, "the changed XML part would not be well-formed")
    }
    if case .utf16(let bigEndian) = encoding {
      return UTF16Text.utf16(changed, bigEndian: bigEndian)
    }
    return changed
  }

  /// `text` as character data or a quoted attribute value.
  func escaped(_ text: String) -> [UInt8] {
    XMLText.escaped(text, asciiOnly: encoding == .other)
  }

  /// The name's prefix with a colon, or nothing.
  static func qualified(_ prefix: String, _ local: String) -> String {
    prefix.isEmpty ? local : "\(prefix):\(local)"
  }

  private static func encoding(of bytes: [UInt8]) -> Encoding {
    // By the first bytes (XML 1.0, appendix F).
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0, 0x3C]) {
      return .utf16(bigEndian: true)
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0x3C, 0]) {
      return .utf16(bigEndian: false)
    }
    guard bytes.starts(with: Array("<?xml".utf8)),
      let end = bytes.firstIndex(of: UInt8(ascii: ">"))
    else { return .utf8 }
    let declaration = String(decoding: bytes[..<end], as: UTF8.self).lowercased()
    guard let label = declaration.range(ofText: "encoding") else { return .utf8 }
    return declaration[label.upperBound...].range(ofText: "utf-8") == nil ? .other : .utf8
  }
}

extension XMLPart {
  /// Gives an element another text.
  mutating func setText(_ text: String, of element: Int) {
    setContent(escaped(text), of: element)
  }

  /// Gives an element other content, written out.
  mutating func setContent(_ content: [UInt8], of element: Int) {
    let node = outline.elements[element]
    if node.isEmptyTag {
      expand(node, content)
    } else {
      edits.replace(node.content, with: content)
    }
  }

  /// Adds markup behind the last child of an element.
  mutating func append(_ markup: [UInt8], to element: Int) {
    let node = outline.elements[element]
    if node.isEmptyTag {
      expand(node, markup)
    } else {
      edits.insert(markup, at: indentedEnd(of: node))
    }
  }

  /// Takes an element out, with the blanks before it if it stands on lines of its own.
  mutating func remove(_ element: Int) {
    let node = outline.elements[element]
    var range = node.startTag.lowerBound..<(node.endTag?.upperBound ?? node.startTag.upperBound)
    var before = range.lowerBound
    while before > 0, XMLOutline.isSpace(bytes[before - 1]) { before -= 1 }
    if before > 0, bytes[before - 1] == UInt8(ascii: ">"),
      range.upperBound < bytes.count, XMLOutline.isSpace(bytes[range.upperBound])
    {
      range = before..<range.upperBound
    }
    edits.replace(range, with: [])
  }

  /// Gives an attribute another value.
  mutating func setValue(_ value: String, of attribute: XMLOutline.Attribute) {
    edits.replace(attribute.value, with: escaped(value))
  }

  /// The blanks that stand before the first child of an element, to begin a new child with.
  func indentation(in element: Int) -> [UInt8] {
    let node = outline.elements[element]
    guard !node.isEmptyTag, let child = outline.children(of: element).first else { return [] }
    let blanks = bytes[node.startTag.upperBound..<outline.elements[child].startTag.lowerBound]
    return blanks.allSatisfy(XMLOutline.isSpace) ? Array(blanks) : []
  }

  /// The place behind the last child, before the blanks that lead to the end tag.
  private func indentedEnd(of node: XMLOutline.Element) -> Int {
    var place = node.content.upperBound
    while place > node.content.lowerBound, XMLOutline.isSpace(bytes[place - 1]) { place -= 1 }
    guard place > node.content.lowerBound, bytes[place - 1] == UInt8(ascii: ">") else {
      return node.content.upperBound
    }
    return place
  }

  /// Turns `<a/>` into `<a>…</a>`; the second time, adds to it.
  private mutating func expand(_ node: XMLOutline.Element, _ content: [UInt8]) {
    let slash = (node.startTag.upperBound - 2)..<node.startTag.upperBound
    let end = Array("</\(node.qualifiedName)>".utf8)
    if let earlier = edits.replacements.first(where: { $0.range == slash }) {
      edits = ByteEdits(edits.replacements.filter { $0.range != slash })
      edits.replace(slash, with: Array(earlier.bytes.dropLast(end.count)) + content + end)
    } else {
      edits.replace(slash, with: [UInt8(ascii: ">")] + content + end)
    }
  }
}

extension ByteEdits {
  fileprivate init(_ replacements: [Replacement]) {
    self.init()
    for replacement in replacements { replace(replacement.range, with: replacement.bytes) }
  }
}
