import Foundation
import TestSupport
import Testing

/// Shares that are renamed, and documents that move within them.
@Suite struct `Shares that move` {
  private func move(_ tool: Tool, _ old: String, _ new: String) throws {
    try FileManager.default.moveItem(
      at: tool.folder.appendingPathComponent(old), to: tool.folder.appendingPathComponent(new))
  }

  /// The concepts and origins of a document's tags.
  private func tags(_ tool: Tool, _ path: String) throws -> Set<String> {
    Set(
      try tool.run("why", path, "--format", "jsonl").objects().map {
        "\($0["concept"] as? String ?? "") \($0["origin"] as? String ?? "")"
      })
  }

  @Test func `a renamed share keeps what is known, and is found under its new paths`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    #expect(try tool.run("retag", "share", "--yes", "--write-to", "documents").status == 3)
    #expect(try tool.run("assign", "share/prices.md", "type=Brochure").status == 0)
    let before = try tags(tool, "share/prices.md")
    try move(tool, "share", "renamed")
    #expect(try tool.run("share", "list", "--format", "tsv").output.contains("absent"))
    let moved = try tool.run("share", "move", "share", "renamed")
    #expect(moved.status == 0, "\(moved.errors)")
    #expect(try tool.run("share", "--format", "tsv").output.contains("/renamed\t4\t0\tpresent"))
    #expect(try tags(tool, "renamed/prices.md") == before)
    let found = try tool.run("search", "harbor archive", "--format", "paths").lines
    #expect(!found.isEmpty && found.allSatisfy { $0.contains("renamed/") })
    // What Parlance wrote is not taken for what came with the documents.
    let again = try tool.run("retag", "renamed", "--yes", "--format", "jsonl")
    #expect(again.status == 3)
    #expect(try again.objects().allSatisfy { $0["outcome"] as? String != "changed" })
    #expect(try tags(tool, "renamed/prices.md") == before)
  }

  @Test(arguments: ["documents", "sidecar"])
  func `a run is taken back where its files are now, byte for byte`(place: String) throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let before = try RetagShare.contents(tool)
    #expect(try tool.run("retag", "share", "--yes", "--write-to", place).status == 3)
    #expect(try RetagShare.contents(tool) != before)
    try move(tool, "share/sales", "share/archive")
    #expect(try tool.run("retag", "share", "--yes").status == 3)
    try move(tool, "share", "renamed")
    #expect(try tool.run("share", "move", "share", "renamed").status == 0)
    try move(tool, "renamed/archive/flyer.html", "renamed/old flyer.html")
    if place == "sidecar" {
      try move(tool, "renamed/archive/flyer.html.xmp", "renamed/old flyer.html.xmp")
    }
    #expect(try tool.run("retag", "renamed", "--yes").status == 3)
    let undone = try tool.run("undo", "1", "--yes", "--format", "jsonl")
    let paths = try undone.objects().map { $0["path"] as? String ?? "" }
    #expect(undone.status == 0, "\(undone.output)\(undone.errors)")
    #expect(paths.contains("old flyer.html"))
    let after = try fileContents(below: tool.folder.appendingPathComponent("renamed"))
    #expect(Set(after.values) == Set(before.values))
    #expect(after["old flyer.html"] == before["sales/flyer.html"])
  }

  @Test func `a document that moves keeps a person's word`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    #expect(try tool.run("retag", "share", "--yes", "--write-to", "catalog").status == 3)
    #expect(try tool.run("assign", "share/prices.md", "type=Brochure").status == 0)
    try move(tool, "share/prices.md", "share/sales/2011.md")
    let result = try tool.run("retag", "share", "--yes")
    #expect(result.errors.contains("1 document was moved or renamed; what is known of it is kept."))
    #expect(
      try tags(tool, "share/sales/2011.md").contains("https://id.example/type/brochure person"))
    #expect(try tool.run("why", "share/prices.md").status == 2)
    let found = try tool.run("search", "harbor", "--format", "paths").lines
    #expect(found.contains { $0.hasSuffix("sales/2011.md") })
    #expect(!found.contains { $0.hasSuffix("/prices.md") })
  }

  @Test(arguments: [
    (["share", "move", "elsewhere", "share"], "elsewhere: is not a share of this workspace"),
    (["share", "move", "share", "gone"], "gone: is not a folder"),
    (["share", "move", "share", "empty"], "none of the 4 documents of the share is there"),
    (["share", "move", "share", "other"], "other: is a share of this workspace already"),
  ])
  func `what cannot be moved is named, and stays`(arguments: [String], message: String) throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    try tool.write("Brochure\n", to: "other/prices.md")
    try tool.write("x", to: "empty/x")
    #expect(try tool.run("retag", "other", "--yes").status == 0)
    #expect(try tool.run("retag", "share", "--yes").status == 3)
    let before = try tool.run("share", "list", "--format", "jsonl").output
    let result = try tool.run(arguments)
    #expect(result.status == 2)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(try tool.run("share", "list", "--format", "jsonl").output == before)
  }
}
