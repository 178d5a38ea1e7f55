import Foundation
import Model
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

  private func tool() throws -> Tool { try Tool(vocabulary: Self.vocabulary) }

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
    let lines = try result.objects()
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
      (try result.objects().first?["tags"] as? [[String: Any]])?.first)
    #expect(mention["start"] as? Int == 5)
    #expect(mention["end"] as? Int == 19)
    #expect(mention["concept"] as? String == "https://example.org/product/cluster")
  }

  @Test func `counts words in any order on request, less than in order`() throws {
    let tool = try tool()
    func tag(_ text: String, _ options: String...) throws -> [[String: Any]] {
      let input = #"{"id":"1","text":"\#(text)"}"# + "\n"
      let result = try tool.run(["tag", "--threshold", "0"] + options, input: input)
      #expect(result.status == 0)
      return try #require(try result.objects().first?["tags"] as? [[String: Any]])
    }
    let text = "Für the cluster in the harbor."
    #expect(try tag(text).isEmpty)
    let found = try #require(try tag(text, "--any-order").first)
    #expect(found["label"] as? String == "Harbor Cluster")
    let evidence = try #require((found["evidence"] as? [[String: Any]])?.first)
    #expect(evidence["rule"] as? String == "order_free")
    #expect(evidence["surface"] as? String == "cluster in the harbor")
    #expect(evidence["start"] as? Int == 9)
    #expect(evidence["end"] as? Int == 30)
    let ordered = try #require(try tag("Für the harbor cluster.", "--any-order").first)
    #expect(try #require(ordered["score"] as? Double) > #require(found["score"] as? Double))
    let rules = (ordered["evidence"] as? [[String: Any]])?.compactMap { $0["rule"] as? String }
    #expect(rules == ["text", "start"])
    let mention = try #require(try tag(text, "--any-order", "--mentions").first)
    #expect(mention["surface"] as? String == "cluster in the harbor")
    let gold = #"{"id":"1","text":"\#(text)","tags":["https://example.org/product/cluster"]}"#
    try tool.write(gold + "\n", to: "gold.jsonl")
    func score(_ options: String...) throws -> String {
      let arguments = ["evaluate", "tags", "gold.jsonl", "--limit", "1", "--format", "tsv"]
      return try tool.run(arguments + options).output
    }
    #expect(try score().contains("f1_sample\t0"))
    #expect(try score("--any-order").contains("f1_sample\t1"))
    // Settled for a scheme it counts for tag, evaluate and retag; for another scheme it does not.
    #expect(try tool.run("tune", "--any-order", "type").status == 0)
    #expect(try tag(text).isEmpty)
    let settled = try tool.run("tune", "--any-order", "product").output
    #expect(settled.contains("\"anyOrder\": [\n    \"product\",\n    \"type\"\n  ]"), "\(settled)")
    #expect(try tag(text).first?["label"] as? String == "Harbor Cluster")
    #expect(try score().contains("f1_sample\t1"))
    try tool.write("# The cluster in the harbor\n\nNothing else.\n", to: "share/a.md")
    func retagged() throws -> String {
      try tool.run("retag", "share", "--dry-run", "--format", "jsonl").output
    }
    #expect(try retagged().contains("product/cluster"))
    #expect(try tool.run("tune", "--in-order", "product").status == 0)
    #expect(try tag(text).isEmpty)
    #expect(!(try retagged().contains("product/cluster")))
    #expect(try tool.run("tune", "--any-order", "no").status == 64)
  }

  @Test func `scores have intervals, by scheme and concept too`() throws {
    let tool = try tool()
    let gold = (0..<20).map { number in
      let tags =
        number % 2 == 0
        ? #""https://example.org/product/archive""#
        : #""https://example.org/product/cluster","https://example.org/type/brochure""#
      return #"{"id":"\#(number)","title":"Harbor Archive","text":"","tags":[\#(tags)]}"#
    }
    try tool.write(gold.joined(separator: "\n"), to: "gold.jsonl")
    func rows(_ grouping: String) throws -> [[String]] {
      let result = try tool.run(
        "evaluate", "tags", "gold.jsonl", "--by", grouping, "--format", "tsv")
      return result.output.split(separator: "\n").map { $0.components(separatedBy: "\t") }
    }
    let all = try rows("all")
    #expect(all.first == ["measure", "value", "low", "high"])
    #expect(all.dropFirst().first == ["documents", "20", "", ""])
    let accuracy = try #require(all.first { $0[0] == "accuracy" })
    #expect(accuracy[1] == "0.5000")
    #expect(try #require(Double(accuracy[2])) < 0.5 && #require(Double(accuracy[3])) > 0.5)
    let schemes = try rows("scheme")
    #expect(schemes.first == ["scheme", "measure", "value", "low", "high"])
    #expect(schemes.contains(["type", "documents", "10", "", ""]))
    #expect(schemes.contains(["type", "recall_micro", "0.0000", "0.0000", "0.0000"]))
    #expect(schemes.contains { $0.starts(with: ["product", "precision_micro", "0.5000"]) })
    let concepts = try rows("concept")
    let archive = try #require(concepts.first { $0[0] == "Harbor Archive" })
    #expect(archive[1] == "https://example.org/product/archive")
    #expect(archive[2] == "0.5000" && archive[5...7] == ["1.0000", "1.0000", "1.0000"])
    #expect(archive.suffix(3) == ["10", "20", "10"])
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
    #expect(try tool.run("learn", "gold.jsonl", "--forget").status == 64)
  }

  @Test func `learns wordings that people marked, until it forgets them`() throws {
    let tool = try tool()
    let gold = """
      {"id":"1","text":"The long box keeps mail.","tags":[],"mentions":[\
      {"start":4,"end":12,"concept":"https://example.org/product/archive"}]}
      """
    try tool.write(gold + "\n", to: "gold.jsonl")
    let line = #"{"id":"x","text":"We sell the Long Box."}"# + "\n"
    #expect(!(try tool.run("tag", "--mentions", input: line).output.contains("archive")))
    #expect(try tool.run("learn", "gold.jsonl").output.contains("and 1 wordings"))
    let found = try tool.run("tag", "--mentions", input: line)
    #expect(found.output.contains(#""surface":"Long Box""#), "\(found.errors)")
    #expect(try tool.run("tag", "--mentions", input: line).output == found.output)
    #expect(!(try tool.run("show", "long box").output.contains("archive")))
    #expect(try tool.run("learn", "--forget").status == 0)
    #expect(!(try tool.run("tag", "--mentions", input: line).output.contains("archive")))
    let left = try FileManager.default.contentsOfDirectory(
      atPath: tool.folder.appendingPathComponent(".parlance").path)
    #expect(!left.contains { $0.hasPrefix("learned-") })
  }

  @Test func `learning tells which tags contradict each other, and learns all the same`() throws {
    let tool = try tool()
    let (list, brochure) = (
      "https://example.org/type/price-list", "https://example.org/type/brochure"
    )
    let gold = """
      {"id":"a","text":"Amounts in euro.","tags":["\(list)","\(brochure)"]}
      {"id":"b","text":"Call us.","tags":["\(brochure)"]}
      {"id":"c","text":"Call us.","tags":["\(list)"]}
      {"id":"d","text":"Call.","tags":["https://example.org/gone"]}
      """
    try tool.write(gold, to: "gold.jsonl")
    let result = try tool.run("learn", "gold.jsonl")
    #expect(result.status == 0)
    for words in [
      "1 tags are not concepts of the vocabulary",
      "1 document has several values of a scheme that gives each one, such as “a” of type",
      "1 document has the words of another one that is tagged otherwise, such as “c” in type",
    ] { #expect(result.errors.contains(words), "\(result.errors)") }
  }

  @Test func `names the line of a gold file that is no document`() throws {
    let tool = try tool()
    try tool.write("{\"id\":\"1\",\"text\":\"x\"}\n{\"id\":\"2\"}\n", to: "gold.jsonl")
    let result = try tool.run("learn", "gold.jsonl")
    #expect(result.status == 2)
    #expect(result.errors.contains("gold.jsonl:2: error: the object has no \"text\""))
  }

  @Test func `explains why a concept is not assigned`() throws {
    let tool = try tool()
    let input =
      #"{"id":"1","text":"Nothing."}"# + "\n" + #"{"id":"2","title":"Acme Vault","text":""}"#
    let result = try tool.run("tag", "--explain", "Harbor Archive", input: input)
    let lines = try result.objects()
    #expect(lines.compactMap { $0["verdict"] as? String } == ["not_found", "accepted"])
    #expect((lines[0]["reason"] as? String)?.contains("None of its 2 labels") == true)
    let unknown = try tool.run("tag", "--explain", "Harbour Archive", input: input)
    #expect(unknown.status == 64)
    #expect(unknown.errors.contains("Near it: “Harbor Archive”"))
  }

  @Test func `keeps the order of many lines, good and bad`() throws {
    let count = 3000
    let input = (0..<count).map { number in
      switch number % 7 {
      case 3: "{broken \(number)"
      case 5:
        #"{"id":\#(number),"text":"Harbor Cluster \#(String(repeating: "and more ", count: number % 97))"}"#
      default: #"{"id":"\#(number)","text":"Harbor Archive."}"#
      }
    }.joined(separator: "\n")
    let result = try tool().run("tag", input: input)
    #expect(result.status == 0)
    let lines = try result.objects()
    #expect(lines.count == count)
    for (number, line) in lines.enumerated() {
      if number % 7 == 3 {
        #expect((line["error"] as? String)?.hasPrefix("line \(number + 1):") == true)
      } else {
        #expect(line["id"] as? String == "\(number)")
      }
    }
  }

  @Test func `takes invalid UTF-8 and huge lines as they come, and names members that cannot be`()
    throws
  {
    let tool = try tool()
    var bytes = Array(#"{"id":"1","text":"Harbor "#.utf8) + [0xFF, 0xC3]
    bytes += Array(#" Harbor Cluster"}"#.utf8) + [0x0A]
    let long = String(repeating: "Harbor Cluster does it. ", count: 200_000)
    bytes += Array((#"{"id":"2","text":"\#(long)"}"# + "\n").utf8)
    bytes += Array(#"{"id":"3","text":"x","date":"never"}"#.utf8)
    let result = try tool.run(["tag", "--limit", "1"], bytes: Data(bytes))
    #expect(result.status == 0)
    let lines = try result.objects()
    #expect(lines.map { $0["id"] as? String } == ["1", "2", "3"])
    #expect((lines[0]["tags"] as? [Any])?.count == 1)
    #expect((lines[1]["tags"] as? [Any])?.count == 1)
    #expect((lines[2]["error"] as? String)?.hasPrefix(#"line 3: "never" is not a date"#) == true)
  }

  @Test func `limits, thresholds and schemes hold`() throws {
    let tool = try tool()
    let input = #"{"id":"1","title":"Price list","text":"Harbor Archive. Harbor Cluster."}"# + "\n"
    func tags(_ arguments: String...) throws -> [String] {
      let result = try tool.run(["tag"] + arguments, input: input)
      let tags = try #require(try result.objects().first?["tags"] as? [[String: Any]])
      return tags.compactMap { ($0["concept"] as? String)?.components(separatedBy: "/").last }
    }
    #expect(try tags("--scheme", "type") == ["price-list"])
    #expect(try tags("--scheme", "product", "--limit", "1").count == 1)
    #expect(try tags("--threshold", "0") == ["price-list", "archive", "cluster"])
    #expect(try tags("--threshold", "1").isEmpty)
    #expect(try tool.run("tag", "--scheme", "no", input: input).status == 64)
  }

  @Test func `keeps thresholds and blocks until they are taken back`() throws {
    let tool = try tool()
    let input = #"{"id":"1","title":"Harbor Archive and Harbor Cluster","text":""}"# + "\n"
    func count() throws -> Int {
      let result = try tool.run("tag", input: input)
      return (try result.objects().first?["tags"] as? [Any])?.count ?? -1
    }
    #expect(try count() == 2)
    #expect(try tool.run("tune", "--block", "Acme Vault").status == 0)
    #expect(try count() == 1)
    let explained = try tool.run("tag", "--explain", "Harbor Archive", input: input)
    #expect(explained.output.contains(#""verdict":"blocked""#))
    #expect(try tool.run("tune", "--unblock", "Harbor Archive").status == 0)
    #expect(try tool.run("tune", "--threshold", "product=1:1").status == 0)
    #expect(try count() == 0)
    let shown = try tool.run("tune")
    #expect(shown.output.contains(#""accept": 1"#))
    #expect(try tool.run("tune", "--threshold", "product=").status == 0)
    #expect(try tool.run("tune", "--block-scheme", "product").status == 0)
    #expect(try count() == 0)
    #expect(try tool.run("tune", "--unblock-scheme", "product").status == 0)
    #expect(try count() == 2)
    #expect(try tool.run("tune", "--threshold", "product=2").status == 64)
    #expect(try tool.run("tune", "--threshold", "product=0.2:0.4").status == 64)
  }

  @Test func `tag and retag decide alike about the same text`() throws {
    let tool = try tool()
    let text = "We use Harbor Archive. We use Harbor Cluster."
    try tool.write(text + "\n", to: "share/a.txt")
    let lines = try tool.run(
      "tag", input: "{\"id\":\"1\",\"path\":\"a.txt\",\"text\":\"\(text)\"}\n"
    ).objects()
    let tags = try #require(lines.first?["tags"] as? [[String: Any]])
    let accepted = tags.filter { $0["outcome"] as? String == "accepted" }
      .compactMap { $0["concept"] as? String }
    let planned = try tool.run("retag", "share", "--dry-run", "--format", "jsonl").objects()
    let changes = try #require(planned.first?["changes"] as? [[String: Any]])
    let assigned = changes.flatMap { $0["new"] as? [String] ?? [] }
    #expect(Set(accepted) == Set(assigned))
    #expect(assigned.count == 2)
  }
}
