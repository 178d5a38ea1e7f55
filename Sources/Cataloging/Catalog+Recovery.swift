import GRDB

extension Catalog {
  /// Adds a run that the catalog lost and a journal still tells of.
  ///
  /// - Parameter run: the run; nothing happens if there is one of that number.
  /// - Returns: whether it was added.
  /// - Throws: `CatalogError`.
  package func restore(_ run: CatalogRun) throws -> Bool {
    try write { database in
      try database.execute(
        sql: """
          INSERT OR IGNORE INTO run (id, command, share, started, state, changed, place, account)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          run.id, run.command, run.share, run.started, run.state.rawValue, run.changed, run.place,
          run.account,
        ])
      return database.changesCount > 0
    }
  }

  /// Marks runs as taken back.
  ///
  /// - Throws: `CatalogError`.
  package func markUndone(_ runs: [Int64]) throws {
    try write { database in
      for run in runs {
        try database.execute(
          sql: "UPDATE run SET state = ? WHERE id = ?",
          arguments: [CatalogRun.State.undone.rawValue, run])
      }
    }
  }

  /// The documents of a share that are there, and that no run of this catalog has touched.
  ///
  /// - Throws: `CatalogError`.
  package func untouchedDocuments(in share: CatalogShare) throws -> [(id: Int64, path: String)] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT id, path FROM document
          WHERE share = ? AND missingSince IS NULL AND content IS NOT NULL
            AND id NOT IN (SELECT document FROM runChange)
            AND id NOT IN (SELECT document FROM assignment)
          ORDER BY path
          """, arguments: [share.id]
      ).map { (try $0.decode(atIndex: 0), try $0.decode(atIndex: 1)) }
    }
  }
}
