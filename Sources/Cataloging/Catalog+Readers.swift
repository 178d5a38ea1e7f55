import GRDB
internal import System

extension Catalog {
  /// Why somebody who may only read cannot open a catalog: SQLite says that it cannot write, and means that the
  /// write-ahead log is not there, which earlier versions took away when they ended.
  static func readerError(_ error: DatabaseError, path: String) -> CatalogError {
    guard [.SQLITE_READONLY, .SQLITE_CANTOPEN].contains(error.resultCode),
      let version = versionInFile(path)
    else { return self.error(error, path: path) }
    if version > schemaVersion { return .newer(path: path, version: version) }
    return version < schemaVersion ? .older(path: path) : .withoutLog(path: path)
  }

  /// The version that the first page of a file tells; `nil` if it cannot be read, or is no database.
  ///
  /// Source: the file format of SQLite 3, 1.3: the header's text, and `user_version` at byte 60.
  private static func versionInFile(_ path: String) -> Int? {
    guard let header = try? FileDescriptor(reading: path).bytes(in: 0..<100), header.count == 100,
      header.starts(with: "SQLite format 3\0".utf8)
    else { return nil }
    return header[60..<64].reduce(0) { $0 << 8 | Int($1) }
  }
}
