import Cataloging
import Documents
import Foundation
import JSONCoding
import Model
import System
import TestSupport
import Testing

@testable import Retagging

struct RetagPlanTests {
  private let catalog: Catalog
  private let share: CatalogShare

  init() throws {
    catalog = try Catalog()
    share = try catalog.share(root: "/share", isFolder: true)
  }

  private func store(_ texts: [String: String]) throws {
    _ = try catalog.store(
      texts.sorted { $0.key < $1.key }.map { path, text in
        DocumentUpdate(
          path: path, state: FileStamp(size: 1, modified: 1),
          outcome: text == "?" ? .refused("encrypted") : .read(Document(id: path, text: text)))
      }, in: share)
  }

  /// Tags a document with the words of its text, those with a question mark as unsure.
  private func planner(basis: UInt64 = 1, overwrites: Bool = false) -> RetagPlanner {
    RetagPlanner(
      catalog: catalog, basis: basis,
      merge: AssignmentMerge(overwritesSource: overwrites, singleFacets: ["type"]),
      facetOrder: ["type", "product"]
    ) {
      Self.propose
    }
  }

  private static func propose(_ document: Document) -> [ProposedTag] {
    document.text.split(separator: " ").map { word in
      let parts = word.split(separator: ":")
      let isUnsure = parts[1].hasSuffix("?")
      return ProposedTag(
        concept: String(parts[1].prefix { $0 != "?" }), facet: String(parts[0]),
        score: isUnsure ? 0.4 : 0.9, isAccepted: !isUnsure,
        evidence: [
          Evidence(
            place: .text, range: 0..<1, surface: String(parts[1]), rule: .text, weight: 1)
        ], reason: isUnsure ? "unsure" : "")
    }
  }

  private func plan(_ planner: RetagPlanner) throws -> RetagPlan {
    try #require(try planner.plan(for: share))
  }

  @discardableResult
  private func apply(_ plan: RetagPlan) throws -> (run: Int64, lines: [RetagLine]) {
    let run = try catalog.beginRun(
      command: "retag", share: share, started: "2010-01-01T00:00:00Z", place: "catalog")
    let lines = try plan.apply(to: catalog, run: run)
    try catalog.finishRun(run)
    return (run, lines)
  }

  @Test func `plans a line for each document and changes nothing`() throws {
    try store(["a": "type:offer product:vault", "b": "type:offer?", "c": "?", "d": ""])
    let plan = try plan(planner())
    #expect(plan.lines.map(\.outcome) == [.change, .review, .unreadable, .unchanged])
    #expect(plan.lines[0].changes.map(\.facet) == ["type", "product"])
    #expect(plan.lines[0].changes[0].new == ["offer"])
    #expect(plan.lines[0].changes[0].scores == [0.9])
    #expect(plan.lines[0].changes[0].evidence.map(\.surface) == ["offer"])
    #expect(plan.lines[1].reason == "unsure")
    #expect(plan.lines[2].reason == "encrypted")
    #expect(try catalog.documentCounts().isEmpty)
    #expect(try self.plan(planner()).lines == plan.lines)
  }

  /// Stores a document that cannot be read, with what its name would say in place of a text.
  private func refuse(_ path: String, _ words: String, _ reason: String = "encrypted") throws {
    var update = DocumentUpdate(
      path: path, state: FileStamp(size: 1, modified: 1), outcome: .refused(reason))
    update.remnant = Document(id: path, text: words)
    _ = try catalog.store([update], in: share)
  }

  @Test func `what cannot be read is tagged by its name, and told as unread each time`() throws {
    try refuse("a", "type:offer product:vault?")
    try refuse("b", "type:offer?")
    let plan = try plan(planner())
    #expect(plan.lines.map(\.outcome) == [.change, .unreadable])
    #expect(plan.lines.allSatisfy { $0.isUnread && $0.reason == "encrypted" && $0.pending.isEmpty })
    let lines = try apply(plan).lines
    #expect(lines.map(\.outcome) == [.changed, .unreadable])
    #expect(try catalog.documentCounts() == ["offer": 1])
    let again = try self.plan(planner())
    #expect(again.lines.map(\.outcome) == [.unreadable, .unreadable])
    #expect(again.lines.allSatisfy { $0.isUnread && !$0.isDue })
    #expect(again.lines.map(\.reason) == ["encrypted", "encrypted"])
  }

  @Test func `what was known of a document stays while it cannot be read`() throws {
    try store(["a": "type:offer product:vault product:tape"])
    try apply(plan(planner()))
    try refuse("a", "type:quote product:disk stage:sale", "locked")
    let lines = try apply(plan(planner())).lines
    #expect(lines.first?.changes.map(\.facet) == ["stage"])
    #expect(try catalog.documentCounts() == ["offer": 1, "vault": 1, "tape": 1, "sale": 1])
    try store(["a": "type:offer product:vault"])
    try apply(plan(planner()))
    #expect(try catalog.documentCounts() == ["offer": 1, "vault": 1])
  }

