import Foundation
import GRDB
package import Model

/// Where files are now that were written at other paths.
package struct FileMoves: Sendable, Equatable {
  /// What was moved at one time: whole paths, or a share with all that lies in it.
  enum Step: Sendable, Equatable {
    case files([String: String])
    case share(old: String, new: String)
  }

  var steps: [Step] = []

  /// The first paths of the files that the last step leads to a path; several where one took the place of another.
  private var arrivals: [String: [String]] = [:]

  /// Nothing was moved.
  package init() {}

  /// Whether nothing was moved.
  package var isEmpty: Bool { steps.isEmpty }

  /// Adds files that were moved at one time, later than all the others.
  ///
  /// A folder of many files is moved in batches: they become one step, so that following a file does not take a look
  /// at each.
  ///
  /// - Parameter moves: where each was, and where it is.
  /// - Complexity: O(moves).
  mutating func add(files moves: [String: String]) {
    guard !moves.isEmpty else { return }
    guard case .files(var files) = steps.last else {
      steps.append(.files(moves))
      arrivals = Dictionary(grouping: moves.keys) { moves[$0] ?? $0 }
      return
    }
    // Let go of, so that the dictionary is not copied.
    steps.removeLast()
    // All of them left before the first arrived: names may be exchanged.
    let left = moves.keys.map { ($0, arrivals.removeValue(forKey: $0) ?? []) }
    for (old, origins) in left {
      let new = moves[old] ?? old
      let began = files[old] == nil ? origins + [old] : origins
      for origin in began { files[origin] = new }
      arrivals[new, default: []] += began
    }
    steps.append(.files(files))
  }

  /// Adds a share that was moved with all that lies in it, later than all the others.
  mutating func addShare(old: String, new: String) {
    steps.append(.share(old: old, new: new))
    arrivals = [:]
  }

  /// The path where a file is now.
  ///
  /// - Complexity: O(times at which a share was moved).
  package func path(of path: String) -> String {
    steps.reduce(path) { path, step in
      switch step {
      case .files(let files): files[path] ?? path
      case .share(let old, let new):
        path.hasPrefix(Self.prefix(old))
          ? Self.prefix(new) + path.dropFirst(Self.prefix(old).count) : path
      }
    }
  }

  /// What the paths of all that lies in a folder begin with; that of the whole system is a slash already.
  static func prefix(_ root: String) -> String { root.hasSuffix("/") ? root : root + "/" }
}

/// By what a file is known again, whatever its path is.
package struct KnownFile: Sendable, Equatable {
  /// Which file it is, as text: `FileOrigin`; `nil` if that is not known.
  package var origin: String?

  /// What tells its bytes from others'; `nil` if that is not known.
  package var digest: String?

  /// A file by what is known of it.
  package init(origin: String?, digest: String?) {
    self.origin = origin
    self.digest = digest
  }
}

extension Catalog {
  /// What the bytes of each file come to, so that a document is known again where its file was copied to.
  static let contentDigests = "ALTER TABLE document ADD COLUMN digest TEXT;"

  /// Gives a share another root: its documents keep all that is known of them.
  ///
  /// - Parameters:
  ///   - share: the share.
  ///   - root: the absolute path of the folder where it is now.
  /// - Returns: the share with its new root.
  /// - Throws: `CatalogError.shareExists` if another share has that root.
  package func move(_ share: CatalogShare, to root: String) throws -> CatalogShare {
    try write { database in
      guard
        try Int64.fetchOne(
          database, sql: "SELECT id FROM share WHERE root = ? AND id <> ?",
          arguments: [root, share.id]) == nil
      else { throw CatalogError.shareExists(root: root) }
      try database.execute(
        sql: "UPDATE share SET root = ?, fileSystem = NULL WHERE id = ?",
        arguments: [root, share.id])
      // An index knows documents by their whole paths.
      try database.execute(
        sql: "UPDATE document SET revision = ? WHERE share = ?",
        arguments: [try Self.nextRevision(database), share.id])
      try Self.recordMoves([(share.root, root)], isShare: true, database)
      return CatalogShare(id: share.id, root: root, isFolder: share.isFolder)
    }
  }

