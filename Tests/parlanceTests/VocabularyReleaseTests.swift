import Foundation
import TestSupport
import Testing

/// `parlance vocabulary`: releases, tree, figures; release notes of `diff`.
struct VocabularyReleaseTests {
  private static func release(_ concepts: String, version: String) -> String {
    """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/" xml:lang="en"
      version="\(version)"><title>Boats &lt;all&gt;</title>
    <scheme id="kind"><title>Kinds</title>\(concepts)</scheme></vocabulary>
    """
  }

  private static let first = release(
    "<concept id='boat'><name>Boat</name><name xml:lang='de'>Boot</name>"
      + "<concept id='tug'><name>Tug</name></concept></concept>", version: "1")
  private static let second = release(
    "<concept id='boat'><name>Vessel</name><former>Boat</former></concept>", version: "2")

  private func tool() throws -> Tool {
    let tool = try Tool(vocabulary: Self.first)
    try tool.write("A tug is a boat.\n", to: "share/Tug.txt")
    let run = try tool.run("retag", "share", "--yes", "--write-to", "catalog")
    try #require(run.status == 0, "\(run.errors)")
    _ = try tool.run("assign", "share/Tug.txt", "kind=Tug")
    return tool
  }

  @Test func `each import is a release, and an earlier one can be restored`() throws {
    let tool = try tool()
    try tool.write(Self.second, to: "vocabulary.xml")
    let result = try tool.run("import", "vocabulary.xml")
    #expect(result.status == 0)
    #expect(result.errors.contains("\"Tug\" goes away; 1 document bears it"))
    #expect(result.output.contains("\"Boat\" is called \"Vessel\" now (en)"))
    let log = try tool.run("vocabulary", "log", "--format", "jsonl").objects()
    #expect(log.map { $0["release"] as? Int } == [2, 1])
    #expect(log.map { $0["current"] as? Bool } == [true, false])
    #expect(try tool.run("vocabulary", "show", "2").output.contains("\"Tug\" is gone"))
    #expect(try tool.run("show", "Tug").status == 1)
    #expect(try tool.run("vocabulary", "restore", "1").status == 0)
    #expect(try tool.run("show", "Tug").status == 0)
    #expect(try tool.run("vocabulary", "log", "--format", "jsonl").lines.count == 3)
    let unknown = try tool.run("vocabulary", "restore", "9")
    #expect(unknown.status == 64)
    #expect(unknown.errors.contains("unknown release 9; there are 1 to 3"))
  }

  @Test func `the same sources again are no new release`() throws {
    let tool = try Tool(vocabulary: Self.first)
    #expect(try tool.run("import", "vocabulary.xml").status == 0)
    #expect(try tool.run("vocabulary", "log", "--format", "jsonl").lines.count == 1)
  }

  @Test func `tree, unused concepts and figures count documents`() throws {
    let tool = try tool()
    let tree = try tool.run("vocabulary", "tree", "--format", "jsonl").objects()
    #expect(tree.map { $0["label"] as? String } == ["Boat", "Tug"])
    #expect(tree.map { $0["level"] as? Int } == [1, 2])
    #expect(tree.last?["documents"] as? Int == 1)
    let outermost = try tool.run("vocabulary", "tree", "--depth", "1")
    #expect(outermost.lines.count == 2)
    #expect(outermost.lines.last?.hasPrefix("  Boat") == true)
    let figures = try tool.run("vocabulary", "stats", "--format", "jsonl").objects()
    #expect(figures.first?["concepts"] as? Int == 2)
    #expect(figures.first?["levels"] as? Int == 2)
    let languages = try tool.run("vocabulary", "stats", "--languages", "--format", "tsv")
    #expect(
      languages.lines == [
        "language\tconcepts\tpreferred\talternative\thidden\tdefinitions", "en\t2\t2\t0\t0\t0",
        "de\t1\t1\t0\t0\t0",
      ])
    #expect(try tool.run("vocabulary", "tree", "--scheme", "nothing").status == 64)
  }

  @Test func `release notes are Markdown or a page of their own`() throws {
    let tool = try Tool()
    try tool.write(Self.first, to: "1.xml")
    try tool.write(Self.second, to: "2.xml")
    let notes = try tool.run("diff", "1.xml", "2.xml", "--notes", "markdown").output
    #expect(notes.hasPrefix("# Boats \\<all\\>: 1 → 2\n"))
    #expect(notes.contains("### Renamed\n\n- \"Boat\" is called \"Vessel\" now (en)\n"))
    #expect(notes.contains("### Gone\n\n- \"Tug\" is gone\n"))
    let page = try tool.run("diff", "1.xml", "2.xml", "--notes", "html").output
    #expect(page.contains("<h1>Boats &lt;all&gt;: 1 → 2</h1>"))
    #expect(!page.contains("http"))
  }

  @Test func `a concept that ends on a day to come is in use until then`() throws {
    func vocabulary(until day: String) -> String {
      Self.release(
        "<concept id='old' deprecated='\(day)'><name>Tugboat</name><successor ref='new'/></concept>"
          + "<concept id='new'><name>Pusher</name></concept>", version: "1")
    }
    for (day, isOver) in [("2999-01-01", false), ("2009-01-01", true)] {
      let tool = try Tool(vocabulary: vocabulary(until: day))
      let meant = isOver ? "new" : "old"
      func ends(_ value: Any?) -> Bool { (value as? String)?.hasSuffix(meant) == true }
      let shown = try tool.run("show", "Tugboat").output
      #expect(shown.contains("in use until") == !isOver)
      let asked = try tool.run("normalize", "--format", "jsonl", input: "Tugboat\n").objects()
      #expect(ends(asked.first?["concept"]))
      let tagged = try tool.run(
        "tag", input: "{\"id\":\"1\",\"title\":\"Tugboat\",\"text\":\"The tugboat.\"}\n"
      ).objects()
      let tags = tagged.first?["tags"] as? [[String: Any]]
      #expect(tags?.isEmpty == false && tags?.allSatisfy { ends($0["concept"]) } == true)
      let log = try tool.run("vocabulary", "log").output
      #expect(log.contains("\"Tugboat\" is in use until 2999-01-01, then \"Pusher\"") == !isOver)
      let later = try tool.run("show", "Tugboat", "--as-of", "2999-06-01").output
      #expect(!later.contains("in use until"))
      let notes = try tool.run("check", "--all").output
      #expect(notes.contains("UpcomingDeprecations") == !isOver)
    }
  }

  @Test func `check ends with a table by rule`() throws {
    let tool = try Tool()
    try tool.write(
      Self.release(
        "<concept id='a'><name>A</name></concept><concept id='b'><name>B</name>"
          + "<name xml:lang='de'>B</name></concept>", version: "1"), to: "v.xml")
    let lines = try tool.run("check", "v.xml").lines
    #expect(lines.contains { $0.hasSuffix("warning  IncompleteLanguageCoverage") })
    #expect(lines.last?.contains("warning") == true)
  }
}
