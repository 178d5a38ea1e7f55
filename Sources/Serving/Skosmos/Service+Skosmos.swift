internal import JSONCoding
internal import ParlanceKit

/// The part of Skosmos's REST interface (version 1) that looks up concepts and walks their relations.
///
/// A vocabulary is a scheme. Beyond Skosmos, `asOf` is the day whose names count, and concepts out of use are found,
/// with what replaced them.
extension Service {
  /// The paths below `/rest/v1`.
  static let skosmosRoutes: [RoutePattern] =
    [
      RoutePattern(
        "rest/v1/vocabularies",
        rest { service, _, _ in
          [
            "vocabularies": .array(
              try service.keeper.current().schemeNames().map {
                ["id": $0["id"] ?? "", "uri": $0["uri"] ?? "", "title": $0["name"] ?? ""]
              })
          ]
        }),
      RoutePattern("rest/v1/types", rest { _, _, _ in types }),
      RoutePattern(
        "rest/v1/data", get("rest") { service, request, _ in try service.data(request) }),
      RoutePattern(
        "rest/v1/search",
        rest { service, request, _ in
          try service.skosmosSearch(request, request.query["vocab"])
        }),
      RoutePattern("rest/v1/{scheme}") { parts in
        rest { service, request, _ in
          try service.description(ofVocabulary: parts[0], language: request.query["lang"])
        }
      },
    ] + skosmosSchemeRoutes

  /// The paths of a scheme.
  private static let skosmosSchemeRoutes: [RoutePattern] =
    [
      RoutePattern("rest/v1/{scheme}/search") { parts in
        rest { service, request, _ in try service.skosmosSearch(request, parts[0]) }
      },
      RoutePattern("rest/v1/{scheme}/types", rest { _, _, _ in types }),
      RoutePattern(
        "rest/v1/{scheme}/data", get("rest") { service, request, _ in try service.data(request) }),
      RoutePattern("rest/v1/{scheme}/groups") { parts in
        rest { service, _, _ in try service.groups(parts[0]) }
      },
      RoutePattern(
        "rest/v1/{scheme}/broaderTransitive",
        rest { service, request, _ in
          try service.hierarchy(request, .broader, "broaderTransitive")
        }),
      RoutePattern(
        "rest/v1/{scheme}/narrowerTransitive",
        rest { service, request, _ in
          try service.hierarchy(request, .narrower, "narrowerTransitive")
        }),
      RoutePattern("rest/v1/{scheme}/lookup") { parts in
        rest { try $0.lookedUp($1, parts[0], $2) }
      },
      RoutePattern("rest/v1/{scheme}/topConcepts") { parts in
        rest { service, _, account in try service.topConcepts(parts[0], account) }
      },
      RoutePattern(
        "rest/v1/{scheme}/label",
        rest { service, request, account in
          let concept = try service.concept(request, account)
          return ["uri": concept["uri"] ?? "", "prefLabel": concept["name"] ?? ""]
        }),
      RoutePattern(
        "rest/v1/{scheme}/children",
        rest { service, request, account in
          let concept = try service.concept(request, account)
          return [
            "uri": concept["uri"] ?? "",
            "narrower": .array(try service.children(of: concept, account)),
          ]
        }),
    ]
    + ["broader", "narrower", "related"].map { relation in
      RoutePattern(
        "rest/v1/{scheme}/\(relation)",
        rest { service, request, account in
          let concept = try service.concept(request, account)
          return .object(
            JSONObject([
              .init(name: "uri", value: concept["uri"] ?? ""),
              .init(name: "prefLabel", value: concept["name"] ?? ""),
              .init(name: relation, value: .array((concept[relation]?.array ?? []).map(named))),
            ]))
        })
    }

  private static let types: JSONValue = [
    "types": [["uri": "http://www.w3.org/2004/02/skos/core#Concept", "label": "Concept"]]
  ]

  private static func rest(
    _ answer: @escaping @Sendable (Service, ServiceRequest, ReaderAccount) throws -> JSONValue
  ) -> Route {
    get("rest") { json(try answer($0, $1, $2)) }
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
