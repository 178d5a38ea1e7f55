internal import JSONCoding
internal import ParlanceKit

/// The reconciliation service API, version 0.2 of the W3C community group: what OpenRefine and its like ask.
/// The draft of 1.0 is in `Service+ReconciliationDraft.swift`.
///
/// An entity is a concept, known by its URI; a type is a scheme. `date` as a property of a query is the day whose
/// names count.
extension Service {
  /// The paths below `/reconcile`.
  static let reconciliationRoutes: [RoutePattern] =
    [
      RoutePattern("reconcile", reconciling { try $0.reconciled($1, nil, $2) }),
      RoutePattern("reconcile/suggest/{kind}") { parts in
        reconciling { service, request, _ in try service.suggested(parts[0], request) }
      },
      RoutePattern(
        "reconcile/flyout/{kind}",
        reconciling { service, request, account in
          let id = request.query["id"] ?? ""
          return json([
            "id": .string(id), "html": .string(try service.summary(of: id, account).markup),
          ])
        }),
      RoutePattern("reconcile/preview", previewRoute),
      RoutePattern(
        "reconcile/extend/propose",
        reconciling { _, request, _ in
          json([
            "type": .string(request.query["type"] ?? ""),
            "properties": .array(ExtensionProperty.all.map(\.json)),
          ])
        }),
    ] + draftRoutes + [
      RoutePattern("reconcile/{scheme}") { parts in
        reconciling { try $0.reconciled($1, parts[0], $2) }
      }
    ]

  /// A concept in a few lines, as a page of its own.
  static var previewRoute: Route {
    reconciling(["GET", "HEAD"]) { service, request, account in
      let id = request.query["id"] ?? ""
      return Layout.fragment(id, [try service.summary(of: id, account)])
    }
  }

  /// A route of the API, which only reads, whatever the method.
  static func reconciling(
    _ methods: [String] = ["GET", "POST", "HEAD"],
    _ answer:
      @escaping @Sendable (Service, ServiceRequest, ReaderAccount) throws -> ServiceResponse
  ) -> Route {
    Route(name: "reconcile", methods: methods, isShared: true, answer: answer)
  }

  /// More queries at a time are refused.
  static let queriesAtOnce = 100

  /// The manifest, or the answers to queries or to an extension.
  private func reconciled(
    _ request: ServiceRequest, _ scheme: String?, _ account: ReaderAccount
  ) throws -> ServiceResponse {
    // Version 0.2 has clients send queries either way.
    let fields =
      request.hasBody(of: "application/x-www-form-urlencoded") ? request.form : request.query
    if let queries = fields["queries"] {
      return Self.json(try answers(to: try Self.object(queries, "queries"), scheme))
    }
    if let extend = fields["extend"] {
      return Self.json(try extended(try Self.object(extend, "extend"), account))
    }
    return Self.json(try manifest(request, scheme))
  }

  private static func object(_ text: String, _ name: String) throws -> JSONObject {
    guard let value = try? JSONReader.value(of: text), let object = value.object else {
      throw RequestError("\(name) is not a JSON object")
    }
    return object
  }

  // MARK: Queries

  private func answers(to queries: JSONObject, _ scheme: String?) throws -> JSONValue {
    guard queries.members.count <= Self.queriesAtOnce else {
      throw RequestError("at most \(Self.queriesAtOnce) queries are answered at a time")
    }
    return .object(
      JSONObject(
        try queries.members.map { member in
          .init(name: member.name, value: try answer(to: member, scheme))
        }))
  }

  private func answer(to member: JSONObject.Member, _ scheme: String?) throws -> JSONValue {
    guard let query = member.value.object, let label = query["query"]?.string else {
      throw RequestError("the query \"\(member.name)\" has no \"query\"")
    }
    let limit = query["limit"]?.integer ?? 0
    guard (0...100).contains(limit) else {
      throw RequestError("the \"limit\" of a query is a number from 0 to 100")
    }
    var question = EntityQuestion()
    question.names = [label]
    question.limit = limit
    for property in query["properties"]?.array ?? [] {
      guard let name = property["pid"]?.string else {
        throw RequestError("a property of the query \"\(member.name)\" has no \"pid\"")
      }
      let value = property["v"]
      question.fields[name] =
        value?.string ?? value?["name"]?.string ?? value?.integer.map(String.init)
    }
    question.schemes = try scheme.map { [$0] } ?? Self.types(query["type"])
    return ["result": .array(try question.entities(in: keeper.current()))]
  }

  private static func types(_ value: JSONValue?) throws -> [String] {
    switch value {
    case nil, .null: return []
    case .string(let type): return type.isEmpty ? [] : [type]
    case .array(let types):
      return try types.map { type in
        guard let name = type.string ?? type["id"]?.string else {
          throw RequestError("a \"type\" is the key of a scheme")
        }
        return name
      }
    case .object(let object): return object["id"]?.string.map { [$0] } ?? []
    default: throw RequestError("a \"type\" is the key of a scheme")
    }
  }

  // MARK: Suggestions

