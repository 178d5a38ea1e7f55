import Foundation
import Model
import Retagging
import TestSupport
import Testing

@testable import ParlanceKit

/// Facets, values and places of tags as people name them.
struct RetagChoicesTests {
  private static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
      <scheme id="type" assign="one">
        <title>Types</title>
        <concept id="offer"><name>Offer</name><alias>Proposal</alias>
          <concept id="quote"><name>Quote</name></concept></concept>
        <concept id="flyer"><name>Flyer</name></concept>
      </scheme>
      <scheme id="product"><title>Products</title>
        <concept id="vault"><name>Vault</name></concept></scheme>
    </vocabulary>
    """

  private static let base = "https://id.example/"

  private func withSession(_ body: (RetagSession) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let share = folder + "/share"
      try FileManager.default.createDirectory(atPath: share, withIntermediateDirectories: false)
      try Data(Self.vocabulary.utf8).write(to: URL(fileURLWithPath: folder + "/v.xml"))
      try Data("A quote for Vault.\n".utf8).write(to: URL(fileURLWithPath: share + "/a.txt"))
      let engine = try Engine(at: folder)
      try engine.vocabularies.importing([folder + "/v.xml"])
      try body(try RetagSession(engine.workspace, folder: share))
    }
  }

  @Test func `a value means the concept and those beneath it, by any label`() throws {
    try withSession { session in
      var options = RetagOptions()
      try options.restrict(to: ["type=proposal", "product"], of: session.choices)
      #expect(options.facets == ["type", "product"])
      #expect(options.concepts == ["type": [Self.base + "offer", Self.base + "quote"]])
    }
  }

  @Test func `a filter without a value asks for documents without the facet`() throws {
    try withSession { session in
      var scope = RetagScope()
      try scope.restrict(to: ["product=", "type=Flyer"], of: session.choices)
      #expect(scope.facets == ["product": [], "type": [Self.base + "flyer"]])
      #expect(!scope.isWhole)
    }
  }

  @Test(arguments: ["colour", "type=Poster", "product=Quote"])
  func `what the vocabulary does not have is refused`(text: String) throws {
    try withSession { session in
      var options = RetagOptions()
      #expect(throws: (any Error).self) {
        try options.restrict(to: [text], of: session.choices)
      }
    }
  }

  @Test func `an edit names its concept by any label`() throws {
    try withSession { session in
      let edit = try session.choices.edit("type=Proposal", isAssigned: true)
      #expect(edit == TagEdit(facet: "type", concept: Self.base + "offer", isAssigned: true))
      #expect(session.choices.isSingle("type") && !session.choices.isSingle("product"))
    }
  }

  @Test func `the basis is another for options that decide, else the same`()
    throws
  {
    try withSession { session in
      let planning = session.planning
      let usual = planning.planner().basis
      #expect(planning.planner().basis == usual)
      var strict = RetagOptions()
      strict.threshold = 0.99
      var written = RetagOptions()
      written.place = .sidecar
      var narrowed = RetagOptions()
      narrowed.facets = ["type"]
      let bases = [strict, written, narrowed].map { planning.planner($0).basis }
      #expect(Set(bases + [usual]).count == 4)
    }
  }

  @Test func `where tags stand elsewhere is told when they are written to another place`() throws {
    try withSession { session in
      var options = RetagOptions()
      options.place = .sidecar
      _ = try session.reading.refresh()
      let plan = try #require(try session.planning.plan(options))
      _ = try session.writing.apply(try #require(try session.planning.preview(plan)))
      #expect(try session.placing.counts() == [.sidecar: 1])
      #expect(try session.placing.remarks(on: .sidecar).isEmpty)
      // A text file has no place for tags: into documents means into its sidecar.
      #expect(try session.placing.remarks(on: .documents).isEmpty)
      let remarks = try session.placing.remarks(on: .xattr)
      #expect(remarks.count == 1)
      let remark = try #require(remarks.first)
      #expect(remark.contains("1 document stand in sidecar"))
      #expect(remark.contains("retag --write-to xattr --move"))
      #expect(try session.placing.settled() == nil)
      try session.placing.settle(.xattr)
      #expect(try session.placing.settled() == .xattr)
    }
  }
}
