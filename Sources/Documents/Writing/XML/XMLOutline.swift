internal import XMLReading

/// The elements of a small XML document and the exact byte ranges of their tags, attributes and
/// contents.
///
/// Edits happen by these ranges, so that comments, processing instructions, prefixes, quotes and
/// blanks of the original survive. Only what is needed for that is checked: tags balance, names are
/// bound, there is no DOCTYPE.
struct XMLOutline {
  /// An attribute of a start tag; namespace declarations are attributes too.
  struct Attribute {
    let prefix: String
    let local: String
    /// The namespace; empty for none.
    var namespace: String
    /// The value between the quotes.
    let value: Range<Int>
  }

  /// An element.
  struct Element {
    let prefix: String
    let local: String
    /// The namespace; empty for none.
    let namespace: String
    /// The index of the parent, or `nil` for the root.
    let parent: Int?
    let attributes: [Attribute]
    /// The start tag with its brackets.
    let startTag: Range<Int>
    /// The end tag with its brackets; `nil` for `<a/>`.
    var endTag: Range<Int>?
    /// The bindings in scope: prefix to namespace.
    let bindings: [String: String]

    var isEmptyTag: Bool { endTag == nil }
    var qualifiedName: String { prefix.isEmpty ? local : "\(prefix):\(local)" }
    /// What is between the tags.
    var content: Range<Int> {
      startTag.upperBound..<(endTag?.lowerBound ?? startTag.upperBound)
    }
  }

  /// Why there is no outline.
  enum Failure: Error, Equatable, CustomStringConvertible {
    case malformed(offset: Int)
    case doctype(offset: Int)
    case unboundPrefix(String)
    case tooDeep
    case tooManyElements
    case noRoot

    var description: String {
      switch self {
      case .malformed(let offset): "not well-formed at byte \(offset)"
      case .doctype(let offset): "a DOCTYPE at byte \(offset)"
      case .unboundPrefix(let prefix): "the prefix '\(prefix)' is not bound"
      case .tooDeep: "nested too deep"
      case .tooManyElements: "too many elements"
      case .noRoot: "no root element"
      }
    }
  }

  /// The elements in document order; the first one is the root.
  private(set) var elements: [Element]

  private let bytes: [UInt8]

  /// Reads the outline of `bytes`, an encoding that extends ASCII.
  init(_ bytes: [UInt8]) throws(Failure) {
    self.bytes = bytes
    var parser = XMLOutlineParser(bytes)
    elements = try parser.parse()
  }

  /// The root element.
  var root: Element { elements[0] }

  /// The children of an element, in document order.
  ///
  /// - Complexity: O(number of elements below it).
  func children(of parent: Int) -> [Int] {
    let end = elements[parent].endTag?.lowerBound ?? 0
    var result: [Int] = []
    var index = parent + 1
    while index < elements.count, elements[index].startTag.lowerBound < end {
      if elements[index].parent == parent { result.append(index) }
      index += 1
    }
    return result
  }

  /// The children with a name.
  func children(of parent: Int, _ namespace: String, _ local: String) -> [Int] {
    children(of: parent).filter { matches($0, namespace, local) }
  }

  /// All elements with a name, in document order.
  func elements(_ namespace: String, _ local: String) -> [Int] {
    elements.indices.filter { matches($0, namespace, local) }
  }

  /// The text of an element without that of its children; references and CDATA resolved.
  func text(of element: Int) -> String {
    let content = elements[element].content
    var result = ""
    var position = content.lowerBound
    for child in children(of: element) {
      let node = elements[child]
      result += XMLOutlineParser.text(bytes, position..<node.startTag.lowerBound)
      position = node.endTag?.upperBound ?? node.startTag.upperBound
    }
    return result + XMLOutlineParser.text(bytes, position..<content.upperBound)
  }

  /// The attribute with a name.
  func attribute(_ namespace: String, _ local: String, of element: Int) -> Attribute? {
    elements[element].attributes.first {
      $0.local == local && $0.namespace == namespace
        && !($0.prefix.isEmpty && $0.local == "xmlns") && $0.prefix != "xmlns"
    }
  }

  /// The value of an attribute.
  func value(_ namespace: String, _ local: String, of element: Int) -> String? {
    attribute(namespace, local, of: element).map { XMLText.unescaped(bytes[$0.value]) }
  }

  /// The value of an attribute without a namespace.
  func value(_ local: String, of element: Int) -> String? { value("", local, of: element) }

  /// A prefix that is bound to the namespace at an element's content; with `forAttributes`, never
  /// the empty one.
  func prefix(for namespace: String, in element: Int, forAttributes: Bool = false) -> String? {
    // The least of several: the same request has to make the same bytes, and dictionaries have no
    // order.
    elements[element].bindings.filter {
      $0.value == namespace && !(forAttributes && $0.key.isEmpty)
    }
    .keys.min()
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  private func matches(_ index: Int, _ namespace: String, _ local: String) -> Bool {
    elements[index].local == local && elements[index].namespace == namespace
  }
}
