import GRDB
internal import GRDBSQLite

/// What is known of every document: state, text, assignments, decisions, runs; one SQLite file.
///
/// Every write is a transaction: after an interruption the catalog is as before or as after it.
package struct Catalog: Sendable {
  let database: DatabaseQueue
  let path: String

  /// The version of the schema that this program writes.
  static let schemaVersion = 11

  /// Whether everything written is seen by this value alone, and gone with it.
  package let isRehearsal: Bool

  /// Opens the catalog at `path`, creating it if there is none.
  ///
  /// - Parameters:
  ///   - path: the database.
  ///   - isRehearsal: whether all that is written stays in one transaction that is never committed.
  /// - Throws: `CatalogError`.
  package init(path: String, isRehearsal: Bool = false) throws {
    self.path = path
    self.isRehearsal = isRehearsal
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    // The transaction of a rehearsal stays open between calls, which GRDB takes for a mistake
    // otherwise.
    configuration.allowsUnsafeTransactions = isRehearsal
    configuration.prepareDatabase { database in
      // Whoever reads neither waits for a writer nor keeps one waiting.
      try database.execute(sql: "PRAGMA journal_mode = WAL")
      // A power failure may take the latest transactions with it, never the file; what must last is
      // written by `writeDurably`.
      try database.execute(sql: "PRAGMA synchronous = NORMAL")
      // The text of a document that is gone must not stay in pages that are free.
      try database.execute(sql: "PRAGMA secure_delete = ON")
      try Self.keepLog(database)
    }
    do {
      database = try DatabaseQueue(path: path, configuration: configuration)
      if isRehearsal {
        try database.writeWithoutTransaction { try $0.beginTransaction(.immediate) }
      }
      try write { try Self.migrate($0, path: path) }
    } catch let error as DatabaseError {
      throw Self.error(error, path: path)
    }
  }

  /// Opens the catalog at `path` for reading, for who may not write it.
  ///
  /// What another command writes meanwhile is not seen before it is complete.
  ///
  /// - Throws: `CatalogError`, also if the catalog is one of an earlier version.
  package init(readingAt path: String) throws {
    self.path = path
    isRehearsal = false
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    do {
      database = try DatabaseQueue(path: path, configuration: configuration)
      let version = try database.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
      guard version <= Self.schemaVersion else {
        throw CatalogError.newer(path: path, version: version)
      }
      guard version == Self.schemaVersion else { throw CatalogError.older(path: path) }
    } catch let error as DatabaseError {
      throw Self.readerError(error, path: path)
    }
  }

  /// A catalog in memory, gone with the value.
  package init() throws {
    path = ":memory:"
    isRehearsal = false
    database = try DatabaseQueue()
    try database.write { try Self.migrate($0, path: ":memory:") }
  }

  /// Leaves the write-ahead log and its index in place when the last connection closes, emptied.
  ///
  /// Who may only read could not make them, and then could not open the catalog at all.
  private static func keepLog(_ database: Database) throws {
    try database.execute(sql: "PRAGMA journal_size_limit = 0")
    var flag: CInt = 1
    let code = unsafe withUnsafeMutablePointer(to: &flag) {
      unsafe sqlite3_file_control(database.sqliteConnection, nil, SQLITE_FCNTL_PERSIST_WAL, $0)
    }
    guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
  }

  /// Moves what the write-ahead log holds into the database itself, as far as no reader is in the way.
  package func emptyLog() throws {
    do {
      try database.writeWithoutTransaction { database in
        _ = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
      // The next command that writes does it.
    } catch let error as DatabaseError { throw Self.error(error, path: path) }
  }

  static func error(_ error: DatabaseError, path: String) -> CatalogError {
    let reason = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_BUSY: return .busy(path: path)
    case .SQLITE_READONLY: return .readOnly(path: path)
    case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_NOMEM:
      return .inaccessible(path: path, reason: reason)
    default: return .unusable(path: path, reason: reason)
    }
  }

  /// What is said of a record that was not written by this program.
  static func damage(_ words: String) -> DatabaseError {
    DatabaseError(resultCode: .SQLITE_CORRUPT, message: words)
  }

  /// Does something with the database, and throws what goes wrong as an error of the catalog.
  func access<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw Self.error(error, path: path)
    } catch is RowDecodingError {
      throw CatalogError.unusable(path: path, reason: "a record is damaged")
    }
  }

  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try access { try database.read(body) }
  }

  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try access {
      isRehearsal
        ? try database.writeWithoutTransaction { try Self.rehearse(body, $0) }
        : try database.write(body)
    }
  }
}

