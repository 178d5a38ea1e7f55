import Cataloging
import Foundation
import Retagging
import TestSupport
import Testing

@testable import ParlanceKit

/// A person's way through a plan: what is taken, left, rejected and edited, and what of it is kept.
@Suite struct `Reviewing a plan` {
  private static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
      <scheme id="type" assign="one"><title>Types</title>
        <concept id="type/flyer"><name>Flyer</name></concept>
        <concept id="type/offer"><name>Offer</name></concept></scheme>
      <scheme id="product"><title>Products</title>
        <concept id="product/vault"><name>Harbor Vault</name></concept></scheme>
    </vocabulary>
    """

  private static let base = "https://id.example/"

  /// Reviews a plan of three documents, each a flyer of Harbor Vault.
  private func withReview(
    _ body: (inout PlanReview, RetagSession, RetagPlan) throws -> Void
  ) throws {
    let folder = try TemporaryFolder()
    try folder.write("v.xml", Self.vocabulary)
    for name in ["a", "b", "c"] {
      try folder.write(
        "share/\(name).md", "# Flyer of Harbor Vault\n\nA flyer. Harbor Vault, \(name).\n")
    }
    let engine = try Engine(at: folder.path)
    try engine.vocabularies.importing([folder.path + "/v.xml"])
    let session = try RetagSession(engine.workspace, folder: folder.path + "/share")
    _ = try session.reading.refresh()
    let plan = try #require(try session.planning.plan(RetagOptions()))
    try #require(plan.count(.change) == 3)
    var review = PlanReview(
      plan, session, RetagOptions(),
      RetagReport(vocabulary: session.vocabulary, isExplained: false))
    try body(&review, session, plan)
  }

  @Test func `takes as planned what is accepted, and leaves out what is skipped`() throws {
    try withReview { review, _, plan in
      #expect(review.count == 3 && review.position == 0)
      review.accept()
      review.skip()
      review.acceptRest()
      #expect(review.position == 3)
      let result = review.result
      #expect(result.lines.count == 2 && !review.isEdited)
      // Accepted one by one it is a person's word, all at once the machine's.
      let origins = Set(result.lines.map { Set($0.after.filter(\.isTag).map(\.origin)) })
      #expect(origins == [[.person], [.machine]])
      #expect(review.decisions.rejections.isEmpty && !review.decisions.assignments.isEmpty)
      #expect(result.basis == plan.basis && result.place == plan.place)
    }
  }

  @Test func `rejects what was proposed for good, and nothing that was there`() throws {
    try withReview { review, _, _ in
      review.reject()
      let decisions = review.decisions
      #expect(
        Set(decisions.rejections.map { $0.decision.concept }) == [
          Self.base + "type/flyer", Self.base + "product/vault",
        ])
      #expect(decisions.rejections.allSatisfy { !$0.decision.isAccepted })
      #expect(decisions.count == "1 document")
      let line = try #require(review.result.lines.first { $0.outcome != .change })
      #expect(line.after == line.before && line.changes.isEmpty)
    }
  }

  @Test func `goes back, and the last answer counts`() throws {
    try withReview { review, _, _ in
      review.goBack()
      #expect(review.position == 0, "there is nothing before the first")
      review.reject()
      review.goBack()
      #expect(review.decisions.isEmpty)
      review.skip()
      #expect(review.result.lines.isEmpty, "what was not reached is not in it either")
    }
  }

  @Test func `gives other values, and rejects those that were proposed instead`() throws {
    try withReview { review, _, _ in
      #expect(review.facets.map { $0.key } == ["type", "product"])
      #expect(review.facets.map { $0.names } == [["Flyer"], ["Harbor Vault"]])
      let (found, unknown) = review.concepts(" offer ;Poster; Offer", facet: "type")
      #expect(found == [Self.base + "type/offer"] && unknown == ["Poster"])
      review.edit(["type": found, "product": []])
      #expect(review.isEdited)
      let line = try #require(review.result.lines.first)
      #expect(line.after.map(\.concept) == [Self.base + "type/offer"])
      #expect(line.after.map(\.origin) == [.person] && line.after.map(\.score) == [1])
      #expect(
        Set(review.decisions.rejections.map { $0.decision.concept }) == [
          Self.base + "type/flyer", Self.base + "product/vault",
        ])
      #expect(
        review.decisions.assignments.map { $0.decision.concept } == [Self.base + "type/offer"])
    }
  }

  @Test func `adds what several rounds decided, and records what is to hold without being applied`()
    throws
  {
    try withReview { review, session, _ in
      review.reject()
      var decisions = review.decisions
      review.accept()
      decisions.add(review.decisions)
      #expect(decisions.count == "2 documents")
      try session.writing.record(decisions.all)
      let plan = try #require(try session.planning.plan(RetagOptions()))
      // One has nothing proposed any more, one has it by a person's word, one as before.
      #expect(plan.count(.change) == 2)
      let persons = plan.lines.filter { $0.after.contains { $0.origin == .person } }
      #expect(persons.count == 1)
    }
  }

  @Test func `has a plan say of a file what its rejections do to it`() throws {
    try withReview { review, session, _ in
      var options = RetagOptions()
      options.place = .documents
      let written = try #require(try session.planning.plan(options))
      _ = try session.writing.apply(try #require(try session.planning.preview(written)))
      let edit = TagEdit(facet: "type", concept: Self.base + "type/offer", isAssigned: false)
      let edited = try session.editing.edited([edit], path: "a.md", options: options)
      // The document never had it: only its mark says so by now.
      #expect(edited.line.risk != .none && edited.line.changes.isEmpty, "\(edited.line)")
      let applied = try #require(try session.editing.apply(edited))
      #expect(applied.lines[0].risk == edited.line.risk)
      let text = try String(contentsOfFile: session.root + "/a.md", encoding: .utf8)
      #expect(text.contains("not:type=Offer"), "\(text)")
      #expect(review.position == 0)
    }
  }
}
