internal import Cataloging
package import JSONCoding
internal import Taxonomy

/// What runs changed, tag by tag, with who ran them and when.
package struct TagHistory {
  /// The fields of the records.
  package static let columns = [
    Column("run", isNumber: true), Column("started"), Column("account"), Column("command"),
    Column("path"), Column("facet"), Column("old"), Column("new"),
  ]

  /// A record for each facet that a run changed of a document.
  package let records: [[JSONValue]]

  /// The changes of a run, of documents that may be named to this account.
  ///
  /// - Throws: `CatalogError`, also if there is no such run; `WorkspaceError.noVocabulary`.
  package init(_ workspace: Workspace, run: Int64) throws {
    let catalog = try workspace.openCatalogForReading()
    let found = try catalog.run(run)
    let share = try catalog.shares().first { $0.id == found.share }
    let named = NamedDocuments(workspace, catalog)
    let changes = try catalog.changes(ofRun: run).filter { change in
      try share.map { try named.contains(change.path, in: $0) } ?? false
    }
    records = try Self.records(changes, [run: found], try workspace.vocabularies.current())
  }

  /// The changes of a document, the latest first.
  ///
  /// - Throws: `DocumentPathError`, `CatalogError`, `WorkspaceError.noVocabulary`.
  package init(_ workspace: Workspace, documentAt path: String) throws {
    let document = try workspace.document(at: path)
    let catalog = try workspace.openCatalogForReading()
    let runs = Dictionary(
      try catalog.runs().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    records = try Self.records(
      try catalog.changes(ofDocument: document.entry.id), runs, try workspace.vocabularies.current()
    )
  }

  static func records(
    _ changes: [RecordedTagChange], _ runs: [Int64: CatalogRun], _ vocabulary: Vocabulary
  ) throws -> [[JSONValue]] {
    func names(_ assignments: [StoredAssignment]?, _ facet: String) -> [String]? {
      assignments?.filter { $0.facet == facet && $0.isTag }.map { tag in
        vocabulary.concept(uri: tag.concept).map { vocabulary.preferredLabel(of: $0) }
          ?? tag.concept
      }.sorted()
    }
    // What was recorded and cannot be read is not known, which is another thing than none.
    func value(_ names: [String]?) -> JSONValue {
      names.map { .array($0.map(JSONValue.string)) } ?? .null
    }
    return changes.flatMap { change -> [[JSONValue]] in
      let all = (change.before ?? []) + (change.after ?? [])
      return Set(all.map(\.facet)).sorted().compactMap { facet in
        let (old, new) = (names(change.before, facet), names(change.after, facet))
        // Scores and evidence may differ where the tags are the same.
        guard old != new else { return nil }
        let run = runs[change.run]
        return [
          .integer(Int(change.run)), .string(run?.started ?? ""), .string(run?.account ?? ""),
          .string(run?.command ?? ""), .string(change.path), .string(facet),
          value(old), value(new),
        ]
      }
    }
  }
}
