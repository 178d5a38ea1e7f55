import Foundation
import GRDB
package import System

/// What came of taking a run back.
package struct UndoneRun: Sendable, Equatable {
  /// The number of the run that took it back; it can be taken back in turn.
  package var run: Int64

  /// The paths that are as before the run.
  package var restored: [String]

  /// The paths left alone, because their tags were changed since or the caller said so.
  package var skipped: [String]

  /// The paths left alone because what the catalog recorded of the run's changes is damaged there.
  package var lost: [String] = []
}

/// A document that a run changed.
package struct RunDocument: Sendable, Equatable {
  /// The document's number in the catalog.
  package var document: Int64

  /// Its path at the time of the run.
  package var path: String

  /// Whether what stands in or beside its file by Parlance's hand is not what stood there before.
  package var isWritten = false
}

extension Catalog {
  /// A run by its number.
  ///
  /// - Throws: `CatalogError.unknownRun`.
  package func run(_ number: Int64) throws -> CatalogRun {
    let run = try read { database in
      try Row.fetchOne(database, sql: "SELECT * FROM run WHERE id = ?", arguments: [number])
        .map(Self.run)
    }
    guard let run else { throw CatalogError.unknownRun(String(number)) }
    return run
  }

  /// The documents that a run changed, sorted by path.
  package func documents(changedBy run: Int64) throws -> [RunDocument] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT c.document, c.path, c.writtenAt IS NOT NULL
            AND coalesce(w.content, '') <> coalesce(c.writtenBefore, '')
          FROM runChange c
            LEFT JOIN written w ON w.document = c.document AND w.place = c.writtenAt
          WHERE c.run = ? ORDER BY c.path
          """, arguments: [run]
      ).map {
        RunDocument(
          document: try $0.decode(atIndex: 0), path: try $0.decode(atIndex: 1),
          isWritten: try $0.decode(atIndex: 2))
      }
    }
  }

  /// Puts the assignments of a run's documents back, in one transaction, as a run of its own.
  ///
  /// - Parameters:
  ///   - run: the run to take back.
  ///   - started: the present time, ISO 8601 in UTC.
  ///   - number: the number of the run that takes it back, if that was begun before.
  ///   - states: the states of the files whose content was put back before.
  ///   - files: by what these are known again.
  ///   - kept: documents to leave alone.
  ///   - account: the account in whose name it is taken back.
  ///   - last: the highest number that a run had elsewhere, such as in the journals.
  ///   - isPreview: whether nothing is to change.
  /// - Returns: what was put back and what was left alone; while anything was, the run can be taken
  ///   back again.
  /// - Throws: `CatalogError.unknownRun` if there is no such run, `undoneRun` if it was taken back already.
  package func undoRun(
    _ run: Int64, started: String, as number: Int64? = nil,
    states: [Int64: FileStamp] = [:], files: [Int64: KnownFile] = [:],
    keeping kept: Set<Int64> = [],
    account: String = Account.name, after last: Int64 = 0, isPreview: Bool = false
  ) throws -> UndoneRun {
    let old = try self.run(run)
    guard old.state != .undone else { throw CatalogError.undoneRun(String(run)) }
    func body(_ database: Database) throws -> UndoneRun {
      let done = CatalogRun.State.done.rawValue
      if let number {
        try database.execute(
          sql: "UPDATE run SET state = ? WHERE id = ?", arguments: [done, number])
      }
      let own =
        try number
        ?? Self.insertRun(
          command: "undo", share: old.share, started: started, state: .done, place: old.place,
          account: account, after: last, database)
      return try Self.putBack(
        run, as: own, states: states, files: files, keeping: kept, database)
    }
    return try isPreview ? preview(body) : writeDurably(body)
  }

  private static func putBack(
    _ run: Int64, as number: Int64, states: [Int64: FileStamp], files: [Int64: KnownFile],
    keeping kept: Set<Int64>, _ database: Database
  ) throws -> UndoneRun {
    var result = UndoneRun(run: number, restored: [], skipped: [])
    let revision = try Self.nextRevision(database)
    let rows = try Row.fetchAll(
      database, sql: "SELECT * FROM runChange WHERE run = ? ORDER BY path", arguments: [run])
    for row in rows {
      // Backwards: what was there before the run is what comes after its undoing.
      guard let after = try Self.assignments(row, "before"),
        let before = try Self.assignments(row, "after")
      else {
        result.lost.append(try row.decode(forColumn: "path"))
        continue
      }
      let document: Int64 = try row.decode(forColumn: "document")
      var written = try Self.written(before: row, states[document])
      written?.file = files[document]
      let change = AssignmentChange(
        document: document, path: try row.decode(forColumn: "path"),
        before: before, after: after, written: written)
      let basis = UInt64(bitPattern: try row.decode(forColumn: "taggedBefore") as Int64)
      // Before the change is put in place, after which there is nothing to notice any more.
      let isNoticed = try Self.isNoticed(change, database)
      let isRestored =
        try !kept.contains(document)
        && Self.put(change, run: result.run, basis: basis, revision: revision, database)
      if isRestored {
        try Self.restoreElsewhere(row, of: document, database)
        if isNoticed { result.restored.append(change.path) }
      } else if try kept.contains(document)
        || !Self.isSame(Self.assignments(of: document, database), change.after)
      {
        // What is as before the run already was taken back by somebody else, and is not told as
        // left alone.
        result.skipped.append(change.path)
      }
    }
    if result.skipped.isEmpty && result.lost.isEmpty {
      try database.execute(
        sql: "UPDATE run SET state = ? WHERE id = ?",
        arguments: [CatalogRun.State.undone.rawValue, run])
    }
    try database.execute(
      sql: "UPDATE run SET changed = ? WHERE id = ?",
      arguments: [result.restored.count, result.run])
    return result
  }

  /// The assignments in a column; `nil` if they are damaged.
  private static func assignments(_ row: Row, _ column: String) throws -> [StoredAssignment]? {
    AssignmentCoding.decode([UInt8](try row.decode(forColumn: column) as Data))
  }
}
