import GRDB

/// Writing that waits for the disk, where another log relies on it.
extension Catalog {
  /// Waits until all that was written is on the disk.
  ///
  /// - Throws: `CatalogError`.
  package func makeDurable() throws {
    try writeDurably { database in
      // Only a transaction that writes a page syncs the log; this one writes what stands there.
      let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      try database.execute(sql: "PRAGMA user_version = \(version)")
    }
  }

  /// A transaction that is on the disk, with all before it, when this returns.
  func writeDurably<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try access {
      // Outside of a transaction, since within one SQLite refuses to change `synchronous`.
      try database.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA synchronous = FULL")
        let result = Result { try Self.inTransaction(database, isKept: true, body) }
        // Whatever came of it: the many small transactions of a run do not wait for the disk one by one.
        try database.execute(sql: "PRAGMA synchronous = NORMAL")
        return try result.get()
      }
    }
  }

  /// What a transaction would come to, which is then rolled back.
  func preview<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try access {
      try database.writeWithoutTransaction { database in
        try Self.inTransaction(database, isKept: false, body)
      }
    }
  }

  private static func inTransaction<Value>(
    _ database: Database, isKept: Bool, _ body: (Database) throws -> Value
  ) throws -> Value {
    var value: Value?
    // Immediate: SQLite does not let a transaction wait that has read and then wants to write.
    try database.inTransaction(.immediate) {
      value = try body(database)
      return isKept ? .commit : .rollback
    }
    guard let value else { preconditionFailure("the transaction ran") }
    return value
  }
}
