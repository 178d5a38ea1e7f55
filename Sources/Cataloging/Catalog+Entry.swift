import GRDB
internal import System

extension Catalog {
  /// What is known of one document; `nil` if the share has none at that path, or it is missing.
  ///
  /// - Parameters:
  ///   - path: the path within the share.
  ///   - share: the share.
  /// - Returns: the entry.
  /// - Throws: `CatalogError`.
  /// - Complexity: one row, by the index of paths.
  package func entry(at path: String, in share: CatalogShare) throws -> CatalogEntry? {
    try read { database in
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT id, size, modified, refusal, taggedWith FROM document
          WHERE share = ? AND path = ? AND missingSince IS NULL
          """, arguments: [share.id, path])
      guard let row else { return nil }
      var state: FileStamp?
      if let size = try row.decode(atIndex: 1) as Int?,
        let modified = try row.decode(atIndex: 2) as Int64?
      {
        state = FileStamp(size: size, modified: modified)
      }
      return CatalogEntry(
        id: try row.decode(atIndex: 0), path: path, state: state,
        refusal: try row.decode(atIndex: 3),
        taggedWith: UInt64(bitPattern: try row.decode(atIndex: 4) as Int64))
    }
  }

  /// The share and path of a document that is in its share; `nil` if there is none of that number.
  ///
  /// - Throws: `CatalogError`.
  package func place(
    ofDocument number: Int64
  ) throws -> (share: CatalogShare, path: String)? {
    try read { database in
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT s.id, s.root, s.isFolder, d.path FROM document d JOIN share s ON s.id = d.share
          WHERE d.id = ? AND d.missingSince IS NULL
          """, arguments: [number])
      return try row.map { row in
        (
          CatalogShare(
            id: try row.decode(atIndex: 0), root: try row.decode(atIndex: 1),
            isFolder: try row.decode(atIndex: 2)), try row.decode(atIndex: 3)
        )
      }
    }
  }
}
