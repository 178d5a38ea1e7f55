import MappedStorage

/// Finds out whether documents of a segment had other words than those that take their place.
struct StoredWords {
  private let segment: Segment
  private let resolver: TagResolver
  /// The documents, with a number of the words that take the place of theirs.
  private var replaced: [(document: Int, fingerprint: UInt64?)] = []

  init(_ segment: Segment, _ resolver: TagResolver) {
    self.segment = segment
    self.resolver = resolver
  }

  /// How many documents are replaced.
  var count: Int { replaced.count }

  /// Notes that a document is replaced; by nothing if there is no number.
  mutating func replace(_ document: Int, by fingerprint: UInt64?) {
    replaced.append((document, fingerprint))
  }

  /// Whether any of them had words that are nowhere else by now.
  ///
  /// - Complexity: O(text of the replaced documents), up to the first that had.
  func differ() throws -> Bool {
    if replaced.contains(where: { $0.fingerprint == nil }) { return true }
    let columns = try segment.columnsWithWords()
    var block: StoredBlock?
    // In the order in which they are stored, so that each block is decompressed once.
    for (document, fingerprint) in replaced.sorted(by: { $0.document < $1.document }) {
      let text = try segment.stored.text(of: document, reusing: &block)
      let names = try segment.names(of: document)
      let properties = try columns.flatMap { column in
        try column.members(ofSet: column.set(of: document)).map(column.value)
      }
      let tags = try segment.facets.map { facet in
        (facet.key, try facet.members(ofSet: facet.set(of: document)).map(facet.value))
      }
      let own = Self.fingerprint(
        names: [names.title, names.path] + properties + resolver.words(of: tags),
        headings: text.headings, text: text.text)
      if own != fingerprint { return true }
    }
    return false
  }

  /// A number of the words of a document.
  static func fingerprint(of document: IndexDocument, _ resolver: TagResolver) -> UInt64 {
    let properties = DocumentProperty.allCases.filter(\.hasWords).flatMap { property in
      FacetValues.different(document.properties[property] ?? [])
    }
    return fingerprint(
      names: [document.title, document.path] + properties
        + resolver.words(of: resolver.facets(of: document)),
      headings: document.headings, text: document.text)
  }

  private static func fingerprint(
    names: [String], headings: [String], text: String
  ) -> UInt64 {
    // As the segment gives them back: without empty lines.
    let lines = headings.joined(separator: "\n").split(separator: "\n")
    let words = Checksum.of(Array((names.map { $0[...] } + lines).joined(separator: "\n").utf8))
    return Checksum.combining(words, Checksum.of(Array(text.utf8)))
  }
}
