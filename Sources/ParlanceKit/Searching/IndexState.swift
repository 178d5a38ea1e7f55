internal import MappedStorage
internal import System

/// What a workspace's search index was made from; kept beside it.
///
/// Written after the index itself: a crash between the two repeats the last update, which changes
/// nothing.
struct IndexState: Equatable {
  /// The catalog's revision that the index shows.
  var revision: Int64 = 0

  /// Size and time of the catalog's files when the revision was read.
  var stamp = CatalogStamp()

  /// The identifiers in the index of the catalog's documents, by their numbers.
  var identifiers: [Int64: String] = [:]

  /// The exports that were indexed too, by absolute path, in their order.
  var exports: [String] = []

  /// Whether documents were indexed that came from no file and cannot be read again.
  var hasPipedDocuments = false

  private static let kind = FileKind("PIST", version: 1)

  init() {}

  /// Reads the state at `path`.
  ///
  /// - Throws: `StorageError`; `.unreadable` if there is none.
  init(contentsOf path: String) throws {
    let file = try SectionedFile(MappedBytes(mapping: path), kind: Self.kind, path: path)
    let numbers = try Self.numbers(file, path)
    revision = numbers[0]
    stamp = CatalogStamp(Array(numbers[1..<5]))
    hasPipedDocuments = numbers[5] == 1
    exports = Self.lines(try file.array(2, of: UInt8.self))
  }

  /// Reads the stamp alone, which is all that a search needs.
  ///
  /// - Throws: `StorageError`; `.unreadable` if there is none.
  static func stamp(of path: String) throws -> CatalogStamp {
    let file = try SectionedFile(MappedBytes(mapping: path), kind: kind, path: path)
    return CatalogStamp(Array(try numbers(file, path)[1..<5]))
  }

  private static func numbers(_ file: SectionedFile, _ path: String) throws -> MappedArray<Int64> {
    let numbers: MappedArray<Int64> = try file.array(1)
    guard numbers.count == 6 else { throw damage(path) }
    return numbers
  }

  /// Reads the identifiers too, which an index that is up to date does not need.
  ///
  /// - Throws: `StorageError`.
  init(withIdentifiersOf path: String) throws {
    try self.init(contentsOf: path)
    let file = try SectionedFile(MappedBytes(mapping: path), kind: Self.kind, path: path)
    // Every byte, unlike the stamp that each search reads: by a wrong number another document would
    // be removed.
    try file.verify()
    let keys: MappedArray<Int64> = try file.array(3)
    let offsets: MappedArray<UInt64> = try file.array(4)
    let arena: MappedArray<UInt8> = try file.array(5)
    guard offsets.count == keys.count + 1 else { throw Self.damage(path) }
    for (index, key) in keys.enumerated() {
      guard offsets[index] <= offsets[index + 1], offsets[index + 1] <= UInt64(arena.count)
      else { throw Self.damage(path) }
      identifiers[key] = arena.string(Int(offsets[index])..<Int(offsets[index + 1]))
    }
  }

  /// Stores the state at `path` in one atomic step.
  ///
  /// - Throws: `StorageError.unwritable`.
  func write(to path: String) throws {
    var arena: [UInt8] = []
    var offsets: [UInt64] = [0]
    let keys = identifiers.keys.sorted()
    for key in keys {
      arena.append(contentsOf: (identifiers[key] ?? "").utf8)
      offsets.append(UInt64(arena.count))
    }
    var writer = SectionedFileWriter(kind: Self.kind)
    writer.add(1, [revision] + stamp.numbers + [hasPipedDocuments ? 1 : 0])
    writer.add(2, Array(exports.joined(separator: "\n").utf8))
    writer.add(3, keys)
    writer.add(4, offsets)
    writer.add(5, arena)
    try writer.write(to: path)
  }

  private static func lines(_ bytes: MappedArray<UInt8>) -> [String] {
    bytes.string(0..<bytes.count).split(separator: "\n").map(String.init)
  }

  private static func damage(_ path: String) -> StorageError {
    .damaged(path: path, reason: "the parts do not fit together")
  }
}

/// Size and time of the last change of a catalog's database and of its write-ahead log.
///
/// While they stay the same, so does the catalog's revision, and the database need not be opened.
struct CatalogStamp: Equatable {
  private(set) var numbers: [Int64]

  init() { numbers = [0, 0, 0, 0] }

  init(_ numbers: [Int64]) { self.numbers = numbers }

  /// The stamp of the database at `path`.
  init(path: String) {
    numbers = [path, path + "-wal"].flatMap { file -> [Int64] in
      // An empty log is as good as none: SQLite makes and removes it as connections come and go.
      guard let stamp = FileStamp(of: file), file == path || stamp.size > 0 else { return [-1, 0] }
      return [Int64(stamp.size), stamp.modified]
    }
  }

  /// Whether there is a database.
  var hasCatalog: Bool { numbers[0] > 0 }
}
