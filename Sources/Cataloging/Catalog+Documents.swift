import Foundation
import GRDB
package import Model
package import System

/// What came of reading a document: the document, or why it could not be read.
package enum ReadingOutcome: Sendable, Equatable {
  /// The document as read.
  case read(Document)
  /// Why it could not be read, in words, and how long that holds.
  case refused(String, RefusalKind = .file)
}

/// A document to store.
package struct DocumentUpdate: Sendable, Equatable {
  /// The path within the share, or the identifier in the system of origin.
  package var path: String

  /// The file's state at the time of reading; `nil` for a document that is not a file.
  package var state: FileStamp?

  /// Which file it is, as text, if that is known by anything but its path.
  package var origin: String?

  /// What tells the file's bytes from others', if that was asked for.
  package var digest: String?

  /// What came of reading it.
  package var outcome: ReadingOutcome

  /// What is known of a document that was refused: its name, its folder, its dates.
  package var remnant: Document?

  /// What stands in or beside the file by Parlance's own hand, where that is not what was remembered.
  package var written: [TagPlace: String] = [:]

  /// What people decided on the document elsewhere, if it is new.
  package var decisions: [StoredDecision] = []

  /// An update.
  package init(path: String, state: FileStamp?, outcome: ReadingOutcome) {
    self.path = path
    self.state = state
    self.outcome = outcome
  }

  /// How many bytes of text were read; `nil` if it was refused.
  var textLength: Int? {
    if case .read(let document) = outcome { document.text.utf8.count } else { nil }
  }
}

extension Catalog {
  /// All documents that are in a share, without their text, sorted by path.
  package func entries(of share: CatalogShare) throws -> [CatalogEntry] {
    let states = try states(of: share)
    let refusals = try refusals(in: share)
    return (0..<states.count).filter { !states.isMissing($0) }
      .map { states.entry($0, refusal: refusals[states.documents[$0]]) }
  }

  /// Stores documents that were read or refused; what was assigned to them stays.
  ///
  /// - Returns: the numbers of the documents, in the order given.
  package func store(_ updates: [DocumentUpdate], in share: CatalogShare) throws -> [Int64] {
    let contents = updates.map { update -> [UInt8]? in
      if case .read(let document) = update.outcome { return DocumentCoding.encode(document) }
      return update.remnant.map(DocumentCoding.encode)
    }
    return try write { database in
      let revision = try Self.nextRevision(database)
      // RETURNING: an update leaves SQLite's last inserted number as it was.
      let statement = try database.makeStatement(
        sql: """
          INSERT INTO document
            (share, path, size, modified, origin, digest, refusal, refusalKind, content, textLength,
              revision, firstSeenIn)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(id), 0) FROM run))
          ON CONFLICT (share, path) DO UPDATE SET size = excluded.size,
            modified = excluded.modified, origin = excluded.origin, digest = excluded.digest,
            refusal = excluded.refusal,
            refusalKind = excluded.refusalKind, content = excluded.content,
            textLength = excluded.textLength,
            taggedWith = 0, revision = excluded.revision, missingSince = NULL
          RETURNING id
          """)
      // What was recognized of the file as it was; the text is known by its bytes if they are the same.
      let forgetting = try database.makeStatement(sql: "DELETE FROM recognition WHERE document = ?")
      return try zip(updates, contents).map { update, content in
        var (refusal, kind): (String?, RefusalKind?) = (nil, nil)
        if case .refused(let reason, let lasting) = update.outcome {
          (refusal, kind) = (reason, lasting)
        }
        let id = try Int64.fetchOne(
          statement,
          arguments: [
            share.id, update.path, update.state?.size, update.state?.modified, update.origin,
            update.digest, refusal, kind?.text, content.map { Data($0) }, update.textLength,
            revision,
          ])
        guard let id else { throw Self.damage("a document was stored and has no number") }
        try forgetting.execute(arguments: [id])
        for (place, content) in update.written {
          try Self.setContent(content, of: id, at: place, database)
        }
        for decision in update.decisions {
          // What people decided here stands above what a mark brings along from elsewhere.
          try database.execute(
            sql: "INSERT OR IGNORE INTO decision VALUES (?, ?, ?, ?)",
            arguments: [id, decision.facet, decision.concept, decision.isAccepted])
        }
        return id
      }
    }
  }

