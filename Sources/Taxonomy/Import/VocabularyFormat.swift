internal import XMLReading

/// A dialect in which vocabularies are written.
package enum VocabularyFormat: String, Sendable, CaseIterable {
  /// Parlance vocabulary XML.
  case parlance = "parlance"
  /// SKOS as RDF/XML, SKOS-XL included.
  case skos = "skos"
  /// Zthes 1.0.
  case zthes = "zthes"
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
    case .zthes: ZthesDialect.self
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
