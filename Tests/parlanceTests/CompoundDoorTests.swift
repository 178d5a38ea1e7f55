import Testing

/// A name that stands for two concepts gives both, at every door.
struct CompoundDoorTests {
  private static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://e.example/" xml:lang="en">
    <scheme id="subject"><title>Subjects</title><concept id="coal"><name>Coal</name></concept>
    <concept id="mining"><name>Mining</name></concept><concept id="wool"><name>Wool</name></concept>
    <concept id="pit" compound="true"><name>Colliery work</name><successor ref="coal"/>
    <successor ref="mining"/></concept></scheme></vocabulary>
    """
  private static let both = ["https://e.example/coal", "https://e.example/mining"]

  @Test func `normalize accepts it as both`() throws {
    let tool = try Tool(vocabulary: Self.vocabulary)
    let lines = try tool.run("normalize", "--format", "tsv", input: "colliery work\nCoal\n").lines
    #expect(
      lines[1].hasPrefix(
        "colliery work\taccepted\t\(Self.both.joined(separator: " "))\tCoal + Mining\t"))
    #expect(lines[2].hasPrefix("Coal\taccepted\thttps://e.example/coal\tCoal\t"))
  }

  @Test func `normalize lists in JSON what is meant, be it two, one or nothing`() throws {
    let tool = try Tool(vocabulary: Self.vocabulary)
    let found = try tool.run(
      "normalize", "--format", "jsonl", input: "colliery work\nWool\nxqzw kjhg\n"
    ).objects()
    #expect(
      found.map { $0["concepts"] as? [String] }
        == [Self.both, ["https://e.example/wool"], []])
    #expect(found.first?["concept"] as? String == Self.both.joined(separator: " "))
  }

  @Test func `show says what it stands for`() throws {
    let tool = try Tool(vocabulary: Self.vocabulary)
    let shown = try tool.run("show", "Colliery work").output
    #expect(shown.contains("stands for"))
    #expect(shown.contains("Coal + Mining"))
    #expect(!shown.contains("deprecated"))
  }

  @Test func `tag and retag give both`() throws {
    let tool = try Tool(vocabulary: Self.vocabulary)
    let text = "Colliery work of today. What colliery work needs."
    let tagged = try tool.run(
      "tag", input: "{\"id\":\"1\",\"title\":\"Colliery work\",\"text\":\"\(text)\"}\n"
    ).objects()
    let tags = tagged.first?["tags"] as? [[String: Any]] ?? []
    #expect(tags.compactMap { $0["concept"] as? String }.sorted() == Self.both)
    try tool.write("# Colliery work\n\n\(text)\n", to: "share/pit.md")
    let planned = try tool.run("retag", "share", "--dry-run", "--format", "jsonl").objects()
    let changes = planned.first?["changes"] as? [[String: Any]]
    #expect((changes?.first?["new"] as? [String])?.sorted() == Self.both)
  }

  @Test func `index and search take it as both, and not as one of them`() throws {
    let tool = try Tool(vocabulary: Self.vocabulary)
    try tool.write(
      """
      {"id":"both","title":"One","text":"Of the pits.","tags":["Colliery work"]}
      {"id":"facet","title":"Two","text":"Of the shafts.","facets":{"subject":["Colliery work"]}}
      {"id":"coal","title":"Three","text":"Of the fire.","tags":["Coal"]}
      {"id":"words","title":"Four","text":"They did colliery work all day."}
      """, to: "documents.jsonl")
    #expect(try tool.run("index", "documents.jsonl").status == 0)
    func found(_ arguments: String...) throws -> [String] {
      try tool.run(["search"] + arguments + ["--format", "jsonl"]).objects()
        .compactMap { $0["id"] as? String }.sorted()
    }
    #expect(try found("*", "--facet", "subject=Coal") == ["both", "coal", "facet"])
    #expect(try found("*", "--facet", "subject=Mining") == ["both", "facet"])
    #expect(try found("*", "--facet", "subject=Colliery work") == ["both", "facet"])
    #expect(try found("*", "--facet", "subject!=Colliery work") == ["coal", "words"])
    #expect(try found("tag:\"Colliery work\"") == ["both", "facet"])
    #expect(try found("colliery work").contains("coal") == false)
    #expect(Set(try found("colliery work")).isSuperset(of: ["both", "facet", "words"]))
  }

  @Test func `where a document gets one of them, it is open at every door which`() throws {
    let tool = try Tool(
      vocabulary: Self.vocabulary.replacing("id=\"subject\"", with: "id=\"subject\" assign=\"one\"")
    )
    let asked = try tool.run("normalize", "--format", "tsv", input: "colliery work\n").lines
    #expect(asked[1].hasPrefix("colliery work\treview\t"))
    let text = "Colliery work of today. What colliery work needs."
    try tool.write("# Colliery work\n\n\(text)\n", to: "share/pit.md")
    let planned = try tool.run("retag", "share", "--dry-run", "--format", "jsonl").objects()
    let changes = planned.first?["changes"] as? [[String: Any]] ?? []
    #expect(changes.allSatisfy { ($0["new"] as? [String] ?? []).isEmpty })
    try tool.write(
      """
      {"id":"coal","title":"One","text":"Of the fire.","tags":["Coal"]}
      {"id":"mining","title":"Two","text":"Of the shafts.","tags":["Mining"]}
      {"id":"wool","title":"Three","text":"Of the sheep.","tags":["Wool"]}
      """, to: "documents.jsonl")
    #expect(try tool.run("index", "documents.jsonl").status == 0)
    let found = try tool.run(
      "search", "*", "--facet", "subject=Colliery work", "--format", "jsonl"
    ).objects().compactMap { $0["id"] as? String }
    #expect(found.sorted() == ["coal", "mining"])
    let told = try tool.run("check", "vocabulary.xml", "--rule", "CompoundOfSingleValuedScheme")
    #expect(told.output.contains("of which \"subject\" gives a document one"))
  }
}
