import Foundation
import TestSupport
import Testing

/// The search as built, over an export of documents with a vocabulary of its own.
struct SearchTests {
  private static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
      <scheme id="type" assign="one">
        <title>Types</title>
        <concept id="type/sales"><name>Sales document</name>
          <concept id="type/brochure"><name>Brochure</name><alias>Flyer</alias></concept>
          <concept id="type/price-list"><name>Price list</name></concept></concept>
      </scheme>
      <scheme id="product">
        <title>Products</title>
        <concept id="product/archive"><name>Harbor Archive</name>
          <former until="2009-06-30">Acme Vault</former></concept>
        <concept id="product/backup"><name>Harbor Backup</name></concept>
      </scheme>
    </vocabulary>
    """

  private static let documents = """
    {"id":"1","title":"Archive brochure","text":"Harbor Archive keeps mail for years.","date":"2010-03-01","tags":["https://id.example/type/brochure","https://id.example/product/archive"]}
    {"id":"2","title":"Prices","text":"Harbor Archive, per terabyte.","date":"2011-01-01","facets":{"type":["Price list"],"product":["Harbor Archive"]}}
    {"id":"3","title":"Backup flyer","text":"Harbor Backup copies tapes at night.","date":"2008-05-05","facets":{"type":["Flyer"],"product":["Harbor Backup"]}}
    {"id":"4","title":"Lunch","text":"The canteen is closed; no vault, no archive."}
    """

  func makeIndex() throws -> Tool {
    let tool = try Tool()
    try tool.write(Self.vocabulary, to: "v.xml")
    _ = try tool.run("import", "v.xml")
    try tool.write(Self.documents + "\n", to: "documents.jsonl")
    let result = try tool.run("index", "documents.jsonl")
    try #require(result.status == 0, "\(result.errors)")
    return tool
  }

  private func identifiers(_ result: Tool.Result) throws -> [String] {
    try result.objects().compactMap { $0["id"] as? String }
  }

  @Test func `an old name finds what bears the new one, and says so`() throws {
    let tool = try makeIndex()
    defer { tool.remove() }
    let found = try tool.run("search", "acme vault", "--format", "jsonl")
    #expect(Set(try identifiers(found)).isSuperset(of: ["1", "2"]))
    #expect(try tool.run("search", "acme vault").output.contains("Harbor Archive (formerly"))
    let literal = try tool.run("search", "acme vault", "--literal", "--format", "jsonl")
    #expect(try identifiers(literal) == ["4"])
  }

  @Test func `facets filter by any label, a parent finds its narrower ones`() throws {
    let tool = try makeIndex()
    defer { tool.remove() }
    func find(_ facets: String...) throws -> Set<String> {
      let arguments = ["search", "--format", "jsonl"] + facets.flatMap { ["--facet", $0] }
      return Set(try identifiers(try tool.run(arguments)))
    }
    #expect(try find("type=Flyer") == ["1", "3"])
    #expect(try find("type=Sales document") == ["1", "2", "3"])
    #expect(try find("type=Flyer", "type=Price list") == ["1", "2", "3"])
    #expect(try find("type=Brochure", "product=Acme Vault") == ["1"])
    #expect(try find("type!=Brochure") == ["2", "4"])
    #expect(try find("product=") == ["4"])
  }

  @Test func `counts facets over all hits, and a facet ignores its own selection`() throws {
    let tool = try makeIndex()
    defer { tool.remove() }
    let answer = try tool.run(
      "search", "--facet", "type=Brochure", "--limit", "1", "--format", "json"
    ).object()
    #expect(answer["total"] as? Int == 2)
    let facets = try #require(answer["facets"] as? [String: [[String: Any]]])
    func counts(_ key: String) -> [String: Int] {
      Dictionary(
        (facets[key] ?? []).map { ($0["value"] as? String ?? "", $0["count"] as? Int ?? 0) },
        uniquingKeysWith: max)
    }
    #expect(counts("type")["Price list"] == 1)
    #expect(counts("type")["Brochure"] == 2)
    #expect(counts("type")["Sales document"] == 3)
    #expect(counts("product") == ["Harbor Archive": 1, "Harbor Backup": 1])
  }

  @Test func `nothing found ends with 1, an unknown facet with 2 and the known ones`() throws {
    let tool = try makeIndex()
    defer { tool.remove() }
    #expect(try tool.run("search", "zeppelin", "--literal").status == 1)
    let unknown = try tool.run("search", "mail", "--facet", "colour=red")
    #expect(unknown.status == 2 || unknown.status == 64)
    #expect(unknown.errors.contains("type, product"))
  }

  @Test func `answers a batch in the form of TREC`() throws {
    let tool = try makeIndex()
    defer { tool.remove() }
    try tool.write("q1\tharbor archive\nq2\ttapes\n", to: "queries.tsv")
    let result = try tool.run("search", "--batch", "queries.tsv", "--format", "trec")
    let rows = result.lines.map { $0.split(separator: " ").map(String.init) }
    #expect(rows.allSatisfy { $0.count == 6 && $0[1] == "Q0" })
    #expect(rows.first { $0[0] == "q2" }?[2] == "3")
    #expect(result.errors.isEmpty)
  }

  @Test func `a batch for TREC says that it takes operators for words`() throws {
    let tool = try makeIndex()
    defer { tool.remove() }
    try tool.write("q1\tharbor AND tapes\nq2\tplain words?\nq3\tpath:sales/\n", to: "queries.tsv")
    let command = ["search", "--batch", "queries.tsv", "--limit", "1000", "--format"]
    let trec = try tool.run(command + ["trec"])
    #expect(trec.errors.contains("2 queries have operators or fields"), "\(trec.errors)")
    #expect(trec.errors.contains("--format jsonl"))
    #expect(!(try tool.run(command + ["jsonl"]).errors.contains("operators")))
  }

  @Test func `a damaged index is noticed and built anew`() throws {
    let tool = try makeIndex()
    defer { tool.remove() }
    let before = try identifiers(try tool.run("search", "harbor archive", "--format", "jsonl"))
    let folder = tool.folder.appendingPathComponent(".parlance/index")
    for (name, bytes) in try fileContents(below: folder) {
      try bytes.prefix(bytes.count / 2).write(to: folder.appendingPathComponent(name))
    }
    let after = try tool.run("search", "harbor archive", "--format", "jsonl")
    #expect(after.status == 0, "\(after.errors)")
    #expect(try identifiers(after) == before)
  }

  @Test func `a kind of document in the query steers to what is one, not to what mentions it`()
    throws
  {
    let tool = try makeIndex()
    defer { tool.remove() }
    try tool.write(
      """
      {"id":"news","title":"Acme Vault news","text":"Acme Vault is new. The Acme Vault brochure is out, ask for the brochure.","tags":["Price list"]}
      """ + "\n", to: "news.jsonl")
    _ = try tool.run("index", "news.jsonl")
    let found = try identifiers(
      try tool.run("search", "acme vault brochure", "--format", "jsonl"))
    #expect(found.first == "1")
    #expect(found.contains("news"))
  }

  // MARK: Further ways to search

  @Test func `an answer asked for quickly is the same as one by the argument parser`() throws {
    let tool = try makeIndex()
    defer { tool.remove() }
    for arguments in [
      ["harbor", "archive"], ["archive", "--facet", "type=Brochure", "--format", "jsonl"],
      ["--limit=1", "archive", "--format", "tsv"], ["--count", "*"], ["archive", "--explain"],
      ["--sort", "date", "--since", "2009"], ["tapes", "--literal", "--facet-limit", "2"],
      ["--mentions", "--facet", "product=Harbor Archive", "--format", "jsonl"],
    ] {
      let quick = try tool.run(["search"] + arguments)
      // The argument parser reads what follows an option that only it knows.
      let slow = try tool.run(["search", "--color", "never"] + arguments)
      #expect(quick.output == slow.output && quick.status == slow.status, "\(arguments)")
    }
    for arguments in [
      ["--limit", "x"], ["--limit", "-1"], ["--facet", "type"], ["--frobnicate"], ["--format"],
      ["--since", "soon"], ["--format", "trec"],
    ] {
      #expect(try tool.run(["search"] + arguments).status == 64, "\(arguments)")
    }
  }

  @Test func `keeps queries under names, and forgets them`() throws {
    let tool = try makeIndex()
    defer { tool.remove() }
    #expect(try tool.run("query", "list").status == 1)
    #expect(
      try tool.run("query", "save", "flyers", "type:flyer", "--facet", "product=Harbor Archive")
        .status == 0)
    #expect(try tool.run("query", "save", "none", "harbor", "-canteen").status == 0)
    #expect(try tool.run("query").output.contains("type:flyer product:\"Harbor Archive\""))
    let found = try tool.run("search", "query:flyers", "--format", "jsonl")
    #expect(try identifiers(found) == ["1"])
    let unknown = try tool.run("search", "query:nothing")
    #expect(unknown.status == 2 && unknown.errors.contains("query:flyers"))
    #expect(try tool.run("query", "save", "a b", "x").status == 2)
    #expect(try tool.run("query", "save", "self", "query:self").status == 2)
    #expect(try tool.run("query", "save", "bad", "(vault").errors.contains("^"))
    #expect(try tool.run("query", "remove", "flyers").status == 0)
    #expect(try tool.run("query", "remove", "flyers").status == 2)
  }

  @Test func `finds what is like a document, lists the values of a facet, counts by year`() throws {
    let tool = try makeIndex()
    defer { tool.remove() }
    let like = try tool.run("search", "--like", "1", "--format", "jsonl")
    #expect(try identifiers(like).first == "2")
    #expect(try !identifiers(like).contains("1"))
    let values = try tool.run("search", "--values", "product=vau", "--format", "tsv")
    #expect(values.lines.dropFirst().map { $0.split(separator: "\t")[0] } == ["Harbor Archive"])
    #expect(try tool.run("search", "--values", "type=zeppelin").status == 1)
    #expect(try tool.run("search", "--values", "colour").status == 2)
    let answer = try tool.run("search", "--histogram", "year", "--format", "json").object()
    let histogram = try #require(answer["histogram"] as? [String: Any])
    #expect(histogram["undated"] as? Int == 1)
    #expect((histogram["periods"] as? [[String: Any]])?.count == 3)
    #expect(try tool.run("search", "--histogram", "year").output.contains("undated"))
  }

  @Test func `says what would have hits`() throws {
    let tool = try makeIndex()
    defer { tool.remove() }
    let none = try tool.run("search", "tapes", "--facet", "type=Price list")
    #expect(none.status == 1)
    #expect(none.output.contains("Without the filter on type: 1 document"))
    #expect(
      try tool.run("search", "canteen AND tapes").output.contains("With any of the words: 2"))
  }

  @Test func `opens the first hit with the program named`() throws {
    let tool = try makeIndex()
    defer { tool.remove() }
    try tool.write("zebra", to: "z.txt")
    try tool.write(#"{"id":"z.txt","text":"zebra"}"# + "\n", to: "z.jsonl")
    _ = try tool.run("index", "z.jsonl")
    let opened = try tool.run(
      "search", "zebra", "--open", "--format", "paths", environment: ["PARLANCE_OPENER": "wc"])
    #expect(opened.status == 0)
    #expect(opened.output.contains("0 1 5 z.txt") || opened.output.contains("0       1       5"))
    let closed = try tool.run("search", "canteen", "--open")
    #expect(closed.status == 2 && closed.errors.contains("Hint"))
  }

  @Test func `what came into a share after a run, and nothing that was there before`() throws {
    let tool = try makeIndex()
    defer { tool.remove() }
    try tool.write("Harbor Archive brochure, the first.", to: "share/one.txt")
    #expect(try tool.run("retag", "share", "--yes", "--write-to", "catalog").status == 0)
    #expect(try tool.run("search", "--new-since", "1", "--count").output == "0\n")
    try tool.write("Harbor Backup brochure, the second.", to: "share/two.txt")
    #expect(try tool.run("retag", "share", "--yes", "--write-to", "catalog").status == 0)
    let new = try tool.run("search", "--new-since", "1", "--format", "paths")
    #expect(new.lines == ["share/two.txt"])
    #expect(try tool.run("search", "--new-since", "last", "--count").output == "0\n")
    let unknown = try tool.run("search", "--new-since", "9")
    #expect(unknown.status == 2 && unknown.errors.contains("the latest is 2"))
  }

  @Test func `a retag is searched at once, and what documents said before is in no segment`() throws
  {
    let tool = try makeIndex()
    defer { tool.remove() }
    for number in 0..<30 {
      let word = number < 5 ? "zanzibarium" : "number"
      try tool.write("Harbor Archive brochure \(word) \(number).", to: "share/\(number).txt")
    }
    _ = try tool.run("retag", "share", "--yes", "--write-to", "catalog")
    #expect(
      try tool.run("search", "--facet", "product=Harbor Archive", "--count").output == "32\n")
    func segmentsWithOldWords() throws -> Int {
      let folder = tool.folder.appendingPathComponent(".parlance/index")
      return try FileManager.default.contentsOfDirectory(atPath: folder.path).count { name in
        let bytes = try Data(contentsOf: folder.appendingPathComponent(name))
        return name.hasSuffix(".seg") && bytes.range(of: Data("zanzibarium".utf8)) != nil
      }
    }
    #expect(try segmentsWithOldWords() == 1)
    for number in 0..<5 {
      try tool.write("Harbor Backup price list \(number).", to: "share/\(number).txt")
    }
    _ = try tool.run("retag", "share", "--yes", "--write-to", "catalog")
    #expect(
      try tool.run("search", "--facet", "product=Harbor Archive", "--count").output == "27\n")
    #expect(try tool.run("search", "--facet", "product=Harbor Backup", "--count").output == "6\n")
    #expect(try segmentsWithOldWords() == 0)
  }

  @Test func `two commands index at once, and neither loses a document`() throws {
    let tool = try makeIndex()
    defer { tool.remove() }
    let processes = try (0..<3).map { number -> Process in
      let lines = (0..<200).map { #"{"id":"\#(number)-\#($0)","text":"zebra \#($0)"}"# }
      try tool.write(lines.joined(separator: "\n") + "\n", to: "\(number).jsonl")
      let process = tool.process(["index", "\(number).jsonl"])
      try process.run()
      return process
    }
    for process in processes {
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
    #expect(try tool.run("search", "zebra", "--count").output == "600\n")
  }

  @Test(
    .enabled(if: Strace.mayTrace, "strace may not trace here"),
    arguments: ["write", "pwrite64", "fsync", "rename"])
  func `a command killed at any call leaves the index of before, or the new one`(
    call: String
  ) throws {
    let tool = try makeIndex()
    defer { tool.remove() }
    let lines = (0..<200).map { #"{"id":"k\#($0)","text":"zebra \#($0) harbor"}"# }
    try tool.write(lines.joined(separator: "\n") + "\n", to: "k.jsonl")
    for number in 1...4 {
      let process = tool.process([])
      process.executableURL = URL(fileURLWithPath: Strace.path)
      process.arguments = [
        "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
        "inject=\(call):signal=SIGKILL:when=\(number)", Tool.program.path, "index", "k.jsonl",
      ]
      try process.run()
      process.waitUntilExit()
      #expect(number > 1 || process.terminationReason == .uncaughtSignal)
      let count = try tool.run("search", "zebra", "--count").output
      #expect(count == "0\n" || count == "200\n")
      #expect(try tool.run("search", "tapes", "--count").output == "1\n")
    }
  }
}
