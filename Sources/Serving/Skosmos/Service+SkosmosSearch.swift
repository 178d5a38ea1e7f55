internal import JSONCoding
internal import ParlanceKit

/// Skosmos's search for concepts by their names.
extension Service {
  /// What narrows a search of Skosmos and is not told apart here; without it the answer would be another.
  private static let unknownBounds = ["parent", "group", "type"]

  /// More proposals than that are not looked through.
  private static let mostProposals = 10_000

  /// Concepts by a name, or by the beginning of one that ends in `*`.
  ///
  /// - Parameters:
  ///   - request: the request.
  ///   - schemes: the keys of the vocabularies to search, separated by blanks; all if `nil`.
  /// - Returns: the concepts as Skosmos tells them.
  /// - Throws: `RequestError`.
  func skosmosSearch(_ request: ServiceRequest, _ schemes: String?) throws -> JSONValue {
    guard let query = request.query["query"], !query.isEmpty else {
      throw RequestError("the query lacks query=")
    }
    for name in Self.unknownBounds where request.query[name]?.isEmpty == false {
      throw RequestError("a search is not narrowed by \(name)= here; vocab= narrows it")
    }
    let limit = try Self.number(request.query, "maxhits", 1...1000, usual: 100)
    let offset = try Self.number(request.query, "offset", 0...1_000_000, usual: 0)
    let wanted = schemes.map { Set($0.split(separator: " ").map(String.init)) } ?? []
    let text = query.filter { $0 != "*" }
    let isBeginning = query.hasSuffix("*")
    let found = try keeper.current().suggestions(for: text, limit: Self.mostProposals).filter {
      guard $0["kind"]?.string == "label" else { return false }
      return (wanted.isEmpty || wanted.contains($0["facet"]?.string ?? ""))
        && (isBeginning || $0["text"]?.string?.lowercased() == text.lowercased())
    }
    return ["results": .array(found.dropFirst(offset).prefix(limit).map(Self.found))]
  }

  private static func found(_ entry: JSONValue) -> JSONValue {
    var result = JSONObject([
      .init(name: "uri", value: entry["concept"] ?? ""),
      .init(name: "type", value: ["skos:Concept"]),
      .init(name: "prefLabel", value: entry["name"] ?? ""),
      .init(name: "lang", value: entry["language"] ?? ""),
      .init(name: "vocab", value: entry["facet"] ?? ""),
    ])
    if entry["name"] != entry["text"] {
      result["altLabel"] = entry["text"]
      result["matchedNote"] = entry["note"]
    }
    return .object(result)
  }
}