  @Test func `what is applied is what was planned, and a second run has nothing to do`() throws {
    try store(["a": "type:offer product:vault", "b": "type:offer?", "d": ""])
    let planned = try plan(planner())
    let lines = try apply(planned).lines
    #expect(lines.map(\.outcome) == [.changed, .review, .unchanged])
    #expect(lines.map(\.changes) == planned.lines.map(\.changes))
    #expect(try catalog.documentCounts()["offer"] == 2)
    let again = try plan(planner())
    #expect(again.lines.map(\.outcome) == [.unchanged, .review, .unchanged])
    #expect(again.lines[1].pending.map(\.concept) == ["offer"])
  }

  @Test func `another basis tags again from the stored text`() throws {
    try store(["a": "type:offer"])
    try apply(plan(planner()))
    var changed = planner(basis: 2)
    changed.makeProposer = {
      { _ in [ProposedTag(concept: "quote", facet: "type", score: 0.8, isAccepted: true)] }
    }
    let line = try #require(try plan(changed).lines.first)
    #expect(line.changes.first?.old == ["offer"])
    #expect(line.changes.first?.new == ["quote"])
  }

  @Test func `what changed after the plan is skipped and said so`() throws {
    try store(["a": "type:offer", "b": "type:offer"])
    let stale = try plan(planner())
    var other = planner(basis: 2)
    other.makeProposer = {
      { document in
        document.id == "a"
          ? [ProposedTag(concept: "quote", facet: "type", score: 0.8, isAccepted: true)] : []
      }
    }
    try apply(plan(other))
    let lines = try apply(stale).lines
    #expect(lines.map(\.outcome) == [.skipped, .changed])
    #expect(!lines[0].reason.isEmpty)
    #expect(try catalog.documentCounts() == ["quote": 1, "offer": 1])
  }

  @Test func `a run stopped half way is taken back whole`() throws {
    try store(Dictionary(uniqueKeysWithValues: (0..<1200).map { ("\($0)", "type:offer") }))
    let run = try catalog.beginRun(
      command: "retag", share: share, started: "2010-01-01T00:00:00Z", place: "catalog")
    let lines = try plan(planner()).apply(to: catalog, run: run) { done, _ in done < 1000 }
    #expect(lines.count { $0.outcome == .changed } == 1000)
    #expect(try catalog.documentCounts() == ["offer": 1000])
    #expect(try catalog.undoRun(run, started: "2010-01-02T00:00:00Z").restored.count == 1000)
    #expect(try catalog.documentCounts().isEmpty)
  }
}

struct AssignmentMergeTests {
  private func assigned(
    _ concept: String, _ origin: StoredAssignment.Origin, facet: String = "type"
  ) -> StoredAssignment {
    StoredAssignment(concept: concept, facet: facet, score: 0.7, origin: origin)
  }

  private let proposed = [
    ProposedTag(concept: "brochure", facet: "type", score: 0.9, isAccepted: true)
  ]

  private func concepts(_ assignments: [StoredAssignment]) -> [String] {
    assignments.map(\.concept)
  }

