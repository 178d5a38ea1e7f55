import Foundation
import FoundationXML
import JSONCoding
import ParlanceKit
import Serving
import ServingSupport
import Testing

/// Reconciliation, as OpenRefine asks for it.
struct ReconciliationTests {
  private let asker: Asker

  init() throws { asker = try Asker() }

  private static let archive = "https://id.example/product/archive"

  private func ask(
    _ name: String, _ value: String, path: String = "/reconcile"
  ) throws -> JSONValue {
    let response = asker.post(
      path, "\(name)=\(FormFields.encoded(value))",
      type: "application/x-www-form-urlencoded; charset=UTF-8")
    #expect(response.status == 200, "\(response.text)")
    return try asker.json(response)
  }

  @Test func `the manifest names the types and where to ask what`() throws {
    let manifest = try asker.json(asker.get("/reconcile"))
    #expect(manifest["versions"] == ["0.2"])
    #expect(manifest["defaultTypes"]?.array?.map { $0["id"]?.string } == ["type", "product"])
    #expect(manifest["view"]?["url"]?.string == "http://localhost:7311/concept?uri={{id}}")
    let scheme = try asker.json(asker.get("/reconcile/product"))
    #expect(scheme["defaultTypes"]?.array?.map { $0["id"]?.string } == ["product"])
    #expect(asker.get("/reconcile/kind").status == 404)
  }

