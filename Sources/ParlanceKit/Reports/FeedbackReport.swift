internal import Cataloging
package import JSONCoding
internal import Taxonomy

/// What those who use the documents of a share said of them.
package struct FeedbackReport: Sendable {
  /// The fields of the records.
  package static let columns = [
    Column("path"), Column("kind"), Column("facet"), Column("label"), Column("remark"),
    Column("account"), Column("time"), Column("settled_by", heading: "settled by"),
    Column.outsideTables("concept"),
  ]

  /// A record for each piece of feedback, the oldest first.
  package let records: [[JSONValue]]

  /// The feedback on the documents of a share.
  ///
  /// - Throws: `WorkspaceError.unknownShare`, `.noVocabulary`; `CatalogError`.
  package init(_ workspace: Workspace, share folder: String) throws {
    let catalog = try workspace.openCatalogForReading()
    let share = try catalog.share(named: folder)
    let report = JudgmentReport(try workspace.vocabularies.current())
    records = try catalog.feedback(isOpen: false, where: { number, _ in number == share.id }).map {
      entry in
      let json = report.json(entry.feedback, on: entry.path)
      return Self.columns.map { json[$0.name == "path" ? "document" : $0.name] ?? .null }
    }
  }
}