  @Test func `the machine replaces itself`() {
    let merge = AssignmentMerge(singleFacets: ["type"])
    #expect(
      concepts(
        merge.merged(current: [assigned("offer", .machine)], proposed: proposed, decisions: []))
        == ["brochure"])
  }

  @Test func `what a person decided is never overridden`() {
    for overwrites in [false, true] {
      let merge = AssignmentMerge(overwritesSource: overwrites, singleFacets: ["type"])
      let kept = merge.merged(
        current: [assigned("offer", .person)], proposed: proposed, decisions: [])
      #expect(concepts(kept) == ["offer"])
      let rejected = merge.merged(
        current: [], proposed: proposed,
        decisions: [StoredDecision(concept: "brochure", facet: "type", isAccepted: false)])
      #expect(rejected.isEmpty)
    }
  }

  @Test func `a person's word holds for what became of the concept`() {
    var merge = AssignmentMerge()
    merge.successors = ["offer": "quote", "old": "brochure"]
    let kept = merge.merged(
      current: [assigned("offer", .person)], proposed: proposed,
      decisions: [
        StoredDecision(concept: "offer", facet: "type", isAccepted: true),
        StoredDecision(concept: "old", facet: "type", isAccepted: false),
      ])
    #expect(concepts(kept) == ["quote"])
    #expect(kept.map(\.origin) == [.person])
  }

  @Test func `what came with the document stays while it does, unless overwriting`() {
    let brought = ProposedTag(
      concept: "offer", facet: "type", score: 1, isAccepted: true, isFromSource: true)
    let keeping = AssignmentMerge(singleFacets: ["type"])
    let kept = keeping.merged(current: [], proposed: proposed + [brought], decisions: [])
    #expect(kept.map(\.concept) == ["offer"])
    #expect(kept.map(\.origin) == [.source])
    #expect(
      concepts(keeping.merged(current: kept, proposed: proposed, decisions: [])) == ["brochure"])
    let overwriting = AssignmentMerge(overwritesSource: true, singleFacets: ["type"])
    #expect(
      concepts(overwriting.merged(current: kept, proposed: proposed + [brought], decisions: []))
        == ["brochure"])
  }

  @Test func `changes are limited to the concepts asked for`() {
    var merge = AssignmentMerge(singleFacets: ["type"])
    let offer = [assigned("offer", .machine)]
    merge.concepts = ["type": ["quote"]]
    #expect(concepts(merge.merged(current: offer, proposed: proposed, decisions: [])) == ["offer"])
    for asked in ["brochure", "offer"] {
      merge.concepts = ["type": [asked]]
      #expect(
        concepts(merge.merged(current: offer, proposed: proposed, decisions: [])) == ["brochure"])
    }
  }

  @Test func `facets that were not asked for stay as they are`() {
    let merge = AssignmentMerge(facets: ["product"])
    let merged = merge.merged(
      current: [assigned("offer", .machine)],
      proposed: proposed + [
        ProposedTag(concept: "vault", facet: "product", score: 0.9, isAccepted: true)
      ], decisions: [])
    #expect(concepts(merged) == ["vault", "offer"])
  }

  @Test func `an unsure proposal is pending and no tag`() {
    let unsure = [ProposedTag(concept: "offer", facet: "type", score: 0.4, isAccepted: false)]
    let merged = AssignmentMerge().merged(current: [], proposed: unsure, decisions: [])
    #expect(merged.map(\.origin) == [.pending])
  }
}

extension RetagPlanTests {
  private func read(_ bytes: [UInt8]) throws -> RetagPlan {
    let folder = try TemporaryFolder()
    try folder.write("plan", Data(bytes))
    return try RetagPlanFile(InputLines(path: folder.url(of: "plan").path)).plan(in: catalog)
  }

  @Test func `a plan file gives back the changes of the plan`() throws {
    try store(["a": "type:offer product:vault", "b": "type:offer?", "c": "?", "d": ""])
    let plan = try plan(planner())
    let bytes = RetagPlanFile.encode(plan)
    #expect(try RetagPlanFile.encode(self.plan(planner())) == bytes, "planned twice")
    let read = try read(bytes)
    #expect(read.basis == plan.basis)
    #expect(read.lines.map(\.path) == ["a", "b"])
    #expect(read.lines[0].changes == plan.lines[0].changes)
    #expect(try apply(read).lines.map(\.outcome) == [.changed, .review])
    #expect(try catalog.documentCounts()["vault"] == 1)
  }

  @Test func `each concept after has its own score`() {
    let change = FacetChange(
      facet: "product", old: ["vault"], new: ["mail", "sync", "vault"], scores: [0.9, 0.6, 0.3])
    #expect(change.score == 0.6, "that of the least sure new one")
    #expect(change.json["scores"]?.array?.compactMap(\.double) == [0.9, 0.6, 0.3])
  }

  @Test func `a plan file tells why a file takes no tags`() throws {
    try store(["a": "type:offer"])
    var plan = try plan(planner())
    plan.lines[0].refusal = .signed
    let bytes = RetagPlanFile.encode(plan)
    #expect(try read(bytes).lines.map(\.refusal) == [.signed])
    let text = String(decoding: bytes, as: UTF8.self).replacing("\"signed\"", with: "\"sealed\"")
    #expect(throws: RetagPlanFileError.self) { try read(Array(text.utf8)) }
  }

  @Test func `a damaged plan file is refused with its line`() throws {
    try store(["a": "type:offer"])
    let text = String(decoding: RetagPlanFile.encode(try plan(planner())), as: UTF8.self)
    let lines = text.split(separator: "\n").map(String.init)
    for (damaged, line) in [
      ("", 1), ("{}", 1), (lines[0] + "\n{\"path\":", 2), (lines[0] + "\n{\"path\":\"a\"}", 2),
    ] {
      let error = #expect(throws: RetagPlanFileError.self) {
        try read(Array(damaged.utf8))
      }
      #expect(error?.line == line)
    }
  }

  @Test func `a document gone since the plan file was written is skipped and named`() throws {
    try store(["a": "type:offer"])
    let bytes = RetagPlanFile.encode(try plan(planner()))
    try catalog.markMissing(try catalog.entries(of: share).map(\.id), since: "2010-01-01T00:00:00Z")
    let read = try read(bytes)
    #expect(read.lines.map(\.outcome) == [.skipped])
  }
}
