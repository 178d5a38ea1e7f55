import Foundation
import JSONCoding
import ParlanceKit
import Serving
import ServingSupport
import TestSupport
import Testing

/// Deciding about tags, and saying what documents are worth, on pages and by the interface.
struct WorkTests {
  private let workspace: SharedWorkspace
  private let service: Service

  init() throws {
    workspace = try SharedWorkspace()
    service = Service(workspace.keeper, Service.Settings(version: "9.9"))
  }

  private func makeService(_ change: (inout Service.Settings) -> Void) -> Service {
    var settings = Service.Settings(version: "9.9")
    change(&settings)
    return Service(workspace.keeper, settings)
  }

  private func get(_ target: String, of service: Service? = nil) -> ServiceResponse {
    (service ?? self.service).answer(
      ServiceRequest("GET", target, headers: [("host", "localhost")]))
  }

  private func send(
    _ target: String, _ body: String, of service: Service? = nil,
    type: String = "application/json", headers: [(name: String, value: String)] = []
  ) -> ServiceResponse {
    (service ?? self.service).answer(
      ServiceRequest(
        "POST", target, headers: [("host", "localhost"), ("content-type", type)] + headers,
        body: Array(body.utf8)))
  }

  private func json(_ response: ServiceResponse) throws -> JSONValue {
    try JSONReader.value(of: response.body)
  }