  /// By what the files are known again that documents were read from.
  ///
  /// - Parameter documents: the numbers of the documents.
  /// - Returns: what is known of each, by its number; of documents read before that was kept, nothing.
  /// - Throws: `CatalogError`.
  package func files(of documents: [Int64]) throws -> [Int64: KnownFile] {
    try read { database in
      var result: [Int64: KnownFile] = [:]
      result.reserveCapacity(documents.count)
      let statement = try database.makeStatement(
        sql: "SELECT origin, digest FROM document WHERE id = ?")
      for document in documents {
        guard let row = try Row.fetchOne(statement, arguments: [document]) else { continue }
        result[document] = KnownFile(
          origin: try row.decode(atIndex: 0), digest: try row.decode(atIndex: 1))
      }
      return result
    }
  }

  /// Gives documents of a share other paths, at which no document is known; tags, decisions and runs stay.
  ///
  /// - Parameters:
  ///   - documents: their numbers and paths.
  ///   - share: the share.
  ///   - contents: what was read of those whose files are certainly the same, as it is at the new path. What was
  ///     read of the others goes, and they count as changed, until they are read again.
  /// - Throws: `CatalogError`.
  package func move(
    _ documents: [(id: Int64, old: String, new: String)], in share: CatalogShare,
    contents: [Int64: Document] = [:]
  ) throws {
    guard !documents.isEmpty else { return }
    let contents = contents.mapValues { Data(DocumentCoding.encode($0)) }
    try write { database in
      let revision = try Self.nextRevision(database)
      // No file has the size -1, so that the document is read again where it is now.
      let statement = try database.makeStatement(
        sql: """
          UPDATE document SET path = ?, size = -1, content = NULL, refusal = NULL, taggedWith = 0,
            revision = ?
          WHERE id = ?
          """)
      let relocating = try database.makeStatement(
        sql: """
          UPDATE document SET path = ?, content = ?, taggedWith = 0, revision = ?, missingSince = NULL
          WHERE id = ?
          """)
      let changes = try database.makeStatement(
        sql: "UPDATE runChange SET path = ? WHERE document = ?")
      for (id, _, new) in documents {
        if let content = contents[id] {
          try relocating.execute(arguments: [new, content, revision, id])
        } else {
          try statement.execute(arguments: [new, revision, id])
        }
        // Undo and the log name a document where it is now.
        try changes.execute(arguments: [new, id])
      }
      // A sidecar goes where its document goes.
      let moves = documents.flatMap { _, old, new in
        let root = FileMoves.prefix(share.root)
        return ["", ".xmp"].map { (root + old + $0, root + new + $0) }
      }
      try Self.recordMoves(moves, isShare: false, database)
    }
  }

  /// Where files that a run wrote are now.
  ///
  /// - Parameter run: the number of the run.
  /// - Returns: the moves since then, in their order.
  /// - Throws: `CatalogError`.
  package func moves(since run: Int64) throws -> FileMoves {
    try read { database in
      var moves = FileMoves()
      var files: [String: String] = [:]
      var current: Int64?
      let rows = try Row.fetchCursor(
        database,
        sql: "SELECT number, isShare, old, new FROM movement WHERE run >= ? ORDER BY number",
        arguments: [run])
      func endFiles() {
        moves.add(files: files)
        files = [:]
      }
      while let row = try rows.next() {
        let number: Int64 = try row.decode(atIndex: 0)
        let (old, new): (String, String) = try (row.decode(atIndex: 2), row.decode(atIndex: 3))
        if number != current { endFiles() }
        current = number
        if try row.decode(atIndex: 1) as Bool {
          moves.addShare(old: old, new: new)
        } else {
          files[old] = new
        }
      }
      endFiles()
      return moves
    }
  }

  private static func recordMoves(
    _ moves: [(old: String, new: String)], isShare: Bool, _ database: Database
  ) throws {
    let run = try Int64.fetchOne(database, sql: "SELECT coalesce(max(id), 0) FROM run") ?? 0
    let number =
      try Int64.fetchOne(database, sql: "SELECT coalesce(max(number), 0) + 1 FROM movement") ?? 1
    let statement = try database.makeStatement(
      sql: "INSERT INTO movement VALUES (?, ?, ?, ?, ?)")
    for (old, new) in moves { try statement.execute(arguments: [number, run, isShare, old, new]) }
  }
}
