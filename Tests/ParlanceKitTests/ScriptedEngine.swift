import JSONCoding

@testable import ParlanceKit

/// An engine in memory that takes what publishing sends, and fails as it is told.
final class ScriptedEngine: RemoteTransport {
  /// The documents of each index by their identifiers.
  private(set) var indexes: [String: [String: JSONObject]] = [:]
  private(set) var aliases: [String: String] = [:]
  private var mappings: [String: JSONObject] = [:]

  /// The actions that were sent, by their kinds.
  private(set) var sent: [String: Int] = [:]
  private(set) var bulks = 0

  /// What becomes of requests to `_bulk`, the next first: a status of HTTP, 0 for no answer.
  var bulkStatuses: [Int] = []

  /// The name that the engine tells for the index behind an alias, in place of the right one.
  var toldName: String?

  /// Whether each page of documents is the first one.
  var repeatsPages = false

  /// What becomes of single documents the next time, by the end of their identifiers.
  var itemStatuses: [String: [Int]] = [:]

  func forgetSent() { sent = [:] }

  func send(_ request: RemoteTransportRequest) throws -> RemoteReply {
    let path = request.path.split(separator: "/").map(String.init)
    switch (request.method, path.last ?? "") {
    case (_, "_bulk"): return try bulk(request.body ?? [])
    case ("GET", "_mapping"):
      let name = aliases[path[0]] ?? path[0]
      guard let mapping = mappings[name] else { return reply(404, ["error": "none"]) }
      let told = aliases[path[0]] == nil ? name : toldName ?? name
      return reply(200, .object(JSONObject([.init(name: told, value: .object(mapping))])))
    case ("PUT", "_mapping"):
      let body = try JSONReader.value(of: request.body ?? [])
      mappings[path[0]]?["mappings"] = body
      return reply(200, [:])
    case ("POST", "_search"): return try scan(path[0], try JSONReader.value(of: request.body ?? []))
    case ("POST", "_aliases"):
      for action in try JSONReader.value(of: request.body ?? [])["actions"]?.array ?? [] {
        if let add = action["add"] {
          aliases[add["alias"]?.string ?? ""] = add["index"]?.string
        }
      }
      return reply(200, [:])
    case ("PUT", let name):
      indexes[name] = [:]
      mappings[name] = JSONObject([.init(name: "mappings", value: [:])])
      return reply(200, [:])
    case ("DELETE", let name):
      indexes[name] = nil
      mappings[name] = nil
      return reply(200, [:])
    default: return reply(200, [:])
    }
  }

  private func reply(_ status: Int, _ value: JSONValue) -> RemoteReply {
    var writer = JSONWriter()
    writer.value(value)
    return RemoteReply(status: status, body: writer.bytes)
  }

  private func scan(_ index: String, _ body: JSONValue) throws -> RemoteReply {
    if body["aggs"] != nil {
      let origins = Set((indexes[index] ?? [:]).values.compactMap { $0["origin"]?.string })
      let buckets = origins.sorted().map { ["key": .string($0)] as JSONValue }
      return reply(200, ["aggregations": ["origins": ["buckets": .array(buckets)]]])
    }
    let after = repeatsPages ? "" : body["search_after"]?.array?.first?.string ?? ""
    let found = (indexes[index] ?? [:]).filter { entry in
      entry.value["origin"] == body["query"]?["term"]?["origin"]
        && entry.value["id"]?.string ?? "" > after
    }.sorted { ($0.value["id"]?.string ?? "") < ($1.value["id"]?.string ?? "") }
    let page = found.prefix(body["size"]?.integer ?? 0).map { entry in
      ["_id": .string(entry.key), "_source": .object(entry.value)] as JSONValue
    }
    return reply(200, ["_shards": ["failed": 0], "hits": ["hits": .array(page)]])
  }

  private func bulk(_ bytes: [UInt8]) throws -> RemoteReply {
    bulks += 1
    if !bulkStatuses.isEmpty {
      let status = bulkStatuses.removeFirst()
      if status == 0 { throw RemoteTransportFailure(description: "no answer") }
      if status != 200 { return reply(status, ["error": ["reason": "busy"]]) }
    }
    var lines = bytes.split(separator: 10)[...]
    var items: [JSONValue] = []
    while let line = lines.popFirst() {
      guard let action = try JSONReader.value(of: line).object?.members.first else { continue }
      let id = action.value["_id"]?.string ?? ""
      let body = action.name == "delete" ? nil : try lines.popFirst().map(JSONReader.value(of:))
      sent[action.name, default: 0] += 1
      let index = action.value["_index"]?.string ?? ""
      let key = index.hasSuffix("-words") ? "" : itemStatuses.keys.first(where: id.hasSuffix) ?? ""
      var status = 200
      if itemStatuses[key]?.isEmpty == false { status = itemStatuses[key]?.removeFirst() ?? 200 }
      if status == 200 { apply(action.name, id, index, body) }
      var outcome: JSONObject = JSONObject([.init(name: "status", value: .integer(status))])
      if status != 200 { outcome["error"] = ["reason": "no room"] }
      items.append(.object(JSONObject([.init(name: action.name, value: .object(outcome))])))
    }
    return reply(200, ["items": .array(items)])
  }

  private func apply(_ action: String, _ id: String, _ index: String, _ body: JSONValue?) {
    switch action {
    case "index": indexes[index]?[id] = body?.object
    case "update":
      for member in body?["doc"]?.object?.members ?? [] {
        indexes[index]?[id]?[member.name] = member.value
      }
    default: indexes[index]?[id] = nil
    }
  }
}
