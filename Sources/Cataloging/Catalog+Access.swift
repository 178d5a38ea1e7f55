import GRDB

/// Who may read a document, as it was found out.
package struct AccessRecord: Sendable, Hashable {
  /// The document's number in the catalog.
  package var document: Int64

  /// The access list.
  package var text: String

  /// A number that stays the same while nothing changes from which the list was found out; `nil` if there is none.
  package var seal: Int64?

  /// Whether the list is another one than before.
  package var isChanged: Bool

  /// A record of its parts.
  package init(document: Int64, text: String, seal: Int64? = nil, isChanged: Bool = true) {
    self.document = document
    self.text = text
    self.seal = seal
    self.isChanged = isChanged
  }
}

extension Catalog {
  static let accessTables = """
    CREATE TABLE IF NOT EXISTS accessList (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
    CREATE TABLE IF NOT EXISTS documentAccess (
      document INTEGER PRIMARY KEY REFERENCES document(id) ON DELETE CASCADE,
      list INTEGER NOT NULL REFERENCES accessList(id));
    """

  /// What a list was found out from: as long as that is the same, so is the list.
  static let accessSeals = "ALTER TABLE documentAccess ADD COLUMN seal INTEGER;"

  /// Which file a document was read from, wherever it is moved to.
  static let fileOrigins = "ALTER TABLE document ADD COLUMN origin TEXT;"

  /// From what the access lists of all documents were found out, by their numbers; see `AccessRecord`.
  package func accessSeals() throws -> [Int64: Int64] {
    try read { database in
      var result: [Int64: Int64] = [:]
      let rows = try Row.fetchCursor(
        database, sql: "SELECT document, seal FROM documentAccess WHERE seal IS NOT NULL")
      while let row = try rows.next() {
        result[try row.decode(atIndex: 0)] = try row.decode(atIndex: 1) as Int64
      }
      return result
    }
  }

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

  /// Who may read the document at a path of a share, or the one that was there last; `nil` if that was never
  /// recorded.
  package func accessList(at path: String, in share: CatalogShare) throws -> String? {
    try read { database in
      try String.fetchOne(
        database,
        sql: """
          SELECT text FROM document LEFT JOIN documentAccess ON document = document.id
          LEFT JOIN accessList ON list = accessList.id
          WHERE share = ? AND path = ? ORDER BY missingSince IS NOT NULL, missingSince DESC LIMIT 1
          """, arguments: [share.id, path])
    }
  }

  /// Records who may read documents; an index made of the catalog takes up again those whose list is another.
  package func record(access records: [AccessRecord]) throws {
    guard !records.isEmpty else { return }
    try write { database in
      // A seal alone is nothing that an index shows: no document is taken up again for it.
      let revision = records.contains(where: \.isChanged) ? try Self.nextRevision(database) : 0
      for record in records {
        guard record.isChanged else {
          try database.execute(
            sql: "UPDATE documentAccess SET seal = ? WHERE document = ?",
            arguments: [record.seal, record.document])
          continue
        }
        try database.execute(
          sql: "INSERT OR IGNORE INTO accessList (text) VALUES (?)", arguments: [record.text])
        try database.execute(
          sql: """
            INSERT OR REPLACE INTO documentAccess (document, list, seal)
            SELECT ?, id, ? FROM accessList WHERE text = ?
            """, arguments: [record.document, record.seal, record.text])
        try database.execute(
          sql: "UPDATE document SET revision = ? WHERE id = ?",
          arguments: [revision, record.document])
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
        // Without size and time the file counts as changed, so that it is read again once it may
        // be.
        try database.execute(
          sql: """
            UPDATE document SET content = NULL, textLength = NULL, size = NULL, modified = NULL, refusal = ?,
              taggedWith = 0, revision = ? WHERE id = ?
            """, arguments: [reason, revision, document])
        try Self.forgetRecognition(of: document, database)
      }
    }
  }
}
