import Foundation
import GRDB
import Model
import System
import TestSupport
import Testing

@testable import Cataloging

struct CatalogTests {
  private let catalog: Catalog
  private let share: CatalogShare

  init() throws {
    catalog = try Catalog()
    share = try catalog.share(root: "/share", isFolder: true)
  }

  private static let document = Document(
    id: "sales/flyer.docx", path: "sales/flyer.docx", format: "docx", title: "Ein Flugblatt",
    headings: ["At a glance", ""], text: String(repeating: "Harbor Archive keeps. ", count: 500),
    language: "de",
    dates: CalendarDate("2009-06").map { [DocumentDate($0, source: .content)] } ?? [],
    metadata: [MetadataField(name: "cp:category", value: "flyer", role: .category, facet: nil)],
    remarks: ["cut at 10,000 bytes"])

  private func store(_ path: String) throws -> Int64 {
    var document = Self.document
    document.id = path
    let ids = try catalog.store(
      [
        DocumentUpdate(
          path: path, state: FileStamp(size: 10, modified: 20),
          outcome: .read(document))
      ], in: share)
    return try #require(ids.first)
  }

  private func assignment(
    _ concept: String, _ origin: StoredAssignment.Origin = .machine
  ) -> StoredAssignment {
    StoredAssignment(
      concept: concept, facet: "type", score: 0.9, origin: origin,
      evidence: [
        Evidence(place: .title, range: 0..<5, surface: "offer", rule: .title, weight: 2.6)
      ])
  }

  @Test func `gives back a document as it was stored`() throws {
    let id = try store("sales/flyer.docx")
    #expect(try catalog.document(id) == Self.document)
    let entry = try #require(try catalog.entries(of: share).first)
    #expect(entry.state == FileStamp(size: 10, modified: 20))
    #expect(entry.refusal == nil)
  }

  @Test func `keeps the reason of a refusal and no text`() throws {
    let id = try store("a.pdf")
    _ = try catalog.store(
      [DocumentUpdate(path: "a.pdf", state: nil, outcome: .refused("encrypted"))], in: share)
    #expect(try catalog.document(id) == nil)
    #expect(try catalog.entries(of: share).map(\.refusal) == ["encrypted"])
  }

  @Test func `a run changes assignments and undo puts them back`() throws {
    let id = try store("a.docx")
    let old = [assignment("urn:x:offer", .source)]
    let first = try catalog.beginRun(
      command: "index", share: share, started: "2010-01-01T00:00:00Z", place: "catalog")
    let change = AssignmentChange(document: id, path: "a.docx", before: [], after: old)
    #expect(try catalog.apply([change], run: first, basis: 1) == [id])
    try catalog.finishRun(first)

    let second = try catalog.beginRun(
      command: "retag", share: share, started: "2010-01-02T00:00:00Z", place: "catalog")
    let new = [assignment("urn:x:brochure"), assignment("urn:x:flyer")]
    let retag = AssignmentChange(document: id, path: "a.docx", before: old, after: new)
    #expect(try catalog.apply([retag], run: second, basis: 2) == [id])
    #expect(try catalog.assignments(of: id) == new)
    #expect(try catalog.entries(of: share).first?.taggedWith == 2)
    #expect(try catalog.documentCounts() == ["urn:x:brochure": 1, "urn:x:flyer": 1])
    #expect(try catalog.documentCount(ofAny: ["urn:x:brochure", "urn:x:flyer"]) == 1)
    let many = (0..<2000).map { "urn:x:\($0)" } + ["urn:x:flyer"]
    #expect(try catalog.documentCount(ofAny: many) == 1)
    #expect(try catalog.documentCount(ofAny: []) == 0)

    #expect(try undo(second).restored == ["a.docx"])
    #expect(try catalog.assignments(of: id) == old)
    #expect(try catalog.entries(of: share).first?.taggedWith == 1)
    #expect(try catalog.runs().map(\.state) == [.done, .undone, .done])
  }

