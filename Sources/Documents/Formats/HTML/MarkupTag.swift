/// A tag of an HTML text, found by a tolerant scan.
struct MarkupTag {
  /// The name in lower case.
  var name: [UInt8]
  /// Whether it is an end tag.
  var isEnd: Bool
  /// Whether it ends in `/>`.
  var isClosed = false
  /// The attributes, names in lower case, values decoded.
  var attributes: [(name: [UInt8], value: [UInt8])] = []

  /// The value of an attribute, or `nil`.
  func attribute(_ name: StaticString) -> [UInt8]? {
    attributes.first { $0.name.elementsEqual(name.description.utf8) }?.value
  }

  /// The most attributes kept of a tag.
  private static let attributeLimit = 64

  /// Scans the tag at `index`, which is a `<`; moves `index` behind it.
  ///
  /// Returns `nil` for what is not a tag: then `index` stays, and the `<` is text.
  static func scan(
    _ bytes: [UInt8], _ index: inout Int, wantsAttributes: (ArraySlice<UInt8>) -> Bool
  )
    -> MarkupTag?
  {
    var position = index + 1
    let isEnd = position < bytes.count && bytes[position] == UInt8(ascii: "/")
    if isEnd { position += 1 }
    // A lone `<`, as in `a < b`, is text to browsers; so are comments and declarations here, which the reader passes over.
    guard position < bytes.count, (0x61...0x7A).contains(bytes[position] | 0x20) else { return nil }
    let start = position
    while position < bytes.count, isName(bytes[position]) { position += 1 }
    var tag = MarkupTag(name: bytes[start..<position].map(lower), isEnd: isEnd)
    let wants = !isEnd && wantsAttributes(tag.name[...])
    while position < bytes.count, bytes[position] != UInt8(ascii: ">") {
      let byte = bytes[position]
      if byte == UInt8(ascii: "/") {
        tag.isClosed = true
        position += 1
      } else if isBlank(byte) || byte == UInt8(ascii: "=") {
        position += 1
      } else {
        tag.isClosed = false
        attribute(bytes, &position, wants && tag.attributes.count < attributeLimit, &tag)
      }
    }
    index = min(position + 1, bytes.count)
    return tag
  }

  private static func attribute(
    _ bytes: [UInt8], _ position: inout Int, _ isKept: Bool, _ tag: inout MarkupTag
  ) {
    let start = position
    while position < bytes.count, !isBlank(bytes[position]), bytes[position] != UInt8(ascii: "="),
      bytes[position] != UInt8(ascii: ">"),
      bytes[position] != UInt8(ascii: "/") || position == start
    {
      position += 1
    }
    let name = start..<position
    while position < bytes.count, isBlank(bytes[position]) { position += 1 }
    var value = position..<position
    if position < bytes.count, bytes[position] == UInt8(ascii: "=") {
      position += 1
      while position < bytes.count, isBlank(bytes[position]) { position += 1 }
      value = self.value(bytes, &position)
    }
    if isKept {
      tag.attributes.append((bytes[name].map(lower), HTMLEntities.decoded(bytes[value])))
    }
  }

  private static func value(_ bytes: [UInt8], _ position: inout Int) -> Range<Int> {
    guard position < bytes.count else { return position..<position }
    let quote = bytes[position]
    if quote == 0x22 || quote == 0x27 {
      let start = position + 1
      // A quote that is never closed takes all that follows, as in browsers: half a page in a value is no page.
      let end = bytes[start...].firstIndex(of: quote) ?? bytes.count
      position = min(end + 1, bytes.count)
      return start..<end
    }
    let start = position
    while position < bytes.count, !isBlank(bytes[position]), bytes[position] != UInt8(ascii: ">") {
      position += 1
    }
    return start..<position
  }

  private static func isName(_ byte: UInt8) -> Bool {
    !isBlank(byte) && byte != UInt8(ascii: ">") && byte != UInt8(ascii: "/")
  }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 10 || byte == 9 || byte == 13 || byte == 12
  }

  static func lower(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
