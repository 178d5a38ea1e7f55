internal import JSONCoding
internal import ParlanceKit

/// The part of Skosmos's REST interface (version 1) that looks up concepts and walks their relations.
///
/// A vocabulary is a scheme. Beyond Skosmos, `asOf` is the day whose names count, and concepts out of use are found,
/// with what replaced them.
extension Service {
  /// What answers a path below `/rest/v1`; `nil` if nothing does.
  static func skosmosRoute(_ parts: [String]) -> Route? {
    switch (parts.first, parts.count) {
    case ("vocabularies", 1):
      return rest { service, _, _ in
        [
          "vocabularies": .array(
            try service.keeper.current().schemeNames().map {
              ["id": $0["id"] ?? "", "uri": $0["uri"] ?? "", "title": $0["name"] ?? ""]
            })
        ]
      }
    case ("types", 1): return rest { _, _, _ in types }
    case ("data", 1): return get("rest") { service, request, _ in try service.data(request) }
    case ("search", 1):
      return rest { service, request, _ in
        try service.skosmosSearch(request, request.query["vocab"])
      }
    case (let vocabulary?, 1):
      return rest { service, request, _ in
        try service.description(ofVocabulary: vocabulary, language: request.query["lang"])
      }
    case (let vocabulary?, 2): return vocabularyRoute(vocabulary, parts[1])
    default: return nil
    }
  }

  private static let types: JSONValue = [
    "types": [["uri": "http://www.w3.org/2004/02/skos/core#Concept", "label": "Concept"]]
  ]

  private static func rest(
    _ answer: @escaping @Sendable (Service, ServiceRequest, ReaderAccount) throws -> JSONValue
  ) -> Route {
    get("rest") { json(try answer($0, $1, $2)) }
  }

  private static func vocabularyRoute(_ vocabulary: String, _ method: String) -> Route? {
    switch method {
    case "search":
      return rest { service, request, _ in
        try service.skosmosSearch(request, vocabulary)
      }
    case "types": return rest { _, _, _ in types }
    case "data": return get("rest") { service, request, _ in try service.data(request) }
    case "groups": return rest { service, _, _ in try service.groups(vocabulary) }
    case "broaderTransitive":
      return rest { service, request, _ in try service.hierarchy(request, .broader, method) }
    case "narrowerTransitive":
      return rest { service, request, _ in try service.hierarchy(request, .narrower, method) }
    case "lookup": return rest { try $0.lookedUp($1, vocabulary, $2) }
    case "topConcepts":
      return rest { service, _, account in
        try service.topConcepts(vocabulary, account)
      }
    case "label":
      return rest { service, request, account in
        let concept = try service.concept(request, account)
        return ["uri": concept["uri"] ?? "", "prefLabel": concept["name"] ?? ""]
      }
    case "broader", "narrower", "related":
      return rest { service, request, account in
        let concept = try service.concept(request, account)
        return .object(
          JSONObject([
            .init(name: "uri", value: concept["uri"] ?? ""),
            .init(name: "prefLabel", value: concept["name"] ?? ""),
            .init(name: method, value: .array((concept[method]?.array ?? []).map(named))),
          ]))
      }
    case "children":
      return rest { service, request, account in
        let concept = try service.concept(request, account)
        return [
          "uri": concept["uri"] ?? "",
          "narrower": .array(try service.children(of: concept, account)),
        ]
      }
    default: return nil
    }
  }

  private static func named(_ concept: JSONValue) -> JSONValue {
    ["uri": concept["uri"] ?? "", "prefLabel": concept["name"] ?? ""]
  }

  /// The concept that `uri=` names.
  private func concept(_ request: ServiceRequest, _ account: ReaderAccount) throws -> JSONValue {
    let uri = request.query["uri"] ?? ""
    let meaning = try keeper.current().meaning(of: uri, asOf: nil, for: account)
    guard let concept = meaning["concept"], concept["uri"]?.string == uri else {
      throw MissingConcept(uri: uri)
    }
    return concept
  }

  private func children(of concept: JSONValue, _ account: ReaderAccount) throws -> [JSONValue] {
    let snapshot = keeper.current()
    return try (concept["narrower"]?.array ?? []).map { child in
      let meaning = try snapshot.meaning(of: child["uri"]?.string ?? "", asOf: nil, for: account)
      return [
        "uri": child["uri"] ?? "", "prefLabel": child["name"] ?? "",
        "hasChildren": .bool(meaning["concept"]?["narrower"]?.array?.isEmpty == false),
      ]
    }
  }

  private func topConcepts(_ name: String, _ account: ReaderAccount) throws -> JSONValue {
    let scheme = try keeper.current().concepts(ofScheme: name, for: account)
    let concepts = scheme["concepts"]?.array ?? []
    let tops = concepts.indices.filter { concepts[$0]["depth"]?.integer == 0 }
    return [
      "uri": scheme["uri"] ?? "",
      "topconcepts": .array(
        tops.map { index in
          // In the order of the hierarchy, what stands below a concept follows it.
          let hasChildren =
            index + 1 < concepts.count && (concepts[index + 1]["depth"]?.integer ?? 0) > 0
          return [
            "uri": concepts[index]["uri"] ?? "", "label": concepts[index]["name"] ?? "",
            "topConceptOf": scheme["uri"] ?? "", "hasChildren": .bool(hasChildren),
          ]
        }),
    ]
  }

  private func lookedUp(
    _ request: ServiceRequest, _ scheme: String, _ account: ReaderAccount
  ) throws -> JSONValue {
    let label = request.query["label"] ?? ""
    let meaning = try keeper.current().meaning(
      of: label, asOf: request.query["asOf"], for: account)
    let candidates =
      meaning["concept"].map { [$0] }
      ?? (meaning["candidates"]?.array ?? []).compactMap { $0["concept"] }
    let found = candidates.filter { $0["schemes"]?.strings?.contains(scheme) == true }
    guard !found.isEmpty else { throw MissingConcept(uri: label) }
    return [
      "result": .array(
        found.map { concept in
          var result = JSONObject([
            .init(name: "uri", value: concept["uri"] ?? ""),
            .init(name: "type", value: ["skos:Concept"]),
            .init(name: "prefLabel", value: concept["name"] ?? ""),
            .init(name: "vocab", value: .string(scheme)),
          ])
          if concept["deprecated"]?.bool == true {
            result["replacedBy"] = .array((concept["current"]?.array ?? []).map(Self.named))
          }
          return .object(result)
        })
    ]
  }
}
