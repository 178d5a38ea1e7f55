import Foundation
import GRDB
package import Model

extension Catalog {
  /// How much text each document has, what was recognized of files, by the sums of their bytes, and for which
  /// documents that was done.
  static let recognition = """
    ALTER TABLE document ADD COLUMN textLength INTEGER;
    CREATE TABLE recognized (
      sum TEXT NOT NULL, name TEXT NOT NULL, text BLOB NOT NULL,
      PRIMARY KEY (sum, name)) WITHOUT ROWID;
    CREATE TABLE recognition (
      document INTEGER PRIMARY KEY REFERENCES document(id) ON DELETE CASCADE,
      sum TEXT NOT NULL, name TEXT NOT NULL);
    """

  /// Forgets what was recognized of a document's file, unless another document has the same bytes.
  static func forgetRecognition(of document: Int64, _ database: Database) throws {
    try database.execute(
      sql: """
        DELETE FROM recognized WHERE sum IN (SELECT sum FROM recognition WHERE document = ?1)
          AND sum NOT IN (SELECT sum FROM recognition WHERE document <> ?1)
        """, arguments: [document])
    try database.execute(sql: "DELETE FROM recognition WHERE document = ?", arguments: [document])
  }

  /// Records how much text those documents have that were read before that was kept.
  static func measureTexts(_ database: Database) throws {
    var lengths: [(document: Int64, length: Int)] = []
    let rows = try Row.fetchCursor(
      database, sql: "SELECT id, content FROM document WHERE content IS NOT NULL")
    while let row = try rows.next() {
      let content: Data = try row.decode(atIndex: 1)
      guard let document = DocumentCoding.decode([UInt8](content)) else { continue }
      lengths.append((try row.decode(atIndex: 0), document.text.utf8.count))
    }
    // After the rows: SQLite leaves open what a statement sees of a table that changes under it.
    for (document, length) in lengths {
      try database.execute(
        sql: "UPDATE document SET textLength = ? WHERE id = ?", arguments: [length, document])
    }
  }

  /// The documents of a share that were read and have no text, sorted by path.
  ///
  /// - Parameters:
  ///   - share: the share.
  ///   - name: of what recognizes text; those are left out that it was tried on.
  /// - Returns: their numbers and paths.
  /// - Throws: `CatalogError`.
  package func documentsWithoutText(
    in share: CatalogShare, notTriedBy name: String? = nil
  ) throws -> [(document: Int64, path: String)] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT id, path FROM document LEFT JOIN recognition ON recognition.document = id
          WHERE share = ? AND missingSince IS NULL AND refusal IS NULL AND textLength = 0
            AND (? IS NULL OR recognition.name IS NULL OR recognition.name <> ?)
          ORDER BY path
          """, arguments: [share.id, name, name]
      ).map { (try $0.decode(atIndex: 0), try $0.decode(atIndex: 1)) }
    }
  }

  /// What was recognized of a file before; `nil` if nothing was tried.
  ///
  /// - Parameters:
  ///   - sum: the SHA-256 of its bytes.
  ///   - name: what recognizes.
  /// - Returns: the text.
  /// - Throws: `CatalogError`.
  package func recognizedText(ofSum sum: String, by name: String) throws -> String? {
    try read { database in
      let row = try Row.fetchOne(
        database, sql: "SELECT text FROM recognized WHERE sum = ? AND name = ?",
        arguments: [sum, name])
      guard let row, let bytes = Compression.decompress([UInt8](try row.decode(atIndex: 0) as Data))
      else { return nil }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// Records what was recognized of a document's file, and gives the document that text.
  ///
  /// - Parameters:
  ///   - text: the text, empty if there is none.
  ///   - document: the document with the text; it is due again.
  ///   - number: its number.
  ///   - sum: the SHA-256 of the file's bytes.
  ///   - name: what recognized it.
  /// - Throws: `CatalogError`.
  package func record(
    recognized text: String, as document: Document, of number: Int64, sum: String, by name: String
  ) throws {
    let content = Data(DocumentCoding.encode(document))
    try write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO recognized VALUES (?, ?, ?)",
        arguments: [sum, name, Data(Compression.compress(Array(text.utf8)))])
      try database.execute(
        sql: "INSERT OR REPLACE INTO recognition VALUES (?, ?, ?)", arguments: [number, sum, name])
      // That nothing was found is recorded above, so that it is not tried again; the document stays
      // as it is.
      guard !text.isEmpty else { return }
      try database.execute(
        sql: """
          UPDATE document SET content = ?, textLength = ?, taggedWith = 0, revision = ? WHERE id = ?
          """, arguments: [content, text.utf8.count, try Self.nextRevision(database), number])
    }
  }

  /// Forgets what was recognized of files that no document has any more.
  ///
  /// - Throws: `CatalogError`.
  package func forgetUnusedRecognitions() throws {
    try write { database in
      try database.execute(
        sql: "DELETE FROM recognized WHERE sum NOT IN (SELECT sum FROM recognition)")
    }
  }
}
