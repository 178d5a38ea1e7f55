internal import XMLReading

/// Writes tags into the head of an HTML file: `meta` elements for keywords, document type, facets.
///
/// What is added is ASCII, other characters as references, so the file's encoding does not matter
/// as long as it extends ASCII.
struct HTMLWriting {
  private let bytes: [UInt8]
  private let request: TagRequest
  private let head: HTMLHead
  private var edits = ByteEdits()
  private var additions: [[UInt8]] = []

  /// The change of the file; empty if everything stands there already.
  static func edits(_ bytes: [UInt8], _ request: TagRequest) throws(DocumentRefusal) -> ByteEdits {
    guard !bytes.contains(0) else {
      throw DocumentRefusal(.unsupportedFormat, "the markup has NUL bytes, as UTF-16 has")
    }
    var writing = HTMLWriting(bytes, request)
    writing.editKeywords()
    writing.editFacets()
    writing.insertAdditions()
    return writing.edits
  }

  private init(_ bytes: [UInt8], _ request: TagRequest) {
    self.bytes = bytes
    self.request = request
    head = HTMLHead(bytes)
  }

  private mutating func editKeywords() {
    // Some readers take the last list, others join them: the last one is the one to change.
    let existing = head.metas.last { $0.name?.lowercased() == "keywords" && $0.content != nil }
    let current = existing?.content.map { XMLText.unescaped(bytes[$0]) } ?? ""
    var list = KeywordText(current)
    list.apply(request)
    guard list.text != current else { return }
    if let existing {
      set(list.text, in: existing)
    } else {
      add("keywords", list.text)
    }
  }

  private mutating func editFacets() {
    for property in request.properties {
      if isSaid(property) { continue }
      let name = FacetProperties.markupName(ofFacet: property.facet)
      edit(name) { _, current in property.change(from: current) }
    }
    edit("DC.type") { request, current in request.categoryChange(from: current) }
  }

  /// Whether the author says in an element of another name, such as `product`, what stays as it is, and Parlance has
  /// said nothing yet.
  ///
  /// What it added would be a second value of the same property, and count as the author's from then on.
  private func isSaid(_ property: TagRequest.Property) -> Bool {
    let own = FacetProperties.markupName(ofFacet: property.facet).lowercased()
    let values = head.metas.filter { $0.content != nil }
    guard !values.contains(where: { $0.name?.lowercased() == own }) else { return false }
    return values.contains { meta in
      guard let name = meta.name, let content = meta.content,
        let local = name.split(separator: ":").last,
        FacetProperties.facet(ofProperty: String(local), among: [property.facet]) != nil,
        case .keep = property.change(from: XMLText.unescaped(bytes[content]))
      else { return false }
      return true
    }
  }

  private mutating func edit(
    _ name: String, _ change: (TagRequest, String?) -> TagRequest.PropertyChange
  ) {
    let existing = head.metas.first {
      $0.name?.lowercased() == name.lowercased() && $0.content != nil
    }
    let current = existing?.content.map { XMLText.unescaped(bytes[$0]) }
    switch change(request, current) {
    case .keep: return
    case .remove:
      if let existing { edits.replace(wholeLine(existing.tag), with: []) }
    case .set(let value):
      if let existing {
        set(value, in: existing)
      } else {
        add(name, value)
      }
    }
  }

  private mutating func set(_ value: String, in meta: HTMLHead.Meta) {
    guard let range = meta.content else { return }
    // A value without quotes would end at the first blank of the new one.
    let quote: [UInt8] = meta.isQuoted ? [] : [UInt8(ascii: "\"")]
    edits.replace(range, with: quote + XMLText.escaped(value, asciiOnly: true) + quote)
  }

  private mutating func add(_ name: String, _ value: String) {
    let text = "<meta name=\"\(name)\" content=\""
    additions.append(
      Array(text.utf8) + XMLText.escaped(value, asciiOnly: true) + Array("\"/>".utf8))
  }

  /// Puts the new elements on lines of their own, indented like the line they come before.
  private mutating func insertAdditions() {
    guard !additions.isEmpty else { return }
    let newline = Array((head.usesCRLF ? "\r\n" : "\n").utf8)
    var start = head.insertion
    while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    let isLineStart = start == 0 || bytes[start - 1] == 0x0A
    guard isLineStart else {
      edits.insert(additions.flatMap { newline + $0 }, at: head.insertion)
      return
    }
    let indentation = bytes[start..<head.insertion]
    edits.insert(additions.flatMap { indentation + $0 + newline }, at: start)
  }

  /// A tag with the line end behind it, if it is all that stands on its line.
  private func wholeLine(_ tag: Range<Int>) -> Range<Int> {
    let atLineStart = tag.lowerBound == 0 || bytes[tag.lowerBound - 1] == UInt8(ascii: "\n")
    guard atLineStart else { return tag }
    var end = tag.upperBound
    if end < bytes.count, bytes[end] == UInt8(ascii: "\r") { end += 1 }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "\n") else { return tag }
    return tag.lowerBound..<(end + 1)
  }
}

/// The `meta` elements of an HTML file, and where new ones may stand.
struct HTMLHead {
  /// A `meta` element.
  struct Meta {
    let tag: Range<Int>
    let name: String?
    /// The value of `content`, between the quotes if there are such; `nil` without the attribute.
    let content: Range<Int>?
    let isQuoted: Bool
  }

  /// The elements before the body, in order.
  private(set) var metas: [Meta] = []

