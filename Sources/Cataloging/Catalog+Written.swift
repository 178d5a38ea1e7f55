import GRDB
package import Model
internal import System

extension Catalog {
  /// What Parlance wrote, place by place, and at which one a run did.
  ///
  /// Contents are JSON that names its place; what the catalog was told of before may be anything else.
  static let writtenPlaces = """
    ALTER TABLE written RENAME TO writtenOnce;
    CREATE TABLE written (
      document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
      place TEXT NOT NULL, content TEXT NOT NULL,
      PRIMARY KEY (document, place)) WITHOUT ROWID;
    INSERT INTO written
      SELECT document, coalesce(
        CASE WHEN json_valid(content) THEN json_extract(content, '$.""') END, 'documents'), content
      FROM writtenOnce;
    DROP TABLE writtenOnce;
    CREATE INDEX writtenPlace ON written (place);
    ALTER TABLE runChange ADD COLUMN writtenAt TEXT;
    UPDATE runChange SET writtenAt =
      (SELECT place FROM run WHERE run.id = runChange.run AND place <> 'catalog');
    """

  /// What Parlance wrote into or beside the files of a share the last time, by document and place.
  package func writtenContents(
    in share: CatalogShare
  ) throws -> [Int64: [TagPlace: String]] {
    try read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT document, place, content FROM written
          WHERE document IN (SELECT id FROM document WHERE share = ?)
          """, arguments: [share.id])
      var result: [Int64: [TagPlace: String]] = [:]
      while let row = try rows.next() {
        result[try row.decode(atIndex: 0), default: [:]][
          try Self.place(named: row.decode(atIndex: 1))] = try row.decode(atIndex: 2)
      }
      return result
    }
  }

  /// What Parlance wrote into or beside a file the last time, by place; empty if nothing.
  package func writtenContents(of document: Int64) throws -> [TagPlace: String] {
    try read { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT place, content FROM written WHERE document = ?",
        arguments: [document])
      return try Dictionary(
        rows.map { row in
          (try Self.place(named: row.decode(atIndex: 0)), try row.decode(atIndex: 1) as String)
        },
        uniquingKeysWith: { $1 })
    }
  }

  /// The documents of a share, but those that are missing, of which something stands at one of some places.
  ///
  /// - Parameters:
  ///   - places: the places.
  ///   - share: the share.
  /// - Returns: the number of each document and its path, with the place, sorted by path.
  /// - Throws: `CatalogError`.
  /// - Complexity: O(what stands at these places).
  package func documents(
    writtenAt places: [TagPlace], in share: CatalogShare
  ) throws -> [(document: Int64, path: String, place: TagPlace)] {
    try read { database in
      try places.flatMap { place in
        try Row.fetchAll(
          database,
          // CROSS JOIN holds the order: SQLite would go through all documents of the share for the sake of ORDER BY.
          sql: """
            SELECT id, path FROM written INDEXED BY writtenPlace
              CROSS JOIN document ON document.id = written.document
            WHERE place = ? AND share = ? AND missingSince IS NULL ORDER BY path
            """, arguments: [place.rawValue, share.id]
        ).map { (try $0.decode(atIndex: 0), try $0.decode(atIndex: 1), place) }
      }
    }
  }

  private static func place(named name: String) throws -> TagPlace {
    guard let place = TagPlace(rawValue: name) else {
      throw damage("tags stand at the unknown place \"\(name)\"")
    }
    return place
  }

  /// What stood at the place of some tags, or at its twin.
  static func writtenContent(
    of document: Int64, _ written: WrittenTags, _ database: Database
  ) throws -> String? {
    // What stands at the place itself goes before what stands at its twin.
    try String.fetchOne(
      database,
      sql: """
        SELECT content FROM written WHERE document = ?1 AND place IN (?2, ?3) ORDER BY place <> ?2
        """,
      arguments: [document, written.place.rawValue, written.twin?.rawValue])
  }

  /// Remembers what was written at its place and the state of the file; an empty content forgets it.
  static func setWritten(
    _ written: WrittenTags, of document: Int64, _ database: Database
  ) throws {
    // What stands in the file by now was what it lacked.
    try database.execute(sql: "DELETE FROM unwritten WHERE document = ?", arguments: [document])
    if let twin = written.twin { try setContent("", of: document, at: twin, database) }
    try setContent(written.content, of: document, at: written.place, database)
    if let state = written.state {
      try database.execute(
        sql: "UPDATE document SET size = ?, modified = ?, origin = ?, digest = ? WHERE id = ?",
        arguments: [
          state.size, state.modified, written.file?.origin, written.file?.digest, document,
        ])
    }
  }

  /// Remembers what stands at a place; an empty content forgets it.
  static func setContent(
    _ content: String, of document: Int64, at place: TagPlace, _ database: Database
  ) throws {
    if content.isEmpty {
      try database.execute(
        sql: "DELETE FROM written WHERE document = ? AND place = ?",
        arguments: [document, place.rawValue])
    } else {
      try database.execute(
        sql: "INSERT OR REPLACE INTO written VALUES (?, ?, ?)",
        arguments: [document, place.rawValue, content])
    }
  }
}

// MARK: - Undo

extension Catalog {
  /// What stood before a run at the place where it wrote; `nil` if it wrote nothing.
  static func written(before row: Row, _ state: FileStamp?) throws -> WrittenTags? {
    guard let place: String = try row.decode(forColumn: "writtenAt") else { return nil }
    let content: String? = try row.decode(forColumn: "writtenBefore")
    return WrittenTags(content: content ?? "", place: try Self.place(named: place), state: state)
  }

  /// Puts what stood before a run under the name of the place that it has itself: that was another one if a
  /// run took over its tags there, as runs of earlier versions always did.
  static func restoreElsewhere(_ row: Row, of document: Int64, _ database: Database) throws {
    guard let place: String = try row.decode(forColumn: "writtenAt") else { return }
    // Where the other place has tags of its own, the row stays where it is, and goes with the next
    // statement.
    try database.execute(
      sql: """
        UPDATE OR IGNORE written SET place = json_extract(content, '$.""')
        WHERE document = ? AND place = ? AND json_valid(content)
          AND json_extract(content, '$.""') <> place
        """, arguments: [document, place])
    try database.execute(
      sql: """
        DELETE FROM written WHERE document = ? AND place = ? AND json_valid(content)
          AND json_extract(content, '$.""') <> place
        """, arguments: [document, place])
  }
}