  /// Marks documents that are not in their share any more; their text goes, what is known of them
  /// otherwise stays until they are there again.
  ///
  /// - Parameters:
  ///   - documents: the numbers of the documents.
  ///   - time: the present time, ISO 8601 in UTC.
  /// - Throws: `CatalogError`.
  package func markMissing(_ documents: [Int64], since time: String) throws {
    guard !documents.isEmpty else { return }
    try write { database in
      let revision = try Self.nextRevision(database)
      // A document that is missing already keeps the time since when.
      let statement = try database.makeStatement(
        sql: """
          UPDATE document SET missingSince = ?, content = NULL, refusal = NULL, revision = ?
          WHERE id = ? AND missingSince IS NULL
          """)
      for id in documents {
        try statement.execute(arguments: [time, revision, id])
        try Self.forgetRecognition(of: id, database)
      }
    }
  }

  /// The number of a document of a share; `nil` if there is none at that path.
  package func number(of path: String, in share: CatalogShare) throws -> Int64? {
    try read { database in
      try Int64.fetchOne(
        database,
        sql: "SELECT id FROM document WHERE share = ? AND path = ? AND missingSince IS NULL",
        arguments: [share.id, path])
    }
  }

  /// The share that holds a document, and its path within it; `nil` if it is unknown.
  package func place(of document: Int64) throws -> (share: Int64, path: String)? {
    try read { database in
      try Row.fetchOne(
        database, sql: "SELECT share, path FROM document WHERE id = ?", arguments: [document]
      ).map { (try $0.decode(atIndex: 0), try $0.decode(atIndex: 1)) }
    }
  }

  /// The stored document of a number, of one that was refused what is known all the same; `nil` if it is unknown
  /// or missing.
  ///
  /// - Throws: `CatalogError.damagedContent` if the stored bytes cannot be decoded.
  package func document(_ id: Int64) throws -> Document? {
    let row: (path: String, content: [UInt8]?)? = try read { database in
      try Row.fetchOne(
        database, sql: "SELECT path, content FROM document WHERE id = ?", arguments: [id]
      ).map { (try $0.decode(forColumn: "path"), try Self.bytes($0, 1)) }
    }
    guard let row, let content = row.content else { return nil }
    guard let document = DocumentCoding.decode(content) else {
      throw CatalogError.damagedContent(document: row.path, path: path)
    }
    return document
  }

  /// Every change of a document or its assignments has a higher revision than those before.
  package func revision() throws -> Int64 {
    try read { database in
      try Int64.fetchOne(
        database,
        sql: """
          SELECT max(coalesce((SELECT max(revision) FROM document), 0),
            coalesce((SELECT max(revision) FROM removal), 0))
          """) ?? 0
    }
  }

  /// The documents changed and removed after a revision, for bringing an index up to date.
  ///
  /// Earlier versions removed what was not in its share any more; now it is changed, and without text.
  package func changes(
    after revision: Int64
  ) throws -> (changed: [Int64], removed: [Int64]) {
    try read { database in
      let changed = try Int64.fetchAll(
        database, sql: "SELECT id FROM document WHERE revision > ? ORDER BY id",
        arguments: [revision])
      let removed = try Int64.fetchAll(
        database, sql: "SELECT document FROM removal WHERE revision > ? ORDER BY document",
        arguments: [revision])
      return (changed, removed)
    }
  }

  /// The documents that came in after a run: those first read when it was over.
  ///
  /// - Parameter run: the number of the run.
  /// - Returns: for each document its share and its path within it.
  /// - Throws: `CatalogError`.
  package func documents(newSince run: Int64) throws -> [(share: Int64, path: String)] {
    try read { database in
      try Row.fetchAll(
        database,
        sql:
          "SELECT share, path FROM document WHERE firstSeenIn >= ? AND missingSince IS NULL ORDER BY id",
        arguments: [run]
      ).map { (try $0.decode(atIndex: 0), try $0.decode(atIndex: 1)) }
    }
  }

  static func nextRevision(_ database: Database) throws -> Int64 {
    let last = try Int64.fetchOne(
      database,
      sql: """
        SELECT max(coalesce((SELECT max(revision) FROM document), 0),
          coalesce((SELECT max(revision) FROM removal), 0))
        """)
    guard let next = (last ?? 0).adding(1) else {
      throw damage("a revision is beyond all bounds")
    }
    return next
  }

  static func bytes(_ row: Row, _ column: Int) throws -> [UInt8]? {
    try (row.decode(atIndex: column) as Data?).map { [UInt8]($0) }
  }
}
