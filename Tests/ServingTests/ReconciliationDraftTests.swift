import JSONCoding
import ParlanceKit
import Serving
import ServingSupport
import Testing

/// The draft of version 1.0 of the reconciliation API: what it has that 0.2 has not, and the same answers.
struct ReconciliationDraftTests {
  private let asker: Asker

  init() throws { asker = try Asker() }

  private static let root = "/reconcile/1.0-draft"
  private static let archive = "https://id.example/product/archive"

  private func match(_ queries: String, at root: String = Self.root) throws -> [JSONValue] {
    let response = asker.post("\(root)/match", #"{"queries":\#(queries)}"#)
    try #require(response.status == 200, "\(response.text)")
    return try asker.json(response)["results"]?.array ?? []
  }

  private static func named(_ name: String, _ more: String = "") -> String {
    #"{"conditions":[{"matchType":"name","propertyValue":"\#(name)"}\#(more)]}"#
  }

  // MARK: Manifest

  @Test func `the manifest says what there is, each at its place below`() throws {
    let manifest = try asker.json(asker.get(Self.root))
    #expect(manifest["versions"] == ["1.0-draft"])
    #expect(manifest["suggest"] == ["entity": true, "type": true, "property": true])
    #expect(manifest["view"]?["url"]?.string == "http://localhost:7311/concept?uri={id}")
    #expect(manifest["standardizedScore"] == true)
    #expect(manifest["extend"]?["proposeProperties"] == true)
    #expect(manifest["defaultTypes"]?.array?.map { $0["id"]?.string } == ["type", "product"])
    let scheme = try asker.json(asker.get("\(Self.root)/product"))
    #expect(scheme["defaultTypes"]?.array?.map { $0["id"]?.string } == ["product"])
    #expect(scheme["name"]?.string == "Parlance: Products")
  }

  @Test(arguments: [
    ("GET", "/kind", 404), ("GET", "/match", 405), ("GET", "/product/match", 405),
    ("GET", "/extend", 405), ("POST", "", 405), ("GET", "/suggest", 404),
    ("GET", "/product/x", 404),
    ("GET", "/suggest/color", 400), ("GET", "/preview?id=none", 404),
  ])
  func `what is not there, or not asked for like this, is told`(
    method: String, path: String, status: Int
  ) {
    let response =
      method == "GET" ? asker.get(Self.root + path) : asker.post(Self.root + path, "{}")
    #expect(response.status == status, "\(response.text)")
    #expect(response.headers["Content-Type"] == "application/problem+json")
  }

  // MARK: Queries

  @Test func `a batch is answered in its order, a match only where one is sure`() throws {
    let results = try match(
      "[\(Self.named("Acme Vault")),\(Self.named("zzzz")),\(Self.named("flyers"))]")
    #expect(results.count == 3)
    let first = try #require(results[0]["candidates"]?.array?.first)
    #expect(first["id"]?.string == Self.archive)
    #expect(first["match"] == true)
    #expect(first["type"]?.array?.first == ["id": "product", "name": "Products"])
    #expect(results[1]["candidates"] == [])
    #expect(results[2]["candidates"]?.array?.first?["name"]?.string == "Brochure")
  }

  @Test(arguments: ["Acme Vault", "flyers", "Brochur", "price lists", "archive", "zzzz"])
  func `both versions give the same candidates and scores`(label: String) throws {
    let queries = FormFields.encoded(#"{"q":{"query":"\#(label)"}}"#)
    let old = try asker.json(asker.get("/reconcile?queries=\(queries)"))["q"]?["result"]
    let new = try match("[\(Self.named(label))]")[0]["candidates"]
    #expect(old != nil)
    #expect(new == old)
    let scores = new?.array?.compactMap { $0["score"]?.double } ?? []
    #expect(scores == scores.sorted(by: >))
    #expect(scores.allSatisfy { (0...100).contains($0) })
  }

  @Test func `an identifier is its concept, as a name or as a condition of its own`() throws {
    let byID = #"{"conditions":[{"matchType":"id","propertyValue":"\#(Self.archive)"}]}"#
    for query in [byID, Self.named(Self.archive)] {
      let candidates = try match("[\(query)]")[0]["candidates"]?.array ?? []
      #expect(candidates.first?["id"]?.string == Self.archive)
      #expect(candidates.first?["score"]?.double == 100)
      #expect(candidates.first?["match"] == true)
    }
    let unknown = #"{"conditions":[{"matchType":"id","propertyValue":"https://id.example/x"}]}"#
    #expect(try match("[\(unknown)]")[0]["candidates"] == [])
  }

  @Test func `of several names any may be meant, and those that disagree are no match`() throws {
    func query(_ names: String) -> String {
      #"[{"conditions":[{"matchType":"name","propertyValue":[\#(names)]}]}]"#
    }
    let agreeing = try match(query(#""Harbor Archive","Acme Vault""#))[0]["candidates"]?.array ?? []
    #expect(agreeing.first?["id"]?.string == Self.archive)
    #expect(agreeing.first?["match"] == true)
    #expect(agreeing.count { $0["id"]?.string == Self.archive } == 1)
    let split = try match(query(#""Harbor Archive","Brochure""#))[0]["candidates"]?.array ?? []
    let names = Set(split.compactMap { $0["name"]?.string })
    #expect(names.isSuperset(of: ["Harbor Archive", "Brochure"]))
    #expect(split.allSatisfy { $0["match"] == false })
  }

  @Test func `a day is a property, which may be required`() throws {
    func query(_ day: String) -> String {
      Self.named(
        "Acme Vault",
        #",{"matchType":"property","propertyId":"date","propertyValue":"\#(day)","required":true}"#)
    }
    let results = try match("[\(query("2008")),\(query("2012"))]")
    let first = results.map { $0["candidates"]?.array?.first?["id"]?.string }
    #expect(first == [Self.archive, Self.archive])
  }

  @Test func `a scheme and a type narrow, a limit cuts`() throws {
    let inScheme = try match("[\(Self.named("Brochure"))]", at: "\(Self.root)/product")
    #expect(inScheme[0]["candidates"]?.array?.contains { $0["match"] == true } == false)
    let query =
      #"{"type":"product","limit":1,"conditions":[{"matchType":"name","propertyValue":"archive"}]}"#
    let candidates = try match("[\(query)]")[0]["candidates"]?.array ?? []
    #expect(candidates.count <= 1)
  }

  @Test(arguments: [
    (#"[{}]"#, "queries[0] has no \"conditions\""), (#"[{"conditions":[]}]"#, "\"conditions\""),
    (#"[{"conditions":[{"propertyValue":"x"}]}]"#, "\"matchType\" is name, id or property"),
    (#"[{"conditions":[{"matchType":"name"}]}]"#, "conditions[0] has no \"propertyValue\""),
    (#"[{"conditions":[{"matchType":"name","propertyValue":[]}]}]"#, "\"propertyValue\""),
    (#"[{"conditions":[{"matchType":"name","propertyValue":null}]}]"#, "\"propertyValue\""),
    (#"[{"conditions":[{"matchType":"property","propertyValue":"x"}]}]"#, "\"propertyId\""),
    (
      #"[{"conditions":[{"matchType":"property","propertyId":"uid","propertyValue":"x"}]}]"#,
      "no condition on a \"name\" or an \"id\""
    ),
    (
      #"[{"conditions":[{"matchType":"name","propertyValue":["a","b"],"matchQuantifier":"all"}]}]"#,
      "\"all\" is not answered"
    ),
    (
      #"[{"conditions":[{"matchType":"name","propertyValue":"a","matchQuantifier":"none"}]}]"#,
      "\"none\" is not answered"
    ),
    (
      #"[{"conditions":[{"matchType":"name","propertyValue":"a","matchQualifier":"Wild"}]}]"#,
      "'Wild'"
    ),
    (
      #"[{"conditions":[{"matchType":"name","propertyValue":"a"},{"matchType":"property","propertyId":"folder","propertyValue":"b","required":true}]}]"#,
      "'folder' helps to decide"
    ),
    (
      #"[{"conditions":[{"matchType":"name","propertyValue":"a"},{"matchType":"property","propertyId":"date","propertyValue":["2008","2009"]}]}]"#,
      "one day"
    ),
    (#"[{"limit":0,"conditions":[{"matchType":"name","propertyValue":"a"}]}]"#, "from 1 to 100"),
    (#"[{"limit":101,"conditions":[{"matchType":"name","propertyValue":"a"}]}]"#, "from 1 to 100"),
    (#"[{"type":"kind","conditions":[{"matchType":"name","propertyValue":"a"}]}]"#, "kind"),
    (#"{"q1":{"query":"a"}}"#, "a list \"queries\""),
  ])
  func `what narrows an answer and is not understood is refused, never left out`(
    queries: String, words: String
  ) throws {
    let good = Self.named("Brochure")
    let batch = queries.hasPrefix("[") ? "[\(queries.dropFirst().dropLast()),\(good)]" : queries
    let response = asker.post("\(Self.root)/match", #"{"queries":\#(batch)}"#)
    #expect(response.status == 400)
    #expect(try asker.json(response)["detail"]?.string?.contains(words) == true, "\(response.text)")
  }

  @Test func `a batch has at most what the manifest says`() throws {
    let most = try #require(try asker.json(asker.get(Self.root))["batchSize"]?.integer)
    func batch(_ count: Int) -> String {
      #"{"queries":[\#(Array(repeating: Self.named("zz"), count: count).joined(separator: ","))]}"#
    }
    #expect(asker.post("\(Self.root)/match", batch(most)).status == 200)
    #expect(asker.post("\(Self.root)/match", batch(most + 1)).status == 413)
    #expect(try match("[]").isEmpty)
  }

  // MARK: Suggestions, extension

  @Test func `suggestions come in pages, and an identifier suggests what it names`() throws {
    func names(_ query: String) throws -> [String] {
      try asker.json(asker.get("\(Self.root)/suggest/property?\(query)"))["result"]?.array?
        .compactMap { $0["id"]?.string } ?? []
    }
    let all = try names("prefix=")
    #expect(all.count > 3)
    #expect(try names("prefix=&limit=2") == Array(all.prefix(2)))
    #expect(try names("prefix=&limit=2&offset=2") == Array(all.dropFirst(2).prefix(2)))
    #expect(try names("prefix=&cursor=1") == Array(all.dropFirst()))
    #expect(try names("prefix=&offset=1000").isEmpty)
    #expect(asker.get("\(Self.root)/suggest/type?prefix=&limit=-1").status == 400)
    let id = FormFields.encoded(Self.archive)
    let entities = try asker.json(asker.get("\(Self.root)/suggest/entity?prefix=\(id)"))["result"]
    #expect(entities?.array?.first?["id"]?.string == Self.archive)
  }

  @Test func `a table is extended row by row, in the order that was asked`() throws {
    let ids = ["https://id.example/none", Self.archive].map { #""\#($0)""# }.joined(separator: ",")
    let response = asker.post(
      "\(Self.root)/extend",
      #"{"ids":[\#(ids)],"properties":[{"id":"former"},{"id":"deprecated"},{"id":"documents"}]}"#)
    let answer = try asker.json(response)
    let rows = answer["rows"]?.array ?? []
    #expect(rows.map { $0["id"]?.string } == ["https://id.example/none", Self.archive])
    #expect(rows.allSatisfy { $0["properties"]?.array?.count == 3 })
    #expect(rows.first?["properties"]?.array?.first == ["id": "former", "values": []])
    #expect(
      rows.last?["properties"] == [
        ["id": "former", "values": [["str": "Acme Vault"]]],
        ["id": "deprecated", "values": [["str": "false"]]],
        ["id": "documents", "values": [["int": 1]]],
      ])
    #expect(
      answer["meta"]?.array?.map { $0["id"]?.string } == ["former", "deprecated", "documents"])
    #expect(asker.post("\(Self.root)/extend", "[]").status == 400)
  }

  @Test func `properties are proposed, so many as are wanted`() throws {
    let answer = try asker.json(asker.get("\(Self.root)/extend/propose?type=product&limit=2"))
    #expect(answer["type"]?.string == "product")
    #expect(answer["limit"]?.integer == 2)
    #expect(answer["properties"]?.array?.count == 2)
  }

  // MARK: Pages of other origins

  private func ask(_ method: String, _ origin: String, _ path: String) -> ServiceResponse {
    asker.service.answer(
      ServiceRequest(
        method, path,
        headers: [
          ("host", "localhost:7311"), ("origin", origin), ("sec-fetch-site", "same-site"),
          ("content-type", "application/json"),
        ], body: Array(#"{"queries":[]}"#.utf8)))
  }

  @Test func `a page of this machine may send JSON, after it asked whether`() {
    let origin = "http://127.0.0.1:3333"
    let asked = ask("OPTIONS", origin, "\(Self.root)/match")
    #expect(asked.status == 200)
    #expect(asked.headers["Access-Control-Allow-Origin"] == origin)
    #expect(asked.headers["Access-Control-Allow-Methods"] == "POST")
    #expect(asked.headers["Access-Control-Allow-Headers"]?.contains("Content-Type") == true)
    let sent = ask("POST", origin, "\(Self.root)/match")
    #expect(sent.status == 200)
    #expect(sent.headers["Access-Control-Allow-Origin"] == origin)
    #expect(sent.headers["Cross-Origin-Resource-Policy"] == "cross-origin")
  }

  @Test func `an error can be read by the page that made it`() {
    let response = asker.service.answer(
      ServiceRequest(
        "POST", "\(Self.root)/match",
        headers: [
          ("host", "localhost:7311"), ("origin", "http://localhost:3333"),
          ("content-type", "application/json"),
        ], body: Array("{".utf8)))
    #expect(response.status == 400)
    #expect(response.headers["Access-Control-Allow-Origin"] == "http://localhost:3333")
  }

  @Test(arguments: ["http://evil.example", "null", "file://", "http://evil.example:7311"])
  func `a foreign page may neither ask whether nor send`(origin: String) {
    for method in ["OPTIONS", "POST"] {
      let response = ask(method, origin, "\(Self.root)/match")
      #expect(response.status == 403)
      #expect(response.headers["Access-Control-Allow-Origin"] == nil)
    }
  }

  @Test(arguments: ["/api/decisions", "/api/search", "/mcp", "/review/decide", "/search"])
  func `no other interface is open to pages of other origins`(path: String) {
    let origin = "http://127.0.0.1:3333"
    #expect(ask("OPTIONS", origin, path).headers["Access-Control-Allow-Origin"] == nil)
    #expect(ask("POST", origin, path).status == 403)
    #expect(ask("GET", origin, path).headers["Access-Control-Allow-Origin"] == nil)
  }
}
