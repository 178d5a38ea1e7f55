internal import Cataloging
package import JSONCoding
internal import Taxonomy

/// How the documents of a share are spread over two facets, and which lack what.
package struct CoverageReport: Sendable {
  /// A document that a list names, and why.
  package struct Item: Sendable, Hashable {
    /// The path within the share.
    package let path: String
    /// The facet; `document` where the matter is not one of a facet.
    package let facet: String
    /// What is the matter: nothing is assigned, a concept was replaced, there is no text, or why it cannot be read.
    package let problem: String
  }

  /// The root of the share.
  package let share: String

  /// The titles of the facets whose concepts make the rows and the columns.
  package let titles: (rows: String, columns: String)

  /// The names of the concepts of the rows.
  package let rows: [String]

  /// The names of the concepts of the columns.
  package let columns: [String]

  /// The number of documents of each row in each column; none is a gap.
  package let counts: [[Int]]

  /// The number of documents that were looked at: all that may be named to this account.
  package let documents: Int

  /// The documents without a tag of a facet, those with a concept that was replaced, and those without text.
  package let items: [Item]

  /// The coverage of a share.
  ///
  /// A row or column is each concept of the facet that a document of the share has, and each at the top of
  /// its scheme, so that what nothing was written about is seen.
  ///
  /// - Parameters:
  ///   - workspace: the workspace.
  ///   - folder: the root of the share.
  ///   - rows: the key of the facet of the rows.
  ///   - columns: the key of the facet of the columns.
  /// - Throws: `RequestError` for a facet that the vocabulary does not have; `WorkspaceError`, `CatalogError`.
  package init(
    _ workspace: Workspace, share folder: String, rows: String, columns: String
  ) throws {
    let vocabulary = try workspace.vocabularies.current()
    let catalog = try workspace.openCatalogForReading()
    let share = try catalog.share(named: folder)
    let schemes = (
      try vocabulary.scheme(asked: rows, calledA: "facet"),
      try vocabulary.scheme(asked: columns, calledA: "facet")
    )
    let keys = (vocabulary.key(of: schemes.0), vocabulary.key(of: schemes.1))
    let named = NamedDocuments(workspace)
    let found = try catalog.taggedDocuments(in: share).filter {
      named.contains($0.path, in: share.root)
    }
    let tags = found.map(\.concepts)
    let axes = (
      Self.axis(keys.0, schemes.0, tags, vocabulary), Self.axis(keys.1, schemes.1, tags, vocabulary)
    )
    self.share = share.root
    documents = found.count
    titles = (keys.0, keys.1)
    self.rows = axes.0.map { Self.name($0, vocabulary) }
    self.columns = axes.1.map { Self.name($0, vocabulary) }
    counts = Self.counts(tags, keys, axes)
    items =
      try Self.withoutText(share, catalog).filter { named.contains($0.path, in: share.root) }
      + Self.items(found, vocabulary)
  }

  /// The documents that are known by their names, their folders and what they say of themselves alone.
  private static func withoutText(_ share: CatalogShare, _ catalog: Catalog) throws -> [Item] {
    let empty = try catalog.documentsWithoutText(in: share).map {
      Item(path: $0.path, facet: "document", problem: "without text")
    }
    let unread = try catalog.entries(of: share).filter { $0.refusal != nil }.map {
      Item(path: $0.path, facet: "document", problem: "unreadable")
    }
    return (empty + unread).sorted { $0.path < $1.path }
  }

  private static func name(_ concept: String, _ vocabulary: Vocabulary) -> String {
    vocabulary.concept(uri: concept).map { vocabulary.preferredLabel(of: $0) } ?? concept
  }

  /// The concepts of a row or column, by name.
  private static func axis(
    _ key: String, _ scheme: SchemeOrdinal, _ tags: [[String: Set<String>]],
    _ vocabulary: Vocabulary
  ) -> [String] {
    var found = tags.reduce(into: Set<String>()) { $0.formUnion($1[key] ?? []) }
    for concept in vocabulary.concepts where !vocabulary.isDeprecated(concept) {
      let isTop = vocabulary.broader(of: concept).isEmpty
      guard isTop, vocabulary.schemes(of: concept).contains(scheme) else { continue }
      found.insert(vocabulary.uri(of: concept))
    }
    return found.sorted { (name($0, vocabulary), $0) < (name($1, vocabulary), $1) }
  }

  private static func counts(
    _ tags: [[String: Set<String>]], _ keys: (String, String), _ axes: ([String], [String])
  ) -> [[Int]] {
    func places(_ axis: [String]) -> [String: Int] {
      Dictionary(uniqueKeysWithValues: zip(axis, axis.indices))
    }
    let (rows, columns) = (places(axes.0), places(axes.1))
    var counts = [[Int]](
      repeating: [Int](repeating: 0, count: axes.1.count), count: axes.0.count)
    for document in tags {
      for row in (document[keys.0] ?? []).compactMap({ rows[$0] }) {
        for column in (document[keys.1] ?? []).compactMap({ columns[$0] }) {
          counts[row][column] += 1
        }
      }
    }
    return counts
  }

  private static func items(
    _ found: [(path: String, concepts: [String: Set<String>])], _ vocabulary: Vocabulary
  ) -> [Item] {
    let keys = vocabulary.schemes.map(vocabulary.key)
    return found.flatMap { path, concepts in
      keys.flatMap { key -> [Item] in
        guard let tags = concepts[key], !tags.isEmpty else {
          return [Item(path: path, facet: key, problem: "untagged")]
        }
        return tags.sorted().compactMap { tag in
          guard let concept = vocabulary.concept(uri: tag), vocabulary.isDeprecated(concept) else {
            return nil
          }
          return Item(
            path: path, facet: key, problem: "replaced: \(vocabulary.preferredLabel(of: concept))")
        }
      }
    }
  }

  /// The number of cells without a document.
  package var gaps: Int { counts.reduce(0) { $0 + $1.count { $0 == 0 } } }
}

// MARK: - For programs

extension CoverageReport {
  /// The fields of the records of the matrix.
  package static let cellColumns = [
    Column("row"), Column("column"), Column("documents", isNumber: true),
  ]

  /// The fields of the records of the lists.
  package static let itemColumns = [Column("path"), Column("facet"), Column("problem")]

  /// A record for each cell of the matrix.
  package var cells: [[JSONValue]] {
    rows.indices.flatMap { row in
      columns.indices.map { column in
        [.string(rows[row]), .string(columns[column]), .integer(counts[row][column])]
      }
    }
  }

  /// A record for each document of a list.
  package var itemRecords: [[JSONValue]] {
    items.map { [.string($0.path), .string($0.facet), .string($0.problem)] }
  }
}