  /// Where new elements go: before the end of the head, else where a head would begin.
  private(set) var insertion = 0

  /// Whether lines end with carriage return and line feed.
  let usesCRLF: Bool

  private let bytes: [UInt8]

  /// Scans the markup up to the body.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let end = bytes.firstIndex(of: UInt8(ascii: "\n"))
    usesCRLF = end.map { $0 > 0 && bytes[$0 - 1] == UInt8(ascii: "\r") } ?? false
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { insertion = 3 }
    scan()
  }

  private mutating func scan() {
    var position = insertion
    var headEnd: Int?
    scanning: while let start = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
      let tag = HTMLTag(bytes, at: start)
      position = tag.range.upperBound
      switch tag.name {
      case "!", "?", "html", "head": insertion = tag.range.upperBound
      case "meta":
        let content = tag.value("content")
        metas.append(
          Meta(
            tag: tag.range, name: tag.text("name"), content: content?.range,
            isQuoted: content?.isQuoted ?? false))
      case "/head":
        headEnd = start
        break scanning
      case "body", "frameset": break scanning
      // What looks like a tag in there is none.
      case "script", "style", "title", "noscript", "textarea":
        position = HTMLTag.end(of: tag.name, in: bytes, from: position)
      default: continue
      }
    }
    // Without an end of the head: behind the last `meta`, so that a character set stays in front.
    if let place = headEnd ?? metas.last?.tag.upperBound { insertion = place }
  }
}

/// A tag, comment or declaration of HTML.
struct HTMLTag {
  /// The name in lower case, with `/` for an end tag; `!` for a comment or DOCTYPE, `?` for an
  /// instruction, empty for a bare `<`.
  let name: String

  /// The place with its brackets.
  let range: Range<Int>

  private let bytes: [UInt8]
  private var attributes: [(name: String, value: Range<Int>, isQuoted: Bool)] = []

  /// Reads what begins with the `<` at `start`.
  init(_ bytes: [UInt8], at start: Int) {
    self.bytes = bytes
    var position = start + 1
    guard position < bytes.count else {
      name = ""
      range = start..<bytes.count
      return
    }
    if bytes[position] == UInt8(ascii: "!") || bytes[position] == UInt8(ascii: "?") {
      name = String(decoding: [bytes[position]], as: UTF8.self)
      let isComment = bytes[position...].starts(with: Array("!--".utf8))
      let terminator = Array((isComment ? "-->" : ">").utf8)
      let end = ByteSearch.first(terminator, in: bytes, position..<bytes.count)
      range = start..<(end.map { $0 + terminator.count } ?? bytes.count)
      return
    }
    if bytes[position] == UInt8(ascii: "/") { position += 1 }
    while position < bytes.count, Self.isNameByte(bytes[position]) { position += 1 }
    name = String(decoding: bytes[(start + 1)..<position], as: UTF8.self).lowercased()
    guard !name.isEmpty, name != "/" else {
      range = start..<(start + 1)
      return
    }
    while position < bytes.count, bytes[position] != UInt8(ascii: ">") {
      if let attribute = Self.attribute(bytes, &position) { attributes.append(attribute) }
    }
    range = start..<min(position + 1, bytes.count)
  }

  /// The value of an attribute.
  func text(_ name: String) -> String? {
    attributes.first { $0.name == name }.map { XMLText.unescaped(bytes[$0.value]) }
  }

  /// Where the value of an attribute stands, and whether between quotes.
  func value(_ name: String) -> (range: Range<Int>, isQuoted: Bool)? {
    attributes.first { $0.name == name && ($0.isQuoted || !$0.value.isEmpty) }
      .map { ($0.value, $0.isQuoted) }
  }

  /// Where the end tag of a raw text element begins; the end of the bytes if there is none.
  static func end(of name: String, in bytes: [UInt8], from start: Int) -> Int {
    let wanted = Array("</\(name)".utf8)
    var position = start
    while let candidate = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
      let found = bytes[candidate...].prefix(wanted.count).map {
        (0x41...0x5A).contains($0) ? $0 | 0x20 : $0
      }
      if found == wanted { return candidate }
      position = candidate + 1
    }
    return bytes.count
  }

  private static func attribute(_ bytes: [UInt8], _ position: inout Int)
    -> (name: String, value: Range<Int>, isQuoted: Bool)?
  {
    let start = position
    while position < bytes.count, isNameByte(bytes[position]) { position += 1 }
    guard position > start else {
      position += 1
      return nil
    }
    let name = String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
    var cursor = position
    while cursor < bytes.count, XMLOutline.isSpace(bytes[cursor]) { cursor += 1 }
    guard cursor < bytes.count, bytes[cursor] == UInt8(ascii: "=") else {
      return (name, position..<position, false)
    }
    cursor += 1
    while cursor < bytes.count, XMLOutline.isSpace(bytes[cursor]) { cursor += 1 }
    guard cursor < bytes.count else {
      position = cursor
      return nil
    }
    if bytes[cursor] == 0x22 || bytes[cursor] == 0x27 {
      let end = bytes[(cursor + 1)...].firstIndex(of: bytes[cursor]) ?? bytes.count
      position = min(end + 1, bytes.count)
      return (name, (cursor + 1)..<end, end < bytes.count)
    }
    let end = bytes[cursor...].firstIndex { XMLOutline.isSpace($0) || $0 == UInt8(ascii: ">") }
    position = end ?? bytes.count
    return (name, cursor..<position, false)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x3A, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x80...: true
    default: false
    }
  }
}
