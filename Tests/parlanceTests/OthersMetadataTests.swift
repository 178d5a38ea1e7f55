import Foundation
import TestSupport
import Testing

/// Metadata that people wrote into their documents themselves.
@Suite struct `Metadata that others wrote` {
  private static let files = [
    "own.md":
      "---\nproduct: Harbor Archive\ndocumentType: Brochure\n---\n# Our year\n\nNothing much.\n",
    "category.md":
      "---\ncategory: Brochure\nkeywords: Harbor Archive, Blue\n---\n# Our year\n\nNothing much.\n",
    "type.html":
      "<html><head><title>Our year</title><meta name=\"dc.type\" content=\"Brochure\">"
      + "<meta name=\"keywords\" content=\"Harbor Archive, Blue\"></head>"
      + "<body><p>Nothing much.</p></body></html>",
    "info.rtf": "{\\rtf1\\ansi{\\info{\\keywords Harbor Archive, Blue}{\\category Brochure}}"
      + "Nothing much.\\par}",
  ]

  /// What each file says by its author, wherever Parlance's own stands.
  private static let theirs = [
    "own.md": ["\nproduct: Harbor Archive\n", "\ndocumentType: Brochure\n"],
    "category.md": ["\ncategory: Brochure\n", "Harbor Archive", "Blue"],
    "type.html": ["name=\"dc.type\" content=\"Brochure\"", "\"Harbor Archive, Blue"],
    "info.rtf": ["{\\category Brochure}", "{\\keywords Harbor Archive, Blue"],
  ]

  private func makeShare() throws -> Tool {
    let tool = try RetagShare.make()
    for (name, text) in Self.files { try tool.write(text, to: "share/\(name)") }
    return tool
  }

  private func text(_ name: String, _ tool: Tool) throws -> String {
    try String(contentsOf: tool.folder.appending(path: "share/\(name)"), encoding: .utf8)
  }

  /// Changes the text of each document as an editor would, and leaves its metadata alone.
  private func edit(_ tool: Tool, _ round: Int) throws {
    for name in Self.files.keys {
      let text = try text(name, tool)
      try tool.write(
        text.replacing("Nothing much.", with: "Nothing much. Round \(round)."), to: "share/\(name)")
    }
  }

  private func tags(_ name: String, _ tool: Tool) throws -> Set<String> {
    let tags = try tool.run("why", "share/\(name)", "--format", "jsonl").objects()
    return Set(tags.compactMap { $0["label"] as? String })
  }

  private func expectTheirs(_ tool: Tool, _ when: String) throws {
    for (name, values) in Self.theirs {
      let text = try text(name, tool)
      for value in values { #expect(text.contains(value), "\(when), \(name): \(text)") }
      #expect(try tags(name, tool).isSuperset(of: ["Brochure"]), "\(when), \(name)")
    }
    #expect(try tags("own.md", tool) == ["Brochure", "Harbor Archive"], "\(when)")
  }

  @Test(arguments: ["documents", "sidecar", "xattr", "catalog"])
  func `stays and counts, however often it is edited and tagged`(place: String) throws {
    let tool = try makeShare()
    defer { tool.remove() }
    let before = try RetagShare.contents(tool)
    let first = try tool.run("retag", "share", "--yes", "--write-to", place)
    #expect(first.status == 3, "\(first.errors)")
    try expectTheirs(tool, "first")
    if place == "documents" {
      #expect(try tool.run("undo", "1", "--yes").status == 0)
      #expect(try RetagShare.contents(tool) == before)
      _ = try tool.run("retag", "share", "--yes", "--write-to", place)
    }
    let given = try Self.files.keys.map { try tags($0, tool) }
    for round in 1...3 {
      try edit(tool, round)
      _ = try tool.run("retag", "share", "--yes", "--write-to", place)
      try expectTheirs(tool, "round \(round)")
      #expect(try Self.files.keys.map { try tags($0, tool) } == given, "round \(round)")
    }
  }

  @Test func `stays known when the workspace is lost`() throws {
    let tool = try makeShare()
    defer { tool.remove() }
    _ = try tool.run("retag", "share", "--yes", "--write-to", "documents")
    for round in 1...2 {
      try FileManager.default.removeItem(at: tool.folder.appending(path: ".parlance"))
      _ = try tool.run("import", "v.xml")
      _ = try tool.run("retag", "share", "--yes", "--write-to", "documents")
      try expectTheirs(tool, "lost \(round)")
      try edit(tool, round)
      _ = try tool.run("retag", "share", "--yes", "--write-to", "documents")
      try expectTheirs(tool, "edited \(round)")
    }
  }

  @Test func `stays when a person takes the tag away, and Parlance's own goes`() throws {
    let tool = try makeShare()
    defer { tool.remove() }
    _ = try tool.run("retag", "share", "--yes", "--write-to", "documents")
    for name in Self.files.keys where name != "own.md" {
      let changed = try tool.run("assign", "share/\(name)", "type=Price list")
      #expect(changed.status == 0, "\(changed.errors)")
      let text = try text(name, tool)
      for value in Self.theirs[name] ?? [] { #expect(text.contains(value), "\(name): \(text)") }
      #expect(text.contains("Price list"), "\(name): \(text)")
    }
  }
}
