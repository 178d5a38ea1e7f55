internal import XMLReading

/// The comments of a document of Parlance XML, put back into what is written in its place.
///
/// A vocabulary has no place for comments. Each stands before the concept, scheme or collection that
/// follows it, or else before the one that it stands in; those before the root follow the declaration.
package struct KeptComments {
  /// The comments by the URI of what they stand before; those of the document by an empty one.
  private let comments: [String: [String]]

  /// The comments of a document; none if it is not Parlance XML.
  ///
  /// - Throws: `XMLError` if it is not well-formed.
  package init(of document: [UInt8]) throws {
    var collector = CommentCollector()
    try XMLReader(limits: .vocabulary).read(document, handler: &collector, path: "")
    collector.finish()
    comments = collector.isVocabulary ? collector.comments : [:]
  }

  /// How many there are.
  package var count: Int { comments.values.reduce(0) { $0 + $1.count } }

  /// A document that the exporter wrote, with the comments.
  ///
  /// What the document does not have any more loses its comments to the head of the document.
  package func merged(into document: [UInt8]) -> [UInt8] {
    guard !comments.isEmpty else { return document }
    var left = comments
    var base = ""
    var result: [UInt8] = []
    var head = 0
    // By lines and not by a parser: the document was just written by the exporter, one tag a line.
    for line in document.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let text = String(decoding: line, as: UTF8.self)
      let content = text.drop { $0 == " " }
      if content.hasPrefix("<vocabulary") {
        base = Self.attribute("base", of: content) ?? ""
        head = result.count
      } else if ["<concept ", "<scheme ", "<collection "].contains(where: content.hasPrefix),
        let id = Self.attribute("id", of: content),
        let found = left.removeValue(forKey: Self.absolute(id, base))
      {
        let indent = String(text.prefix { $0 == " " })
        for comment in found { result += Array("\(indent)<!--\(comment)-->\n".utf8) }
      }
      result += line
      result.append(0x0A)
    }
    // The split gives one piece more than there are ends of lines.
    result.removeLast()
    let first = left.removeValue(forKey: "") ?? []
    // What stood in a concept that is gone has no other place; sorted, for dictionaries have no order.
    let rest = left.sorted { $0.key < $1.key }.flatMap(\.value)
    result.insert(contentsOf: (first + rest).flatMap { Array("<!--\($0)-->\n".utf8) }, at: head)
    return result
  }

  fileprivate static func absolute(_ id: String, _ base: String) -> String {
    ParlanceXMLHandler.isAbsolute(id) ? id : base + id
  }

  /// The value of an attribute in a tag that the exporter wrote, references resolved.
  private static func attribute(_ name: String, of tag: Substring) -> String? {
    guard let start = tag.range(ofFirst: " \(name)=\"") else { return nil }
    let value = tag[start.upperBound...].prefix { $0 != "\"" }
    return XMLText.unescaped(ArraySlice(Array(value.utf8)))
  }
}

/// Collects the comments of a document with what they stand before.
private struct CommentCollector: XMLHandler {
  private(set) var comments: [String: [String]] = [:]
  private(set) var isVocabulary = false
  private var base = ""
  private var pending: [String] = []
  /// The URI of each open element, that of what encloses it if it has none.
  private var open: [String] = []

  mutating func startElement(_ tag: XMLStartTag) throws {
    let name = tag.localName.string
    var id: String?
    for attribute in tag.attributes {
      let attributeName = attribute.localName.string
      if attributeName == "base", open.isEmpty { base = attribute.value.string }
      if attributeName == "id" { id = attribute.value.string }
    }
    if open.isEmpty {
      isVocabulary = name == "vocabulary"
      settle("")
    }
    // A comment before a start tag is about what follows it, one before an end tag about what it closes.
    if let id, ["concept", "scheme", "collection"].contains(name) {
      let uri = KeptComments.absolute(TextNormalization.collapsed(id.utf8), base)
      settle(uri)
      open.append(uri)
    } else {
      settle(open.last ?? "")
      open.append(open.last ?? "")
    }
  }

  mutating func endElement(_ tag: XMLEndTag) throws {
    settle(open.last ?? "")
    open.removeLast()
  }

  mutating func characters(_ text: XMLBytes, at location: XMLLocation) throws {}

  mutating func comment(_ text: XMLBytes, at location: XMLLocation) {
    pending.append(text.string)
  }

  /// The document is complete.
  mutating func finish() { settle("") }

  private mutating func settle(_ uri: String) {
    guard !pending.isEmpty else { return }
    comments[uri, default: []] += pending
    pending = []
  }
}

extension Substring {
  /// Where a text occurs first.
  fileprivate func range(ofFirst text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
