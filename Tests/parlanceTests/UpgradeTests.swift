import Foundation
import TestSupport
import Testing

/// Workspaces that released versions made, under the present one.
///
/// Each of `Tests/Releases` holds a vocabulary, the share as it was (`share.before`) and as it was tagged in its documents by
/// run 1; the tags of `sales/meeting.md` were refused by a person, since 0.2.0 by run 2, and the query `prices` was saved.
struct UpgradeTests {
  /// The runs of each version, the latest first, and what is left in the document whose tags were refused.
  private static let releases: [(String, [Int], String?)] = [
    ("0.1.0", [1], nil), ("0.2.0", [2, 1], "tags: []\n"),
  ]

  @Test(arguments: releases)
  func `a workspace of a released version keeps decisions, runs and queries, and is taken back`(
    version: String, runs: [Int], left: String?
  ) throws {
    let tool = try unpacked(version)
    let log = try tool.run("log", "--format", "jsonl").objects()
    #expect(log.map { $0["run"] as? Int } == runs)
    #expect(
      try tool.run("search", "query:prices", "--format", "paths").output.contains("prices.md"))

    // What 0.1.0 wrote has no mark of its writer yet, and gets it; what was refused stays so.
    let retagged = try tool.run("retag", "share", "--yes")
    #expect(retagged.status == 0, "\(retagged.errors)")
    let meeting = try text("share/sales/meeting.md", tool)
    #expect(!meeting.contains("documentType"))
    #expect(left.map { meeting.contains($0) } ?? true)
    let rest = left.map { meeting.replacing($0, with: "") } ?? meeting
    #expect(!rest.contains("tags:"))
    #expect(try text("share/sales/prices.md", tool).contains("documentType: Price list"))
    let again = try tool.run("retag", "share", "--yes")
    #expect(again.output.contains("Nothing to do"), "\(again.output)")

    #expect(try tool.run("undo", "2").status == 0)
    #expect(try tool.run("undo", "1").status == 0)
    for path in ["sales/meeting.md", "sales/prices.md", "support/guide.md", "support/letter.txt"] {
      #expect(
        try text("share/\(path)", tool) == text("share.before/\(path)", tool),
        "\(path) is not as before")
    }
  }

  /// The workspace, its share moved to where it is now.
  private func unpacked(_ version: String) throws -> Tool {
    let tool = try Tool()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let archive = repositoryFile("Tests/Releases/workspace-\(version).tar.gz")
    process.arguments = ["tar", "-xzf", archive, "--no-same-owner", "-C", tool.folder.path]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    let shares = try tool.run("share", "list", "--format", "jsonl").objects()
    let earlier = try #require(shares.first?["share"] as? String)
    let moved = try tool.run("share", "move", earlier, "share")
    try #require(moved.status == 0, "\(moved.errors)")
    return tool
  }

  private func text(_ path: String, _ tool: Tool) throws -> String {
    try String(contentsOf: tool.folder.appendingPathComponent(path), encoding: .utf8)
  }
}
