import Cataloging
import Foundation
import TestSupport
import Testing

/// A mount point without its disk, a folder that is gone: what was decided stays.
struct MissingShareTests {
  private func catalogBytes(_ tool: Tool) throws -> [String: Data] {
    try fileContents(below: tool.folder.appendingPathComponent(".parlance"))
      .filter { $0.key.contains("catalog.sqlite") && !$0.key.hasSuffix("-shm") }
  }

  private func move(_ tool: Tool, _ from: String, _ to: String) throws {
    try FileManager.default.moveItem(
      at: tool.folder.appendingPathComponent(from), to: tool.folder.appendingPathComponent(to))
  }

  private func unmount(_ tool: Tool, isEmpty: Bool) throws {
    try move(tool, "share", "away")
    if isEmpty {
      try FileManager.default.createDirectory(
        at: tool.folder.appendingPathComponent("share"), withIntermediateDirectories: false)
    }
  }

  private func mount(_ tool: Tool) throws {
    try? FileManager.default.removeItem(at: tool.folder.appendingPathComponent("share"))
    try move(tool, "away", "share")
  }

  @Test(arguments: [true, false])
  func `an unmounted share ends the run with an error and its way out`(isEmpty: Bool) throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    _ = try tool.run("retag", "share", "--yes")
    let status = try tool.run("status").output
    try unmount(tool, isEmpty: isEmpty)
    for arguments in [["--yes"], ["--dry-run"], ["--why", "Brochure"]] {
      let result = try tool.run(["retag", "share"] + arguments)
      #expect(result.status == 2)
      #expect(result.errors.contains(tool.folder.lastPathComponent + "/share: the share "))
      #expect(result.errors.contains("--allow-missing"))
    }
    #expect(try tool.run("status").output == status)
    #expect(try tool.run("search", "vault").status == 0)
    try mount(tool)
    let again = try tool.run("retag", "share", "--yes")
    #expect(again.output.contains("Nothing to do"))
  }

  @Test(arguments: [true, false])
  func `documents that are missing come back with what was decided on them`(
    isEmpty: Bool
  ) throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    _ = try tool.run("retag", "share", "--yes")
    let path = tool.folder.path + "/.parlance/catalog.sqlite"
    let decision = StoredDecision(
      concept: "https://id.example/product/archive", facet: "product", isAccepted: false)
    let flyer: Int64
    do {
      let catalog = try Catalog(path: path)
      let share = try #require(try catalog.shares().first)
      flyer = try #require(
        try catalog.entries(of: share).first { $0.path == "sales/flyer.html" }?.id)
      try catalog.record(decision, on: flyer)
    }
    _ = try tool.run("retag", "share", "--yes")
    let before = try tool.run("status", "--format", "jsonl").output
    try unmount(tool, isEmpty: isEmpty)
    let gone = try tool.run("retag", "share", "--yes", "--allow-missing")
    #expect(gone.status == 0)
    #expect(gone.errors.contains("4 documents are missing"))
    #expect(try tool.run("search", "vault").status == 1, "the text is not found any more")
    let listed = try tool.run("status", "--documents", "--format", "jsonl").objects()
    #expect(listed.map { $0["cause"] as? String } == Array(repeating: "missing", count: 4))
    #expect(try tool.run("status").output.contains("sales/flyer.html: missing since 20"))

    try mount(tool)
    _ = try tool.run("retag", "share", "--yes")
    #expect(try tool.run("status", "--format", "jsonl").output == before)
    #expect(try tool.run("search", "vault").status == 0)
    let catalog = try Catalog(path: path)
    #expect(try catalog.decisions(on: flyer) == [decision])
    #expect(try !catalog.assignments(of: flyer).contains { $0.facet == "product" && $0.isTag })
  }

  @Test func `a dry run writes nothing into the catalog, and its plan can be applied`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    _ = try tool.run("retag", "share", "--yes")
    try RetagShare.add(2, to: tool)
    let before = try catalogBytes(tool)
    let status = try tool.run("status", "--format", "jsonl").output
    let dry = try tool.run(
      "retag", "share", "--dry-run", "--plan-out", "plan.jsonl", "--format", "jsonl")
    #expect(try RetagShare.tags(dry).count == 6)
    #expect(try tool.run("status", "--format", "jsonl").output == status)
    #expect(try catalogBytes(tool)["catalog.sqlite"] == before["catalog.sqlite"])
    let applied = try tool.run("retag", "--apply", "plan.jsonl", "--yes", "--format", "jsonl")
    #expect(applied.status == 0, "\(applied.errors)")
    #expect(try RetagShare.tags(applied).count == 2)
  }

  @Test func `the first dry run of a share leaves no share behind`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    _ = try tool.run("retag", "share", "--dry-run", "--plan-out", "plan.jsonl")
    #expect(try tool.run("status").status == 1)
    let applied = try tool.run("retag", "--apply", "plan.jsonl", "--yes", "--format", "jsonl")
    #expect(try applied.objects().count { $0["outcome"] as? String == "changed" } == 2)
  }
}
