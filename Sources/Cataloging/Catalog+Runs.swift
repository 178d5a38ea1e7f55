import Foundation
import GRDB

/// A change of a document's assignments within a run.
package struct AssignmentChange: Sendable, Equatable {
  /// The document's number in the catalog.
  package var document: Int64

  /// Its path, for reports.
  package var path: String

  /// The assignments expected to be in place; if others are, the change is skipped.
  package var before: [StoredAssignment]

  /// The assignments to put in place.
  package var after: [StoredAssignment]

  /// A change.
  package init(
    document: Int64, path: String, before: [StoredAssignment], after: [StoredAssignment]
  ) {
    self.document = document
    self.path = path
    self.before = before
    self.after = after
  }
}

extension Catalog {
  /// All runs, the latest first.
  package func runs() throws -> [CatalogRun] {
    try read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM run ORDER BY id DESC").map(Self.run)
    }
  }

  /// Begins a run; until it is finished it counts as interrupted.
  ///
  /// - Parameters:
  ///   - command: the command, such as `retag`.
  ///   - share: the share concerned.
  ///   - started: the time, ISO 8601 in UTC.
  ///   - place: where tags are written.
  /// - Returns: the run's number.
  /// - Throws: `CatalogError`.
  package func beginRun(
    command: String, share: CatalogShare, started: String, place: String
  ) throws -> Int64 {
    try write { database in
      try database.execute(
        sql: "INSERT INTO run (command, share, started, state, place) VALUES (?, ?, ?, ?, ?)",
        arguments: [command, share.id, started, CatalogRun.State.running.rawValue, place])
      return database.lastInsertedRowID
    }
  }

  /// Applies changes in one transaction.
  ///
  /// - Parameters:
  ///   - changes: the changes; one whose `before` is no longer in place is skipped.
  ///   - run: the run they belong to.
  ///   - basis: the basis on which the documents were tagged, kept as `taggedWith`.
  ///   - isCounted: whether the run counts them as changed documents; not for what is pending only.
  /// - Returns: the documents that were changed.
  /// - Throws: `CatalogError`; nothing was changed then.
  package func apply(
    _ changes: [AssignmentChange], run: Int64, basis: UInt64, isCounted: Bool = true
  ) throws -> Set<Int64> {
    try write { database in
      let revision = try Self.nextRevision(database)
      var applied: Set<Int64> = []
      for change in changes {
        let current = try Self.assignments(of: change.document, database)
        guard Self.isSame(current, change.before) else { continue }
        let tagged =
          try Int64.fetchOne(
            database, sql: "SELECT taggedWith FROM document WHERE id = ?",
            arguments: [change.document]) ?? 0
        try database.execute(
          sql: "INSERT OR REPLACE INTO runChange VALUES (?, ?, ?, ?, ?, ?)",
          arguments: [
            run, change.document, change.path, tagged,
            Data(AssignmentCoding.encode(current)), Data(AssignmentCoding.encode(change.after)),
          ])
        try Self.replaceAssignments(of: change.document, with: change.after, database)
        try Self.markTagged([change.document], basis: basis, revision: revision, database)
        applied.insert(change.document)
      }
      if isCounted {
        try database.execute(
          sql: "UPDATE run SET changed = changed + ? WHERE id = ?", arguments: [applied.count, run])
      }
      return applied
    }
  }

  /// Records that documents were looked at and need no change.
  package func markTagged(_ documents: [Int64], basis: UInt64) throws {
    try write { database in
      try Self.markTagged(documents, basis: basis, revision: nil, database)
    }
  }

  /// Ends a run.
  package func finishRun(_ run: Int64) throws {
    try write { database in
      try database.execute(
        sql: "UPDATE run SET state = ? WHERE id = ?",
        arguments: [CatalogRun.State.done.rawValue, run])
    }
  }

  /// Puts the assignments of a run's documents back, in one transaction.
  ///
  /// - Returns: the paths put back, and the paths left alone because a later run, a new reading or a
  ///   person changed their assignments since.
  /// - Throws: `CatalogError.unknownRun`.
  package func undoRun(_ run: Int64) throws -> (restored: [String], skipped: [String]) {
    try write { database in
      guard
        let state = try String.fetchOne(
          database, sql: "SELECT state FROM run WHERE id = ?", arguments: [run]),
        state != CatalogRun.State.undone.rawValue
      else { throw CatalogError.unknownRun(String(run)) }
      let revision = try Self.nextRevision(database)
      var restored: [String] = []
      var skipped: [String] = []
      let rows = try Row.fetchAll(
        database, sql: "SELECT * FROM runChange WHERE run = ? ORDER BY path", arguments: [run])
      for row in rows {
        let document: Int64 = row["document"]
        let current = try Self.assignments(of: document, database)
        let after = AssignmentCoding.decode([UInt8](row["after"] as Data))
        guard Self.isSame(current, after) else {
          skipped.append(row["path"])
          continue
        }
        try Self.replaceAssignments(
          of: document, with: AssignmentCoding.decode([UInt8](row["before"] as Data)), database)
        try database.execute(
          sql: "UPDATE document SET taggedWith = ?, revision = ? WHERE id = ?",
          arguments: [row["taggedBefore"] as Int64, revision, document])
        restored.append(row["path"])
      }
      try database.execute(
        sql: "UPDATE run SET state = ? WHERE id = ?",
        arguments: [CatalogRun.State.undone.rawValue, run])
      return (restored, skipped)
    }
  }

  private static func run(_ row: Row) -> CatalogRun {
    CatalogRun(
      id: row["id"], command: row["command"], share: row["share"], started: row["started"],
      state: CatalogRun.State(rawValue: row["state"]) ?? .running, changed: row["changed"],
      place: row["place"])
  }

  private static func markTagged(
    _ documents: [Int64], basis: UInt64, revision: Int64?, _ database: Database
  ) throws {
    let statement = try database.makeStatement(
      sql: "UPDATE document SET taggedWith = ?, revision = coalesce(?, revision) WHERE id = ?")
    for document in documents {
      try statement.execute(arguments: [Int64(bitPattern: basis), revision, document])
    }
  }

  /// Whether two sets of assignments give the same concepts by the same origin.
  static func isSame(_ left: [StoredAssignment], _ right: [StoredAssignment]) -> Bool {
    func keys(_ assignments: [StoredAssignment]) -> Set<[String]> {
      Set(assignments.map { [$0.facet, $0.concept, $0.origin.rawValue] })
    }
    return keys(left) == keys(right)
  }
}
