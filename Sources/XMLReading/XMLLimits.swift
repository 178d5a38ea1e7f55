/// What is done with a document type declaration.
package enum XMLDoctypePolicy: Sendable {
  /// Any DOCTYPE is an error, as the formats demand whose parts are XML (OPC, ODF, XMP).
  case refuse

  /// Internal general entities expand, in attributes too; nothing is ever read from elsewhere:
  /// external entities stay undefined and an external subset is passed over.
  case internalEntities
}

/// Every limit that reading keeps to; exceeding one is an `XMLError` with the place.
@usableFromInline
package struct XMLLimits: Sendable {
  /// The size of the document in bytes.
  package var bytes: Int

  /// How deep elements may be nested.
  package var depth = 256

  /// Attributes, namespace declarations included, of one start tag.
  ///
  /// libxml2 2.9.14 compares each with each; 200,000 on one element would take minutes.
  package var attributes = 256

  /// Namespace declarations in scope at one place; each prefix is looked up along them.
  package var namespaces = 1_024

  /// The length of a local name in bytes.
  package var nameLength = 1_024

  /// The length of the text between two tags in bytes.
  package var textLength = 16 << 20

  /// The length of one tag, comment or processing instruction in bytes.
  package var tokenLength = 8 << 20

  /// By how many bytes entities may make the document longer.
  package var expandedCharacters = 4 << 20

  /// The length of the DOCTYPE with its internal subset in bytes.
  package var doctypeLength = 64 << 10

  /// What is done with a DOCTYPE.
  package var doctype: XMLDoctypePolicy

  /// Limits with the given size and DOCTYPE policy, the usual ones otherwise.
  package init(bytes: Int, doctype: XMLDoctypePolicy) {
    self.bytes = bytes
    self.doctype = doctype
  }

  /// Limits for a part of a document file: 64 MiB, no DOCTYPE.
  package static let documentPart = XMLLimits(bytes: 64 << 20, doctype: .refuse)

  /// Limits for a vocabulary: 4 GiB, internal entities.
  package static let vocabulary = XMLLimits(bytes: 4 << 30, doctype: .internalEntities)
}
