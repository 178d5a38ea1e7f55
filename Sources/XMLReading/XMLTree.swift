/// A small document as a tree, for parts that are read as a whole (document properties, manifests).
///
/// ```swift
/// let core = try XMLTree(bytes, names: XMLNames(CoreName.self), limits: .documentPart)
/// let title = core.root.first(CoreName.title)?.text
/// ```
///
/// Large documents are for `XMLReader`: a tree takes several times the size of its document.
package struct XMLTree: Sendable {
  /// An element with what is in it.
  package struct Element: Sendable {
    /// The name as a number.
    package let name: XMLName
    /// The local name.
    package let localName: String
    /// The namespace; empty for none.
    package let namespaceURI: String
    /// The attributes in document order.
    package let attributes: [Attribute]
    /// Where the start tag begins.
    package let position: XMLPosition
    /// The elements in it.
    package fileprivate(set) var children: [Element] = []
    /// The text directly in it, pieces joined.
    package fileprivate(set) var ownText = ""

    /// The text of the element and all elements in it: the latter's after its own.
    package var text: String {
      children.isEmpty ? ownText : ownText + children.map(\.text).joined()
    }

    /// The first child with this known name.
    package func first(_ name: some XMLKnownName) -> Element? {
      children.first { $0.name == name.xmlName }
    }

    /// All children with this known name.
    package func all(_ name: some XMLKnownName) -> [Element] {
      children.filter { $0.name == name.xmlName }
    }

    /// The value of the attribute with this local name, whatever its namespace.
    package subscript(attribute localName: String) -> String? {
      attributes.first { $0.localName == localName }?.value
    }
  }

  /// An attribute of an element.
  package struct Attribute: Sendable {
    /// The name as a number.
    package let name: XMLName
    /// The local name.
    package let localName: String
    /// The namespace; empty for none.
    package let namespaceURI: String
    /// The value.
    package let value: String
  }

  /// The outermost element.
  package let root: Element

  /// Reads a document.
  ///
  /// - Parameters:
  ///   - bytes: the document.
  ///   - names: the names that `first` and `all` are asked for.
  ///   - limits: the limits that reading keeps to.
  ///   - path: the name that errors bear, if the bytes have one.
  /// - Throws: `XMLError`.
  package init(
    _ bytes: [UInt8], names: XMLNames = XMLNames(), limits: XMLLimits = .documentPart,
    path: String? = nil
  ) throws {
    var builder = XMLTreeBuilder()
    try XMLReader(names: names, limits: limits).read(bytes, handler: &builder, path: path)
    guard let root = builder.root else { throw XMLError(.empty, path: path) }
    self.root = root
  }
}

/// Builds the tree from the events.
private struct XMLTreeBuilder: XMLHandler {
  var root: XMLTree.Element?
  private var open: [XMLTree.Element] = []

  mutating func startElement(_ element: XMLStartTag) {
    let attributes = element.attributes.map {
      XMLTree.Attribute(
        name: $0.name, localName: $0.localName.string, namespaceURI: $0.namespaceURI.string,
        value: $0.value.string)
    }
    open.append(
      XMLTree.Element(
        name: element.name, localName: element.localName.string,
        namespaceURI: element.namespaceURI.string, attributes: attributes,
        position: element.location.position))
  }

  mutating func endElement(_ element: XMLEndTag) {
    guard let done = open.popLast() else { return }
    if open.isEmpty {
      root = done
    } else {
      open[open.count - 1].children.append(done)
    }
  }

  mutating func characters(_ text: XMLBytes, at location: XMLLocation) {
    if !open.isEmpty { open[open.count - 1].ownText += text.string }
  }
}
