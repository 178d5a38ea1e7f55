import Foundation
import GRDB
import Model
import System
import TestSupport
import Testing

@testable import Cataloging

/// Nothing that people decided is deleted because it cannot be seen.
struct MissingDocumentTests {
  private let catalog: Catalog
  private let share: CatalogShare

  init() throws {
    catalog = try Catalog()
    share = try catalog.share(root: "/share", isFolder: true)
  }

  private func store(_ path: String) throws -> Int64 {
    let update = DocumentUpdate(
      path: path, state: FileStamp(size: 10, modified: 20),
      outcome: .read(Document(id: path, text: "Harbor Archive keeps.")))
    return try #require(try catalog.store([update], in: share).first)
  }

  private static let decision = StoredDecision(
    concept: "urn:x:a", facet: "type", isAccepted: true)

  private static let tag = StoredAssignment(
    concept: "urn:x:a", facet: "type", score: 1, origin: .person)

  private func tagged(_ path: String) throws -> Int64 {
    let id = try store(path)
    let run = try catalog.beginRun(
      command: "retag", share: share, started: "2010-01-01T00:00:00Z", place: "catalog")
    let change = AssignmentChange(document: id, path: path, before: [], after: [Self.tag])
    _ = try catalog.apply([change], run: run, basis: 1)
    try catalog.finishRun(run)
    try catalog.record(Self.decision, on: id)
    return id
  }

  @Test func `a missing document keeps its tags, decisions and runs, and loses its text`() throws {
    let id = try tagged("a.docx")
    try catalog.markMissing([id], since: "2010-01-02T00:00:00Z")
    #expect(try catalog.document(id) == nil)
    #expect(try catalog.assignments(of: id) == [Self.tag])
    #expect(try catalog.decisions(on: id) == [Self.decision])
    #expect(try catalog.documents(changedBy: 1).map(\.document) == [id])
    #expect(try catalog.entries(of: share).isEmpty)
    #expect(try catalog.states(of: share).isMissing(0))
  }

