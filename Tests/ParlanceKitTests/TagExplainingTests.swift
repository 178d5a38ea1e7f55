import Cataloging
import Foundation
import Retagging
import TestSupport
import Testing

@testable import ParlanceKit

/// Why a document has a concept, by the rules by which a plan gives it.
struct TagExplainingTests {
  private static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
      <scheme id="type" assign="one">
        <title>Types</title>
        <concept id="flyer"><name>Flyer</name></concept>
        <concept id="offer"><name>Offer</name></concept>
        <concept id="proposal" deprecated="true"><name>Proposal</name>
          <successor ref="offer"/></concept>
      </scheme>
    </vocabulary>
    """

  private static let base = "https://id.example/"

  private func withSession(_ body: (RetagSession, _ document: Int64) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let share = folder + "/share"
      try FileManager.default.createDirectory(
        atPath: share + "/prints", withIntermediateDirectories: true)
      try Data(Self.vocabulary.utf8).write(to: URL(fileURLWithPath: folder + "/v.xml"))
      try Data("facets:\n  - below: prints\n    type: Flyer\n".utf8)
        .write(to: URL(fileURLWithPath: folder + "/parlance.yaml"))
      try Data("Soup on Monday.\n".utf8)
        .write(to: URL(fileURLWithPath: share + "/prints/a.txt"))
      let engine = try Engine(at: folder)
      try engine.vocabularies.importing([folder + "/v.xml"])
      let session = try RetagSession(engine.workspace, folder: share)
      _ = try session.reading.refresh()
      let entry = try #require(try session.catalog.entries(of: session.share).first)
      try body(session, entry.id)
    }
  }

  /// The verdict and the reason of the one document.
  private func explain(
    _ label: String, _ session: RetagSession
  ) throws -> (verdict: String?, reason: String) {
    var records: [[JSONValue]] = []
    try session.explaining.explain(label, RetagOptions()) { records.append($0) }
    let record = try #require(records.first)
    return (record[1].string, record[4].string ?? "")
  }

  @Test func `settings of its folder give it, as they do in a plan`() throws {
    try withSession { session, _ in
      let told = try explain("Flyer", session)
      #expect(told.verdict == "accepted")
      #expect(told.reason.contains("parlance.yaml:3"), "\(told.reason)")
      let plan = try #require(try session.planning.plan(RetagOptions()))
      #expect(plan.lines[0].after.map(\.concept) == [Self.base + "flyer"])
      #expect(try explain("Offer", session).verdict == "not_found")
    }
  }

  @Test func `a person's word on a replaced concept holds for what became of it`() throws {
    try withSession { session, document in
      try session.writing.record([
        (
          document,
          StoredDecision(concept: Self.base + "proposal", facet: "type", isAccepted: true)
        )
      ])
      let told = try explain("Offer", session)
      #expect(told.verdict == "decided" && told.reason == "A person accepted it.")
      let plan = try #require(try session.planning.plan(RetagOptions()))
      #expect(plan.lines[0].after.map(\.concept) == [Self.base + "offer"])
    }
  }

  @Test func `what a person rejected is decided, whatever settings give`() throws {
    try withSession { session, document in
      try session.writing.record([
        (document, StoredDecision(concept: Self.base + "flyer", facet: "type", isAccepted: false))
      ])
      #expect(try explain("Flyer", session).reason == "A person rejected it.")
      let plan = try #require(try session.planning.plan(RetagOptions()))
      #expect(plan.lines[0].after.isEmpty)
    }
  }
}
