internal import XMLReading

/// A dialect in which vocabularies are written.
package enum VocabularyFormat: String, Sendable, CaseIterable {
  /// Parlance vocabulary XML.
  case parlance = "parlance"
  /// SKOS as RDF/XML, SKOS-XL included.
  case skos = "skos"
  /// SKOS as Turtle or N-Triples.
  case turtle = "turtle"
  /// SKOS as JSON-LD.
  case jsonld = "jsonld"
  /// Tables: comma-, tab- or semicolon-separated values.
  case table = "table"
  /// Indented lists, such as keyword lists of Adobe Bridge.
  case list = "list"
  /// Zthes 1.0.
  case zthes = "zthes"
  /// The exchange format of ISO 25964-1.
  case iso25964 = "iso25964"
  /// Authority records of MARC 21 as MARCXML.
  case marc = "marc"
  /// Terminologies as TBX (ISO 30042).
  case tbx = "tbx"
  /// SharePoint term groups as PnP provisioning XML.
  case sharepoint = "sharepoint"
  /// OASIS genericode 1.0 code lists.
  case genericode = "genericode"
  /// MeSH descriptor records of the National Library of Medicine.
  case mesh = "mesh"
  /// The CPE dictionary 2.x of NIST.
  case cpe = "cpe"
  /// The SPDX licence list.
  case spdx = "spdx"
  /// The aliases of Unicode CLDR's supplemental metadata.
  case cldr = "cldr"
  /// DSpace controlled vocabulary nodes.
  case dspace = "dspace"
  /// Authority tables of the EU Publications Office as XML.
  case authority = "authority"
  /// Fingerprints of Rapid7 Recog: product names as they are met.
  case recog = "recog"

  /// What reads it: the only place beside the case where a dialect is named.
  var reader: any DialectReader.Type {
    switch self {
    case .parlance: ParlanceXMLHandler.self
    case .skos: SKOSImporter.self
    case .turtle: TurtleReader.self
    case .jsonld: JSONLDReader.self
    case .table: TableReader.self
    case .list: IndentedListReader.self
    case .zthes: ZthesDialect.self
    case .iso25964: ISO25964Dialect.self
    case .marc: MARCAuthorityDialect.self
    case .tbx: TBXDialect.self
    case .sharepoint: SharePointDialect.self
    case .genericode: GenericodeDialect.self
    case .mesh: MeSHDialect.self
    case .cpe: CPEDialect.self
    case .spdx: SPDXDialect.self
    case .cldr: CLDRDialect.self
    case .dspace: DSpaceDialect.self
    case .recog: RecogDialect.self
    case .authority: AuthorityTableDialect.self
    }
  }

  /// What the format is called in messages.
  package var title: String { reader.title }

  /// The format whose documents have such a root element; the first one that claims it.
  init?(root: DocumentRoot) {
    guard let format = Self.allCases.first(where: { $0.reader.claims(root) }) else { return nil }
    self = format
  }

  /// The format of a document that is not XML, by how it begins, then by the end of its name; nil if it
  /// is to be read as XML.
  init?(plainDocument head: [UInt8], name: String) {
    let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head[3...] : head[...]
    let lines = text.split(separator: 0x0A).lazy.map { line in
      line.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    }.filter { !$0.isEmpty }
    let isUTF16 = head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
    let endings = name.lowercased().split(separator: ".")
    let ending = endings.last { $0 != "gz" } ?? ""
    if !isUTF16, let first = lines.first, let format = Self.format(ofFirstLine: first) {
      self = format
      return
    }
    if !isUTF16, lines.first?.first == UInt8(ascii: "<") { return nil }
    switch ending {
    case "ttl", "nt", "n3": self = .turtle
    case "jsonld", "json": self = .jsonld
    case "csv", "tsv", "tab": self = .table
    case "txt": self = .list
    default: return nil
    }
  }

  /// Turtle and JSON by how they begin; a comment of Turtle is no sign, lists may have the same.
  private static func format(ofFirstLine line: ArraySlice<UInt8>) -> VocabularyFormat? {
    let word = String(decoding: line.prefix(24), as: UTF8.self).lowercased()
    if ["@prefix", "@base", "prefix ", "base <", "_:"].contains(where: word.hasPrefix) {
      return .turtle
    }
    // An IRI holds neither blanks nor quotes; the root of a document in XML does.
    if line.first == UInt8(ascii: "<"), IRIReference.schemeEnd(line.dropFirst()) != nil,
      let end = line.firstIndex(of: UInt8(ascii: ">")),
      !line[..<end].contains(where: { $0 == 0x20 || $0 == 0x22 })
    {
      // Annif's lines have a tab and a name behind the IRI, and do not end as statements do.
      let isRow = line[end...].dropFirst().first == 0x09 && line.last != UInt8(ascii: ".")
      return isRow ? .table : .turtle
    }
    if line.first == UInt8(ascii: "{"), !word.contains("}") { return .jsonld }
    return nil
  }

  /// Reads a document of this dialect into the builder and gives that back.
  func read(
    _ input: XMLInput, into builder: consuming VocabularyBuilder, checksStatements: Bool = false
  ) throws -> VocabularyBuilder {
    let context = DialectContext(builder: builder, path: input.path)
    context.checksStatements = checksStatements
    try reader.read(input, into: context)
    return context.finish()
  }
}

/// The root element of a document.
struct DocumentRoot: Error {
  var namespace: String
  var name: String
  var attributes: [String]
  var line: Int
  var column: Int
}

/// Reads no further than the root element, which it throws.
struct RootHandler: XMLHandler {
  mutating func startElement(_ element: XMLStartTag) throws {
    let position = element.location.position
    throw DocumentRoot(
      namespace: element.namespaceURI.string, name: element.localName.string,
      attributes: element.attributes.map { $0.localName.string }, line: position.line,
      column: position.column)
  }

  mutating func endElement(_ element: XMLEndTag) throws {}
  mutating func characters(_ text: XMLBytes, at location: XMLLocation) throws {}
}
