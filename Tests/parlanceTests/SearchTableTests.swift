import Foundation
import Testing

/// What people see of an answer.
extension SearchTests {
  @Test func `a hit shows its title, type, product and date, its path and a passage`() throws {
    let tool = try makeIndex()
    defer { tool.remove() }
    let lines = try tool.run("search", "keeps", "mail").lines
    #expect(lines[0] == " 1  Archive brochure   Brochure · Harbor Archive · 2010-03-01")
    #expect(lines[1] == "    1")
    #expect(lines[2].contains("Harbor Archive keeps mail for years."))
    #expect(lines[3] == "1 document")
    #expect(try tool.run("search", "--limit", "1").lines.contains("1 of 4 documents"))
  }

  @Test func `narrower values follow the broader one, and the rest is a number`() throws {
    let tool = try makeIndex()
    defer { tool.remove() }
    let all = try tool.run("search", "--limit", "0").lines
    #expect(all.contains("type     Sales document 3 · › Brochure 2 · › Price list 1"))
    #expect(all.contains("product  Harbor Archive 2 · Harbor Backup 1"))
    let few = try tool.run("search", "--limit", "0", "--facet-limit", "2").lines
    #expect(few.contains("type     Sales document 3 · › Brochure 2 · +1"))
    let values = try tool.run("search", "--values", "type").lines
    #expect(values.dropFirst().map { $0.hasPrefix("› ") } == [false, true, true])
  }

  @Test func `a mistyped label is taken for the concept`() throws {
    let tool = try makeIndex()
    defer { tool.remove() }
    let found = try tool.run("search", "brochre")
    #expect(found.output.contains("Understood: type = Brochure · brochre → brochure   (--literal"))
    #expect(found.output.contains("Backup flyer"))
    let literal = try tool.run("search", "brochre", "--literal")
    #expect(literal.status == 1 && literal.output.contains("Near: brochure"))
  }

  @Test func `a label that no document has is not corrected`() throws {
    let tool = try makeIndex()
    defer { tool.remove() }
    try tool.write(#"{"id":"5","text":"acne cream"}"# + "\n", to: "acne.jsonl")
    _ = try tool.run("index", "acne.jsonl")
    #expect(try tool.run("search", "acme").output.contains("acme → acne"))
    #expect(try !tool.run("search", "acme", "vault").output.contains("→"))
  }

  @Test func `a value that a facet does not have offers the nearest, or the usual ones`() throws {
    let tool = try makeIndex()
    defer { tool.remove() }
    for arguments in [["type:brochre"], ["--facet", "type=Flier"], ["type:\"a flyer\""]] {
      let result = try tool.run(["search"] + arguments)
      #expect(result.status == 2)
      #expect(result.errors.contains("did you mean Brochure?"), "\(result.errors)")
    }
    let other = try tool.run("search", "type:zeppelin")
    #expect(other.errors.contains("most documents have Sales document, Brochure, Price list"))
  }

  @Test func `an explanation adds up, like parts in one line`() throws {
    let tool = try makeIndex()
    defer { tool.remove() }
    let lines = try tool.run("search", "keeps", "mail", "--explain").lines
    #expect(lines.contains { $0.hasSuffix("  keeps") } && lines.contains { $0.hasSuffix("  mail") })
    let parts = lines.compactMap { line -> Double? in
      let words = line.split(separator: " ")
      return ["keeps", "mail", "all"].contains(words.last) ? Double(words[0]) : nil
    }
    #expect(parts.count == 3 && abs(parts[0] + parts[1] - parts[2]) < 0.02, "\(lines)")
  }

  @Test func `what is related decides between equals, is named, and offered when nothing is found`()
    throws
  {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(
      """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/"><scheme id="topic">
        <title>Topics</title>
        <concept id="fish"><name>Fish</name><related ref="water"/></concept>
        <concept id="whale"><name>Whale</name><related ref="water"/></concept>
        <concept id="water"><name>Water</name></concept>
      </scheme></vocabulary>
      """, to: "v.xml")
    _ = try tool.run("import", "v.xml")
    try tool.write(
      """
      {"id":"1","text":"Fish soup."}
      {"id":"2","text":"Fish soup.","facets":{"topic":["Water"]}}
      {"id":"3","text":"Rain.","facets":{"topic":["Water"]}}

      """, to: "d.jsonl")
    _ = try tool.run("index", "d.jsonl")
    let fish = try tool.run("search", "fish")
    #expect(fish.lines[0] == "Understood: topic = Fish   (--literal for the words alone)")
    let explained = try tool.run("search", "fish", "--explain")
    #expect(
      explained.lines[0].hasPrefix(
        "Understood: topic = Fish · related, first among equals: Water "))
    func identifiers(_ arguments: String...) throws -> [String] {
      try tool.run(["search"] + arguments + ["--format", "jsonl"]).objects()
        .compactMap { $0["id"] as? String }
    }
    #expect(try identifiers("fish") == ["2", "1"])
    #expect(try identifiers("fish", "--literal") == ["1", "2"])
    let whale = try tool.run("search", "whale")
    #expect(whale.status == 1 && whale.output.contains("Related, topic:\"Water\": 2 documents"))
  }
}
