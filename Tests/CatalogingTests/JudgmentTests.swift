import Cataloging
import Testing

/// What people said of tags and documents, as the catalog keeps it.
struct JudgmentTests {
  private let catalog: Catalog
  private let document: Int64 = 1

  init() throws {
    catalog = try Catalog()
    let share = try catalog.share(root: "/share", isFolder: true)
    _ = try catalog.store(
      [DocumentUpdate(path: "a.md", state: nil, outcome: .refused("encrypted"))], in: share)
  }

  private func judgment(
    _ concept: String, _ verdict: StoredJudgment.Verdict = .rejected
  ) -> StoredJudgment {
    StoredJudgment(
      document: document, facet: "type", concept: concept, verdict: verdict, account: "marlow",
      time: "2026-01-01T00:00:00Z", run: 7)
  }

  private func feedback(_ kind: StoredFeedback.Kind, _ concept: String = "") -> StoredFeedback {
    var feedback = StoredFeedback(
      document: document, kind: kind, account: "kurtz", time: "2026-01-01T00:00:00Z")
    feedback.facet = concept.isEmpty ? "" : "type"
    feedback.concept = concept
    return feedback
  }

  private func open() throws -> [StoredFeedback] {
    try catalog.feedback(isOpen: true).map(\.feedback)
  }

  @Test func `judgments are numbered, kept whole and found by facet`() throws {
    #expect(try catalog.latestJudgments().isEmpty)
    #expect(try catalog.record(judgment("urn:x:a", .accepted)) == 1)
    var second = judgment("urn:x:b", .replaced)
    second.other = "urn:x:c"
    #expect(try catalog.record(second) == 2)
    second.number = 2
    #expect(try catalog.judgment(2) == second)
    #expect(try catalog.judgments(on: document, facet: "type", after: 1) == [second])
    #expect(try catalog.judgments(on: document, facet: "product").isEmpty)
    try catalog.takeBack(judgment: 2, by: "kurtz")
    #expect(try catalog.judgments(limit: 1).map(\.undoneBy) == ["kurtz"])
    #expect(try catalog.latestJudgments().map(\.last) == [2])
  }

  @Test func `a judgment settles what was said of its tag, until it is taken back`() throws {
    _ = try catalog.keep(feedback(.wrongTag, "urn:x:a"))
    _ = try catalog.keep(feedback(.wrongTag, "urn:x:b"))
    _ = try catalog.keep(feedback(.helped))
    _ = try catalog.record(judgment("urn:x:a"))
    #expect(try open().map(\.concept) == ["urn:x:b", ""])
    try catalog.takeBack(judgment: 1, by: "marlow")
    #expect(try open().count == 3)
  }

  @Test func `feedback that is dealt with stays, and is open no more`() throws {
    let number = try catalog.keep(feedback(.outdated))
    #expect(try catalog.settle(feedback: number, by: "marlow", at: "2026-01-02T00:00:00Z"))
    #expect(try !catalog.settle(feedback: number, by: "marlow", at: "2026-01-02T00:00:00Z"))
    #expect(try open().isEmpty)
    let all = try catalog.feedback(isOpen: false)
    #expect(all.map(\.feedback.settledBy) == ["marlow"])
    #expect(all.map(\.path) == ["a.md"])
  }

  @Test func `feedback is found by its number, while it is open and its document there`() throws {
    let first = try catalog.keep(feedback(.outdated))
    let second = try catalog.keep(feedback(.helped))
    #expect(try catalog.feedback(isOpen: true, number: second).map(\.feedback.kind) == [.helped])
    #expect(try catalog.feedback(isOpen: true, number: second + 1).isEmpty)
    #expect(try catalog.settle(feedback: first, by: "marlow", at: "2026-01-02T00:00:00Z"))
    #expect(try catalog.feedback(isOpen: true, number: first).isEmpty)
    #expect(try catalog.feedback(isOpen: false, number: first).count == 1)
    #expect(try catalog.feedback(isOpen: true, number: second) { _, _ in false }.isEmpty)
  }
}