  @Test func `queries get candidates with scores, and a match only if it is sure`() throws {
    let answer = try ask(
      "queries",
      #"{"q1":{"query":"Acme Vault","limit":3,"type":"product","type_strict":"should"},"#
        + #""q2":{"query":"zzzz"},"q3":{"query":"flyers"}}"#)
    let first = try #require(answer["q1"]?["result"]?.array?.first)
    #expect(first["id"]?.string == Self.archive)
    #expect(first["match"] == true)
    #expect(first["type"]?.array?.first?["id"]?.string == "product")
    #expect(first["description"]?.string?.contains("until 2009-06-30") == true)
    #expect(answer["q2"]?["result"] == [])
    #expect(answer["q3"]?["result"]?.array?.first?["name"]?.string == "Brochure")
    let normalized = try asker.json(asker.post("/api/normalize", #"{"labels":["flyers"]}"#))
    let score = try #require(normalized["matches"]?.array?.first?["score"]?.double)
    let given = try #require(answer["q3"]?["result"]?.array?.first?["score"]?.double)
    #expect(abs(given - 100 * score) < 0.01)
  }

  @Test func `queries may come in the address, and for one scheme`() throws {
    let queries = FormFields.encoded(#"{"a":{"query":"Brochure"}}"#)
    let answer = try asker.json(asker.get("/reconcile/product?queries=\(queries)"))
    #expect(answer["a"]?["result"]?.array?.contains { $0["match"] == true } == false)
  }

  @Test(arguments: [
    "{", "[]", #"{"q":{}}"#, #"{"q":{"query":"x","limit":-1}}"#, #"{"q":{"query":"x","type":1}}"#,
    #"{"q":{"query":"x","properties":[{"v":1}]}}"#, #"{"q":{"query":"x","type":"kind"}}"#,
  ])
  func `what is not a batch of queries is refused as a whole`(queries: String) {
    let response = asker.post(
      "/reconcile", "queries=\(FormFields.encoded(queries))",
      type: "application/x-www-form-urlencoded")
    #expect(response.status == 400, "\(response.text)")
  }

  @Test func `a table is extended by what is known of concepts`() throws {
    let answer = try ask(
      "extend",
      #"{"ids":["\#(Self.archive)","https://id.example/none"],"#
        + #""properties":[{"id":"former"},{"id":"documents"},{"id":"broader"}]}"#)
    #expect(answer["meta"]?.array?.map { $0["id"]?.string } == ["former", "documents", "broader"])
    #expect(answer["rows"]?[Self.archive]?["former"] == [["str": "Acme Vault"]])
    #expect(answer["rows"]?[Self.archive]?["documents"] == [["int": 1]])
    #expect(answer["rows"]?["https://id.example/none"]?["former"] == [])
    let wrong = #"{"ids":[],"properties":[{"id":"color"}]}"#
    #expect(asker.get("/reconcile?extend=\(FormFields.encoded(wrong))").status == 400)
  }

  @Test func `entities, types and properties are suggested, and shown in a window`() throws {
    func first(_ kind: String, _ prefix: String) throws -> JSONValue? {
      try asker.json(asker.get("/reconcile/suggest/\(kind)?prefix=\(prefix)"))["result"]?.array?
        .first
    }
    #expect(try first("entity", "acm")?["id"]?.string == Self.archive)
    #expect(try first("type", "prod")?["id"]?.string == "product")
    #expect(try first("property", "former")?["id"]?.string == "former")
    #expect(asker.get("/reconcile/suggest/color?prefix=x").status == 400)
    let id = FormFields.encoded(Self.archive)
    let flyout = try asker.json(asker.get("/reconcile/flyout/entity?id=\(id)"))
    #expect(flyout["html"]?.string?.contains("Harbor Archive") == true)
    #expect(asker.get("/reconcile/preview?id=\(id)").text.contains("Acme Vault until 2009-06-30"))
    #expect(asker.get("/reconcile/preview?id=none").status == 404)
  }

  @Test(arguments: [
    ("http://127.0.0.1:3333", "http://127.0.0.1:3333"), ("http://evil.example", nil), ("null", nil),
  ])
  func `a page of this machine may read, a foreign one may not`(origin: String, allowed: String?) {
    let response = asker.service.answer(
      ServiceRequest(
        "GET", "/reconcile", headers: [("host", "localhost:7311"), ("origin", origin)]))
    #expect(response.headers["Access-Control-Allow-Origin"] == allowed)
    let policy = allowed == nil ? "same-origin" : "cross-origin"
    #expect(response.headers["Cross-Origin-Resource-Policy"] == policy)
  }
}

/// Annif's interface.
struct AnnifTests {
  private let asker: Asker

  init() throws { asker = try Asker() }

  @Test func `a project is a scheme, and one is all`() throws {
    let projects = try asker.json(asker.get("/v1/projects"))["projects"]?.array ?? []
    #expect(projects.map { $0["project_id"]?.string } == ["parlance", "type", "product"])
    #expect(try asker.json(asker.get("/v1/projects/type"))["is_trained"] == true)
    #expect(asker.get("/v1/projects/kind").status == 404)
  }

  @Test func `a text gets suggestions with scores, the best first`() throws {
    let form = "text=Harbor+Archive.+The+brochure+of+Harbor+Archive.&limit=5"
    let answer = try asker.json(
      asker.post(
        "/v1/projects/parlance/suggest", form, type: "application/x-www-form-urlencoded"))
    let results = answer["results"]?.array ?? []
    #expect(results.contains { $0["label"]?.string == "Harbor Archive" })
    let scores = results.compactMap { $0["score"]?.double }
    #expect(scores == scores.sorted(by: >))
    let types = try asker.json(
      asker.post("/v1/projects/type/suggest", form, type: "application/x-www-form-urlencoded"))
    #expect(
      types["results"]?.array?.allSatisfy { $0["uri"]?.string?.contains("/type/") == true } == true)
    #expect(
      asker.post(
        "/v1/projects/type/suggest", "limit=5", type: "application/x-www-form-urlencoded"
      ).status == 400)
  }

  @Test func `a batch is answered document by document`() throws {
    let answer = try asker.json(
      asker.post(
        "/v1/projects/product/suggest-batch?limit=1",
        #"{"documents":[{"document_id":"x","text":"Harbor Archive"},{"text":"nothing"}]}"#))
    #expect(answer.array?.map { $0["document_id"]?.string } == ["x", nil])
    #expect(answer.array?.first?["results"]?.array?.count == 1)
  }
}

/// Feeds of a search.
struct FeedTests {
  @Test func `the newest documents come first, each with its moment`() throws {
    let asker = try Asker()
    let response = asker.get("/feed.atom?q=archive")
    #expect(response.headers["Content-Type"] == "application/atom+xml")
    let document = try XMLDocument(data: Data(response.body))
    let entries = try document.nodes(
      forXPath: "//*[local-name()='entry']/*[local-name()='updated']")
    #expect(
      entries.map(\.stringValue) == ["2011-01-01T00:00:00Z", "2010-03-01T00:00:00Z"])
    let description = try XMLDocument(data: Data(asker.get("/opensearch.xml").body))
    #expect(description.rootElement()?.name == "OpenSearchDescription")
  }

  @Test func `a title of what XML cannot have leaves the feed one that can be read`() throws {
    let asker = try Asker(
      documents: #"{"id":"a","title":"odd \ufffe\uffff\u0001 \ufffd end","text":"x","date":"2010"}"#
    )
    let document = try XMLDocument(data: Data(asker.get("/feed.atom").body))
    let titles = try document.nodes(
      forXPath: "//*[local-name()='entry']/*[local-name()='title']")
    #expect(titles.map(\.stringValue) == ["odd \u{FFFD}\u{FFFD}\u{FFFD} \u{FFFD} end"])
  }

  @Test func `a search is a table, in which no title is a formula`() throws {
    let asker = try Asker(
      documents: """
        {"id":"a","title":"=HYPERLINK(1)","text":"Harbor x, y","path":"p/a,b.md","tags":["Brochure"]}
        {"id":"b","title":"Two\\nlines","text":"Harbor","date":"2010","tags":["Brochure","Harbor Archive"]}

        """)
    let response = asker.get("/search.csv?q=harbor")
    #expect(response.headers["Content-Type"] == "text/csv; charset=utf-8")
    #expect(response.headers["Content-Disposition"] == "attachment; filename=\"search.csv\"")
    let lines = response.text.split(separator: "\n").map(String.init)
    #expect(lines.first == "title,date,path,address,product,type")
    #expect(lines.count == 3)
    #expect(
      lines.contains { $0.hasPrefix("'=HYPERLINK(1),,\"p/a,b.md\",") && $0.hasSuffix(",,Brochure") }
    )
    #expect(
      lines.contains {
        $0.hasPrefix("Two lines,2010,b,") && $0.hasSuffix(",Harbor Archive,Brochure")
      })
    #expect(lines.allSatisfy { $0 == lines[0] || $0.contains("/document?id=") })
    #expect(asker.get("/search.csv?q=harbor&limit=1").text.split(separator: "\n").count == 2)
    #expect(asker.get("/search.csv?limit=1001").status == 400)
    #expect(asker.get("/search?q=harbor").text.contains("href=\"/search.csv?q=harbor\""))
  }

  @Test(arguments: ["/api/search", "/reconcile", "/api/suggest", "/rest/v1/search"])
  func `no answer is a script of somebody's choice`(path: String) throws {
    let response = try Asker().get("\(path)?q=archive&query=archive&callback=steal")
    #expect(!response.text.contains("steal"))
    #expect(response.headers["Content-Type"]?.contains("javascript") != true)
  }
}
