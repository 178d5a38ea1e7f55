import GRDB

/// A document without its tags, or without them where they belong.
package struct OutstandingDocument: Sendable, Hashable {
  /// What keeps the tags away; stable in machine-readable output.
  package enum Cause: String, Sendable, CaseIterable {
    /// It was not in the share at the last look.
    case missing = "missing"
    /// It could not be read.
    case unreadable = "unreadable"
    /// Its tags are in the catalog; its file did not take them.
    case unwritten = "unwritten"
    /// It was not looked at since it or the decisions on it changed.
    case due = "due"
  }

  /// The path within the share.
  package var path: String

  /// What keeps the tags away.
  package var cause: Cause

  /// Why, in words; of a missing document the time since when, ISO 8601 in UTC.
  package var reason: String
}

extension Catalog {
  /// The documents of a share that lack their tags, sorted by path.
  ///
  /// - Parameter share: the share.
  /// - Returns: the documents, each once.
  /// - Throws: `CatalogError`.
  /// - Complexity: O(documents of the share), from an index alone.
  package func outstandingDocuments(in share: CatalogShare) throws -> [OutstandingDocument] {
    try read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT path, missingSince, refusal, unwritten.reason
          FROM document INDEXED BY documentState
            LEFT JOIN unwritten ON unwritten.document = document.id
          WHERE share = ?
            AND (missingSince IS NOT NULL OR refusal IS NOT NULL OR taggedWith = 0
              OR unwritten.reason IS NOT NULL)
          ORDER BY path
          """, arguments: [share.id])
      return try rows.map { row in
        let (missing, refusal, unwritten): (String?, String?, String?) = (
          try row.decode(atIndex: 1), try row.decode(atIndex: 2), try row.decode(atIndex: 3)
        )
        let cause: OutstandingDocument.Cause =
          if missing != nil {
            .missing
          } else if refusal != nil {
            .unreadable
          } else {
            unwritten != nil ? .unwritten : .due
          }
        return OutstandingDocument(
          path: try row.decode(atIndex: 0), cause: cause,
          reason: missing ?? refusal ?? unwritten ?? "")
      }
    }
  }
}
