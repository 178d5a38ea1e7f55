import GRDB
import Model
import TestSupport
import Testing

@testable import Cataloging

/// What is remembered of the places where tags stand.
@Suite struct `What was written` {
  private static let documents = #"{"":"documents","type":["Offer"]}"#
  private static let sidecar = #"{"":"sidecar","type":["Offer"]}"#

  private func run(
    _ content: String, at place: TagPlace, twin: TagPlace? = nil, of document: Int64,
    _ catalog: Catalog, _ share: CatalogShare
  ) throws -> Int64 {
    let run = try catalog.beginRun(
      command: "retag", share: share, started: "2010-01-01T00:00:00Z", place: place.rawValue)
    let written = WrittenTags(content: content, place: place, twin: twin, state: nil)
    let change = AssignmentChange(
      document: document, path: "a.md", before: [], after: [], written: written)
    #expect(try catalog.apply([change], run: run, basis: 1) == [document])
    try catalog.finishRun(run)
    return run
  }

  private func document(_ catalog: Catalog, _ share: CatalogShare) throws -> Int64 {
    let update = DocumentUpdate(
      path: "a.md", state: nil, outcome: .read(Document(id: "a.md", path: "a.md", text: "text")))
    return try catalog.store([update], in: share)[0]
  }

  @Test func `is known at every place, and taken back at the one of the run`() throws {
    let catalog = try Catalog()
    let share = try catalog.share(root: "/share", isFolder: true)
    let id = try document(catalog, share)
    let first = try run(Self.documents, at: .documents, of: id, catalog, share)
    let second = try run(Self.sidecar, at: .sidecar, of: id, catalog, share)
    let both: [TagPlace: String] = [.documents: Self.documents, .sidecar: Self.sidecar]
    #expect(try catalog.writtenContents(of: id) == both)
    #expect(try catalog.writtenContents(in: share) == [id: both])
    let standing = try catalog.documents(writtenAt: [.documents, .xattr], in: share)
    #expect(standing.map(\.path) == ["a.md"] && standing.map(\.place) == [.documents])

    let undone = try catalog.undoRun(first, started: "2010-01-02T00:00:00Z")
    #expect(try catalog.writtenContents(of: id) == [.sidecar: Self.sidecar])
    _ = try catalog.undoRun(undone.run, started: "2010-01-02T00:00:00Z")
    #expect(try catalog.writtenContents(of: id) == both)
    _ = try catalog.undoRun(second, started: "2010-01-02T00:00:00Z")
    #expect(try catalog.writtenContents(of: id) == [.documents: Self.documents])
  }

  @Test func `moves to the name of another place that is the same file, and back`() throws {
    let catalog = try Catalog()
    let share = try catalog.share(root: "/share", isFolder: true)
    let id = try document(catalog, share)
    _ = try run(Self.documents, at: .documents, of: id, catalog, share)
    let second = try run(Self.sidecar, at: .sidecar, twin: .documents, of: id, catalog, share)
    #expect(try catalog.writtenContents(of: id) == [.sidecar: Self.sidecar])
    _ = try catalog.undoRun(second, started: "2010-01-02T00:00:00Z")
    #expect(try catalog.writtenContents(of: id) == [.documents: Self.documents])
  }

  @Test func `is not touched by taking back a run that wrote nothing`() throws {
    let catalog = try Catalog()
    let share = try catalog.share(root: "/share", isFolder: true)
    let id = try document(catalog, share)
    let refused = try catalog.beginRun(
      command: "retag", share: share, started: "2010-01-01T00:00:00Z", place: "documents")
    let change = AssignmentChange(document: id, path: "a.md", before: [], after: [])
    _ = try catalog.apply([change], run: refused, basis: 1)
    _ = try run(Self.documents, at: .documents, of: id, catalog, share)
    _ = try catalog.undoRun(refused, started: "2010-01-02T00:00:00Z")
    #expect(try catalog.writtenContents(of: id) == [.documents: Self.documents])
  }

  @Test func `by earlier versions is known by the place that it names`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/catalog.sqlite"
    let id: Int64
    let run: Int64
    do {
      let catalog = try Catalog(path: path)
      let share = try catalog.share(root: "/share", isFolder: true)
      id = try document(catalog, share)
      _ = try self.run(Self.documents, at: .documents, of: id, catalog, share)
      run = try self.run(Self.sidecar, at: .sidecar, of: id, catalog, share)
    }
    // As version 9 had it: one place for each document, the last one.
    try DatabaseQueue(path: path).write { database in
      try database.execute(
        sql: """
          DROP TABLE written;
          CREATE TABLE written (
            document INTEGER PRIMARY KEY REFERENCES document(id) ON DELETE CASCADE,
            content TEXT NOT NULL);
          ALTER TABLE runChange DROP COLUMN writtenAt;
          ALTER TABLE document DROP COLUMN digest;
          PRAGMA user_version = 9;
          """)
      try database.execute(
        sql: "INSERT INTO written VALUES (?, ?)", arguments: [id, Self.sidecar])
      try database.execute(
        sql: "UPDATE runChange SET writtenBefore = ? WHERE run = ?",
        arguments: [Self.documents, run])
    }
    let catalog = try Catalog(path: path)
    #expect(try catalog.writtenContents(of: id) == [.sidecar: Self.sidecar])
    _ = try catalog.undoRun(run, started: "2010-01-02T00:00:00Z")
    #expect(try catalog.writtenContents(of: id) == [.documents: Self.documents])
  }
}