  @Test func `undoing an undo brings the run back`() throws {
    let id = try store("a.docx")
    let run = try catalog.beginRun(
      command: "retag", share: share, started: "2010-01-01T00:00:00Z", place: "documents")
    let written = WrittenTags(
      content: "Offer", place: .documents, state: FileStamp(size: 11, modified: 20))
    let change = AssignmentChange(
      document: id, path: "a.docx", before: [], after: [assignment("urn:x:a")], written: written)
    _ = try catalog.apply([change], run: run, basis: 5)
    try catalog.finishRun(run)
    #expect(try catalog.writtenContents(in: share) == [id: [.documents: "Offer"]])

    let restored = FileStamp(size: 10, modified: 20)
    let undone = try catalog.undoRun(
      run, started: "2010-01-02T00:00:00Z", states: [id: restored])
    #expect(try catalog.assignments(of: id).isEmpty)
    #expect(try catalog.writtenContents(in: share).isEmpty)
    #expect(try catalog.entries(of: share).first?.state == restored)

    #expect(try undo(undone.run).restored == ["a.docx"])
    #expect(try catalog.assignments(of: id) == [assignment("urn:x:a")])
    #expect(try catalog.writtenContents(in: share) == [id: [.documents: "Offer"]])
    #expect(try catalog.entries(of: share).first?.taggedWith == 5)
    #expect(throws: CatalogError.self) { try undo(run) }
  }

  private func undo(_ run: Int64) throws -> UndoneRun {
    try catalog.undoRun(run, started: "2010-01-03T00:00:00Z")
  }

  @Test func `skips what has changed since the plan, and undo leaves later changes alone`() throws {
    let id = try store("a.docx")
    let run = try catalog.beginRun(
      command: "retag", share: share, started: "2010-01-01T00:00:00Z", place: "catalog")
    let stale = AssignmentChange(
      document: id, path: "a.docx", before: [assignment("urn:x:gone")], after: [])
    #expect(try catalog.apply([stale], run: run, basis: 1) == [])

    let change = AssignmentChange(
      document: id, path: "a.docx", before: [], after: [assignment("urn:x:a")])
    _ = try catalog.apply([change], run: run, basis: 1)
    let later = try catalog.beginRun(
      command: "retag", share: share, started: "2010-01-02T00:00:00Z", place: "catalog")
    let next = AssignmentChange(
      document: id, path: "a.docx", before: [assignment("urn:x:a")],
      after: [assignment("urn:x:b")])
    _ = try catalog.apply([next], run: later, basis: 1)
    #expect(try undo(run).skipped == ["a.docx"])
    #expect(try catalog.assignments(of: id).map(\.concept) == ["urn:x:b"])
    #expect(throws: CatalogError.unknownRun("99")) { try undo(99) }
  }

  @Test func `a damaged record of a run costs the one document that it is about`() throws {
    let run = try catalog.beginRun(
      command: "retag", share: share, started: "2010-01-01T00:00:00Z", place: "catalog")
    let changes = try ["a.docx", "b.docx"].map { path in
      AssignmentChange(
        document: try store(path), path: path, before: [], after: [assignment("urn:x:a")])
    }
    _ = try catalog.apply(changes, run: run, basis: 1)
    try catalog.write {
      try $0.execute(
        sql: "UPDATE runChange SET before = ? WHERE path = ?",
        arguments: [Data([1, 2, 3]), "a.docx"])
    }
    let undone = try undo(run)
    #expect(undone.lost == ["a.docx"])
    #expect(undone.restored == ["b.docx"])
    #expect(try catalog.assignments(of: changes[0].document).map(\.concept) == ["urn:x:a"])
    #expect(try catalog.run(run).state != .undone, "what is lost may come back with a backup")
  }

