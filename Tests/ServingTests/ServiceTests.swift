import Foundation
import JSONCoding
import ParlanceKit
import Serving
import ServingSupport
import TestSupport
import Testing

/// Asks a service as a browser of this machine would.
struct Asker {
  let workspace: SmallWorkspace
  let service: Service

  init(documents: String? = nil, interval: Double = 1, servesFiles: Bool = false) throws {
    workspace = try SmallWorkspace(documents: documents, interval: interval)
    var settings = Service.Settings(version: "9.9")
    settings.servesFiles = servesFiles
    service = Service(workspace.keeper, settings)
  }

  func get(_ target: String, accept: String? = nil) -> ServiceResponse {
    var headers = [(name: "host", value: "localhost:7311")]
    if let accept { headers.append(("accept", accept)) }
    return service.answer(ServiceRequest("GET", target, headers: headers))
  }

  func post(_ target: String, _ body: String, type: String = "application/json") -> ServiceResponse
  {
    service.answer(
      ServiceRequest(
        "POST", target, headers: [("host", "localhost:7311"), ("content-type", type)],
        body: Array(body.utf8)))
  }

  func json(_ response: ServiceResponse) throws -> JSONValue {
    try JSONReader.value(of: response.body)
  }
}

/// The JSON interface.
struct ServiceTests {
  private let asker: Asker

  init() throws { asker = try Asker() }

  @Test func `a search answers as the command line does`() throws {
    let answer = try asker.json(asker.get("/api/search?q=acme+vault&facet=type%3DFlyer&explain=1"))
    #expect(answer["total"]?.integer == 1)
    #expect(answer["hits"]?.array?.first?["id"]?.string == "a")
    #expect(answer["hits"]?.array?.first?["explanation"]?.array?.isEmpty == false)
    #expect(answer["understood"]?.array?.first?["note"]?.string?.contains("2009-06-30") == true)
  }

  @Test(arguments: [
    ("/api/search?q=%22open", 400), ("/api/search?limit=x", 400), ("/api/search?sort=best", 400),
    ("/api/search?facet=kind%3Dx", 400), ("/api/search?literal=maybe", 400),
    ("/api/search?limit=", 400), ("/api/search?explain=", 400), ("/api/suggest?q=a&form=b", 400),
    ("/api/documents/zzz", 404), ("/api/documents/..%2F..%2Fetc%2Fpasswd", 404),
    ("/api/vocabulary/kind", 404), ("/api/labels", 400), ("/api/coverage?rows=type", 400),
    ("/api/unknown", 404), ("/api", 404), ("/api/search/more", 404),
  ])
  func `what cannot be answered is a problem with a reason`(target: String, status: Int) throws {
    let response = asker.get(target)
    #expect(response.status == status)
    #expect(response.headers["Content-Type"] == "application/problem+json")
    let problem = try asker.json(response)
    #expect(problem["status"]?.integer == status)
    #expect(problem["detail"]?.string?.isEmpty == false)
  }

