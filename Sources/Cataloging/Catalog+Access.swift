import GRDB

extension Catalog {
  static let accessTables = """
    CREATE TABLE IF NOT EXISTS accessList (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
    CREATE TABLE IF NOT EXISTS documentAccess (
      document INTEGER PRIMARY KEY REFERENCES document(id) ON DELETE CASCADE,
      list INTEGER NOT NULL REFERENCES accessList(id));
    """

  /// Who may read each document of a share, by its number; documents are missing of which that was
  /// never recorded.
  package func accessLists(in share: CatalogShare) throws -> [Int64: String] {
    try read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT document.id, text FROM document
          JOIN documentAccess ON document = document.id JOIN accessList ON list = accessList.id
          WHERE share = ?
          """, arguments: [share.id])
      return Dictionary(
        try rows.map { (try $0.decode(atIndex: 0), try $0.decode(atIndex: 1)) },
        uniquingKeysWith: { first, _ in first })
    }
  }

  /// Who may read a document; `nil` if that was never recorded.
  package func accessList(of document: Int64) throws -> String? {
    try read { database in
      try String.fetchOne(
        database,
        sql: """
          SELECT text FROM documentAccess JOIN accessList ON list = accessList.id
          WHERE document = ?
          """, arguments: [document])
    }
  }

  /// Records who may read documents; an index made of the catalog takes them up again.
  package func record(accessLists lists: [(document: Int64, text: String)]) throws {
    guard !lists.isEmpty else { return }
    try write { database in
      let revision = try Self.nextRevision(database)
      for (document, text) in lists {
        try database.execute(
          sql: "INSERT OR IGNORE INTO accessList (text) VALUES (?)", arguments: [text])
        try database.execute(
          sql: """
            INSERT OR REPLACE INTO documentAccess
            SELECT ?, id FROM accessList WHERE text = ?
            """, arguments: [document, text])
        try database.execute(
          sql: "UPDATE document SET revision = ? WHERE id = ?", arguments: [revision, document])
      }
    }
  }

  /// Forgets the text of documents that may not be read any more; what was decided on them stays.
  ///
  /// - Parameters:
  ///   - documents: their numbers.
  ///   - reason: why, in words.
  /// - Throws: `CatalogError`.
  package func forgetText(of documents: [Int64], reason: String) throws {
    guard !documents.isEmpty else { return }
    try write { database in
      let revision = try Self.nextRevision(database)
      for document in documents {
        try database.execute(
          sql: """
            UPDATE document SET content = NULL, size = NULL, modified = NULL, refusal = ?,
              taggedWith = 0, revision = ? WHERE id = ?
            """, arguments: [reason, revision, document])
      }
    }
  }
}
