import Foundation
import Testing

struct TagTests {
  private static let vocabulary = """
    <?xml version="1.0" encoding="UTF-8"?>
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://example.org/" xml:lang="en">
      <scheme id="type" facet="type" assign="one">
        <title>Document types</title>
        <concept id="type/brochure"><name>Brochure</name></concept>
        <concept id="type/price-list"><name>Price list</name></concept>
      </scheme>
      <scheme id="product" facet="product">
        <title>Products</title>
        <concept id="product/archive">
          <name>Harbor Archive</name>
          <former until="2009-06-30">Acme Vault</former>
        </concept>
        <concept id="product/cluster"><name>Harbor Cluster</name></concept>
      </scheme>
    </vocabulary>
    """

  private func tool() throws -> Tool {
    let tool = try Tool()
    try tool.write(Self.vocabulary, to: "vocabulary.xml")
    #expect(try tool.run("import", "vocabulary.xml", "--workspace", ".").status == 0)
    return tool
  }

  private func objects(_ output: String) throws -> [[String: Any]] {
    try output.split(separator: "\n").map { line in
      try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  @Test func `tags lines in order, with evidence, and goes on after a bad one`() throws {
    let tool = try tool()
    let input = """
      {"id":"1","title":"Price list Acme Vault","text":"Acme Vault, all prices."}
      not JSON
      {"id":"3","text":"Nothing."}
      {"title":"x"}

      """
    let result = try tool.run("tag", input: input)
    #expect(result.status == 0)
    let lines = try objects(result.output)
    #expect(lines.count == 4)
    let tags = try #require(lines[0]["tags"] as? [[String: Any]])
    #expect(
      Set(tags.compactMap { $0["concept"] as? String }) == [
        "https://example.org/type/price-list", "https://example.org/product/archive",
      ])
    let product = try #require(tags.first { $0["scheme"] as? String == "product" })
    #expect(product["label"] as? String == "Harbor Archive")
    let evidence = try #require((product["evidence"] as? [[String: Any]])?.first)
    #expect(evidence["field"] as? String == "title")
    #expect(evidence["start"] as? Int == 11)
    #expect(evidence["end"] as? Int == 21)
    #expect(evidence["surface"] as? String == "Acme Vault")
    #expect((lines[1]["error"] as? String)?.hasPrefix("line 2:") == true)
    #expect((lines[2]["tags"] as? [Any])?.isEmpty == true)
    #expect(lines[3]["error"] as? String == "line 4: the object has no \"id\"")
  }

  @Test func `gives every mention with its bytes`() throws {
    let result = try tool().run(
      "tag", "--mentions", input: #"{"id":"1","text":"Für Harbor Cluster."}"# + "\n")
    let mention = try #require(
      (try objects(result.output).first?["tags"] as? [[String: Any]])?.first)
    #expect(mention["start"] as? Int == 5)
    #expect(mention["end"] as? Int == 19)
    #expect(mention["concept"] as? String == "https://example.org/product/cluster")
  }

  @Test func `learns, scores and forgets`() throws {
    let tool = try tool()
    let gold = (0..<40).map { number in
      number % 2 == 0
        ? #"{"id":"\#(number)","text":"Amounts in euro per seat, \#(number).","tags":["https://example.org/type/price-list"]}"#
        : #"{"id":"\#(number)","text":"Our customers love it, call us, \#(number).","tags":["https://example.org/type/brochure"]}"#
    }.joined(separator: "\n")
    try tool.write(gold, to: "gold.jsonl")
    let before = try tool.run("evaluate", "tags", "gold.jsonl", "--format", "tsv")
    #expect(before.output.contains("accuracy\t0"))
    let crossed = try tool.run(
      "evaluate", "tags", "gold.jsonl", "--folds", "4", "--limit", "1", "--format", "tsv")
    #expect(crossed.output.contains("accuracy\t1"))
    #expect(try tool.run("learn", "gold.jsonl").status == 0)
    let line = #"{"id":"x","text":"Amounts in euro per seat."}"# + "\n"
    #expect(try tool.run("tag", input: line).output.contains("type/price-list"))
    #expect(try tool.run("learn", "--forget").status == 0)
    #expect(!(try tool.run("tag", input: line).output.contains("type/price-list")))
    #expect(try tool.run("learn").status == 64)
  }

  @Test func `names the line of a gold file that is no document`() throws {
    let tool = try tool()
    try tool.write("{\"id\":\"1\",\"text\":\"x\"}\n{\"id\":\"2\"}\n", to: "gold.jsonl")
    let result = try tool.run("learn", "gold.jsonl")
    #expect(result.status == 2)
    #expect(result.errors.contains("gold.jsonl:2: error: the object has no \"text\""))
  }
}
