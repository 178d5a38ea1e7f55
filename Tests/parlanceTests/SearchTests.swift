import Foundation
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

  private func makeIndex() throws -> Tool {
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
  }

  @Test func `a damaged index is noticed and built anew`() throws {
    let tool = try makeIndex()
    defer { tool.remove() }
    let before = try identifiers(try tool.run("search", "harbor archive", "--format", "jsonl"))
    let folder = tool.folder.appendingPathComponent(".parlance/index")
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let url = folder.appendingPathComponent(name)
      guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
        continue
      }
      let bytes = try Data(contentsOf: url)
      try bytes.prefix(bytes.count / 2).write(to: url)
    }
    let after = try tool.run("search", "harbor archive", "--format", "jsonl")
    #expect(after.status == 0, "\(after.errors)")
    #expect(try identifiers(after) == before)
  }
}
