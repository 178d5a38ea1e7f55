import Foundation
import TestSupport
import Testing

/// What `parlance.yaml` makes of a share.
@Suite struct `A settings file` {
  private func tags(_ tool: Tool, _ path: String) throws -> Set<String> {
    Set(
      try tool.run("why", path, "--format", "jsonl").objects().map {
        "\($0["facet"] ?? "") \($0["label"] ?? "") \($0["origin"] ?? "")"
      })
  }

  @Test func `settles the place, leaves files out, and gives folders their tags`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    try tool.write("Harbor Archive for all.\n", to: "share/contracts/2011/all.md")
    try tool.write("Harbor Archive, old.\n", to: "share/old/flyer.md")
    try tool.write(
      """
      write-to: documents
      exclude: [old/, "*.docx"]
      facets:
        - {below: contracts, type: Price list}
      """, to: "parlance.yaml")
    let run = try tool.run("retag", "share", "--yes", "--format", "jsonl")
    #expect(run.status == 0, "\(run.errors)")
    let paths = try run.objects().compactMap { $0["path"] as? String }
    #expect(paths == ["contracts/2011/all.md", "notes.md", "prices.md", "sales/flyer.html"])
    #expect(
      try tags(tool, "share/contracts/2011/all.md").contains("type Price list machine"))
    let text = try String(
      contentsOf: tool.folder.appending(path: "share/contracts/2011/all.md"), encoding: .utf8)
    #expect(text.contains("documentType: Price list"))
    // A person knows better, and a file that says it is wrong is refused by its line.
    #expect(try tool.run("assign", "share/contracts/2011/all.md", "type=Brochure").status == 0)
    #expect(try tool.run("retag", "share", "--yes").status == 0)
    #expect(
      try tags(tool, "share/contracts/2011/all.md").contains("type Brochure person"))
    try tool.write("facets:\n  - {below: contracts, type: Contrat}\n", to: "parlance.yaml")
    let wrong = try tool.run("retag", "share", "--dry-run")
    #expect(wrong.status == 2)
    #expect(
      wrong.errors.contains(
        "parlance.yaml:2: error: \"Contrat\" does not name one concept of the facet type"))
  }

  @Test func `is shown with where each value comes from`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    #expect(try tool.run("tune", "--threshold", "product=0.4").status == 0)
    try tool.write("thresholds:\n  type: 0.8\ninclude: \"*.md\"\n", to: "parlance.yaml")
    let shown = try tool.run("config", "show", "share", "--format", "tsv")
    #expect(shown.status == 0, "\(shown.errors)")
    #expect(shown.output.contains("write-to\tcatalog\tusual\n"))
    for (start, end) in [
      ("include\t*.md\t", "parlance.yaml:3"), ("thresholds.product\t0.4 ", "\tparlance tune"),
      ("thresholds.type\t0.8 0.5\t", ":2"),
    ] {
      #expect(shown.lines.contains { $0.hasPrefix(start) && $0.hasSuffix(end) }, "\(start)")
    }
    let run = try tool.run("retag", "share", "--dry-run", "--format", "jsonl")
    #expect(try run.objects().compactMap { $0["path"] as? String } == ["notes.md", "prices.md"])
  }

  @Test func `another order of day and month reads documents again`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    try tool.write("Harbor Archive, 03/10/2016\n", to: "share/dated.txt")
    #expect(try tool.run("retag", "share", "--yes", "--write-to", "catalog").status == 3)
    func date() throws -> String? {
      let found = try tool.run("search", "harbor", "path:dated.txt", "--format", "jsonl").objects()
      return found.first?["date"] as? String
    }
    #expect(try date() == nil)
    for (order, expected) in [("day-month", "2016-10-03"), ("month-day", "2016-03-10")] {
      try tool.write("date-order: \(order)\n", to: "parlance.yaml")
      #expect(try tool.run("retag", "share", "--yes").status == 3)
      #expect(try date() == expected)
    }
  }
}

