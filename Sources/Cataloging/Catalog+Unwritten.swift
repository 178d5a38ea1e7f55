import GRDB

extension Catalog {
  /// Remembers why tags do not stand where they belong; what may pass is due at the next run.
  package func record(_ unwritten: [UnwrittenTags]) throws {
    guard !unwritten.isEmpty else { return }
    try write { database in
      for tags in unwritten {
        try Self.record(tags, database)
        guard tags.isPassing else { continue }
        try database.execute(
          sql: "UPDATE document SET taggedWith = 0 WHERE id = ?", arguments: [tags.document])
      }
    }
  }

  static func record(_ tags: UnwrittenTags, _ database: Database) throws {
    try database.execute(
      sql: "INSERT OR REPLACE INTO unwritten VALUES (?, ?)",
      arguments: [tags.document, tags.reason])
  }

  /// The refusals of a share's documents by their numbers: how long each holds.
  package func refusalKinds(in share: CatalogShare) throws -> [Int64: RefusalKind] {
    try read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT id, refusalKind FROM document INDEXED BY documentState
          WHERE share = ? AND refusal IS NOT NULL
          """, arguments: [share.id])
      return try Dictionary(
        rows.map {
          (
            try $0.decode(atIndex: 0) as Int64,
            RefusalKind(text: try $0.decode(atIndex: 1) as String?)
          )
        }, uniquingKeysWith: { $1 })
    }
  }
}
