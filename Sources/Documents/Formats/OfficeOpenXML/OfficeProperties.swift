internal import Model
internal import XMLReading

/// Reads the property parts of Office files: core, custom and extended.
struct OfficeProperties: XMLHandler {
  private enum Name: UInt32, XMLKnownName {
    case title, subject, creator, keywords, description, category, contentStatus, contentType
    case created, modified, language, lastModifiedBy, property, name, company, manager
    var namespaceURIs: [String] { ["*"] }
    var localName: String {
      switch self {
      case .company: "Company"
      case .manager: "Manager"
      default: String(describing: self)
      }
    }
  }

  private static let names = XMLNames(Name.self)

  private var builder: DocumentBuilder
  private var value: [UInt8] = []
  private var property: String?
  private var depth = 0

  /// Reads all property parts that the package names.
  static func read(
    _ package: OfficeRelationships, _ reader: inout PartReader, _ builder: inout DocumentBuilder
  ) throws {
    for kind in ["core-properties", "custom-properties", "extended-properties"] {
      guard let part = package.target(ofKind: kind) ?? fallback[kind] else { continue }
      var handler = OfficeProperties(builder: builder)
      try reader.readOptional(part, names: names, handler: &handler, &builder)
      let remarks = builder.remarks
      builder = handler.builder
      for remark in remarks { builder.remark(remark) }
    }
  }

  /// Some writers leave the relationship of the core part out or misspell its type.
  private static let fallback = ["core-properties": "docProps/core.xml"]

  private init(builder: DocumentBuilder) { self.builder = builder }

  mutating func startElement(_ element: XMLStartTag) throws {
    depth += 1
    if depth == 2 {
      property =
        element.name == Name.property.xmlName ? element[Name.name]?.string : nil
    }
    if depth <= 3 { value.removeAll(keepingCapacity: true) }
  }

  mutating func endElement(_ element: XMLEndTag) throws {
    defer { depth -= 1 }
    guard depth == 2 else { return }
    let text = String(decoding: value, as: UTF8.self)
    if let property {
      builder.add(property, text)
    } else if let name = Name(element.name) {
      take(name, text)
    }
    value.removeAll(keepingCapacity: true)
  }

  mutating func characters(_ text: XMLBytes, at location: XMLLocation) throws {
    if depth >= 2, value.count + text.count <= 1 << 20 { text.append(to: &value) }
  }

  private mutating func take(_ name: Name, _ text: String) {
    switch name {
    case .title:
      builder.offerTitle(OfficeTitle.meaningful(text))
      builder.add("dc:title", text, .title)
    case .subject: builder.add("dc:subject", text, .subject)
    case .creator: builder.add("dc:creator", text, .author)
    case .lastModifiedBy: builder.add("cp:lastModifiedBy", text, .author)
    case .keywords: builder.addKeywords("cp:keywords", text)
    case .description: builder.add("dc:description", text, .description)
    case .category: builder.add("cp:category", text, .category)
    case .contentStatus: builder.add("cp:contentStatus", text, .status)
    case .contentType: builder.add("cp:contentType", text, .category)
    case .created: builder.offerCreated(MetadataDates.date(text))
    case .modified: builder.offerModified(MetadataDates.date(text))
    case .language: builder.offerLanguage(text)
    case .company: builder.add("Company", text, .author)
    case .manager: builder.add("Manager", text, .author)
    case .property, .name: break
    }
  }
}

/// Titles that programs write by themselves.
enum OfficeTitle {
  private static let placeholders: Set<String> = [
    "powerpoint presentation", "powerpoint-präsentation", "présentation powerpoint",
    "presentación de powerpoint", "presentazione standard di powerpoint", "slide 1", "folie 1",
    "untitled", "no slide title", "word document", "document", "title", "presentation", "unbenannt",
  ]

  /// The title, or an empty string if a program made it up.
  static func meaningful(_ title: String) -> String {
    let plain = TextCollector.singleLine(title.utf8)
    if placeholders.contains(plain.lowercased()) { return "" }
    for prefix in ["Microsoft Word - ", "Microsoft PowerPoint - ", "Microsoft Excel - "]
    where plain.hasPrefix(prefix) {
      return String(plain.dropFirst(prefix.count))
    }
    return plain
  }
}
