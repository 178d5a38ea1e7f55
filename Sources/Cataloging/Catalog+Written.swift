import GRDB
import System

extension Catalog {
  /// What Parlance wrote into or beside the files of a share the last time, by document.
  package func writtenContents(in share: CatalogShare) throws -> [Int64: String] {
    try read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT document, content FROM written
          WHERE document IN (SELECT id FROM document WHERE share = ?)
          """, arguments: [share.id])
      return try Dictionary(
        rows.map { (try $0.decode(atIndex: 0) as Int64, try $0.decode(atIndex: 1) as String) },
        uniquingKeysWith: { $1 })
    }
  }

  /// What Parlance wrote into or beside a file the last time; empty if nothing.
  package func writtenContent(of document: Int64) throws -> String {
    try read { try Self.writtenContent(of: document, $0) ?? "" }
  }

  static func writtenContent(of document: Int64, _ database: Database) throws -> String? {
    try String.fetchOne(
      database, sql: "SELECT content FROM written WHERE document = ?", arguments: [document])
  }

  /// Remembers what was written and the state of the file; an empty content forgets it.
  static func setWritten(
    _ written: WrittenTags, of document: Int64, _ database: Database
  ) throws {
    // What stands in the file by now was what it lacked.
    try database.execute(sql: "DELETE FROM unwritten WHERE document = ?", arguments: [document])
    if written.content.isEmpty {
      try database.execute(sql: "DELETE FROM written WHERE document = ?", arguments: [document])
    } else {
      try database.execute(
        sql: "INSERT OR REPLACE INTO written VALUES (?, ?)",
        arguments: [document, written.content])
    }
    if let state = written.state {
      try database.execute(
        sql: "UPDATE document SET size = ?, modified = ?, origin = NULL WHERE id = ?",
        arguments: [state.size, state.modified, document])
    }
  }
}
