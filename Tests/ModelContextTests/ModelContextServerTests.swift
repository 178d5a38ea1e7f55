import Foundation
import JSONCoding
import ModelContext
import ParlanceKit
import ServingSupport
import Testing

struct ModelContextServerTests {
  private let workspace: SmallWorkspace
  private let server: ModelContextServer

  init() throws {
    workspace = try SmallWorkspace()
    server = ModelContextServer(workspace.keeper, version: "9.9")
  }

  private static let modern = #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}"#

  private func answer(_ message: String) throws -> JSONValue {
    try #require(server.answer(Array(message.utf8), for: .own).message)
  }

  private func call(_ tool: String, _ arguments: String) throws -> JSONValue {
    let message =
      #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":""# + tool
      + #"","arguments":"# + arguments + "}}"
    return try #require(try answer(message)["result"])
  }

  private func content(_ tool: String, _ arguments: String) throws -> JSONValue {
    let result = try call(tool, arguments)
    #expect(result["isError"] == false, "\(result)")
    return try #require(result["structuredContent"])
  }

  @Test(arguments: [
    ("2025-11-25", "2025-11-25"), ("2024-11-05", "2024-11-05"), ("1999-01-01", "2025-11-25"),
  ])
  func `a handshake agrees on a version that both speak`(asked: String, agreed: String) throws {
    let result = try answer(
      #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":""# + asked
        + #"","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}"#)["result"]
    #expect(result?["protocolVersion"]?.string == agreed)
    #expect(result?["serverInfo"]?["version"]?.string == "9.9")
    #expect(result?["resultType"] == nil)
  }

  @Test func `a request that stands for itself is answered as such`() throws {
    let result = try answer(
      #"{"jsonrpc":"2.0","id":"x","method":"server/discover","params":{"# + Self.modern + "}}")
    #expect(result["id"]?.string == "x")
    #expect(result["result"]?["resultType"]?.string == "complete")
    #expect(result["result"]?["supportedVersions"]?.strings?.first == "2026-07-28")
    let list = try answer(
      #"{"jsonrpc":"2.0","id":2,"method":"tools/list","params":{"# + Self.modern + "}}")["result"]
    #expect(list?["ttlMs"]?.integer == 3_600_000)
    #expect(
      list?["tools"]?.array?.compactMap { $0["name"]?.string } == [
        "search", "get_document", "explain_label", "normalize_labels", "suggest_tags", "coverage",
      ])
    for tool in list?["tools"]?.array ?? [] {
      #expect(tool["inputSchema"]?["type"]?.string == "object")
      #expect(tool["outputSchema"]?["type"]?.string == "object")
      #expect(tool["annotations"]?["readOnlyHint"] == true)
    }
  }

  @Test(arguments: [
    ("{", -32700), ("[]", -32600), (#"{"id":1,"method":"ping"}"#, -32600),
    (#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, -32600),
    (#"{"jsonrpc":"2.0","id":1}"#, -32600),
    (#"{"jsonrpc":"2.0","id":1,"method":"resources/list"}"#, -32601),
    (#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{}}"#, -32602),
    (#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"rm"}}"#, -32602),
    (
      #"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":"#
        + #"{"io.modelcontextprotocol/protocolVersion":"2030-01-01"}}}"#, -32022
    ),
  ])
  func `what cannot be answered gets the error of its kind`(message: String, code: Int) throws {
    let answer = server.answer(Array(message.utf8), for: .own)
    #expect(answer.message?["error"]?["code"]?.integer == code)
    #expect(answer.errorCode == code)
  }

  @Test(arguments: [
    #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
    #"{"jsonrpc":"2.0","id":7,"result":{}}"#,
  ])
  func `notifications and answers are not answered`(message: String) {
    #expect(server.answer(Array(message.utf8), for: .own).message == nil)
  }

  @Test func `an old name finds what bears the new one, and the answer says so`() throws {
    let found = try content("search", #"{"query":"acme vault","facets":{"type":["Flyer"]}}"#)
    #expect(found["total"]?.integer == 1)
    #expect(found["hits"]?.array?.first?["id"]?.string == "a")
    #expect(found["understood"]?.array?.first?["note"]?.string?.contains("2009-06-30") == true)
  }

  @Test func `a document is read in parts that join without a gap`() throws {
    var text = ""
    var from = 0
    while true {
      let part = try content("get_document", #"{"id":"a","length":100,"from":\#(from)}"#)
      text += try #require(part["text"]?.string)
      guard let next = part["next"]?.integer else { break }
      #expect(next > from)
      from = next
    }
    #expect(text == "Harbor Archive keeps what must be kept. Ünïcode.")
  }

  @Test func `a name is explained as of a day`() throws {
    let then = try content("explain_label", #"{"label":"Acme Vault","as_of":"2008"}"#)
    #expect(then["outcome"]?.string == "match")
    #expect(then["in_use"] == true)
    #expect(then["concept"]?["documents"]?.integer == 1)
    let now = try content("explain_label", #"{"label":"Acme Vault","as_of":"2012"}"#)
    #expect(now["in_use"] == false)
  }

  @Test func `labels are mapped and texts are tagged`() throws {
    let matches =
      try content(
        "normalize_labels", #"{"labels":["Brochure","zzz"],"scheme":"type"}"#)["matches"]?.array
      ?? []
    #expect(matches.map { $0["outcome"]?.string } == ["accepted", "unknown"])
    #expect(matches.first?["concept"]?.string == "https://id.example/type/brochure")
    let tags = try content(
      "suggest_tags",
      #"{"title":"Brochure Harbor Archive","text":"Harbor Archive. Harbor Archive."}"#)
    let product = tags["tags"]?.array?.first { $0["scheme"]?.string == "product" }
    #expect(product?["label"]?.string == "Harbor Archive")
    #expect(product?["evidence"]?.array?.isEmpty == false)
  }

  @Test func `coverage counts each pair`() throws {
    let coverage = try content("coverage", #"{"rows":"type","columns":"product"}"#)
    let cells = (coverage["rows"]?.array ?? []).reduce(into: [:]) { cells, row in
      cells[row["value"]?.string ?? ""] = row["cells"]?.array?.compactMap(\.integer)
    }
    #expect(cells == ["Brochure": [1], "Price list": [0]])
  }

  @Test(arguments: [
    ("search", #"{"query":"\"open"}"#, "query:1:"),
    ("search", #"{"sort":"best"}"#, "unknown order 'best'"),
    ("search", #"{"limit":51}"#, "from 0 to 50"), ("search", #"{"q":"x"}"#, "takes no \"q\""),
    ("search", #"{"facets":{"kind":["x"]}}"#, "unknown facet 'kind'"),
    ("get_document", #"{"id":"/etc/passwd"}"#, "no document"),
    ("get_document", "{}", "needs \"id\""),
    ("explain_label", #"{"label":"x","as_of":"soon"}"#, "not a date"),
    ("normalize_labels", #"{"labels":["x"],"scheme":"kind"}"#, "kind"),
    ("suggest_tags", #"{"title":"x"}"#, "needs \"text\""),
    ("coverage", #"{"rows":"type","columns":"kind"}"#, "\"kind\""),
  ])
  func `a wrong call is told what to ask instead`(
    tool: String, arguments: String, message: String
  ) throws {
    let result = try call(tool, arguments)
    #expect(result["isError"] == true)
    #expect(result["structuredContent"] == nil)
    let text = result["content"]?.array?.first?["text"]?.string ?? ""
    #expect(text.contains(message), "\(text)")
  }

  @Test func `a changed workspace is taken up between two calls`() throws {
    let workspace = try SmallWorkspace(interval: 0)
    let server = ModelContextServer(workspace.keeper, version: "1")
    func total() throws -> Int? {
      let message = Array(
        #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search"}}"#.utf8)
      let result = server.answer(message, for: .own).message?["result"]
      return result?["structuredContent"]?["total"]?.integer
    }
    #expect(try total() == 2)
    try workspace.index(#"{"id":"c","title":"New","text":"New"}"#, as: "more.jsonl")
    #expect(try total() == 3)
    #expect(workspace.keeper.renewals == 1)
  }

  @Test func `headers that say another thing than the message are refused`() {
    let body = Array(
      (#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search","#
        + Self.modern + "}}").utf8)
    #expect(
      ModelContextServer.mismatch(
        of: body, version: "2026-07-28", method: "tools/call", name: "search") == nil)
    let answer = ModelContextServer.mismatch(
      of: body, version: "2026-07-28", method: "tools/list", name: nil)
    #expect(answer?.errorCode == -32020)
    #expect(answer?.status == 400)
  }
}
