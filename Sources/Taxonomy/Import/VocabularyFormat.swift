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

  /// What the format is called in messages.
  package var title: String {
    switch self {
    case .parlance: "Parlance vocabulary XML"
    case .skos: "SKOS RDF/XML"
    case .zthes: "Zthes 1.0"
    case .sharepoint: "SharePoint term groups"
    case .genericode: "OASIS genericode"
    case .mesh: "MeSH descriptor XML"
    case .cpe: "CPE dictionary"
    case .spdx: "SPDX licence list"
    case .cldr: "CLDR aliases"
    case .dspace: "DSpace nodes"
    case .authority: "EU authority table"
    case .recog: "Recog fingerprints"
    }
  }

  /// The format whose documents have such a root element.
  init?(root: DocumentRoot) {
    switch (root.namespace, root.name) {
    case (ParlanceName.namespace, _), ("", "vocabulary"): self = .parlance
    case ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", _),
      ("http://www.w3.org/2004/02/skos/core#", _):
      self = .skos
    case (_, "Zthes"): self = .zthes
    case (_, "Provisioning"), (_, "ProvisioningTemplate"), (_, "Templates"), (_, "TermGroups"),
      (_, "TermGroup"), (_, "TermSets"), (_, "TermSet"):
      self = .sharepoint
    case (_, "CodeList"): self = .genericode
    case ("", "DescriptorRecordSet"): self = .mesh
    case (_, "cpe-list"): self = .cpe
    case (_, "SPDXLicenseCollection"): self = .spdx
    case ("", "supplementalData"): self = .cldr
    case ("", "node"): self = .dspace
    case (_, "fingerprints"): self = .recog
    default:
      guard
        root.attributes.contains("table.id")
          || root.namespace.isEmpty && AuthorityTableDialect.roots.contains(root.name)
      else { return nil }
      self = .authority
    }
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