/// Tags that stand at another place than before.
@Suite struct `Another place of tags` {
  @Test func `is told with what becomes of the tags at the old one, and does not become the usual`()
    throws
  {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    #expect(try tool.run("retag", "share", "--yes", "--write-to", "documents").status == 3)
    let other = try tool.run("retag", "share", "--yes", "--write-to", "sidecar")
    #expect(
      other.errors.contains("The tags of 2 documents stand in documents, and tags are written to"))
    let files = try RetagShare.contents(tool)
    #expect(files["prices.md.xmp"] != nil)
    #expect(String(decoding: files["prices.md"] ?? Data(), as: UTF8.self).contains("Parlance/1"))
    try tool.write("Harbor Archive brochure.\n", to: "share/new.md")
    #expect(try tool.run("retag", "share", "--yes").status == 3)
    #expect(try RetagShare.contents(tool)["new.md.xmp"] == nil)
  }

  @Test(arguments: [("documents", "sidecar"), ("sidecar", "documents"), ("sidecar", "xattr")])
  func `is where tags are moved to if that is asked for, and moved back byte for byte`(
    _ old: String, _ new: String
  ) throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    let before = try RetagShare.contents(tool)
    #expect(try tool.run("retag", "share", "--yes", "--write-to", old).status == 3)
    let written = try RetagShare.contents(tool)
    let moved = try tool.run("retag", "share", "--yes", "--write-to", new, "--move")
    #expect(moved.status == 3, "\(moved.errors)")
    #expect(moved.errors.contains("Run 2: 2 documents changed. Taken away from: \(old)."))
    #expect(moved.output.contains("Run 3: 2 documents changed."))
    let files = try RetagShare.contents(tool)
    #expect((files["prices.md.xmp"] != nil) == (new == "sidecar"))
    #expect(
      String(decoding: files["prices.md"] ?? Data(), as: UTF8.self).contains("Parlance/1")
        == (new == "documents"))
    // It is the usual place now, also for a line of cron.
    try tool.write("Harbor Archive brochure.\n", to: "share/new.md")
    #expect(try tool.run("retag", "share", "--yes").status == 3)
    #expect((try RetagShare.contents(tool)["new.md.xmp"] != nil) == (new == "sidecar"))
    for run in ["4", "3", "2"] { #expect(try tool.run("undo", run, "--yes").status == 0) }
    try FileManager.default.removeItem(at: tool.folder.appending(path: "share/new.md"))
    #expect(try RetagShare.contents(tool) == written)
    #expect(try tool.run("undo", "1", "--yes").status == 0)
    #expect(try RetagShare.contents(tool) == before)
  }

  @Test func `is not taken by a move that nobody said yes to`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    #expect(try tool.run("retag", "share", "--yes", "--write-to", "documents").status == 3)
    let written = try RetagShare.contents(tool)
    let moved = try tool.run("retag", "share", "--write-to", "sidecar", "--move")
    #expect(moved.status == 1)
    #expect(moved.errors.contains("nothing written"))
    #expect(try RetagShare.contents(tool) == written)
    #expect(try tool.run("log", "--format", "jsonl").objects().count == 1)
  }

  @Test func `is not taken with a move that is half asked for`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    #expect(try tool.run("retag", "share", "--yes", "--move").status == 64)
    #expect(
      try tool.run("retag", "--apply", "plan", "--write-to", "sidecar", "--move").status == 64)
    #expect(
      try tool.run("retag", "share", "--dry-run", "--write-to", "xattr", "--move").status == 64)
  }
}

/// Shares that are forgotten.
@Suite struct `A share that is removed` {
  @Test func `is gone with its documents and runs, its files stay`() throws {
    let tool = try RetagShare.make()
    defer { tool.remove() }
    #expect(try tool.run("retag", "share", "--yes", "--write-to", "documents").status == 3)
    #expect(try tool.run("assign", "share/prices.md", "type=Brochure").status == 0)
    let files = try RetagShare.contents(tool)
    #expect(try tool.run("share", "remove", "share").status == 1)
    let removed = try tool.run("share", "remove", "share", "--yes")
    #expect(removed.status == 0, "\(removed.errors)")
    #expect(try RetagShare.contents(tool) == files)
    #expect(try tool.run("share", "list").status == 1)
    #expect(try tool.run("log").status == 1)
    #expect(try tool.run("search", "harbor").status == 1)
    #expect(try tool.run("undo", "1", "--yes").status == 2)
    #expect(try tool.run("share", "remove", "elsewhere", "--yes").status == 2)
    // Numbers of runs are not given twice.
    #expect(try tool.run("retag", "share", "--yes").status == 3)
    let runs = try tool.run("log", "--format", "jsonl").objects().compactMap { $0["run"] as? Int }
    #expect(runs.allSatisfy { $0 > 2 })
    // What a person decided comes back with the marks.
    let tags = try tool.run("why", "share/prices.md", "--format", "jsonl").objects()
    #expect(
      tags.contains {
        $0["label"] as? String == "Brochure" && $0["origin"] as? String == "person"
      })
  }
}
