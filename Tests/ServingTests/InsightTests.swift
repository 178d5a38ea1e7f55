import Foundation
import JSONCoding
import ParlanceKit
import Serving
import ServingSupport
import TestSupport
import Testing

/// What the pages of insight tell.
struct InsightTests {
  @Test func `figures of facets lead to the searches that list their documents`() throws {
    let asker = try Asker()
    let figures = try asker.json(asker.get("/api/insight"))
    #expect(figures["documents"] == 2)
    let product = try #require(figures["facets"]?.array?.last)
    #expect(product["tagged"] == 1)
    #expect(product["untagged"] == 1)
    #expect(product["unused"] == 0)
    for (filter, total) in [("product%21%3D", 1), ("product%3D", 1), ("type%21%3D", 2)] {
      #expect(asker.get("/insight").text.contains("/search?facet=\(filter)\""))
      #expect(
        try asker.json(asker.get("/api/search?facet=\(filter)"))["total"]?.integer == total)
    }
  }

  @Test func `a concept that no document has is unused, a replaced one is not`() throws {
    let asker = try Asker(documents: #"{"id":"a","text":"x","tags":["Brochure"]}"# + "\n")
    let unused = try asker.json(asker.get("/insight/unused", accept: "application/json"))
    #expect(unused["type"]?.array?.map { $0["name"]?.string } == ["Price list"])
    #expect(asker.get("/insight/unused").text.contains("type: 1"))
  }

  @Test func `documents that are there twice are named, the one to keep first`() throws {
    let text = (0..<80).map { "word\($0 * 7)" }.joined(separator: " ")
    let asker = try Asker(
      documents: ["old/plan.md", "plan.md", "other.md"].enumerated().map { number, path in
        #"{"id":"\#(path)","path":"\#(path)","title":"T","text":"\#(number < 2 ? text : "else")"}"#
      }.joined(separator: "\n"))
    let found = try asker.json(asker.get("/insight/duplicates", accept: "application/json"))
    #expect(found["copies"] == 1)
    let group = found["groups"]?.array?.first
    #expect(group?["documents"]?.array?.map { $0["id"]?.string } == ["plan.md", "old/plan.md"])
    #expect(asker.get("/insight/duplicates").text.contains("1 copy and 0 older versions"))
  }

  @Test func `decisions are counted by month, and not those taken back`() throws {
    let workspace = try SharedWorkspace()
    let service = Service(workspace.keeper, Service.Settings(version: "1"))
    func decide(_ document: Int, _ verdict: String) throws {
      let body =
        #"{"document":"\#(workspace.documents[document])","facet":"type","concept":"Brochure","#
        + #""verdict":"\#(verdict)"}"#
      let answer = service.answer(
        ServiceRequest(
          "POST", "/api/decisions",
          headers: [("host", "localhost"), ("content-type", "application/json")],
          body: Array(body.utf8)))
      try #require(answer.status == 200)
    }
    func months() throws -> JSONValue? {
      let answer = service.answer(
        ServiceRequest("GET", "/api/insight", headers: [("host", "localhost")]))
      return try JSONReader.value(of: answer.body)["months"]
    }
    #expect(try months() == [])
    try decide(0, "accept")
    try decide(1, "reject")
    #expect(try months()?.array?.first?["accepted"] == 1)
    #expect(try months()?.array?.first?["rejected"] == 1)
    try service.review(undo: 2)
    #expect(try months()?.array?.first?["rejected"] == 0)
  }

  @Test func `what is searched for in vain is kept where that is asked for, with nobody's name`()
    throws
  {
    let asker = try Asker()
    _ = asker.get("/search?q=Quokka")
    #expect(asker.get("/insight/searches").status == 400)
    var settings = Service.Settings(version: "1")
    let workspace = asker.workspace.keeper.current().workspace
    settings.searches = try FruitlessSearches(workspace)
    let service = Service(asker.workspace.keeper, settings)
    func get(_ target: String, of service: Service) -> ServiceResponse {
      service.answer(ServiceRequest("GET", target, headers: [("host", "localhost")]))
    }
    for target in [
      "/search?q=Quokka", "/api/search?q=quokka", "/search?q=archive", "/search?q=",
      "/search?q=brochure&facet=type%3DPrice+list", "/api/search?q=quokka&offset=10",
      "/search?q=%3Cb%3E",
    ] { _ = get(target, of: service) }
    let kept = settings.searches?.json ?? []
    #expect(kept.first?["query"] == "quokka")
    #expect(kept.first?["count"] == 2)
    #expect(kept.allSatisfy { $0["query"] != "archive" })
    let page = get("/insight/searches", of: service).text
    #expect(page.contains("/search?q=quokka"))
    #expect(!page.contains("<b>"))
    // It outlives the server.
    settings.searches?.write()
    #expect(try FruitlessSearches(workspace).json == kept)
    settings.curators = ["nobody-at-all"]
    #expect(get("/insight/searches", of: Service(asker.workspace.keeper, settings)).status == 403)
  }

  @Test func `two who keep searches side by side lose none of each other's`() throws {
    let workspace = try Asker().workspace
    let place = workspace.keeper.current().workspace
    let (first, second) = (try FruitlessSearches(place), try FruitlessSearches(place))
    for query in ["quokka", "wombat", "quokka"] { first.add(query) }
    for query in ["Quokka", "numbat"] { second.add(query) }
    for searches in [first, second, first] { searches.write() }
    first.add("wombat")
    first.write()
    func counts(_ searches: FruitlessSearches) -> [String: Int] {
      Dictionary(
        uniqueKeysWithValues: searches.json.map {
          ($0["query"]?.string ?? "", $0["count"]?.integer ?? 0)
        })
    }
    let all = ["quokka": 3, "wombat": 2, "numbat": 1]
    #expect(counts(try FruitlessSearches(place)) == all)
    #expect(counts(first) == all)
    // What is kept has an end: what was asked most stays.
    for number in 0..<1100 { second.add("beast \(number)") }
    second.write()
    let kept = counts(try FruitlessSearches(place))
    #expect(kept.count == 1000 && kept["quokka"] == 3 && kept["wombat"] == 2)
  }

  @Test func `searches that cannot be written are told of, and are written when they can`() throws {
    let asker = try Asker()
    var settings = Service.Settings(version: "1")
    let workspace = asker.workspace.keeper.current().workspace
    let searches = try FruitlessSearches(workspace)
    settings.searches = searches
    let service = Service(asker.workspace.keeper, settings)
    func get(_ target: String) -> ServiceResponse {
      service.answer(ServiceRequest("GET", target, headers: [("host", "localhost")]))
    }
    _ = get("/search?q=quokka")
    let place = URL(fileURLWithPath: "\(workspace.folder)/searches.jsonl")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
    searches.write()
    #expect(searches.failure?.contains("searches.jsonl") == true)
    #expect(get("/insight/searches").text.contains("searches.jsonl"))
    let notes = try asker.json(get("/api/status"))["notes"]?.strings ?? []
    #expect(notes.contains { $0.contains("searches.jsonl") })
    try FileManager.default.removeItem(at: place)
    searches.write()
    #expect(searches.failure == nil)
    #expect(try FruitlessSearches(workspace).json == searches.json)
  }
}

extension Service {
  fileprivate func review(undo number: Int) throws {
    let answer = answer(
      ServiceRequest(
        "POST", "/api/decisions",
        headers: [("host", "localhost"), ("content-type", "application/json")],
        body: Array("{\"undo\":\(number)}".utf8)))
    try #require(answer.status == 200)
  }
}