  @Test func `a value of another kind than the column's is an error`() throws {
    let id = try store("a.docx")
    try catalog.record(access: [AccessRecord(document: id, text: "user::rw-")])
    try catalog.write {
      try $0.execute(sql: "UPDATE accessList SET text = ?", arguments: [Data([0xFF, 0xFE])])
    }
    #expect(throws: CatalogError.unusable(path: catalog.path, reason: "a record is damaged")) {
      try catalog.accessLists(in: share)
    }
  }

  @Test func `tells what changed and what went missing after a revision`() throws {
    let first = try store("a.docx")
    let revision = try catalog.revision()
    let second = try store("b.docx")
    #expect(try catalog.changes(after: revision).changed == [second])
    let middle = try catalog.revision()
    try catalog.markMissing([first], since: "2010-01-01T00:00:00Z")
    #expect(try catalog.changes(after: middle).changed == [first])
    #expect(try catalog.revision() > middle)
    #expect(try catalog.document(first) == nil)
    #expect(try catalog.entries(of: share).map(\.path) == ["b.docx"])
  }

  @Test func `a decision makes the document due for tagging again`() throws {
    let id = try store("a.docx")
    try catalog.markTagged([id], basis: 7)
    let decision = StoredDecision(concept: "urn:x:a", facet: "type", isAccepted: false)
    try catalog.record(decision, on: id)
    #expect(try catalog.decisions(on: id) == [decision])
    #expect(try catalog.entries(of: share).first?.taggedWith == 0)
  }

  @Test func `what was looked at and lacks nothing is not outstanding any more`() throws {
    let id = try store("a.docx")
    try catalog.record([UnwrittenTags(document: id, reason: "locked", isPassing: false)])
    try catalog.markTagged([id], basis: 7)
    #expect(try !catalog.outstandingDocuments(in: share).contains { $0.cause == .unwritten })
    try catalog.record([UnwrittenTags(document: id, reason: "locked", isPassing: false)])
    #expect(try catalog.outstandingDocuments(in: share).map(\.cause) == [.unwritten])
  }

  @Test func `refuses what is no catalog, and leaves it as it is`() throws {
    let folder = try TemporaryFolder()
    let file = folder.url(of: "catalog.sqlite")
    let bytes = Data(repeating: 0x41, count: 8192)
    try folder.write("catalog.sqlite", bytes)
    #expect(throws: CatalogError.self) { try Catalog(path: file.path) }
    #expect(try Data(contentsOf: file) == bytes)
  }

  @Test func `detects a damaged text`() throws {
    var bytes = DocumentCoding.encode(Self.document)
    #expect(DocumentCoding.decode(bytes) == Self.document)
    bytes[bytes.count / 2] ^= 0xFF
    #expect(DocumentCoding.decode(bytes) == nil)
    for length in 0..<16 { #expect(DocumentCoding.decode(Array(bytes[..<length])) == nil) }
  }

  @Test func `what people say, and what they take back, has the document tagged anew`() throws {
    let id = try store("a.docx")
    let run = try catalog.beginRun(
      command: "retag", share: share, started: "2010-01-01T00:00:00Z", place: "catalog")
    func tag(_ before: [StoredAssignment], _ after: [StoredAssignment]) throws {
      let change = AssignmentChange(document: id, path: "a.docx", before: before, after: after)
      #expect(try catalog.apply([change], run: run, basis: 7) == [id])
      #expect(try catalog.entries(of: share).map(\.taggedWith) == [7])
    }
    let tags = [assignment("urn:x:a")]
    try tag([], tags)
    let decision = StoredDecision(concept: "urn:x:b", facet: "type", isAccepted: false)
    try catalog.record(decision, on: id)
    #expect(try catalog.entries(of: share).map(\.taggedWith) == [0])
    try tag(tags, [])
    try catalog.withdraw([decision], on: id)
    #expect(try catalog.decisions(on: id).isEmpty)
    #expect(try catalog.entries(of: share).map(\.taggedWith) == [0])
  }
}
