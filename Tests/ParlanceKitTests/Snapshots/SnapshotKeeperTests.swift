import Foundation
import JSONCoding
import Taxonomy
import TestSupport
import Testing

@testable import ParlanceKit

/// The state of a workspace that requests are answered from, and when a newer one takes its place.
struct SnapshotKeeperTests {
  private let folder: TemporaryFolder
  private let workspace: Workspace

  init() throws {
    folder = try TemporaryFolder()
    workspace = try Workspace(root: folder.path)
    try importing("Brochure")
    // What is compiled when it is opened first is there from now on.
    _ = try WorkspaceSnapshot(workspace)
  }

  private func importing(_ name: String) throws {
    try folder.write(
      "v.xml",
      """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
        <scheme id="type"><title>Types</title><concept id="one"><name>\(name)</name></concept></scheme>
      </vocabulary>
      """)
    _ = try workspace.sources.importing([folder.url(of: "v.xml").path])
  }

  private func name(_ snapshot: WorkspaceSnapshot) throws -> String {
    let vocabulary = try snapshot.vocabulary()
    return try vocabulary.preferredLabel(of: #require(vocabulary.concepts.first))
  }

  @Test func `what gives candidates is kept once a scheme, however that is spelled`() throws {
    let snapshot = try WorkspaceSnapshot(workspace)
    let document: JSONValue = ["id": "1", "title": "Brochure", "text": "A brochure."]
    for name in ["type", "Type", "TYPE", "tYpE", "types", "https://id.example/type"] {
      #expect(try snapshot.candidateTags(of: document, scheme: name).count == 1, "\(name)")
    }
    #expect(snapshot.candidateWorkerCount == 1)
    #expect(throws: RequestError.self) {
      try snapshot.candidateTags(of: document, scheme: "color")
    }
    _ = try snapshot.candidateTags(of: document, scheme: nil)
    #expect(snapshot.candidateWorkerCount == 2)
  }

  @Test func `nothing is opened anew while nothing changes`() throws {
    let keeper = try SnapshotKeeper(workspace, .atOnce, interval: 0)
    _ = keeper.current()
    let renewals = keeper.renewals
    for _ in 0..<3 { #expect(try name(keeper.current()) == "Brochure") }
    #expect(keeper.renewals == renewals)
    #expect(keeper.failure == nil)
  }

  @Test func `a change is taken up by the next request, who has the old one keeps it`() throws {
    let keeper = try SnapshotKeeper(workspace, .atOnce, interval: 0)
    let before = keeper.current()
    try importing("Quote")
    #expect(try name(keeper.current()) == "Quote")
    #expect(try name(before) == "Brochure")
    #expect(keeper.renewals >= 1)
  }

  @Test func `files are not looked at again before their time`() throws {
    let keeper = try SnapshotKeeper(workspace, .atOnce, interval: 3600)
    try importing("Quote")
    #expect(try name(keeper.current()) == "Brochure")
    #expect(keeper.renewals == 0)
  }

  @Test func `made aside, a newer one comes when it is ready`() throws {
    let keeper = try SnapshotKeeper(workspace, .aside, interval: 0)
    try importing("Quote")
    #expect(try waitUntil { try name(keeper.current()) == "Quote" })
    #expect(keeper.renewals >= 1)
  }

  @Test(arguments: [
    "vocabulary.snapshot", "labels.index", "labels.decisions.jsonl", "tagging.model",
    "tagging.settings.json", "queries.tsv", "index/state", "catalog.sqlite", "catalog.sqlite-wal",
  ])
  func `each file that answers depend on is looked at`(file: String) throws {
    let before = WorkspaceStamp(of: workspace)
    #expect(WorkspaceStamp(of: workspace) == before)
    let path = ".parlance/\(file)"
    let old = try? Data(contentsOf: folder.url(of: path))
    try folder.write(path, [UInt8](old ?? Data()) + [0])
    #expect(WorkspaceStamp(of: workspace) != before)
    // Without content it is as if it were not there.
    if old == nil {
      try folder.write(path, "")
      #expect(WorkspaceStamp(of: workspace) == before)
    }
  }

  @Test(arguments: ["searches.jsonl", "labels.queue.jsonl", "other"])
  func `files that change no answer make no newer one`(file: String) throws {
    let before = WorkspaceStamp(of: workspace)
    try folder.write(".parlance/\(file)", "x")
    #expect(WorkspaceStamp(of: workspace) == before)
  }
}