extension Catalog {
  /// Writes within the transaction that is never committed.
  private static func rehearse<Value>(
    _ body: (Database) throws -> Value, _ database: Database
  ) throws -> Value {
    var result: Value?
    // A savepoint: what fails takes its own changes back, and not those of the rehearsal before it.
    try database.inSavepoint {
      result = try body(database)
      return .commit
    }
    guard let result else { throw DatabaseError(message: "a savepoint did not run") }
    return result
  }
}

// MARK: - Schema

extension Catalog {
  private static func migrate(_ database: Database, path: String) throws {
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard version <= schemaVersion else {
      throw CatalogError.newer(path: path, version: version)
    }
    guard version < schemaVersion else { return }
    if version < 1 { try database.execute(sql: schema) }
    if version < 2 { try database.execute(sql: indexes) }
    if version < 3 { try database.execute(sql: missing) }
    if version < 4 { try database.execute(sql: refusals) }
    if version < 5 { try database.execute(sql: accessTables) }
    if version < 6 { try database.execute(sql: movements) }
    if version < 7 { try database.execute(sql: accounts) }
    if version < 8 { try database.execute(sql: judgments) }
    if version < 9 {
      try database.execute(sql: accessSeals + fileOrigins + recognition)
      try measureTexts(database)
    }
    if version < 10 { try database.execute(sql: writtenPlaces) }
    if version < 11 { try database.execute(sql: contentDigests) }
    // In the same transaction as the changes: a migration that is broken off begins again from the
    // old version.
    try database.execute(sql: "PRAGMA user_version = \(schemaVersion)")
  }

  /// What an unchanged share is compared with lies in an index of its own, apart from the texts.
  private static let indexes = """
    CREATE INDEX documentState ON document (share, path, size, modified, taggedWith, refusal);
    CREATE INDEX assignmentPending ON assignment (document) WHERE origin = 'pending';
    """

  /// What is not in its share any more is known as missing, and a share by its file system.
  private static let missing = """
    ALTER TABLE document ADD COLUMN missingSince TEXT;
    ALTER TABLE share ADD COLUMN fileSystem TEXT;
    DROP INDEX documentState;
    CREATE INDEX documentState ON document
      (share, path, size, modified, taggedWith, refusal, missingSince);
    CREATE INDEX documentMissing ON document (id) WHERE missingSince IS NOT NULL;
    """

  /// How long a refusal holds, and why tags do not stand in a file.
  private static let refusals = """
    ALTER TABLE document ADD COLUMN refusalKind TEXT;
    DROP INDEX documentState;
    CREATE INDEX documentState ON document
      (share, path, size, modified, taggedWith, refusal, missingSince, refusalKind);
    CREATE TABLE unwritten (
      document INTEGER PRIMARY KEY REFERENCES document(id) ON DELETE CASCADE,
      reason TEXT NOT NULL);
    """

  /// Under which account a run was made; empty for runs of before.
  private static let accounts = "ALTER TABLE run ADD COLUMN account TEXT NOT NULL DEFAULT '';"

  /// Who said what of which tag, and what those say who use documents.
  private static let judgments = """
    CREATE TABLE judgment (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
      facet TEXT NOT NULL, concept TEXT NOT NULL, verdict TEXT NOT NULL, other TEXT NOT NULL,
      account TEXT NOT NULL, time TEXT NOT NULL, run INTEGER,
      undoneBy TEXT NOT NULL DEFAULT '');
    CREATE INDEX judgmentDocument ON judgment (document, facet);
    CREATE TABLE feedback (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
      kind TEXT NOT NULL, facet TEXT NOT NULL, concept TEXT NOT NULL, remark TEXT NOT NULL,
      account TEXT NOT NULL, time TEXT NOT NULL,
      settledBy TEXT NOT NULL DEFAULT '', settledAt TEXT NOT NULL DEFAULT '', judgment INTEGER);
    CREATE INDEX feedbackDocument ON feedback (document);
    """

  /// Where files are that a run wrote elsewhere: what was moved together has one number.
  private static let movements = """
    CREATE TABLE movement (
      number INTEGER NOT NULL, run INTEGER NOT NULL, isShare INTEGER NOT NULL,
      old TEXT NOT NULL, new TEXT NOT NULL,
      PRIMARY KEY (number, old)) WITHOUT ROWID;
    CREATE INDEX runChangeDocument ON runChange (document);
    """