  @Test func `what takes too long is ended and told, and the next is answered`() throws {
    var settings = Service.Settings(version: "9.9")
    settings.mostSeconds = 0
    let hasty = Service(asker.workspace.keeper, settings)
    func get(_ target: String) -> ServiceResponse {
      hasty.answer(ServiceRequest("GET", target, headers: [("host", "localhost")]))
    }
    for target in [
      "/api/search?q=archive", "/search?q=archive", "/", "/feed.atom?q=archive",
      "/api/coverage?rows=type&columns=product", "/coverage?rows=type&columns=product",
    ] {
      let response = get(target)
      #expect(response.status == 503, "\(target)")
      #expect(response.headers["Retry-After"] != nil, "\(target)")
      #expect(response.text.contains("longer than is waited for"), "\(target)")
    }
    for target in ["/healthz", "/metrics", "/help"] { #expect(get(target).status == 200) }
    let call =
      #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search","arguments":{"query":"archive"}}}"#
    let told = hasty.answer(
      ServiceRequest(
        "POST", "/mcp", headers: [("host", "localhost"), ("content-type", "application/json")],
        body: Array(call.utf8)))
    #expect(try asker.json(told)["result"]?["isError"]?.bool == true)
    #expect(asker.get("/api/search?q=archive").status == 200)
  }

  @Test func `who asks before there is anything is told when to ask again`() throws {
    let folder = try TemporaryFolder()
    try folder.write(".parlance/sources/none", "")
    let workspace = try Workspace(root: folder.path)
    let service = Service(
      try SnapshotKeeper(workspace, .atOnce), Service.Settings(version: "9.9"))
    let response = service.answer(
      ServiceRequest("GET", "/api/vocabulary", headers: [("host", "localhost")]))
    #expect(response.status == 503)
    #expect(response.headers["Retry-After"] == "30")
  }

  @Test func `another method is told which one is answered`() {
    #expect(asker.post("/api/search", "{}").headers["Allow"] == "GET, HEAD")
    #expect(asker.get("/api/tag").status == 405)
    #expect(asker.get("/mcp").status == 405)
  }

  @Test func `a document is found by its identifier, however the slash at its beginning fares`()
    throws
  {
    #expect(
      try asker.json(asker.get("/api/documents/a"))["title"]?.string == "Brochure of the archive")
    #expect(try asker.json(asker.get("/api/documents?id=b"))["title"]?.string == "Prices 2011")
    let asker = try Asker(documents: #"{"id":"/x/y.txt","title":"T","text":"t"}"#)
    for path in [
      "/api/documents/%2Fx%2Fy.txt", "/api/documents/x/y.txt", "/api/documents//x/y.txt",
    ] {
      #expect(try asker.json(asker.get(path))["title"]?.string == "T", "\(path)")
    }
  }

  @Test(arguments: [
    ("acme", "Acme Vault", "former name until 2009-06-30"), ("acme vau", "Acme Vault", "former"),
    ("vau", "Acme Vault", "former"),
    ("FLY", "Flyer", "alternative label"), ("harbor a", "Harbor Archive", "preferred label"),
  ])
  func `what is typed is completed by names old and new`(
    text: String, label: String, note: String
  ) throws {
    let query = text.replacingOccurrences(of: " ", with: "+")
    let first = try asker.json(asker.get("/api/suggest?q=\(query)"))["suggestions"]?.array?.first
    #expect(first?["text"]?.string == label)
    #expect(first?["note"]?.string?.hasPrefix(note) == true)
  }

  @Test func `a title is completed by the beginnings of its last word`() throws {
    func found(_ text: String) throws -> [JSONValue] {
      try asker.json(asker.get("/api/suggest?q=\(text)"))["suggestions"]?.array ?? []
    }
    let title = try found("prices+20").last
    #expect(title?["kind"] == "document")
    #expect(title?["text"] == "Prices 2011")
    #expect(title?["document"] == "b")
    // Of names and titles neither takes all places.
    let mixed = try found("archive")
    #expect(mixed.map { $0["kind"]?.string } == ["label", "document"])
    for text in ["pr", "%22", "prices%22+OR+x", "title%3A", "**"] {
      #expect(try found(text).allSatisfy { $0["kind"] != "document" }, "\(text)")
    }
  }

  @Test func `nothing is proposed for nothing`() throws {
    #expect(try asker.json(asker.get("/api/suggest?q="))["suggestions"] == [])
    #expect(
      try asker.json(asker.get("/api/suggest?q=fly&form=opensearch")) == ["fly", ["Flyer"]])
  }

