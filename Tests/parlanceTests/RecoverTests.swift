import Foundation
import TestSupport
import Testing

/// What is left when a workspace is lost.
@Suite struct `A lost workspace` {
  private static let flyer = "share/sales/flyer.html"

  /// The tags of a document: facet, label, origin.
  private func tags(_ tool: Tool, _ path: String = flyer) throws -> Set<String> {
    Set(
      try tool.run("why", path, "--format", "jsonl").objects().map { object in
        ["facet", "label", "origin"].map { object[$0] as? String ?? "" }.joined(separator: " ")
      })
  }

  /// A share that was tagged, and on two of whose documents a person decided something.
  private func decided(_ place: String) throws -> Tool {
    let tool = try RetagShare.make()
    #expect(try tool.run("retag", "share", "--yes", "--write-to", place).status == 3)
    #expect(try tool.run("assign", Self.flyer, "type=Price list").status == 0)
    #expect(try tool.run("unassign", "share/prices.md", "product=Harbor Archive").status == 0)
    return tool
  }

  private func lose(_ tool: Tool, _ name: String) throws {
    try FileManager.default.removeItem(at: tool.folder.appendingPathComponent(name))
  }

  @Test(arguments: ["documents", "sidecar", "xattr"])
  func `comes back from the documents, what people decided too`(place: String) throws {
    let tool = try decided(place)
    defer { tool.remove() }
    let before = [try tags(tool), try tags(tool, "share/prices.md")]
    #expect(before[0].contains("type Price list person"))
    #expect(before[1].contains("product Harbor Archive rejected"))
    try lose(tool, ".parlance")
    #expect(try tool.run("import", "v.xml").status == 0)
    let recovered = try tool.run("recover", "share")
    #expect(recovered.status == 0, "\(recovered.errors)")
    #expect(recovered.output.contains("Tags are written to: \(place)."))
    #expect(recovered.output.contains("left no journal here and cannot be taken back"))
    #expect([try tags(tool), try tags(tool, "share/prices.md")] == before)
    // Nothing is left to do: the documents say what the catalog says.
    let files = try RetagShare.contents(tool)
    let again = try tool.run("retag", "share", "--yes", "--format", "jsonl")
    #expect(try again.objects().allSatisfy { $0["outcome"] as? String != "changed" })
    #expect(try RetagShare.contents(tool) == files)
    #expect([try tags(tool), try tags(tool, "share/prices.md")] == before)
    #expect(try tool.run("recover", "share").status == 1)
  }

  @Test(arguments: [
    "9223372036854775807", "9223372036854775806", "2147483648", "-1", "0", "1e99",
    "99999999999999999999", "",
  ]) func `marks that name a run that cannot be are marks all the same`(run: String) throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    try tool.write(
      "---\ntitle: A\ndocumentType: Brochure\ntaggedBy: \"Parlance/1 run=\(run) by=x type=Brochure\"\n"
        + "---\n# A\n", to: "share/a.md")
    let recovered = try tool.run("recover", "share")
    #expect(recovered.status == 0, "\(recovered.errors)")
    #expect(try tags(tool, "share/a.md").contains("type Brochure machine"))
    #expect(try tool.run("retag", "share", "--yes").status == 3)
    let runs = try tool.run("log", "--format", "jsonl").objects().compactMap { $0["run"] as? Int }
    #expect(!runs.isEmpty && runs.allSatisfy { (1...9).contains($0) }, "\(runs)")
  }

  @Test func `runs are taken back by their journals, byte for byte`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let before = try RetagShare.contents(tool)
    #expect(try tool.run("retag", "share", "--yes", "--write-to", "documents").status == 3)
    for name in ["catalog.sqlite", "catalog.sqlite-wal", "catalog.sqlite-shm"] {
      try? lose(tool, ".parlance/" + name)
    }
    let refused = try tool.run("retag", "share", "--dry-run")
    #expect(refused.status == 2 && refused.errors.contains("parlance recover SHARE rebuilds it"))
    let recovered = try tool.run("recover", "share", "--format", "jsonl")
    #expect(recovered.status == 0, "\(recovered.errors)")
    #expect(try recovered.objects().first?["runs"] as? [Int] == [1])
    let undone = try tool.run("undo", "1", "--yes")
    #expect(undone.status == 0, "\(undone.errors)")
    #expect(undone.output.contains("2 documents"))
    #expect(try RetagShare.contents(tool) == before)
  }

  @Test func `a copy keeps what a person decided, and is tagged by the machine as before`() throws {
    let tool = try decided("documents")
    defer { tool.remove() }
    let wanted = [try tags(tool), try tags(tool, "share/prices.md")]
    let copies = [("sales/flyer.html", "flyer copy.html"), ("prices.md", "sales/prices 2.md")]
    for (old, new) in copies {
      let share = tool.folder.appendingPathComponent("share")
      try FileManager.default.copyItem(
        at: share.appendingPathComponent(old), to: share.appendingPathComponent(new))
    }
    let result = try tool.run("retag", "share", "--yes")
    #expect(
      result.errors.contains("What people decided on 2 documents that are new here holds again"))
    #expect(
      [try tags(tool, "share/flyer copy.html"), try tags(tool, "share/sales/prices 2.md")] == wanted
    )
    #expect(
      try ["share/flyer copy.html", "share/sales/prices 2.md", Self.flyer].allSatisfy {
        try !tags(tool, $0).contains { $0.hasSuffix(" source") }
      })
  }

  @Test func `what the vocabulary does not know any more is named`() throws {
    let tool = try decided("documents")
    defer { tool.remove() }
    try lose(tool, ".parlance")
    try tool.write(
      RetagShare.vocabulary.replacingOccurrences(of: "Price list", with: "Tariff")
        .replacingOccurrences(of: "<alias>Pricelist</alias>", with: ""), to: "v.xml")
    #expect(try tool.run("import", "v.xml").status == 0)
    let recovered = try tool.run("recover", "share")
    #expect(
      recovered.errors.contains(
        "sales/flyer.html: a person gave type \"Price list\", which does not name one concept"))
    #expect(recovered.output.contains("type \"Price list\", in 2 documents, does not name one"))
  }
}
