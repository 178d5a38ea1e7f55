import Foundation
import JSONCoding
import ParlanceKit
import Serving
import ServingSupport
import Testing

/// Several workspaces of one server, each below a path of its own.
struct WorkspaceServicesTests {
  private let main: SmallWorkspace
  private let sales: SharedWorkspace
  private let services: WorkspaceServices

  init() throws {
    main = try SmallWorkspace()
    sales = try SharedWorkspace()
    services = try WorkspaceServices(
      Self.service(main.keeper, ""), others: [Self.service(sales.keeper, "sales")])
  }

  private static func service(
    _ keeper: SnapshotKeeper, _ name: String, most: Int = 64
  ) -> Service {
    var settings = Service.Settings(version: "9.9")
    settings.mostRequests = most
    settings.name = name
    settings.neighbors = ["", "sales"]
    return Service(keeper, settings)
  }

  private func get(_ target: String, accept: String = "*/*") -> ServiceResponse {
    services.answer(
      ServiceRequest("GET", target, headers: [("host", "localhost:1"), ("accept", accept)]))
  }

  private func post(
    _ target: String, _ body: String, type: String = "application/json"
  ) -> ServiceResponse {
    services.answer(
      ServiceRequest(
        "POST", target, headers: [("host", "localhost:1"), ("content-type", type)],
        body: Array(body.utf8)))
  }

  private func json(_ response: ServiceResponse) throws -> JSONValue {
    try JSONReader.value(of: response.body)
  }

  /// The addresses of a page: where its links, forms, pictures and files lead.
  private static func addresses(_ page: String) -> Set<String> {
    Set(
      ["href", "action", "src"].flatMap { name in
        page.components(separatedBy: " \(name)=\"").dropFirst().map {
          $0.prefix { $0 != "\"" }.replacingOccurrences(of: "&amp;", with: "&")
            .replacingOccurrences(of: "&#39;", with: "'")
        }
      })
  }

  @Test(arguments: [
    "/sales", "/sales/search?q=brochure", "/sales/search?q=zzzz&facet=type%3DFlyer",
    "/sales/vocabulary", "/sales/vocabulary/type", "/sales/coverage", "/sales/insight",
    "/sales/review", "/sales/review/labels", "/sales/help", "/sales/search?q=%22open",
    "/sales/concept?uri=https%3A%2F%2Fid.example%2Fproduct%2Farchive",
  ])
  func `every address of a page stays below its path, but those of the other workspaces`(
    page: String
  ) throws {
    let text = get(page).text
    #expect(text.contains("<html lang=\"en\" data-base=\"/sales\">"))
    #expect(text.contains(">Parlance: sales</a>"))
    let addresses = Self.addresses(text).filter { !$0.hasPrefix("#") }
    #expect(addresses.count > 8)
    #expect(addresses.contains("/"))
    for address in addresses where address != "/" {
      #expect(address.hasPrefix("/sales/"), "\(address)")
      let target = String(address.prefix { $0 != "#" })
      // What is only sent answers nothing else.
      #expect([200, 405].contains(get(target).status), "\(page) → \(target)")
    }
  }

  @Test func `the workspace at the root is as it is alone, but for the way to the others`() throws {
    let alone = Service(main.keeper, Service.Settings(version: "9.9"))
    for page in ["/", "/search?q=archive", "/document?id=a", "/vocabulary/type", "/coverage"] {
      let single = alone.answer(ServiceRequest("GET", page, headers: [("host", "localhost")])).text
      #expect(!single.contains("data-base") && !single.contains("Other workspaces"))
      #expect(!single.contains("\0"))
      let shown = get(page).text
      let way = "<p>Other workspaces: <a href=\"/sales/\">sales</a></p>"
      #expect(shown.replacingOccurrences(of: way, with: "") == single)
    }
  }

  @Test func `what is in one is not in the other`() throws {
    #expect(try json(get("/api/search?q=archive"))["total"] == 2)
    #expect(try json(get("/sales/api/search?q=archive"))["total"] == 0)
    #expect(try json(get("/sales/api/search?q=brochure"))["total"] == 2)
    #expect(get("/sales/api/documents/a").status == 404)
    #expect(get("/sales/document?id=a").status == 404)
    #expect(get("/api/documents/a").status == 200)
    let call =
      #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search","arguments":{"query":"archive"}}}"#
    func found(_ path: String) throws -> JSONValue? {
      try json(post(path, call))["result"]?["structuredContent"]?["total"]
    }
    #expect(try found("/mcp") == 2)
    #expect(try found("/sales/mcp") == 0)
    // Each counts its own.
    #expect(get("/sales/metrics").text.contains("{route=\"document\",status=\"404\"} 1"))
    #expect(!get("/metrics").text.contains("route=\"document\""))
  }