  private func decision(
    _ verdict: String, document: Int = 0, seen: Int? = nil, more: String = ""
  ) -> String {
    #"{"document":"\#(workspace.documents[document])","facet":"type","#
      + #""concept":"Brochure","verdict":"\#(verdict)"\#(more)"#
      + (seen.map { #","seen":\#($0)"# } ?? "") + "}"
  }

  /// The first form of a page that goes to a path, as a browser would send it with a button.
  private func form(
    on page: String, to action: String, _ fields: [String: String], of service: Service? = nil
  ) throws -> String {
    let text = get(page, of: service).text
    let form = try #require(
      text.components(separatedBy: "<form ").dropFirst().first {
        $0.contains("action=\"\(action)\"")
      }?.components(separatedBy: "</form>").first)
    var sent: [String: String] = [:]
    for field in form.components(separatedBy: "type=\"hidden\" name=\"").dropFirst() {
      let parts = field.components(separatedBy: "\"")
      sent[parts[0]] = parts[2].replacingOccurrences(of: "&amp;", with: "&")
    }
    sent.merge(fields) { $1 }
    return sent.map { "\($0.key)=\(FormFields.encoded($0.value))" }.joined(separator: "&")
  }

  private static let formType = "application/x-www-form-urlencoded"

  private func questions() throws -> [JSONValue] {
    try json(get("/api/review"))["questions"]?.array ?? []
  }

  @Test func `what waits is asked about, and an answer empties the queue`() throws {
    let first = try #require(try questions().first)
    #expect(try questions().count == 2)
    #expect(workspace.documents.contains(first["document"]?.string ?? ""))
    let answer = try json(send("/api/decisions", decision("accept")))
    #expect(answer["decision"] == 1)
    #expect(answer["run"]?.integer != nil)
    #expect(try json(send("/api/decisions", decision("reject", document: 1)))["decision"] == 2)
    #expect(try questions().isEmpty)
    let latest = try json(get("/api/decisions"))["decisions"]?.array ?? []
    #expect(latest.map { $0["verdict"]?.string } == ["rejected", "accepted"])
    #expect(latest.allSatisfy { $0["account"]?.string?.isEmpty == false })
    #expect(get("/review").text.contains("Nothing waits for a word."))
  }

  @Test func `who did not see what another said is told, and nothing changes`() throws {
    let seen = try #require(try json(get("/api/review"))["seen"]?.integer)
    #expect(send("/api/decisions", decision("accept", seen: seen)).status == 200)
    let late = send("/api/decisions", decision("reject", seen: seen))
    #expect(late.status == 409)
    #expect(try json(late)["detail"]?.string?.contains("said that it is Brochure") == true)
    // The same once more is no conflict, and no second decision.
    #expect(try json(send("/api/decisions", decision("accept", seen: seen)))["decision"] == 1)
    #expect(send("/api/decisions", decision("reject", seen: seen + 1)).status == 200)
    let gone = send(
      "/api/decisions", decision("accept", more: #","pending":true"#))
    #expect(gone.status == 409)
    #expect(try json(gone)["detail"]?.string?.contains("does not wait") == true)
  }

  @Test func `a decision is taken back once, and not over another's`() throws {
    #expect(send("/api/decisions", decision("reject")).status == 200)
    #expect(try questions().count == 1)
    #expect(send("/api/decisions", #"{"undo":1}"#).status == 200)
    #expect(try questions().count == 2)
    #expect(send("/api/decisions", #"{"undo":1}"#).status == 409)
    #expect(send("/api/decisions", #"{"undo":9}"#).status == 404)
    #expect(send("/api/decisions", decision("accept")).status == 200)
    #expect(send("/api/decisions", decision("reject")).status == 200)
    #expect(send("/api/decisions", #"{"undo":2}"#).status == 409)
    #expect(send("/api/decisions", #"{"undo":3}"#).status == 200)
    #expect(send("/api/decisions", #"{"undo":2}"#).status == 200)
    let latest = try json(get("/api/decisions"))["decisions"]?.array ?? []
    #expect(latest.allSatisfy { $0["undone_by"]?.string?.isEmpty == false })
  }

  /// What a document has in a facet.
  private func assignments(_ document: Int, _ facet: String) throws -> [JSONValue] {
    let id = FormFields.encoded(workspace.documents[document])
    return (try json(get("/api/documents?id=\(id)"))["assignments"]?.array ?? [])
      .filter { $0["facet"]?.string == facet }
  }

  @Test func `what is taken back is that decision, whatever else was decided since`() throws {
    let before = try assignments(0, "type")
    #expect(send("/api/decisions", decision("accept")).status == 200)
    let product =
      #"{"document":"\#(workspace.documents[0])","facet":"product","concept":"Acme Vault","#
      + #""verdict":"accept"}"#
    #expect(send("/api/decisions", product).status == 200)
    let products = try assignments(0, "product")
    #expect(products.map { $0["origin"] } == ["person"])
    #expect(send("/api/decisions", #"{"undo":1}"#).status == 200)
    #expect(try assignments(0, "type") == before)
    #expect(try assignments(0, "product") == products)
    #expect(send("/api/decisions", #"{"undo":2}"#).status == 200)
    #expect(try assignments(0, "product").isEmpty)
  }

  @Test func `what was due for a document stays when a decision about it is taken back`() throws {
    try workspace.folder.write(
      "share/a.md", "# Harbor Archive: brochure\n\nHarbor Archive is a flyer. Harbor Archive!\n")
    #expect(send("/api/decisions", decision("reject")).status == 200)
    let products = try assignments(0, "product")
    try #require(!products.isEmpty)
    #expect(try assignments(0, "type").allSatisfy { $0["origin"] == "rejected" })
    #expect(send("/api/decisions", #"{"undo":1}"#).status == 200)
    #expect(try assignments(0, "product") == products)
    #expect(try assignments(0, "type").map { $0["origin"] } == ["pending"])
  }

  @Test(arguments: [
    "{", "[]", "{}", #"{"undo":"x"}"#, #"{"document":"/x","facet":"product","concept":"x"}"#,
    #"{"document":1,"facet":"product","concept":"x","verdict":"accept"}"#,
  ])
  func `what is no decision is refused`(body: String) {
    #expect(send("/api/decisions", body).status == 400)
  }

  @Test func `documents and concepts that there are not are not decided about`() throws {
    let elsewhere =
      #"{"document":"/etc/passwd","facet":"product","concept":"x","verdict":"accept"}"#
    #expect(send("/api/decisions", elsewhere).status == 404)
    let unknown = decision("instead", more: #","other":"no such thing""#)
    #expect(send("/api/decisions", unknown).status == 400)
    #expect(send("/api/decisions", decision("perhaps")).status == 400)
    #expect(try json(get("/api/decisions"))["decisions"] == [])
  }

  @Test func `a form of the page decides, and the page says so and offers to take it back`() throws
  {
    let sent = try form(on: "/review", to: "/review/decide", ["verdict": "accept"])
    let response = send("/review/decide", sent, type: Self.formType)
    #expect(response.status == 303, "\(response.text)")
    let next = try #require(response.headers["Location"])
    #expect(next == "/review?done=1#at-0")
    let page = String(next.prefix { $0 != "#" })
    #expect(get(page).text.contains(".md is Brochure."))
    let undo = try form(on: page, to: "/review/undo", [:])
    #expect(send("/review/undo", undo, type: Self.formType).status == 303)
    #expect(try questions().count == 2)
  }

  @Test func `a form that is not of a page of this server changes nothing`() throws {
    let sent = try form(on: "/review", to: "/review/decide", ["verdict": "accept"])
    let forged = try form(
      on: "/review", to: "/review/decide", ["verdict": "accept", "token": "guessed"])
    #expect(send("/review/decide", forged, type: Self.formType).status == 403)
    #expect(
      send(
        "/review/decide", sent, type: Self.formType, headers: [("origin", "http://evil.example")]
      )
      .status == 403)
    // A form can be sent from anywhere, so that it is not taken for the interface's JSON.
    #expect(send("/api/decisions", decision("accept"), type: "text/plain").status == 400)
    #expect(
      send("/review/decide", sent, of: makeService { _ in }, type: Self.formType).status == 403)
    #expect(try questions().count == 2)
  }

  @Test func `a server that only reads changes nothing, and shows no forms`() throws {
    let reading = makeService { $0.isReadOnly = true }
    for (path, body) in [
      ("/api/decisions", decision("accept")), ("/api/feedback", "{}"),
      ("/api/decisions", #"{"undo":1}"#),
    ] {
      #expect(send(path, body, of: reading).status == 403)
    }
    for page in ["/review", "/document?id=\(FormFields.encoded(workspace.documents[0]))"] {
      #expect(!get(page, of: reading).text.contains("method=\"post\""))
    }
    #expect(try questions().count == 2)
  }

  @Test func `only curators decide where there are some, and all may say what is wrong`() throws {
    let curated = makeService { $0.curators = ["nobody-at-all"] }
    #expect(send("/api/decisions", decision("accept"), of: curated).status == 403)
    let page = "/document?id=\(FormFields.encoded(workspace.documents[0]))"
    #expect(!get(page, of: curated).text.contains("/review/decide"))
    let sent = try form(on: page, to: "/feedback", ["kind": "outdated"], of: curated)
    #expect(send("/feedback", sent, of: curated, type: Self.formType).status == 303)
    #expect(try json(get("/api/feedback"))["feedback"]?.array?.count == 1)
  }

  @Test func `feedback waits until somebody deals with it`() throws {
    let document = workspace.documents[0]
    func feedback(_ kind: String, _ more: String = "") -> String {
      #"{"document":"\#(document)","kind":"\#(kind)"\#(more)}"#
    }
    let concept = #","concept":"\#(SharedWorkspace.brochure)""#
    #expect(send("/api/feedback", feedback("helped")).status == 200)
    #expect(send("/api/feedback", feedback("helped", #","remark":"much""#)).status == 200)
    #expect(send("/api/feedback", feedback("wrong-tag", concept)).status == 200)
    for wrong in [feedback("bad"), feedback("wrong-tag"), "{}"] {
      #expect([400, 404].contains(send("/api/feedback", wrong).status))
    }
    let open = try json(get("/api/feedback"))["feedback"]?.array ?? []
    #expect(open.map { $0["kind"]?.string } == ["helped", "wrong-tag"])
    #expect(open.first?["remark"]?.string == "much")
    #expect(get("/review/feedback").text.contains("It is not Brochure"))
    // A decision about the tag deals with what was said of it; taking it back opens it again.
    #expect(send("/api/decisions", decision("reject")).status == 200)
    #expect(try json(get("/api/feedback"))["feedback"]?.array?.count == 1)
    #expect(send("/api/decisions", #"{"undo":1}"#).status == 200)
    #expect(try json(get("/api/feedback"))["feedback"]?.array?.count == 2)
    let number = try #require(open.first?["number"]?.integer)
    #expect(send("/api/feedback", #"{"settle":\#(number)}"#).status == 200)
    #expect(send("/api/feedback", #"{"settle":\#(number)}"#).status == 404)
    #expect(try json(get("/api/feedback"))["feedback"]?.array?.count == 1)
  }

  @Test func `a document is given a tag on its page, and one is taken from it`() throws {
    let page = "/document?id=\(FormFields.encoded(workspace.documents[1]))"
    let tag = ["verdict": "accept", "facet": "product", "concept": "Acme Vault"]
    let sent = try form(on: page, to: "/review/decide", tag)
    #expect(send("/review/decide", sent, type: Self.formType).status == 303)
    #expect(get(page).text.contains("Harbor Archive"))
    let wrong = try form(
      on: page, to: "/review/decide",
      [
        "verdict": "reject", "facet": "product", "concept": "https://id.example/product/archive",
        "seen": "1",
      ])
    #expect(send("/review/decide", wrong, type: Self.formType).status == 303)
    #expect(get(page).text.contains("a person: not this"))
    let nameless = try form(on: page, to: "/review/decide", ["concept": " "])
    #expect(send("/review/decide", nameless, type: Self.formType).status == 400)
  }

  @Test func `the interface is described, its writing too`() throws {
    let paths = try json(get("/openapi.json"))["paths"]
    for path in ["/api/decisions", "/api/feedback"] {
      #expect(paths?[path]?["get"] != nil)
      #expect(paths?[path]?["post"]?["responses"]?["409"] != nil)
    }
  }

  @Test func `the pages of the work answer`() {
    for page in ["/review?facet=type", "/review/feedback", "/review/decided"] {
      #expect(get(page).status == 200)
      #expect(get(page).text.contains("<h1>Review</h1>"))
    }
    #expect(get("/review/none").status == 404)
    #expect(get("/review/decide").status == 405)
  }
}
