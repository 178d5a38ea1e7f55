import GRDB

extension Catalog {
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
      for table in ["runChange", "movement"] {
        try database.execute(
          sql: "DELETE FROM \(table) WHERE run IN (SELECT id FROM run WHERE share = ?)",
          arguments: [share.id])
      }
      try database.execute(
        sql: "DELETE FROM document WHERE share = ?", arguments: [share.id])
      // The numbers of runs are never given twice: journals, marks and logs name them.
      try database.execute(
        sql: "UPDATE run SET state = ? WHERE share = ?",
        arguments: [CatalogRun.State.undone.rawValue, share.id])
      try database.execute(sql: "DELETE FROM share WHERE id = ?", arguments: [share.id])
      return runs
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
