internal import Cataloging
package import JSONCoding
internal import Searching
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

  /// How many documents there are for each pair of values.
  package let matrix: CoverageMatrix

  /// The number of documents that were looked at: all that may be named to this account.
  package let documents: Int

  /// The documents without a tag of a facet, those with a concept that was replaced, and those without text.
  package let items: [Item]

  /// The coverage of a share.
  ///
  /// - Parameters:
  ///   - workspace: the workspace.
  ///   - folder: the root of the share.
  ///   - rows: the key of the facet of the rows.
  ///   - columns: the key of the facet of the columns.
  /// - Throws: `RequestError` for a facet that the vocabulary does not have; `WorkspaceError`, `CatalogError`, and what
  ///   opening the index throws.
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
    let named = NamedDocuments(workspace, catalog)
    let found = try catalog.taggedDocuments(in: share).filter {
      try named.contains($0.path, in: share)
    }
    let identifiers = Set(found.map { ShareStore.identifier(of: $0.path, in: share) })
    let session = try SearchSession(workspace)
    // A restriction to all documents costs without narrowing anything.
    let isAll = try session.withIndex { $0.documentCount } == identifiers.count
    matrix = try CoverageMatrix(
      session, rows: vocabulary.key(of: schemes.0), columns: vocabulary.key(of: schemes.1),
      vocabulary: vocabulary, among: isAll ? nil : identifiers)
    self.share = share.root
    documents = found.count
    items =
      try Self.withoutText(share, catalog).filter { try named.contains($0.path, in: share) }
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
    zip(matrix.rows, matrix.counts).flatMap { row, counts in
      zip(matrix.columns, counts).map { column, count in
        [.string(row.label), .string(column.label), .integer(count)]
      }
    }
  }

  /// A record for each document of a list.
  package var itemRecords: [[JSONValue]] {
    items.map { [.string($0.path), .string($0.facet), .string($0.problem)] }
  }
}
