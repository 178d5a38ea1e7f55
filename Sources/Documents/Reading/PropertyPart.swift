internal import Model
internal import XMLReading

/// Reads the parts of office files that hold properties: core, custom and extended ones of Office Open
/// XML, `meta.xml` of OpenDocument.
///
/// Each property is an element of its own, at a depth that the format sets; custom ones have their name in
/// an attribute.
struct PropertyPart: XMLHandler {
  enum Name: UInt32, XMLKnownName {
    case title, subject, description, creator, language, name
    case keywords, category, contentStatus, contentType, created, modified, lastModifiedBy
    case company, manager, property
    case date, keyword, initialCreator, creationDate, userDefined
    static let localNames = [
      "title", "subject", "description", "creator", "language", "name", "keywords", "category",
      "contentStatus", "contentType", "created", "modified", "lastModifiedBy", "Company", "Manager",
      "property", "date", "keyword", "initial-creator", "creation-date", "user-defined",
    ]
    var namespaceURIs: [String] { ["*"] }

    /// The name under which the property is kept, and what it is; `nil` for what holds none.
    var property: (name: String, meaning: PropertyMeaning)? {
      switch self {
      case .title: ("dc:title", .title)
      case .subject: ("dc:subject", .field(.subject))
      case .description: ("dc:description", .field(.description))
      case .creator: ("dc:creator", .field(.author))
      case .language: ("dc:language", .language)
      case .keywords: ("cp:keywords", .keywords)
      case .category: ("cp:category", .field(.category))
      case .contentStatus: ("cp:contentStatus", .field(.status))
      case .contentType: ("cp:contentType", .field(.category))
      case .created: ("dcterms:created", .created)
      case .modified: ("dcterms:modified", .modified)
      case .lastModifiedBy: ("cp:lastModifiedBy", .field(.author))
      case .company: ("Company", .field(.author))
      case .manager: ("Manager", .field(.author))
      case .date: ("dc:date", .modified)
      case .keyword: ("meta:keyword", .field(.keyword))
      case .initialCreator: ("meta:initial-creator", .field(.author))
      case .creationDate: ("meta:creation-date", .created)
      case .property, .userDefined, .name: nil
      }
    }
  }

  private static let names = XMLNames(Name.self)

  /// How deep properties lie: below the root in Office Open XML, below `office:meta` in OpenDocument.
  enum Depth: Int { case belowRoot = 2, belowMeta = 3 }

  private let propertyDepth: Int
  private var depth = 0
  private var customName: String?
  private var isKeywords = false
  private var value = ElementValue()
  private var found: [FoundProperty] = []

  private init(_ depth: Depth) { propertyDepth = depth.rawValue }

  /// Takes the properties of a part; of a damaged one those before the damage, with a remark.
  ///
  /// - Throws: `DocumentRefusal` when the time is over.
  static func read(
    _ part: String, at depth: Depth, _ reader: inout PartReader, _ builder: inout DocumentBuilder
  ) throws {
    var handler = PropertyPart(depth)
    try reader.readOptional(part, names: names, handler: &handler, &builder)
    for property in handler.found { builder.take(property) }
  }

  /// Takes the properties of an OpenDocument file that is one XML document; what is wrong with it, who
  /// reads its text says.
  static func read(flat bytes: [UInt8], _ builder: inout DocumentBuilder) throws {
    var handler = PropertyPart(.belowMeta)
    do {
      try XMLReader(names: names, limits: .documentPart).read(bytes, handler: &handler)
    } catch is XMLError {}
    for property in handler.found { builder.take(property) }
  }

  mutating func startElement(_ element: XMLStartTag) throws {
    depth += 1
    if depth == propertyDepth {
      let name = Name(element.name)
      isKeywords = name == .keywords
      customName =
        name == .property || name == .userDefined ? element[Name.name]?.string : nil
    }
    // Keywords in several languages stand in elements of their own, beside text (ISO 29500-2, `CT_Keywords`).
    if isKeywords, depth == propertyDepth + 1 { takeKeywords() }
    // A custom property of Office has its value in an element that says the type.
    if depth <= propertyDepth + 1 { value.begin() }
  }

  mutating func endElement(_ element: XMLEndTag) throws {
    defer { depth -= 1 }
    if isKeywords, depth == propertyDepth + 1 { takeKeywords() }
    guard depth == propertyDepth else { return }
    let text = value.end()
    if let customName {
      if !customName.isEmpty {
        found.append(FoundProperty(name: customName, meaning: .field(.other), value: text))
      }
    } else if let (name, meaning) = Name(element.name)?.property {
      found.append(FoundProperty(name: name, meaning: meaning, value: text))
    }
  }

  /// Takes what was read of a list of keywords so far.
  private mutating func takeKeywords() {
    let text = value.end()
    if text.utf8.contains(where: { $0 > 0x20 }), let (name, meaning) = Name.keywords.property {
      found.append(FoundProperty(name: name, meaning: meaning, value: text))
    }
  }

  mutating func characters(_ text: XMLBytes, at location: XMLLocation) throws {
    if depth >= propertyDepth { value.append(text) }
  }
}