  @Test func `a missing document counts nowhere but as missing`() throws {
    let id = try tagged("a.docx")
    try catalog.markMissing([id], since: "2010-01-02T00:00:00Z")
    let status = try #require(try catalog.status().first)
    #expect(status.documents == 0 && status.tagged == 0 && status.untagged == 0)
    #expect(status.missing == 1)
    #expect(try catalog.documentCounts().isEmpty)
    #expect(try catalog.documentCount(ofAny: ["urn:x:a"]) == 0)
    #expect(
      try catalog.outstandingDocuments(in: share) == [
        OutstandingDocument(path: "a.docx", cause: .missing, reason: "2010-01-02T00:00:00Z")
      ])
  }

  @Test func `the time since when a document is missing stays`() throws {
    let id = try store("a.docx")
    try catalog.markMissing([id], since: "2010-01-02T00:00:00Z")
    try catalog.markMissing([id], since: "2010-01-03T00:00:00Z")
    let reasons = try catalog.outstandingDocuments(in: share).map(\.reason)
    #expect(reasons == ["2010-01-02T00:00:00Z"])
  }

  @Test func `a document that is there again is the same one, and due`() throws {
    let id = try tagged("a.docx")
    try catalog.markMissing([id], since: "2010-01-02T00:00:00Z")
    #expect(try store("a.docx") == id)
    #expect(try catalog.assignments(of: id) == [Self.tag])
    #expect(try catalog.decisions(on: id) == [Self.decision])
    #expect(try catalog.entries(of: share).map(\.taggedWith) == [0])
    #expect(try catalog.outstandingDocuments(in: share).map(\.cause) == [.due])
  }

  @Test func `what is written in a rehearsal is seen in it and nowhere else`() throws {
    let folder = try TemporaryFolder()
    let path = folder.url(of: "catalog.sqlite").path
    do { _ = try Catalog(path: path).share(root: "/share", isFolder: true) }
    let before = try Data(contentsOf: folder.url(of: "catalog.sqlite"))
    do {
      let rehearsal = try Catalog(path: path, isRehearsal: true)
      let other = try rehearsal.share(root: "/other", isFolder: true)
      #expect(try rehearsal.shares().map(\.root) == ["/share", "/other"])
      try rehearsal.setFileSystem("1", of: other)
      #expect(try rehearsal.fileSystem(of: other) == "1")
    }
    #expect(try Catalog(path: path).shares().map(\.root) == ["/share"])
    #expect(try Data(contentsOf: folder.url(of: "catalog.sqlite")) == before)
  }

  @Test func `a catalog of an earlier version opens with all it had`() throws {
    let folder = try TemporaryFolder()
    let path = folder.url(of: "catalog.sqlite").path
    do {
      let queue = try DatabaseQueue(path: path)
      try queue.write { try $0.execute(sql: Self.versionTwo) }
    }
    let catalog = try Catalog(path: path)
    let share = try #require(try catalog.shares().first)
    #expect(try catalog.entries(of: share).map(\.path) == ["a.docx"])
    #expect(try catalog.decisions(on: 7).map(\.concept) == ["urn:x:a"])
    #expect(try catalog.fileSystem(of: share) == nil)
    try catalog.move([(7, "a.docx", "b.docx")], in: share)
    #expect(try catalog.moves(since: 0).path(of: "/share/a.docx.xmp") == "/share/b.docx.xmp")
    try catalog.markMissing([7], since: "2010-01-02T00:00:00Z")
    #expect(try catalog.status().map(\.missing) == [1])
  }

  /// The schema as version 2 had it, with a document and a decision.
  private static let versionTwo = """
    CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE share (
      id INTEGER PRIMARY KEY, root TEXT NOT NULL UNIQUE, isFolder INTEGER NOT NULL);
    CREATE TABLE document (
      id INTEGER PRIMARY KEY, share INTEGER NOT NULL REFERENCES share(id), path TEXT NOT NULL,
      size INTEGER, modified INTEGER, refusal TEXT, content BLOB,
      taggedWith INTEGER NOT NULL DEFAULT 0, revision INTEGER NOT NULL DEFAULT 0,
      firstSeenIn INTEGER NOT NULL DEFAULT 0, UNIQUE (share, path));
    CREATE INDEX documentRevision ON document (revision);
    CREATE TABLE removal (document INTEGER PRIMARY KEY, revision INTEGER NOT NULL);
    CREATE TABLE assignment (
      document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
      facet TEXT NOT NULL, concept TEXT NOT NULL,
      score REAL NOT NULL, origin TEXT NOT NULL, evidence TEXT NOT NULL,
      PRIMARY KEY (document, facet, concept)) WITHOUT ROWID;
    CREATE TABLE decision (
      document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
      facet TEXT NOT NULL, concept TEXT NOT NULL, isAccepted INTEGER NOT NULL,
      PRIMARY KEY (document, facet, concept)) WITHOUT ROWID;
    CREATE TABLE written (
      document INTEGER PRIMARY KEY REFERENCES document(id) ON DELETE CASCADE, content TEXT NOT NULL);
    CREATE TABLE run (
      id INTEGER PRIMARY KEY, command TEXT NOT NULL, share INTEGER NOT NULL,
      started TEXT NOT NULL, state TEXT NOT NULL, changed INTEGER NOT NULL DEFAULT 0,
      place TEXT NOT NULL);
    CREATE TABLE runChange (
      run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE, document INTEGER NOT NULL,
      path TEXT NOT NULL, taggedBefore INTEGER NOT NULL, before BLOB NOT NULL,
      after BLOB NOT NULL, writtenBefore TEXT, PRIMARY KEY (run, document)) WITHOUT ROWID;
    CREATE INDEX documentState ON document (share, path, size, modified, taggedWith, refusal);
    INSERT INTO share VALUES (1, '/share', 1);
    INSERT INTO document (id, share, path, size, modified) VALUES (7, 1, 'a.docx', 10, 20);
    INSERT INTO decision VALUES (7, 'type', 'urn:x:a', 1);
    PRAGMA user_version = 2;
    """
}