  @Test func `places are for all together, and each workspace counts its own requests`() throws {
    let services = try WorkspaceServices(
      Self.service(main.keeper, "", most: 2), others: [Self.service(sales.keeper, "sales")])
    func begin(_ target: String) -> RequestTurn? {
      services.begin(ServiceRequest("GET", target, headers: [("host", "localhost")]))
    }
    func count(_ name: String, _ path: String) -> String? {
      let lines = services.answer(
        ServiceRequest("GET", "\(path)/metrics", headers: [("host", "localhost")])
      ).text.split(separator: "\n")
      return lines.first { $0.hasPrefix("\(name) ") }.map { String($0.dropFirst(name.count + 1)) }
    }
    let running = "parlance_requests_running"
    let busy = "parlance_requests_total{route=\"busy\",status=\"503\"}"
    let first = try #require(begin("/sales/api/search?q=brochure"))
    let second = try #require(begin("/sales/healthz"))
    #expect(count(running, "/sales") == "2" && count(running, "") == "0")
    #expect(begin("/sales/healthz") == nil)
    #expect(begin("/healthz") == nil && begin("/healthz") == nil)
    #expect(count(busy, "/sales") == "1" && count(busy, "") == "2")
    #expect(Service.busy.status == 503 && Service.busy.headers["Retry-After"] == "1")
    #expect(try json(first.answer(waited: 0))["total"] == 2)
    first.end()
    let third = try #require(begin("/healthz"))
    #expect(count(running, "/sales") == "1" && count(running, "") == "1")
    for turn in [second, third] { turn.end() }
    #expect(count(running, "/sales") == "0" && count(running, "") == "0")
  }

  @Test func `what leads here from elsewhere leads below the path`() throws {
    let place = "http://localhost:1/sales"
    #expect(get("/sales/opensearch.xml").text.contains("template=\"\(place)/search?q="))
    let feed = get("/sales/feed.atom?q=brochure").text
    #expect(feed.contains("href=\"\(place)/search?q=brochure\""))
    #expect(feed.contains("\(place)/feed.atom?q=brochure"))
    let manifest = try json(get("/sales/reconcile"))
    #expect(manifest["view"]?["url"]?.string == "\(place)/concept?uri={{id}}")
    #expect(manifest["suggest"]?["entity"]?["service_url"]?.string == place)
    #expect(
      try json(get("/sales/openapi.json"))["servers"]?.array?.first?["url"]?.string == "/sales")
    #expect(try json(get("/openapi.json"))["servers"]?.array?.first?["url"]?.string == "/")
    let script = try #require(
      Self.addresses(get("/sales").text).first { $0.hasSuffix(".js") })
    #expect(get(script).text.contains("fetch(base + \"/api/suggest"))
  }

  @Test func `a form of one workspace is none of another, and leads back to its own`() throws {
    func token(_ page: String) throws -> String {
      let text = get(page).text
      let rest = try #require(
        text.components(separatedBy: "name=\"token\" value=\"").dropFirst().first)
      return String(rest.prefix { $0 != "\"" })
    }
    let document = FormFields.encoded(sales.documents[0])
    let own = try token("/sales/document?id=\(document)")
    let foreign = try token("/review/labels")
    #expect(own != foreign)
    let fields = "document=\(document)&kind=helped&token="
    let form = "application/x-www-form-urlencoded"
    #expect(post("/sales/feedback", fields + foreign, type: form).status == 403)
    let answer = post("/sales/feedback", fields + own, type: form)
    #expect(answer.status == 303)
    #expect(answer.headers["Location"]?.hasPrefix("/sales/document?") == true)
    #expect(try json(get("/sales/api/feedback"))["feedback"]?.array?.count == 1)
    #expect(!get("/api/feedback").text.contains("helped"))
  }

  @Test func `a path that only looks like a workspace is none`() {
    for path in ["/Sales", "/sales2", "/sale", "/hr/search", "/sales/sales", "/sales/nothing"] {
      #expect(get(path).status == 404, "\(path)")
    }
    for path in ["/sales/", "//sales/search", "/s%61les/search"] {
      #expect(get(path).status == 200, "\(path)")
    }
  }

  @Test(arguments: [
    "", "a b", "a/b", "ä", ".", "..", "search", "api", "mcp", "rest", "v1", "reconcile", "assets",
    "review", "insight", "feedback", "vocabulary", "document", "file", "healthz", "metrics",
    "openapi.json", "feed.atom",
  ])
  func `a name that is a page, or none, is refused`(name: String) {
    #expect(throws: WorkspaceNameError.self) {
      try WorkspaceServices(
        Self.service(main.keeper, ""), others: [Self.service(sales.keeper, name)])
    }
  }

  @Test func `two workspaces of one name are refused`() {
    #expect(throws: WorkspaceNameError.twice("x")) {
      try WorkspaceServices(
        Self.service(main.keeper, ""),
        others: [Self.service(sales.keeper, "x"), Self.service(main.keeper, "x")])
    }
  }
}
