import Foundation
import Matching
import Taxonomy
import TestSupport
import Testing

@testable import ParlanceKit

/// Tables of matches that a person edited.
struct DecisionTableTests {
  private let folder: TemporaryFolder
  private let workspace: Workspace

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "v.xml",
      """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:">
        <scheme id="type"><title>Types</title>
          <concept id="flyer"><name>Flyer</name></concept>
          <concept id="at"><name>@Home sheet</name></concept>
          <concept id="one"><name>Twin</name></concept><concept id="two"><name>Twin</name></concept>
        </scheme>
      </vocabulary>
      """)
    try Engine(at: folder.path).vocabularies.importing([folder.url(of: "v.xml").path])
    workspace = try Workspace(root: folder.path)
  }

  private func decisions(_ rows: [String], scheme: String? = nil, all: Bool = false) throws
    -> [LabelDecision]
  {
    let head = "label\toutcome\tconcept\tpreferred_label\tlanguage"
    try folder.write("d.tsv", ([head] + rows).joined(separator: "\n") + "\n")
    let table = try DecisionTable(
      path: folder.url(of: "d.tsv").path, workspace,
      judge: LabelJudge(author: "ada", date: "2026-01-01", reason: "", language: "en"),
      scheme: scheme, takesAll: all)
    return try table.decisions {
      try LabelNormalizer(workspace, schemes: [], precision: 0.95, explains: false)
    }
  }

  @Test(arguments: ["", "review", "unknown"])
  func `what is not decided is left`(outcome: String) throws {
    #expect(try decisions(["Leaf let\t\(outcome)\turn:x:flyer\tFlyer"]).isEmpty)
  }

  @Test(arguments: ["acepted", "Accepted", "yes", "accepted "])
  func `an outcome that is none is told with its line`(outcome: String) throws {
    let error = #expect(throws: LocatedError.self) {
      try decisions(["Leaf let\tnever\t\t", "Leaflet\t\(outcome)\turn:x:flyer\t"])
    }
    #expect(error?.line == 3)
    #expect(error?.message == "\"\(outcome)\" is not an outcome")
  }

  @Test(arguments: [
    ("urn:x:flyer\t", "urn:x:flyer"), ("\tFlyer", "urn:x:flyer"), ("\t'@Home sheet", "urn:x:at"),
    ("urn:x:flyer\tTwin", "urn:x:flyer"),
  ])
  func `a concept is named by its URI, or by its one preferred label`(
    columns: String, uri: String
  ) throws {
    let found = try decisions(["Zqxwv\taccepted\t\(columns)\tde"])
    #expect(found.map { $0.verdict } == [.concept(uri)])
    #expect(found.map { $0.language } == ["de"])
  }

  @Test(arguments: ["urn:x:none\t", "\tTwin", "\tNone", "\t", "Flyer\t"])
  func `a concept that is none, or one of several, is told`(columns: String) {
    let error = #expect(throws: LocatedError.self) {
      try decisions(["Zqxwv\taccepted\t\(columns)"])
    }
    #expect(error?.line == 2 && error?.message.hasPrefix("no concept ") == true)
  }

  @Test func `what the machine says by itself is a decision only if that is asked for`() throws {
    let row = "flyer\taccepted\turn:x:flyer\t"
    #expect(try decisions([row]).isEmpty)
    #expect(try decisions([row], all: true).map { $0.verdict } == [.concept("urn:x:flyer")])
  }

  @Test func `a new concept has a name and a scheme`() throws {
    let row = "Zqxwv\tnew\t\tZ sheet"
    let uri = try workspace.vocabularies.current().schemes.first.map {
      try workspace.vocabularies.current().uri(of: $0)
    }
    let scheme = try #require(uri)
    #expect(
      try decisions([row]).map { $0.verdict } == [.newConcept(name: "Z sheet", scheme: scheme)])
    #expect(
      try decisions([row], scheme: "type").map { $0.verdict }
        == [.newConcept(name: "Z sheet", scheme: scheme)])
    #expect(throws: RequestError.self) { try decisions([row], scheme: "color") }
    #expect(throws: LocatedError.self) { try decisions(["Zqxwv\tnew\t\t"]) }
  }
}
