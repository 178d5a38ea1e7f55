import Cataloging
import Foundation
import Searching
import TestSupport
import Testing

@testable import ParlanceKit

/// Tags that await a person's word, asked and decided without a terminal.
struct TagReviewTests {
  private static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
      <scheme id="product">
        <title>Products</title>
        <concept id="archive"><name>Harbor Archive</name><abbreviation>HA</abbreviation></concept>
        <concept id="appliance"><name>Harbor Appliance</name><abbreviation>HA</abbreviation></concept>
      </scheme>
    </vocabulary>
    """

  private static let archive = "https://id.example/archive"
  private static let appliance = "https://id.example/appliance"

  /// A workspace with a share of two documents, for both of which Harbor Archive is pending.
  private func withWorkspace(_ body: (Workspace, Catalog) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let share = folder + "/share"
      try FileManager.default.createDirectory(atPath: share, withIntermediateDirectories: false)
      try Data(Self.vocabulary.utf8).write(to: URL(fileURLWithPath: folder + "/v.xml"))
      for name in ["a.txt", "b.txt"] {
        try Data("Soup on Monday.\n".utf8).write(to: URL(fileURLWithPath: share + "/" + name))
      }
      let engine = try Engine(at: folder)
      try engine.vocabularies.importing([folder + "/v.xml"])
      try engine.retagging.apply(try engine.retagging.plan(share))
      let catalog = try engine.workspace.openCatalog()
      let known = try #require(try catalog.shares().first)
      let run = try catalog.beginRun(
        command: "retag", share: known, started: "2026-01-01T00:00:00Z", place: "catalog")
      let changes = try catalog.entries(of: known).enumerated().map { number, entry in
        AssignmentChange(
          document: entry.id, path: entry.path, before: [],
          after: [
            StoredAssignment(
              concept: Self.archive, facet: "product", score: 0.25 * Double(number + 1),
              origin: .pending)
          ])
      }
      #expect(try catalog.apply(changes, run: run, basis: 1).count == 2)
      try catalog.finishRun(run)
      try body(engine.workspace, catalog)
    }
  }

  private func tags(_ path: String, _ catalog: Catalog) throws -> [StoredAssignment] {
    let share = try #require(try catalog.shares().first)
    let entry = try #require(try catalog.entries(of: share).first { $0.path == path })
    return try catalog.assignments(of: entry.id)
  }

  @Test func `asks first what is most likely, of one facet if so wanted`() throws {
    try withWorkspace { workspace, _ in
      let review = TagReview(workspace)
      let questions = try review.questions()
      #expect(questions.map(\.path) == ["b.txt", "a.txt"])
      #expect(questions[0].concept.label == "Harbor Archive")
      #expect(questions[0].json["score"] == 0.5)
      #expect(try review.questions(facet: "product", limit: 1).map(\.path) == ["b.txt"])
      #expect(try review.questions(facet: "type").isEmpty)
    }
  }

  @Test func `a tag that is accepted is the person's, and no question any more`() throws {
    try withWorkspace { workspace, catalog in
      let review = TagReview(workspace)
      let question = try #require(try review.questions().first)
      #expect(try review.decide(.accept, on: question) != nil)
      #expect(try tags("b.txt", catalog).map(\.origin) == [.person])
      #expect(try review.questions().map(\.path) == ["a.txt"])
    }
  }

  @Test func `a tag that is rejected goes, and the decision stays`() throws {
    try withWorkspace { workspace, catalog in
      let review = TagReview(workspace)
      let question = try #require(try review.questions().first)
      _ = try review.decide(.reject, on: question)
      #expect(try tags("b.txt", catalog).isEmpty)
      let share = try #require(try catalog.shares().first)
      let entry = try #require(try catalog.entries(of: share).first { $0.path == "b.txt" })
      #expect(
        try catalog.decisions(on: entry.id) == [
          StoredDecision(concept: Self.archive, facet: "product", isAccepted: false)
        ])
    }
  }

  @Test func `another concept takes the place of the one proposed, if it is one`() throws {
    try withWorkspace { workspace, catalog in
      let review = TagReview(workspace)
      let question = try #require(try review.questions().first)
      #expect(
        throws: RequestError("\"HA\" does not name one concept of the facet product")
      ) { try review.decide(.instead("HA"), on: question) }
      _ = try review.decide(.instead("harbor appliance"), on: question)
      #expect(try tags("b.txt", catalog).map(\.concept) == [Self.appliance])
    }
  }

  @Test func `an account is neither asked about nor may decide on what it may not open`() throws {
    try withWorkspace { workspace, _ in
      let question = try #require(try TagReview(workspace).questions().first)
      let reader = SearchReader(user: 1000, groups: []) { $0.hasSuffix("/b.txt") }
      let review = TagReview(workspace, reader: reader)
      #expect(try review.questions().map(\.path) == ["a.txt"])
      #expect(throws: DocumentPathError.refused(path: question.share + "/b.txt")) {
        try review.decide(.accept, on: question)
      }
    }
  }
}