  private static let schema = """
    CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE share (
      id INTEGER PRIMARY KEY, root TEXT NOT NULL UNIQUE, isFolder INTEGER NOT NULL);
    CREATE TABLE document (
      id INTEGER PRIMARY KEY,
      share INTEGER NOT NULL REFERENCES share(id),
      path TEXT NOT NULL,
      size INTEGER, modified INTEGER,
      refusal TEXT,
      content BLOB,
      taggedWith INTEGER NOT NULL DEFAULT 0,
      revision INTEGER NOT NULL DEFAULT 0,
      firstSeenIn INTEGER NOT NULL DEFAULT 0,
      UNIQUE (share, path));
    CREATE INDEX documentRevision ON document (revision);
    CREATE TABLE removal (document INTEGER PRIMARY KEY, revision INTEGER NOT NULL);
    CREATE TABLE assignment (
      document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
      facet TEXT NOT NULL, concept TEXT NOT NULL,
      score REAL NOT NULL, origin TEXT NOT NULL, evidence TEXT NOT NULL,
      PRIMARY KEY (document, facet, concept)) WITHOUT ROWID;
    CREATE INDEX assignmentConcept ON assignment (concept);
    CREATE TABLE decision (
      document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
      facet TEXT NOT NULL, concept TEXT NOT NULL, isAccepted INTEGER NOT NULL,
      PRIMARY KEY (document, facet, concept)) WITHOUT ROWID;
    CREATE TABLE written (
      document INTEGER PRIMARY KEY REFERENCES document(id) ON DELETE CASCADE,
      content TEXT NOT NULL);
    CREATE TABLE run (
      id INTEGER PRIMARY KEY, command TEXT NOT NULL, share INTEGER NOT NULL,
      started TEXT NOT NULL, state TEXT NOT NULL, changed INTEGER NOT NULL DEFAULT 0,
      place TEXT NOT NULL);
    CREATE TABLE runChange (
      run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      document INTEGER NOT NULL, path TEXT NOT NULL,
      taggedBefore INTEGER NOT NULL,
      before BLOB NOT NULL, after BLOB NOT NULL,
      writtenBefore TEXT,
      PRIMARY KEY (run, document)) WITHOUT ROWID;
    """
}

// MARK: - Settings and shares

extension Catalog {
  /// The value of a setting, such as where tags are written.
  package func setting(_ key: String) throws -> String? {
    try read { database in
      try String.fetchOne(
        database, sql: "SELECT value FROM setting WHERE key = ?", arguments: [key])
    }
  }

  /// Sets or, with `nil`, removes a setting.
  package func set(_ key: String, to value: String?) throws {
    try write { database in
      if let value {
        try database.execute(
          sql: "INSERT OR REPLACE INTO setting VALUES (?, ?)", arguments: [key, value])
      } else {
        try database.execute(sql: "DELETE FROM setting WHERE key = ?", arguments: [key])
      }
    }
  }

  /// The file system that a share was on when it was read last; `nil` if that is not known.
  package func fileSystem(of share: CatalogShare) throws -> String? {
    try read { database in
      try String.fetchOne(
        database, sql: "SELECT fileSystem FROM share WHERE id = ?", arguments: [share.id])
    }
  }

  /// Remembers the file system that a share is on.
  package func setFileSystem(_ name: String, of share: CatalogShare) throws {
    try write { database in
      try database.execute(
        sql: "UPDATE share SET fileSystem = ? WHERE id = ?", arguments: [name, share.id])
    }
  }

  /// All shares, in the order in which they were first seen.
  package func shares() throws -> [CatalogShare] {
    try read { database in
      try Row.fetchAll(database, sql: "SELECT id, root, isFolder FROM share ORDER BY id").map {
        CatalogShare(
          id: try $0.decode(forColumn: "id"), root: try $0.decode(forColumn: "root"),
          isFolder: try $0.decode(forColumn: "isFolder"))
      }
    }
  }

  /// The share with that root, a new one if there is none.
  package func share(root: String, isFolder: Bool) throws -> CatalogShare {
    try write { database in
      try database.execute(
        sql: "INSERT OR IGNORE INTO share (root, isFolder) VALUES (?, ?)",
        arguments: [root, isFolder])
      let id = try Int64.fetchOne(
        database, sql: "SELECT id FROM share WHERE root = ?", arguments: [root])
      guard let id else { throw Self.damage("a share was stored and has no number") }
      return CatalogShare(id: id, root: root, isFolder: isFolder)
    }
  }
}
