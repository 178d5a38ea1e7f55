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
  private var value: [UInt8] = []

  private init(_ builder: DocumentBuilder) { self.builder = builder }

  /// Reads the packet, if there is one; a damaged packet is a remark.
  static func read(
    _ source: ByteSource, _ builder: inout DocumentBuilder, _ context: ReadingContext
  ) throws {
    // An incremental update appends: in a huge file the end is the place to look.
    let start = max(0, source.count - searchLimit)
    let bytes = try source.bytes(in: start..<source.count)
    guard let open = BytePattern.last("<x:xmpmeta", in: bytes),
      let close = BytePattern.first("</x:xmpmeta>", in: bytes, from: open),
      close - open <= packetLimit
    else { return }
    var handler = XMPReader(builder)
    do {
      try XMLReader(limits: .documentPart).read(
        Array(bytes[open..<(close + 12)]), handler: &handler)
      builder = handler.builder
    } catch let error as XMLError {
      builder.remark("the XMP packet is left out: \(error.message)")
    }
  }

  private static let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

  mutating func startElement(_ element: XMLStartTag) throws {
    depth += 1
    if let open = propertyDepth {
      if depth > open { value.removeAll(keepingCapacity: true) }
      return
    }
    let isRDF = element.namespaceURI.elementsEqual(Self.rdf.utf8)
    if isRDF, element.localName == "Description" {
      for attribute in element.attributes {
        let uri = attribute.namespaceURI.string
        if uri != Self.rdf { take(uri, attribute.localName.string, attribute.value.string) }
      }
    } else if !isRDF, depth > 3 {
      propertyDepth = depth
      property = (element.namespaceURI.string, element.localName.string)
      value.removeAll(keepingCapacity: true)
    }
  }

  mutating func endElement(_ element: XMLEndTag) throws {
    defer { depth -= 1 }
    guard let open = propertyDepth else { return }
    let isItem = depth > open && element.localName == "li"
    if isItem || depth == open {
      let text = String(decoding: value, as: UTF8.self)
      if !TextCollector.singleLine(text.utf8).isEmpty { take(property.uri, property.name, text) }
      value.removeAll(keepingCapacity: true)
    }
    if depth == open { propertyDepth = nil }
  }

  mutating func characters(_ text: XMLBytes, at location: XMLLocation) throws {
    if propertyDepth != nil, value.count + text.count <= 1 << 20 { text.append(to: &value) }
  }

  private mutating func take(_ uri: String, _ name: String, _ text: String) {
    switch (uri, name) {
    case ("http://purl.org/dc/elements/1.1/", "title"):
      builder.offerTitle(OfficeTitle.meaningful(text))
      builder.add("dc:title", text, .title)
    case ("http://purl.org/dc/elements/1.1/", "subject"): builder.add("dc:subject", text, .keyword)
    case ("http://purl.org/dc/elements/1.1/", "creator"): builder.add("dc:creator", text, .author)
    case ("http://purl.org/dc/elements/1.1/", "description"):
      builder.add("dc:description", text, .description)
    case ("http://purl.org/dc/elements/1.1/", "type"): builder.add("dc:type", text, .category)
    case ("http://purl.org/dc/elements/1.1/", "language"): builder.offerLanguage(text)
    case ("http://ns.adobe.com/pdf/1.3/", "Keywords"): builder.addKeywords("pdf:Keywords", text)
    case ("http://ns.adobe.com/xap/1.0/", "CreateDate"):
      builder.offerCreated(MetadataDates.date(text))
    case ("http://ns.adobe.com/xap/1.0/", "ModifyDate"):
      builder.offerModified(MetadataDates.date(text))
    case ("http://ns.adobe.com/photoshop/1.0/", "Category"):
      builder.add("photoshop:Category", text, .category)
    case (FacetProperties.xmpNamespace, _):
      builder.add("\(FacetProperties.xmpPrefix):\(name)", text)
    default: break
    }
  }
}
