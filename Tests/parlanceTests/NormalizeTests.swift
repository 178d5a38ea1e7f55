import Foundation
import Model
import Testing

struct NormalizeTests {
  private static let vocabulary = """
    <?xml version="1.0" encoding="UTF-8"?>
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://example.org/" xml:lang="en">
      <scheme id="type" facet="type" assign="one">
        <title>Document types</title>
        <concept id="type/brochure"><name>Brochure</name><alias>Flyer</alias></concept>
        <concept id="type/price-list"><name>Price list</name></concept>
      </scheme>
      <scheme id="product" facet="product">
        <title>Products</title>
        <concept id="product/archive">
          <name>Harbor Archive</name>
          <former until="2009-06-30">Vault</former>
        </concept>
        <concept id="product/lock">
          <name>Harbor Lock</name>
          <alias from="2009-07-01">Vault</alias>
        </concept>
      </scheme>
    </vocabulary>
    """

  private func tool() throws -> Tool { try Tool(vocabulary: Self.vocabulary) }

  private func rows(_ result: Tool.Result) -> [[String]] {
    result.lines.map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test func `prints the columns that scripts rely on, a line for each line, in order`() throws {
    let tool = try tool()
    let result = try tool.run(
      "normalize", "-", "--format", "tsv", input: "flyer\n\nxqzw kjhg\nPrice list\nflyer\n")
    #expect(result.status == 0)
    #expect(
      result.lines[0] == "label\toutcome\tconcept\tpreferred_label\tscore\tmethod\trunner_up")
    let rows = rows(result).dropFirst()
    #expect(rows.map { $0[0] } == ["flyer", "", "xqzw kjhg", "Price list", "flyer"])
    #expect(rows.map { $0[1] } == ["accepted", "unknown", "unknown", "accepted", "accepted"])
    #expect(rows.first?[2] == "https://example.org/type/brochure")
    #expect(rows.first?[3] == "Brochure")
    #expect(rows.first?[5] == "folded")
    #expect(rows.allSatisfy { $0.count == 7 && Double($0[4]) != nil })
  }

