internal import Model
internal import System
internal import XMLReading

/// Reads the XMP packet of a file, found by its text: the last one that lies in the open.
struct XMPReader: XMLHandler {
  private static let searchLimit = 64 << 20
  private static let packetLimit = 4 << 20

  private var builder: DocumentBuilder
  private var depth = 0
  private var propertyDepth: Int?
  private var property: (uri: String, name: String) = ("", "")
  private var value = ElementValue()

  private init(_ builder: DocumentBuilder) { self.builder = builder }

  /// Reads the packet, if there is one; a damaged packet is a remark.
  ///
  /// - Returns: whether what begins as a packet is one to its end.
  @discardableResult
  static func read(
    _ source: ByteSource, _ builder: inout DocumentBuilder, _ context: ReadingContext
  ) throws -> Bool {
    // An incremental update appends: in a huge file the end is the place to look.
    let start = max(0, source.count - searchLimit)
    let bytes = try source.bytes(in: start..<source.count)
    guard let open = BytePattern.last("<x:xmpmeta", in: bytes) else { return true }
    guard let close = BytePattern.first("</x:xmpmeta>", in: bytes, from: open),
      close - open <= packetLimit
    else { return false }
    var handler = XMPReader(builder)
    do {
      try XMLReader(limits: .documentPart).read(
        Array(bytes[open..<(close + 12)]), handler: &handler)
      builder = handler.builder
      return true
    } catch let error as XMLError {
      builder.remark("the XMP packet is left out: \(error.message)")
      return false
    }
  }

  private static let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

  mutating func startElement(_ element: XMLStartTag) throws {
    depth += 1
    if let open = propertyDepth {
      if depth > open { value.begin() }
      return
    }
    let isRDF = element.namespaceURI.elementsEqual(Self.rdf.utf8)
    if isRDF, element.localName == "Description" {
      for attribute in element.attributes {
        let uri = attribute.namespaceURI.string
        if uri != Self.rdf { take(uri, attribute.localName.string, attribute.value.string) }
      }
    } else if !isRDF, depth > 3 {
      // Below `xmpmeta`, `RDF` and `Description`.
      propertyDepth = depth
      property = (element.namespaceURI.string, element.localName.string)
      value.begin()
    }
  }

  mutating func endElement(_ element: XMLEndTag) throws {
    defer { depth -= 1 }
    guard let open = propertyDepth else { return }
    let isItem = depth > open && element.localName == "li"
    if isItem || depth == open {
      let text = value.end()
      if !TextCollector.singleLine(text.utf8).isEmpty { take(property.uri, property.name, text) }
    }
    if depth == open { propertyDepth = nil }
  }

  mutating func characters(_ text: XMLBytes, at location: XMLLocation) throws {
    if propertyDepth != nil { value.append(text) }
  }

  private mutating func take(_ uri: String, _ name: String, _ text: String) {
    if uri == FacetProperties.xmpNamespace {
      builder.add("\(FacetProperties.xmpPrefix):\(name)", text)
    } else if let schema = Self.schemas[uri], let meaning = schema.properties[name] {
      builder.take(FoundProperty(name: "\(schema.prefix):\(name)", meaning: meaning, value: text))
    }
  }

  /// The schemas whose properties are read, with their usual prefixes.
  private static let schemas: [String: (prefix: String, properties: [String: PropertyMeaning])] = [
    "http://purl.org/dc/elements/1.1/": (
      "dc",
      [
        "title": .title, "subject": .field(.keyword), "creator": .field(.author),
        "description": .field(.description), "type": .field(.category), "language": .language,
      ]
    ),
    "http://ns.adobe.com/pdf/1.3/": ("pdf", ["Keywords": .keywords]),
    "http://ns.adobe.com/xap/1.0/": ("xmp", ["CreateDate": .created, "ModifyDate": .modified]),
    "http://ns.adobe.com/photoshop/1.0/": ("photoshop", ["Category": .field(.category)]),
  ]
}
