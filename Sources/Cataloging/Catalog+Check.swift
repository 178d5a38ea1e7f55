import GRDB

extension Catalog {
  /// The version of the schema that this program writes.
  package static var version: Int { schemaVersion }

  /// What SQLite finds wrong with the file, the first things; empty if nothing is.
  ///
  /// - Complexity: O(size of the file).
  /// - Throws: `CatalogError`.
  package func defects() throws -> [String] {
    try read { database in
      // Not `integrity_check`, which compares each index with its table, too.
      try String.fetchAll(database, sql: "PRAGMA quick_check(5)").filter { $0 != "ok" }
    }
  }
}