  @Test func `labels that contradict the names are told before the figures are believed`() throws {
    let tool = try tool()
    try tool.write("name\tcanonical_id\nBrochure\tb\nPrice list\tp\n", to: "names.tsv")
    try tool.write("label\tcanonical_id\nFlyer\tb\nprices\tp\nBrochure\tp\n", to: "gold.tsv")
    let result = try tool.run(
      "evaluate", "labels", "gold.tsv", "--names", "names.tsv", "--seeds", "2")
    #expect(result.status == 0)
    #expect(
      result.errors.contains(
        "1 label is the preferred name of another concept, such as \"Brochure\", given to p"))
    try tool.write("label\tcanonical_id\nFlyer\tb\nprices\tp\nBrochure\tb\n", to: "gold.tsv")
    let fine = try tool.run(
      "evaluate", "labels", "gold.tsv", "--names", "names.tsv", "--seeds", "2")
    #expect(fine.errors.isEmpty)
  }

  @Test(
    arguments: [
      ("labels.csv", "id,label\n1,\"Flyer\"\n2,\"Price\nlist\"\n"),
      ("labels.tsv", "id\tlabel\n1\tFlyer\n2\tPrice list\n"),
      ("semicolons.csv", "id;label\r\n1;Flyer\r\n2;Price list\r\n"),
      ("labels.jsonl", "{\"label\":\"Flyer\"}\n{\"label\":\"Price list\",\"n\":3}\n"),
      ("labels.txt", "Flyer\nPrice list"),
      ("bom.txt", "\u{FEFF}Flyer\nPrice list\n"),
    ])
  func `reads every kind of file`(name: String, content: String) throws {
    let tool = try tool()
    try tool.write(content, to: name)
    let rows = rows(try tool.run("normalize", name, "--format", "tsv")).dropFirst()
    #expect(rows.map { $0[0] } == ["Flyer", "Price list"])
    #expect(rows.map { $0[3] } == ["Brochure", "Price list"])
  }

  @Test func `takes labels and counts from named columns and sums them up`() throws {
    let tool = try tool()
    try tool.write("kind,n\nFlyer,40\nFLYER,2\nxqzw,8\n", to: "labels.csv")
    let summary = try tool.run(
      "normalize", "labels.csv", "--column", "kind", "--count-column", "n", "--summary",
      "--format", "tsv")
    #expect(
      summary.lines == [
        "outcome\tlabels\toccurrences\tshare", "accepted\t2\t42\t0.84", "review\t0\t0\t0",
        "unknown\t1\t8\t0.16",
      ] || summary.lines[1].hasPrefix("accepted\t2\t42\t0.84"))
    let objects = try tool.run(
      "normalize", "labels.csv", "--column", "kind", "--format", "jsonl"
    ).objects()
    #expect(objects.map { $0["outcome"] as? String } == ["accepted", "accepted", "unknown"])
    #expect(objects[2]["concept"] is NSNull)
  }

  @Test func `context columns decide between namesakes and say so`() throws {
    let tool = try tool()
    try tool.write(
      """
      label,date,folder
      Vault,2008-03-01,a
      Vault,2011,a
      Vault,,b
      Harbor Lock,,c
      harbor lock,,c
      HARBOR LOCK,,c
      Vault,,c

      """, to: "labels.csv")
    let result = try tool.run(
      "normalize", "labels.csv", "--context-columns", "date,folder", "--explain", "--format",
      "tsv")
    let rows = Array(rows(result).dropFirst())
    #expect(rows[0][3] == "Harbor Archive")
    #expect(rows[0][7].contains("on 2008-03-01 only this concept bore the name"))
    #expect(rows[1][3] == "Harbor Lock")
    #expect(rows[2][1] == "review")
    #expect(rows[2][7].contains("2 concepts claim this label"))
    #expect(rows[6][3] == "Harbor Lock")
    #expect(rows[6][7].contains("most labels of the folder mean this concept"))
  }

  @Test(
    arguments: [
      (["--column", "nope"], "labels.csv:1: error: no column \"nope\""),
      (["--count-column", "nope"], "no column \"nope\""),
      (["--context-columns", "nope"], "no column \"nope\""),
    ])
  func `a column that is not there is an error that names it`(
    options: [String], message: String
  ) throws {
    let tool = try tool()
    try tool.write("label,count\nFlyer,1\n", to: "labels.csv")
    let result = try tool.run(["normalize", "labels.csv"] + options)
    #expect(result.status == 2 || result.status == 64)
    #expect(result.errors.contains(message))
    #expect(result.output.isEmpty)
  }

  @Test func `damaged input is an error with its line`() throws {
    let tool = try tool()
    try tool.write("label,count\nFlyer,1\n\"open,2\n", to: "labels.csv")
    let csv = try tool.run("normalize", "labels.csv")
    #expect(csv.status == 2)
    #expect(csv.errors.contains("labels.csv:3:"))
    try tool.write("{\"label\":\"Flyer\"}\n{\"label\":\n", to: "labels.jsonl")
    let json = try tool.run("normalize", "labels.jsonl")
    #expect(json.status == 2)
    #expect(json.errors.contains("labels.jsonl:2:"))
    let missing = try tool.run("normalize", "none.csv")
    #expect(missing.status == 2)
    #expect(missing.errors.contains("none.csv"))
  }

  @Test func `a cell never starts a formula, and what was guarded is read as it was`() throws {
    let tool = try tool()
    let result = try tool.run(
      "normalize", "-", "--format", "csv", input: "=HYPERLINK(1)\n+Flyer\n@x\n-y\n")
    for line in result.lines.dropFirst() {
      #expect(line.hasPrefix("'") || line.hasPrefix("\"'"))
    }
    try tool.write(result.output, to: "again.csv")
    let again = try tool.run("normalize", "again.csv", "--format", "jsonl").objects()
    #expect(
      again.map { $0["label"] as? String } == ["=HYPERLINK(1)", "+Flyer", "@x", "-y"])
  }

  @Test func `a closed pipe ends quietly`() throws {
    let tool = try tool()
    try tool.write(
      String(repeating: "Flyer of many words\n", count: 20_000), to: "labels.txt")
    let result = try tool.shell("\"$0\" normalize labels.txt --format tsv | head -1")
    #expect(result.errors.isEmpty)
    #expect(result.output.hasPrefix("label\toutcome"))
  }

  @Test func `what was learned is kept, and learned again when it is damaged or stale`() throws {
    let tool = try tool()
    let model = tool.folder.appendingPathComponent(".parlance/normalizer.model")
    func run() throws -> String {
      try tool.run("normalize", "-", "--format", "tsv", input: "flyer\nprice lst\n").output
    }
    let first = try run()
    let kept = try Data(contentsOf: model)
    #expect(try run() == first)
    try Data("damaged".utf8).write(to: model)
    #expect(try run() == first)
    #expect(try Data(contentsOf: model) == kept)
    try tool.write(
      Self.vocabulary.replacingOccurrences(of: "Flyer", with: "Leaflet"), to: "vocabulary.xml")
    #expect(try tool.run("import", "vocabulary.xml").status == 0)
    #expect(try tool.run("normalize", "-", input: "leaflet\n").output.contains("accepted"))
    #expect(try Data(contentsOf: model) != kept)
  }

  @Test func `clusters of unknown labels propose a concept each`() throws {
    let tool = try tool()
    try tool.write(
      "label,count\nBattle card,5\nbattlecard_v2,2\nBattle cards 2009,1\nQuux,1\nFlyer,9\n2009,30\n"
        + "???,2\napproved,7\n",
      to: "labels.csv")
    let objects = try tool.run(
      "normalize", "labels.csv", "--count-column", "count", "--clusters", "--format", "jsonl"
    ).objects()
    #expect(objects.first?["proposed_concept"] as? String == "Battle card")
    #expect(objects.first?["occurrences"] as? Int == 8)
    #expect(objects.count == 3)
    #expect(objects.last?["proposed_concept"] as? String == "", "a date or state is no concept")
    #expect(objects.last?["labels"] as? [String] == ["2009", "approved", "???"])
  }
}