  @Test func `labels are mapped one by one and as lines`() throws {
    let matches = try asker.json(
      asker.post("/api/normalize", #"{"labels":["Brochure",{"label":"zzz","date":"2008"}]}"#))[
        "matches"]
    #expect(matches?.array?.map { $0["outcome"]?.string } == ["accepted", "unknown"])
    let lines = asker.post(
      "/api/normalize?scheme=type", "\"flyers\"\n\n{\"label\":\"zzz\"}\n",
      type: "application/x-ndjson")
    #expect(lines.text.split(separator: "\n").count == 2)
    #expect(asker.post("/api/normalize", #"{"labels":[]}"#).status == 400)
    #expect(asker.post("/api/normalize", #"{"labels":["x"],"precision":2}"#).status == 400)
    #expect(asker.post("/api/normalize", "{").status == 400)
    #expect(asker.post("/api/normalize", "x", type: "text/plain").status == 400)
  }

  @Test func `documents are tagged one by one and as lines`() throws {
    let answer = try asker.json(
      asker.post(
        "/api/tag", #"{"title":"Harbor Archive","text":"Harbor Archive. Harbor Archive."}"#))
    #expect(answer["tags"]?.array?.first?["label"]?.string == "Harbor Archive")
    let lines = asker.post(
      "/api/tag", #"{"id":"1","text":"x"}"# + "\nno JSON\n" + #"{"id":"2","text":"y"}"#,
      type: "application/x-ndjson")
    let answers = try lines.text.split(separator: "\n").map { try JSONReader.value(of: String($0)) }
    #expect(answers.map { $0["id"]?.string } == ["1", nil, "2"])
    #expect(answers[1]["error"]?.string?.hasPrefix("line 2: ") == true)
    #expect(asker.post("/api/tag", "{}").status == 400)
  }

  @Test func `the vocabulary is told with the number of documents`() throws {
    let schemes = try asker.json(asker.get("/api/vocabulary"))["schemes"]?.array ?? []
    #expect(schemes.map { $0["key"]?.string } == ["type", "product"])
    #expect(schemes.map { $0["documents"]?.integer } == [2, 1])
    let concepts = try asker.json(asker.get("/api/vocabulary/type"))["concepts"]?.array ?? []
    #expect(concepts.map { $0["name"]?.string } == ["Brochure", "Price list"])
    let label = try asker.json(asker.get("/api/labels?label=Acme+Vault&as_of=2012"))
    #expect(label["in_use"] == false)
  }

  @Test func `every path of the description is answered, and every answer is described`() throws {
    let description = try asker.json(asker.get("/openapi.json"))
    #expect(description["openapi"]?.string == "3.1.0")
    let paths = description["paths"]?.object?.members ?? []
    #expect(paths.count >= 10)
    for path in paths {
      let target = path.name.replacingOccurrences(of: "{id}", with: "a")
        .replacingOccurrences(of: "{scheme}", with: "type")
      let method = path.value["get"] == nil ? "POST" : "GET"
      let response = asker.service.answer(
        ServiceRequest(method, target, headers: [("host", "localhost")]))
      #expect(![404, 405].contains(response.status), "\(method) \(target): \(response.status)")
    }
  }

  @Test func `an assistant is answered over HTTP`() throws {
    let answer = asker.post("/mcp", #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#)
    #expect(answer.status == 200)
    #expect(try asker.json(answer)["result"] == [:])
    let notification = #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#
    #expect(asker.post("/mcp", notification).status == 202)
    #expect(asker.post("/mcp", "{").status == 400)
    #expect(asker.post("/mcp", "{}", type: "text/plain").status == 415)
  }

  @Test func `what is answered is counted`() {
    _ = asker.get("/api/search?q=x")
    _ = asker.get("/api/nothing")
    let text = asker.get("/metrics").text
    // The names of Prometheus's own clients for what a process takes.
    for name in [
      "process_resident_memory_bytes", "process_start_time_seconds", "process_cpu_seconds_total",
      "process_open_fds", "parlance_build_info{version=\"9.9\"}",
    ] {
      let line = text.split(separator: "\n").first { $0.hasPrefix("\(name) ") }
      #expect((line?.split(separator: " ").last.flatMap { Double($0) } ?? 0) > 0, "\(name)")
    }
    #expect(text.contains("parlance_requests_total{route=\"api/search\",status=\"200\"} 1"))
    #expect(text.contains("parlance_requests_total{route=\"unknown\",status=\"404\"} 1"))
    #expect(text.contains("parlance_request_seconds_count{route=\"api/search\"} 1"))
  }

  @Test func `who waited too long is sent away, and costs nothing more`() throws {
    let request = ServiceRequest("GET", "/api/search?q=x", headers: [("host", "localhost")])
    #expect(asker.service.answer(request, waited: 1).status == 200)
    let late = asker.service.answer(request, waited: 11)
    #expect(late.status == 503)
    #expect(late.headers["Retry-After"] == "1")
    let counted = "parlance_requests_total{route=\"busy\",status=\"503\"} 1"
    #expect(asker.get("/metrics").text.contains(counted))
  }

  @Test func `a changed workspace is taken up, and a request keeps the one it began with`() throws {
    let asker = try Asker(interval: 0)
    func total() throws -> Int? { try asker.json(asker.get("/api/search"))["total"]?.integer }
    let before = asker.workspace.keeper.current()
    #expect(try total() == 2)
    try asker.workspace.index(#"{"id":"c","title":"New","text":"New"}"#, as: "more.jsonl")
    #expect(try total() == 3)
    #expect(try before.documentCount(for: .own) == 2)
    #expect(try asker.json(asker.get("/api/status"))["renewals"]?.integer == 1)
  }
}