  /// What begins with what was typed; an entity also by its identifier.
  func suggested(_ kind: String, _ request: ServiceRequest) throws -> ServiceResponse {
    let prefix = request.query["prefix"] ?? ""
    let limit = try Self.number(request.query, "limit", 0...100, usual: 20)
    // Version 0.2 calls it `cursor`, the draft `offset`.
    let offset = try Self.number(
      request.query, request.query["offset"] == nil ? "cursor" : "offset", 0...1000, usual: 0)
    let snapshot = keeper.current()
    func begins(_ value: JSONValue) -> Bool {
      ["id", "name"].contains { member in
        prefix.isEmpty || value[member]?.string?.lowercased().hasPrefix(prefix.lowercased()) == true
      }
    }
    let found: [JSONValue] =
      switch kind {
      case "entity": try entities(from: prefix, limit: limit + offset, snapshot)
      case "type": try snapshot.schemeNames().filter(begins)
      case "property": ExtensionProperty.all.map(\.json).filter(begins)
      default: throw RequestError("entity, type and property are suggested, not '\(kind)'")
      }
    return Self.json(["result": .array(Array(found.dropFirst(offset).prefix(limit)))])
  }

  private func entities(
    from prefix: String, limit: Int, _ snapshot: WorkspaceSnapshot
  ) throws -> [JSONValue] {
    let known = try snapshot.candidate(uri: prefix).map {
      ["id": $0["uri"] ?? "", "name": $0["name"] ?? "", "description": "the concept of this URI"]
        as JSONValue
    }
    let labels = try snapshot.suggestions(for: prefix, limit: limit).filter {
      $0["kind"]?.string == "label"
    }
    return [known].compactMap(\.self)
      + labels.map { label in
        let words = ["facet", "name", "note"].map { label[$0]?.string ?? "" }
        return [
          "id": label["concept"] ?? "", "name": label["text"] ?? "",
          "description": .string("\(words[0]): \(words[1]), \(words[2])"),
        ]
      }
  }

  /// A concept in a few lines, for a window over a list.
  func summary(of id: String, _ account: ReaderAccount) throws -> HTML {
    let meaning = try keeper.current().meaning(of: id, asOf: nil, for: account)
    guard let concept = meaning["concept"], concept["uri"]?.string == id else {
      throw MissingConcept(uri: id)
    }
    let names = (concept["labels"]?.array ?? []).map { label -> String in
      let until = label["until"]?.string.map { " until \($0)" } ?? ""
      return (label["text"]?.string ?? "") + until
    }
    return HTML([
      HTML("strong", [], concept["name"]?.string ?? id), HTML("br"),
      .text(names.prefix(8).joined(separator: " · ")), HTML("br"),
      .text("\(concept["documents"]?.integer ?? 0) documents"),
    ])
  }

  // MARK: Manifest

  private func manifest(_ request: ServiceRequest, _ scheme: String?) throws -> JSONValue {
    let chosen = try manifestTypes(scheme)
    let base = base(of: request)
    func suggest(_ kind: String) -> JSONValue {
      ["service_url": .string(base), "service_path": .string("/reconcile/suggest/\(kind)")]
    }
    var entity = suggest("entity").object ?? JSONObject()
    entity["flyout_service_url"] = .string(base)
    entity["flyout_service_path"] = "/reconcile/flyout/entity?id=${id}"
    return [
      "versions": ["0.2"], "name": .string(Self.manifestName(chosen, scheme)),
      "identifierSpace": chosen.first?["uri"] ?? "",
      "schemaSpace": "http://www.w3.org/2004/02/skos/core#",
      "defaultTypes": .array(chosen.map { ["id": $0["id"] ?? "", "name": $0["name"] ?? ""] }),
      "view": ["url": .string("\(base)/concept?uri={{id}}")],
      "preview": [
        "url": .string("\(base)/reconcile/preview?id={{id}}"), "width": 400, "height": 160,
      ],
      "suggest": [
        "entity": .object(entity), "type": suggest("type"), "property": suggest("property"),
      ],
      "extend": [
        "propose_properties": [
          "service_url": .string(base), "service_path": "/reconcile/extend/propose",
        ], "property_settings": [],
      ],
      "batchSize": .integer(Self.queriesAtOnce),
    ]
  }

  /// The schemes that a manifest is about.
  func manifestTypes(_ scheme: String?) throws -> [JSONValue] {
    let types = try keeper.current().schemeNames()
    let chosen = types.filter { scheme == nil || $0["id"]?.string == scheme }
    guard !chosen.isEmpty else {
      throw MissingScheme(name: scheme ?? "", known: types.compactMap { $0["id"]?.string })
    }
    return chosen
  }

  static func manifestName(_ types: [JSONValue], _ scheme: String?) -> String {
    "Parlance: \(scheme == nil ? "all schemes" : types.first?["name"]?.string ?? "")"
  }

  /// The address under which the workspace was reached.
  func base(of request: ServiceRequest) -> String {
    // Anybody may claim it: only links in the answer depend on it.
    let scheme = request.header("x-forwarded-proto") == "https" ? "https" : "http"
    return "\(scheme)://\(request.header("host") ?? "localhost")\(settings.base)"
  }
}
