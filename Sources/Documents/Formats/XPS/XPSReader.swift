internal import XMLReading

/// Reads XPS: the glyphs of the pages, in the order of the file, a line where they stand at another height.
///
/// Source: ECMA-388, 10 (documents and pages) and 12.1 (glyphs).
struct XPSReader: XMLHandler {
  enum Name: UInt32, XMLKnownName {
    case documentReference, pageContent, source, glyphs, unicodeString, originY
    static let localNames = [
      "DocumentReference", "PageContent", "Source", "Glyphs", "UnicodeString", "OriginY",
    ]
    var namespaceURIs: [String] { ["*"] }
  }

  private static let names = XMLNames(Name.self)
  private static let partLimit = 10_000

  private var text: RunningText
  private var parts: [String] = []
  private var height: String?

  private init(_ text: RunningText) { self.text = text }

  /// Reads pages and properties.
  ///
  /// - Throws: `DocumentRefusal` if the package names no pages, or a part is damaged.
  static func read(_ reader: inout PartReader, _ builder: inout DocumentBuilder) throws {
    let package = try OfficeRelationships(of: "", &reader)
    try OfficeProperties.read(package, &reader, &builder)
    guard let sequence = package.target(ofKind: "fixedrepresentation") else {
      throw DocumentRefusal(.damaged, "the package names no pages")
    }
    var handler = XPSReader(RunningText(builder.text, reader.context))
    for document in try handler.parts(listedIn: sequence, &reader) {
      for page in try handler.parts(listedIn: document, &reader) {
        guard !handler.text.collected.isFull else { break }
        handler.text.beginPart()
        handler.height = nil
        try reader.readOptional(page, names: names, handler: &handler, &builder)
        handler.text.endParagraph()
      }
    }
    builder.text = handler.text.collected
  }

  /// The parts that a list of documents or pages names.
  private mutating func parts(
    listedIn part: String, _ reader: inout PartReader
  ) throws -> [String] {
    parts = []
    guard try reader.read(part, names: Self.names, handler: &self) else { return [] }
    return parts.map { PartPath.resolve(PartPath.unescaped($0), from: part) }
  }

  mutating func startElement(_ element: XMLStartTag) throws {
    guard try text.begins(), let name = Name(element.name) else { return }
    switch name {
    case .documentReference, .pageContent:
      if parts.count < Self.partLimit, let source = element[Name.source]?.string {
        parts.append(source)
      }
    case .glyphs:
      guard let string = element[Name.unicodeString]?.string, !string.isEmpty else { return }
      let own = element[Name.originY]?.string
      if let height, height != own { text.endParagraph() } else { text.collected.space() }
      height = own
      // What begins with a brace has an empty pair before it.
      text.collected.append((string.hasPrefix("{}") ? string.dropFirst(2) : string[...]).utf8)
    default: break
    }
  }

  mutating func endElement(_ element: XMLEndTag) throws { _ = text.ends() }
  mutating func characters(_ piece: XMLBytes, at location: XMLLocation) throws {}
}
