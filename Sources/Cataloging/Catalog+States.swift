import GRDB
internal import GRDBSQLite
internal import System

extension Catalog {
  /// What is known of every document of a share but its text.
  ///
  /// - Parameter share: the share.
  /// - Returns: the states, sorted by path.
  /// - Throws: `CatalogError`.
  /// - Complexity: O(documents of the share), from an index alone.
  package func states(of share: CatalogShare) throws -> ShareStates {
    try read { database in
      var result = ShareStates()
      // By an index that has all columns: the rows of the table hold the texts, whose pages would
      // be read along.
      let statement = try database.cachedStatement(
        sql: """
          SELECT id, path, size, modified, taggedWith, refusal IS NOT NULL,
            missingSince IS NOT NULL
          FROM document INDEXED BY documentState WHERE share = ? ORDER BY path
          """)
      try statement.setArguments([share.id])
      // Rows are stepped through without a value made of each column: there are many.
      let handle = unsafe statement.sqliteStatement
      defer { unsafe sqlite3_reset(handle) }
      while true {
        let code = unsafe sqlite3_step(handle)
        if code == SQLITE_DONE { break }
        guard code == SQLITE_ROW else {
          throw DatabaseError(resultCode: ResultCode(rawValue: code))
        }
        let isFile = unsafe sqlite3_column_type(handle, 2) != SQLITE_NULL
        let state = FileStamp(
          size: unsafe Int(sqlite3_column_int64(handle, 2)),
          modified: unsafe sqlite3_column_int64(handle, 3))
        let path = unsafe sqlite3_column_text(handle, 1)
        let length = unsafe Int(sqlite3_column_bytes(handle, 1))
        unsafe result.append(
          document: sqlite3_column_int64(handle, 0),
          path: UnsafeRawBufferPointer(start: path, count: length), state: isFile ? state : nil,
          isRefused: sqlite3_column_int(handle, 5) != 0,
          isMissing: sqlite3_column_int(handle, 6) != 0,
          taggedWith: UInt64(bitPattern: sqlite3_column_int64(handle, 4)))
      }
      result.finish()
      return result
    }
  }

  /// Why documents of a share could not be read, by their number.
  package func refusals(in share: CatalogShare) throws -> [Int64: String] {
    try read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT id, refusal FROM document INDEXED BY documentState
          WHERE share = ? AND refusal IS NOT NULL
          """, arguments: [share.id])
      return try Dictionary(
        rows.map { (try $0.decode(atIndex: 0) as Int64, try $0.decode(atIndex: 1) as String) },
        uniquingKeysWith: { $1 })
    }
  }

  /// The assignments of all documents of which one is pending, without their evidence.
  package func assignmentsWithPending() throws -> [Int64: [StoredAssignment]] {
    try byDocument(
      """
      SELECT document, concept, facet, score, origin, '' FROM assignment
      WHERE document IN (SELECT document FROM assignment WHERE origin = 'pending')
      ORDER BY document, facet, concept
      """
    ) { try Self.assignment($0, from: 1) }
  }

  /// The concepts that the documents of a share are assigned, by whomever.
  package func assignedConcepts(in share: CatalogShare) throws -> [Int64: [String]] {
    try byDocument(
      """
      SELECT document, concept FROM assignment
      WHERE origin <> 'pending' AND document IN (SELECT id FROM document WHERE share = ?)
      """, [share.id]
    ) { try $0.decode(atIndex: 1) }
  }

  /// What people and sources assigned to the documents of a share, without the evidence.
  package func givenAssignments(in share: CatalogShare) throws -> [Int64: [StoredAssignment]] {
    try byDocument(
      """
      SELECT document, concept, facet, score, origin, '' FROM assignment
      WHERE origin IN ('person', 'source')
        AND document IN (SELECT id FROM document WHERE share = ?)
      """, [share.id]
    ) { try Self.assignment($0, from: 1) }
  }

  /// What the rows of a query hold, by the document in their first column.
  private func byDocument<Value>(
    _ sql: String, _ arguments: StatementArguments = [], _ value: (Row) throws -> Value
  ) throws -> [Int64: [Value]] {
    try read { database in
      var result: [Int64: [Value]] = [:]
      let rows = try Row.fetchCursor(database, sql: sql, arguments: arguments)
      while let row = try rows.next() {
        result[try row.decode(atIndex: 0), default: []].append(try value(row))
      }
      return result
    }
  }
}
