import GRDB

extension Catalog {
  private static let lastRemovedName = "last removed run"

  /// The highest number of a run that went with its share.
  static let lastRemoved = """
    coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE key = '\(lastRemovedName)'), 0)
    """

  /// Forgets a share: its documents with all that is known of them, and its runs.
  ///
  /// - Parameter share: the share.
  /// - Returns: the numbers of its runs, whose journals are of no use any more.
  /// - Throws: `CatalogError`; nothing was changed then.
  package func remove(_ share: CatalogShare) throws -> [Int64] {
    try write { database in
      let revision = try Self.nextRevision(database)
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO removal (document, revision)
          SELECT id, ? FROM document WHERE share = ?
          """, arguments: [revision, share.id])
      let runs = try Int64.fetchAll(
        database, sql: "SELECT id FROM run WHERE share = ? ORDER BY id", arguments: [share.id])
      try database.execute(
        sql: "DELETE FROM runChange WHERE run IN (SELECT id FROM run WHERE share = ?)",
        arguments: [share.id])
      try Self.removeMoves(of: share, database)
      try database.execute(
        sql: "DELETE FROM document WHERE share = ?", arguments: [share.id])
      try database.execute(
        sql: "DELETE FROM recognized WHERE sum NOT IN (SELECT sum FROM recognition)")
      // The numbers of runs are never given twice: marks and logs name them.
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO setting
          SELECT ?, max(coalesce(max(id), 0), \(Self.lastRemoved)) FROM run
          """, arguments: [Self.lastRemovedName])
      try database.execute(sql: "DELETE FROM run WHERE share = ?", arguments: [share.id])
      try database.execute(sql: "DELETE FROM share WHERE id = ?", arguments: [share.id])
      return runs
    }
  }

  /// Forgets where a share and its files were moved.
  ///
  /// A move bears the number of the last run of any share: whose it is, its path tells. A path is one of the innermost
  /// share that it lay in then, so the roots are followed back to where they were.
  ///
  /// - Complexity: O(moves · shares).
  private static func removeMoves(of share: CatalogShare, _ database: Database) throws {
    var roots: [Int64: String] = [:]
    for row in try Row.fetchAll(database, sql: "SELECT id, root FROM share WHERE isFolder") {
      roots[try row.decode(atIndex: 0)] = try row.decode(atIndex: 1)
    }
    let removal = try database.makeStatement(
      sql: "DELETE FROM movement WHERE number = ? AND old = ?")
    let rows = try Row.fetchAll(
      database, sql: "SELECT number, isShare, old, new FROM movement ORDER BY number DESC")
    for row in rows {
      let (number, old): (Int64, String) = try (row.decode(atIndex: 0), row.decode(atIndex: 2))
      let owner: Int64?
      if try row.decode(atIndex: 1) as Bool {
        let new: String = try row.decode(atIndex: 3)
        owner = roots.first { $0.value == new }?.key
        if let owner {
          // Whatever is there now came after it had left.
          roots = roots.filter { $0.value != old }
          roots[owner] = old
        }
      } else {
        owner =
          roots.filter { old.hasPrefix(FileMoves.prefix($0.value)) }
          .max { $0.value.utf8.count < $1.value.utf8.count }?.key
      }
      if owner == share.id { try removal.execute(arguments: [number, old]) }
    }
  }

  /// What would be lost with a share: its documents, and those with a word of a person.
  ///
  /// - Throws: `CatalogError`.
  package func contents(of share: CatalogShare) throws -> (documents: Int, decided: Int) {
    try read { database in
      let documents = try Int.fetchOne(
        database, sql: "SELECT count(*) FROM document WHERE share = ?", arguments: [share.id])
      let decided = try Int.fetchOne(
        database,
        sql: """
          SELECT count(*) FROM document WHERE share = ? AND (
            id IN (SELECT document FROM decision)
            OR id IN (SELECT document FROM assignment WHERE origin = 'person'))
          """, arguments: [share.id])
      return (documents ?? 0, decided ?? 0)
    }
  }
}
