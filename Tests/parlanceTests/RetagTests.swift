import Cataloging
import Foundation
import Testing

/// Plan, apply, take back.
struct RetagTests {
  @Test func `plans with evidence, and writes nothing on a dry run`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let result = try tool.run("retag", "share", "--dry-run", "--format", "jsonl")
    #expect(result.status == 3, "one file cannot be read")
    let tags = try RetagShare.tags(result)
    #expect(
      tags["sales/flyer.html"]
        == ["https://id.example/type/brochure", "https://id.example/product/archive"])
    #expect(tags["prices.md"]?.contains("https://id.example/type/price-list") == true)
    #expect(tags["notes.md"] == [])
    let flyer = try #require(
      try result.objects().first { $0["path"] as? String == "sales/flyer.html" })
    let product = try #require((flyer["changes"] as? [[String: Any]])?.last)
    let evidence = try #require((product["evidence"] as? [[String: Any]])?.first)
    #expect(evidence["surface"] as? String == "Acme Vault")
    #expect((evidence["note"] as? String ?? "").contains("2009-06-30"), "the old name is explained")
    let empty = try #require(
      try result.objects().first { $0["path"] as? String == "empty.docx" })
    #expect(empty["outcome"] as? String == "unreadable")
    #expect(try tool.run("log").status == 1, "there is no run")
  }

  @Test func `applies what it planned, once, and takes it back`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let plan = try RetagShare.tags(try tool.run("retag", "share", "--dry-run", "--format", "jsonl"))
    let applied = try tool.run("retag", "share", "--yes", "--format", "jsonl")
    #expect(try RetagShare.tags(applied) == plan)
    #expect(try applied.objects().count { $0["outcome"] as? String == "changed" } == 2)
    let again = try tool.run("retag", "share", "--yes", "--format", "jsonl")
    #expect(try again.objects().allSatisfy { $0["outcome"] as? String != "changed" })
    #expect(try RetagShare.tags(again).values.allSatisfy(\.isEmpty))
    #expect(try tool.run("undo").status == 0)
    #expect(
      try RetagShare.tags(try tool.run("retag", "share", "--dry-run", "--format", "jsonl")) == plan)
  }

  @Test func `without anybody to ask nothing is applied`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let result = try tool.run("retag", "share")
    #expect(result.status == 1)
    #expect(result.output.contains("2 to change"))
    #expect(try tool.run("log").status == 1)
  }

  @Test func `a changed vocabulary tags again without reading the files`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    _ = try tool.run("retag", "share", "--yes")
    // What is not read cannot fail: the files are made unreadable without touching size or time.
    let file = tool.folder.appendingPathComponent("share/notes.md")
    let times = try FileManager.default.attributesOfItem(atPath: file.path)
    try Data("Something in partikular.".prefix(23).utf8).write(to: file)
    try FileManager.default.setAttributes(
      [.modificationDate: times[.modificationDate] as Any], ofItemAtPath: file.path)
    try tool.write(
      RetagShare.vocabulary.replacingOccurrences(
        of: "<alias>Flyer</alias>", with: "<alias>Flyer</alias><cue in=\"title\">Nothing</cue>"),
      to: "v.xml")
    _ = try tool.run("import", "v.xml")
    let result = try tool.run("retag", "share", "--dry-run", "--format", "jsonl")
    let paths = try result.objects().compactMap { $0["path"] as? String }
    #expect(paths.sorted() == ["empty.docx", "notes.md", "prices.md", "sales/flyer.html"])
    #expect(try result.objects().allSatisfy { $0["outcome"] as? String != "change" })
  }

  @Test func `writes into the documents, and undo restores every byte`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let before = try RetagShare.contents(tool)
    let applied = try tool.run("retag", "share", "--yes", "--write-to", "documents")
    #expect(applied.status == 3, "\(applied.errors)")
    let html = try String(
      contentsOf: tool.folder.appendingPathComponent("share/sales/flyer.html"), encoding: .utf8)
    #expect(html.contains("Brochure, Harbor Archive") || html.contains("Harbor Archive, Brochure"))
    let markdown = try String(
      contentsOf: tool.folder.appendingPathComponent("share/prices.md"), encoding: .utf8)
    #expect(markdown.contains("documentType: Price list"))
    #expect(try tool.run("retag", "share", "--yes").output.contains("Nothing to do"))
    #expect(try RetagShare.contents(tool).filter { $0.value != before[$0.key] }.count == 2)
    #expect(try tool.run("undo").status == 0)
    #expect(try RetagShare.contents(tool) == before)
  }

  @Test func `a plan file is applied as it was written, and what changed since is named`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    _ = try tool.run("retag", "share", "--dry-run", "--plan-out", "plan.jsonl")
    _ = try tool.run("retag", "share", "--yes", "--only", "type")
    let result = try tool.run("retag", "--apply", "plan.jsonl", "--yes", "--format", "jsonl")
    #expect(result.status == 3)
    #expect(try result.objects().allSatisfy { $0["outcome"] as? String == "skipped" })
    #expect(result.errors.contains("changed after the plan was made"))
    _ = try tool.run("undo", "1")
    let again = try tool.run("retag", "--apply", "plan.jsonl", "--yes", "--format", "jsonl")
    #expect(again.status == 0)
    #expect(try again.objects().allSatisfy { $0["outcome"] as? String == "changed" })
  }

  @Test func `an unknown facet is wrong usage and names the known ones`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let result = try tool.run("retag", "share", "--only", "colour")
    #expect(result.status == 64)
    #expect(result.errors.contains("type, product"))
  }

  @Test func `a run that was killed is ended by the next one, and can be taken back`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    _ = try tool.run("retag", "share", "--yes")
    let catalog = try Catalog(path: tool.folder.path + "/.parlance/catalog.sqlite")
    let share = try #require(try catalog.shares().first)
    _ = try catalog.beginRun(
      command: "retag", share: share, started: "2010-01-01T00:00:00Z", place: "catalog")
    #expect(try tool.run("log").output.contains("running"))
    #expect(try tool.run("undo", "1").output.contains("2 documents"))
    #expect(try !tool.run("log").output.contains("running"))
  }

  @Test func `journals are pruned, and a run without its journal is not undone`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    _ = try tool.run("retag", "share", "--yes", "--write-to", "documents")
    let before = try RetagShare.contents(tool)
    #expect(try tool.run("journal", "prune", "--keep", "0").output.contains("1 journal deleted"))
    let result = try tool.run("undo", "1")
    #expect(result.status == 2)
    #expect(try RetagShare.contents(tool) == before)
  }

  @Test func `says of each document why it gets a concept or not`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let result = try tool.run("retag", "share", "--why", "Harbor Archive", "--format", "jsonl")
    #expect(result.status == 0, "\(result.errors)")
    let lines = try result.objects()
    #expect(lines.count > 1)
    #expect(lines.contains { $0["verdict"] as? String == "accepted" })
    #expect(lines.allSatisfy { ($0["reason"] as? String)?.isEmpty == false })
    #expect(try tool.run("log").output.isEmpty)
  }
}
