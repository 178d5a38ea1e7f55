import GRDB

extension Catalog {
  /// Gives a share another root: its documents keep all that is known of them.
  ///
  /// - Parameters:
  ///   - share: the share.
  ///   - root: the absolute path of the folder where it is now.
  /// - Returns: the share with its new root.
  /// - Throws: `CatalogError.shareExists` if another share has that root.
  package func move(_ share: CatalogShare, to root: String) throws -> CatalogShare {
    try write { database in
      guard
        try Int64.fetchOne(
          database, sql: "SELECT id FROM share WHERE root = ? AND id <> ?",
          arguments: [root, share.id]) == nil
      else { throw CatalogError.shareExists(root: root) }
      try database.execute(
        sql: "UPDATE share SET root = ?, fileSystem = NULL WHERE id = ?",
        arguments: [root, share.id])
      // An index knows documents by their whole paths.
      try database.execute(
        sql: "UPDATE document SET revision = ? WHERE share = ?",
        arguments: [try Self.nextRevision(database), share.id])
      return CatalogShare(id: share.id, root: root, isFolder: share.isFolder)
    }
  }

  /// Gives documents of a share other paths, at which no document is known; tags, decisions and runs stay.
  ///
  /// What was read of them goes, and they count as changed, until they are read again.
  ///
  /// - Throws: `CatalogError`.
  package func move(_ documents: [(id: Int64, path: String)]) throws {
    guard !documents.isEmpty else { return }
    try write { database in
      let revision = try Self.nextRevision(database)
      let statement = try database.makeStatement(
        sql: """
          UPDATE document SET path = ?, size = -1, content = NULL, refusal = NULL, taggedWith = 0,
            revision = ?
          WHERE id = ?
          """)
      for (id, path) in documents { try statement.execute(arguments: [path, revision, id]) }
    }
  }
}
