import Foundation
import GRDB

/// A change of a document's tags as a run recorded it.
package struct RecordedTagChange: Sendable, Equatable {
  /// The run.
  package let run: Int64

  /// The path of the document at the time.
  package let path: String

  /// The assignments before; `nil` if what was recorded is damaged.
  package let before: [StoredAssignment]?

  /// The assignments after; `nil` if what was recorded is damaged.
  package let after: [StoredAssignment]?
}

extension Catalog {
  /// What a run changed, by path.
  ///
  /// - Throws: `CatalogError`.
  package func changes(ofRun run: Int64) throws -> [RecordedTagChange] {
    try changes("run = ? ORDER BY path", run)
  }

  /// What runs changed of a document, the latest first.
  ///
  /// - Throws: `CatalogError`.
  package func changes(ofDocument document: Int64) throws -> [RecordedTagChange] {
    try changes("document = ? ORDER BY run DESC", document)
  }

  private func changes(_ condition: String, _ number: Int64) throws -> [RecordedTagChange] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT run, path, before, after FROM runChange WHERE \(condition)",
        arguments: [number]
      ).map { row in
        RecordedTagChange(
          run: try row.decode(atIndex: 0), path: try row.decode(atIndex: 1),
          before: AssignmentCoding.decode([UInt8](try row.decode(atIndex: 2) as Data)),
          after: AssignmentCoding.decode([UInt8](try row.decode(atIndex: 3) as Data)))
      }
    }
  }

  /// The concepts of the documents that are in a share, readable or not, by facet, sorted by path; what is pending
  /// does not count.
  ///
  /// - Throws: `CatalogError`.
  package func taggedDocuments(
    in share: CatalogShare
  ) throws -> [(path: String, concepts: [String: Set<String>])] {
    try read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT d.path, a.facet, a.concept, a.origin FROM document d
          LEFT JOIN assignment a ON a.document = d.id
          WHERE d.share = ? AND d.missingSince IS NULL ORDER BY d.path
          """, arguments: [share.id])
      var result: [(path: String, concepts: [String: Set<String>])] = []
      while let row = try rows.next() {
        let path: String = try row.decode(atIndex: 0)
        if result.last?.path != path { result.append((path, [:])) }
        guard let facet = try row.decode(atIndex: 1) as String?,
          try row.decode(atIndex: 3) as String != StoredAssignment.Origin.pending.rawValue
        else { continue }
        result[result.count - 1].concepts[facet, default: []]
          .insert(try row.decode(atIndex: 2))
      }
      return result
    }
  }
}
