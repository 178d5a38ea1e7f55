import Foundation
import Glibc
import Testing

/// Which documents and changes a retag is about.
struct RetagSelectionTests {
  private func changed(_ tool: Tool, _ arguments: String...) throws -> [String] {
    let result = try tool.run(["retag", "share", "--dry-run", "--format", "jsonl"] + arguments)
    return try result.objects().filter { $0["outcome"] as? String == "change" }
      .compactMap { $0["path"] as? String }
  }

  private func age(_ name: String, days: Double, _ tool: Tool) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -days * 86_400)],
      ofItemAtPath: tool.folder.appendingPathComponent("share/\(name)").path)
  }

  @Test func `--since takes days, months and times back`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    try age("prices.md", days: 10, tool)
    try age("sales/flyer.html", days: 5000, tool)
    #expect(try changed(tool, "--since", "20d") == ["prices.md"])
    #expect(try changed(tool, "--since", "24h") == [])
    #expect(try changed(tool, "--since", "1999").count == 2)
    for wrong in ["yesterday", "7x", "2010-13", "-3d"] {
      #expect(try tool.run("retag", "share", "--dry-run", "--since=\(wrong)").status == 64)
    }
  }

  @Test func `--only with a value takes the changes that bring or take it`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    #expect(try changed(tool, "--only", "type=Flyer") == ["sales/flyer.html"])
    #expect(try changed(tool, "--only", "type=Price list") == ["prices.md"])
    let result = try tool.run(
      "retag", "share", "--yes", "--only", "type=Brochure", "--format", "jsonl")
    let flyer = try #require(
      try result.objects().first { $0["path"] as? String == "sales/flyer.html" })
    let facets = (flyer["changes"] as? [[String: Any]])?.map { $0["facet"] as? String }
    #expect(facets == ["type"], "the product was not asked for")
    #expect(try tool.run("retag", "share", "--dry-run", "--only", "type=Boat").status == 64)
  }

  @Test func `--facet takes the documents that have a tag now, or none`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    _ = try tool.run("retag", "share", "--yes", "--only", "type=Brochure")
    #expect(try changed(tool, "--facet", "type=Brochure") == ["sales/flyer.html"])
    #expect(try changed(tool, "--facet", "type=") == ["prices.md"])
    #expect(try changed(tool, "--facet", "type=Price list") == [])
    #expect(try tool.run("retag", "share", "--dry-run", "--facet", "type").status == 64)
  }

  @Test func `--files0-from takes the files named, and names those that are none`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let absolute = tool.folder.appendingPathComponent("share/prices.md").resolvingSymlinksInPath()
    for name in ["share/prices.md", "./share/sales/../prices.md", absolute.path] {
      let result = try tool.run(
        "retag", "share", "--dry-run", "--format", "jsonl", "--files0-from", "-", input: name + "\0"
      )
      #expect(try result.objects().compactMap { $0["path"] as? String } == ["prices.md"])
      #expect(result.status == 0)
    }
    let missing = try tool.run(
      "retag", "share", "--dry-run", "--files0-from", "-", input: "share/none.md\0")
    #expect(missing.status == 3 && missing.errors.contains("none.md"))
    let outside = try tool.run("retag", "share", "--yes", "--files0-from", "-", input: "v.xml\0")
    #expect(outside.status == 2 && outside.errors.contains("not in the share"))
  }

  @Test func `--limit looks at the first documents that are due, and goes on next time`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    try RetagShare.add(5, to: tool)
    var seen: [String] = []
    for _ in 0..<5 {
      let result = try tool.run("retag", "share", "--yes", "--limit", "2", "--format", "jsonl")
      seen += try result.objects().filter { $0["outcome"] as? String == "changed" }
        .compactMap { $0["path"] as? String }
    }
    #expect(seen.count == 7 && Set(seen).count == 7)
  }

  @Test func `paths with NUL come out exactly as they are on disk`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let name: [UInt8] = Array("share/".utf8) + [0xE4, 0x0A] + Array(".md".utf8)
    let path = (Array(tool.folder.path.utf8) + [UInt8(ascii: "/")] + name + [0])
      .map { CChar(bitPattern: $0) }
    let descriptor = unsafe creat(path, 0o644)
    try #require(descriptor >= 0)
    let text = Array("# Brochure\n".utf8)
    #expect(unsafe write(descriptor, text, text.count) == text.count)
    close(descriptor)
    let output = try tool.bytes("retag", "share", "--dry-run", "--format", "paths", "-0")
    #expect(output.split(separator: 0).map(Array.init).contains(Array(name.dropFirst(6))))
  }

  @Test func `values that came with the documents stay unless overwriting`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let text = "title: Brochure Harbor Archive\n---\n# Brochure\n"
    try tool.write("---\ndocumentType: Pricelist\n" + text, to: "share/known.md")
    try tool.write("---\ndocumentType: Leaflet\n" + text, to: "share/unknown.md")
    _ = try tool.run("retag", "share", "--yes", "--write-to", "documents")
    func content(_ name: String) throws -> String {
      try String(
        contentsOf: tool.folder.appendingPathComponent("share/\(name)"), encoding: .utf8)
    }
    #expect(try content("known.md").contains("documentType: Pricelist"))
    #expect(try content("known.md").contains("Price list"), "as a keyword")
    let kept = try content("unknown.md")
    #expect(kept.contains("documentType: Leaflet") && kept.contains("tags: ["))
    _ = try tool.run("retag", "share", "--yes", "--overwrite")
    #expect(try content("unknown.md").contains("documentType: Brochure"))
    #expect(try content("known.md").contains("documentType: Price list"))
    #expect(try tool.run("retag", "share", "--yes", "--overwrite").output.contains("Nothing to do"))
    #expect(try tool.run("undo").status == 0)
    #expect(try content("unknown.md") == kept)
  }

  @Test func `tags that stand in the catalog are written when another place is chosen`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let before = try RetagShare.contents(tool)
    _ = try tool.run("retag", "share", "--yes", "--write-to", "catalog")
    #expect(try RetagShare.contents(tool) == before)
    let written = try tool.run(
      "retag", "share", "--yes", "--write-to", "documents", "--format", "jsonl")
    let changed = try written.objects().filter { $0["outcome"] as? String == "changed" }
    #expect(changed.count == 2 && changed.allSatisfy { ($0["changes"] as? [Any])?.isEmpty == true })
    #expect(try RetagShare.contents(tool).count { $0.value != before[$0.key] } == 2)
    let again = try tool.run("retag", "share", "--yes", "--write-to", "documents")
    #expect(again.output.contains("Nothing to do"))
    #expect(try tool.run("undo").output.contains("2 documents"))
    #expect(try RetagShare.contents(tool) == before)
  }

  @Test func `a plan file names place and risk, and a file changed since is skipped`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    try tool.write("{\\rtf1 Brochure Harbor Archive", to: "share/broken.rtf")
    let dry = try tool.run(
      "retag", "share", "--dry-run", "--write-to", "documents", "--plan-out", "p", "--format",
      "jsonl")
    let lines = try dry.objects()
    func value(_ path: String, _ field: String, _ lines: [[String: Any]]) -> String? {
      lines.first { $0["path"] as? String == path }?[field] as? String
    }
    #expect(value("prices.md", "risk", lines) == "rewritten")
    #expect(value("prices.md", "place", lines) == "documents")
    #expect(value("broken.rtf", "place", lines) == "catalog")
    #expect(value("broken.rtf", "reason", lines)?.hasPrefix("damaged") == true)
    try tool.write("---\ntitle: Price list\n---\n# Price list, other\n", to: "share/prices.md")
    _ = try tool.run("retag", "share", "--dry-run")
    let applied = try tool.run("retag", "--apply", "p", "--yes", "--format", "jsonl")
    let outcomes = try applied.objects()
    #expect(value("prices.md", "outcome", outcomes) == "skipped")
    #expect(value("sales/flyer.html", "outcome", outcomes) == "changed")
    #expect(value("broken.rtf", "outcome", outcomes) == "refused")
    for field in ["place", "risk", "reason"] {
      for path in ["sales/flyer.html", "broken.rtf"] {
        #expect(value(path, field, outcomes) == value(path, field, lines), "\(path) \(field)")
      }
    }
  }
}
