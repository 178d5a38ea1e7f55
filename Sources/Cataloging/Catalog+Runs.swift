import Foundation
import GRDB
package import Model
package import System

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

  /// What was written into or beside the file along with the change, and the file's state then;
  /// `nil` if nothing was.
  package var written: WrittenTags?

  /// Why the tags do not stand in the file where they belong; `nil` if they do.
  package var unwritten: UnwrittenTags?

  /// A change.
  package init(
    document: Int64, path: String, before: [StoredAssignment], after: [StoredAssignment],
    written: WrittenTags? = nil, unwritten: UnwrittenTags? = nil
  ) {
    self.document = document
    self.path = path
    self.before = before
    self.after = after
    self.written = written
    self.unwritten = unwritten
  }
}

/// What Parlance wrote into or beside a file.
package struct WrittenTags: Sendable, Equatable {
  /// The values, in a form that the writer defines.
  package var content: String

  /// The place where they stand.
  package var place: TagPlace

  /// Another place that is the same one for this document, such as a sidecar for a file that takes no tags.
  package var twin: TagPlace?

  /// The file's state after writing; `nil` if it did not change.
  package var state: FileStamp?

  /// By what the file is known again after writing; `nil` if it did not change, or is another by now.
  package var file: KnownFile?

  /// What was written.
  package init(
    content: String, place: TagPlace, twin: TagPlace? = nil, state: FileStamp?,
    file: KnownFile? = nil
  ) {
    self.content = content
    self.place = place
    self.twin = twin
    self.state = state
    self.file = file
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
  ///   - account: the account in whose name it is made.
  ///   - number: the highest number that a run had elsewhere, such as in the journals.
  /// - Returns: the run's number, which is higher than that of every other run.
  /// - Throws: `CatalogError`.
  package func beginRun(
    command: String, share: CatalogShare, started: String, place: String,
    account: String = Account.name, after number: Int64 = 0
  ) throws -> Int64 {
    try write { database in
      try Self.insertRun(
        command: command, share: share.id, started: started, state: .running, place: place,
        account: account, after: number, database)
    }
  }

  /// Adds a run whose number is higher than that of every other run, and than a given one.
  static func insertRun(
    command: String, share: Int64, started: String, state: CatalogRun.State, place: String,
    account: String, after number: Int64, _ database: Database
  ) throws -> Int64 {
    try database.execute(
      sql: """
        INSERT INTO run (id, command, share, started, state, place, account)
        SELECT max(coalesce(max(id), 0), ?, \(Self.lastRemoved)) + 1, ?, ?, ?, ?, ?, ? FROM run
        """,
      arguments: [number, command, share, started, state.rawValue, place, account])
    return database.lastInsertedRowID
  }

  /// The documents whose assignments are no longer those that a change expects, or that are gone.
  package func outdated(_ changes: [(document: Int64, before: [StoredAssignment])]) throws
    -> Set<Int64>
  {
    try read { database in
      var result: Set<Int64> = []
      for (document, before) in changes {
        let isKnown = try Bool.fetchOne(
          database, sql: "SELECT 1 FROM document WHERE id = ?", arguments: [document])
        if try isKnown == nil || !Self.isSame(Self.assignments(of: document, database), before) {
          result.insert(document)
        }
      }
      return result
    }
  }

  /// Applies changes in one transaction.
  ///
  /// - Parameters:
  ///   - changes: the changes; one whose `before` is no longer in place is skipped.
  ///   - run: the run they belong to.
  ///   - basis: the basis on which the documents were tagged, kept as `taggedWith`.
  /// - Returns: the documents whose change was put in place. The run counts those of them of which `undo` has
  ///   something to put back: tags, or what stands in or beside the file; not what is pending only.
  /// - Throws: `CatalogError`; nothing was changed then.
  package func apply(
    _ changes: [AssignmentChange], run: Int64, basis: UInt64
  ) throws -> Set<Int64> {
    try write { database in
      let revision = try Self.nextRevision(database)
      var applied: Set<Int64> = []
      var counted = 0
      for change in changes {
        // Before it is put in place: afterwards there is no difference to be seen.
        let isNoticed = try Self.isNoticed(change, database)
        guard try Self.put(change, run: run, basis: basis, revision: revision, database) else {
          continue
        }
        applied.insert(change.document)
        if isNoticed { counted += 1 }
      }
      try database.execute(
        sql: "UPDATE run SET changed = changed + ? WHERE id = ?", arguments: [counted, run])
      return applied
    }
  }

  /// Whether somebody who looks at the document, or at its file, sees that it changed.
  static func isNoticed(_ change: AssignmentChange, _ database: Database) throws -> Bool {
    if !isSame(change.before.filter(\.isTag), change.after.filter(\.isTag)) { return true }
    guard let written = change.written else { return false }
    if written.state != nil { return true }
    return try writtenContent(of: change.document, written, database) ?? "" != written.content
  }

  /// Records that documents were looked at and need no change.
  package func markTagged(_ documents: [Int64], basis: UInt64) throws {
    try write { database in
      // What is still outstanding is recorded anew by who looked.
      let statement = try database.makeStatement(sql: "DELETE FROM unwritten WHERE document = ?")
      for document in documents { try statement.execute(arguments: [document]) }
      try Self.markTagged(documents, basis: basis, revision: nil, database)
    }
  }

  /// Ends the runs that were interrupted; what they did stays and can be taken back.
  ///
  /// To be called with the workspace's lock held, so that no run is still going on.
  package func endInterruptedRuns() throws {
    try write { database in
      try database.execute(
        sql: "UPDATE run SET state = ? WHERE state = ?",
        arguments: [CatalogRun.State.done.rawValue, CatalogRun.State.running.rawValue])
    }
  }

  /// Ends a run; it is on the disk, with all that it changed, when this returns.
  package func finishRun(_ run: Int64) throws {
    // A run that is said to be done must still be so after a power loss.
    try writeDurably { database in
      try database.execute(
        sql: "UPDATE run SET state = ? WHERE id = ?",
        arguments: [CatalogRun.State.done.rawValue, run])
    }
  }

  /// Puts one change in place, unless other assignments are there than it expects.
  ///
  /// - Returns: whether it was put in place.
  static func put(
    _ change: AssignmentChange, run: Int64, basis: UInt64, revision: Int64, _ database: Database
  ) throws -> Bool {
    let current = try assignments(of: change.document, database)
    let tagged = try Int64.fetchOne(
      database, sql: "SELECT taggedWith FROM document WHERE id = ?",
      arguments: [change.document])
    // Somebody else changed the document since: their word stands.
    guard let tagged, isSame(current, change.before) else { return false }
    try database.execute(
      sql: "INSERT OR REPLACE INTO runChange VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        run, change.document, change.path, tagged, Data(AssignmentCoding.encode(current)),
        Data(AssignmentCoding.encode(change.after)),
        try change.written.flatMap { try writtenContent(of: change.document, $0, database) },
        change.written?.place.rawValue,
      ])
    if let written = change.written { try setWritten(written, of: change.document, database) }
    if let unwritten = change.unwritten { try record(unwritten, database) }
    try replaceAssignments(of: change.document, with: change.after, database)
    // What only stood in the way for now is tried again by the next run.
    let isDue = change.unwritten?.isPassing ?? false
    try markTagged([change.document], basis: isDue ? 0 : basis, revision: revision, database)
    return true
  }

  static func run(_ row: Row) throws -> CatalogRun {
    let name: String = try row.decode(forColumn: "state")
    guard let state = CatalogRun.State(rawValue: name) else {
      throw damage("a run has the unknown state \"\(name)\"")
    }
    return try CatalogRun(
      id: row.decode(forColumn: "id"), command: row.decode(forColumn: "command"),
      share: row.decode(forColumn: "share"), started: row.decode(forColumn: "started"),
      state: state, changed: row.decode(forColumn: "changed"),
      place: row.decode(forColumn: "place"), account: row.decode(forColumn: "account"))
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
      // Scores and evidence change with every model, and are no change of tags.
      Set(assignments.map { [$0.facet, $0.concept, $0.origin.rawValue] })
    }
    return keys(left) == keys(right)
  }
}
