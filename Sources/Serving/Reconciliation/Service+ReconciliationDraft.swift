internal import JSONCoding
internal import ParlanceKit

/// The draft of version 1.0 of the reconciliation API, below `/reconcile/1.0-draft` and `/reconcile/1.0-draft/SCHEME`.
///
/// It has an address of its own, as no manifest can be one of both versions: `suggest` says where in 0.2, and only
/// whether in the draft. A scheme called `match`, `extend`, `suggest` or `preview` is reached as a type alone.
extension Service {
  /// What the draft calls itself; the last part of its address.
  static let draft = "1.0-draft"

  /// The paths below `/reconcile/1.0-draft`.
  ///
  /// Those of the whole vocabulary come first; what is none of them begins with a scheme.
  static let draftRoutes: [RoutePattern] =
    draftRoutes("reconcile/\(draft)") { _ in nil }
    + draftRoutes("reconcile/\(draft)/{scheme}") { $0.first }

  private static func draftRoutes(
    _ path: String, _ scheme: @escaping @Sendable ([String]) -> String?
  ) -> [RoutePattern] {
    [
      RoutePattern(path) { parts in
        reconciling(["GET", "HEAD"]) { service, request, _ in
          json(try service.draftManifest(request, scheme(parts)))
        }
      },
      RoutePattern("\(path)/match") { parts in
        reconciling(["POST"]) { service, request, _ in
          try service.matched(request, scheme(parts))
        }
      },
      RoutePattern("\(path)/suggest/{kind}") { parts in
        reconciling(["GET", "HEAD"]) { service, request, _ in
          try service.suggested(parts.last ?? "", request)
        }
      },
      RoutePattern("\(path)/preview", previewRoute),
      RoutePattern(
        "\(path)/extend",
        reconciling(["POST"]) { service, request, account in
          json(try service.draftRows(try body(request), account))
        }),
      RoutePattern(
        "\(path)/extend/propose",
        reconciling(["GET", "HEAD"]) { service, request, _ in try service.proposed(request) }),
    ]
  }

  // MARK: Queries

  private func matched(_ request: ServiceRequest, _ scheme: String?) throws -> ServiceResponse {
    guard let queries = try Self.body(request)["queries"]?.array else {
      throw RequestError("a batch is an object with a list \"queries\"")
    }
    guard queries.count <= Self.queriesAtOnce else {
      return Self.problem(413, "at most \(Self.queriesAtOnce) queries are answered at a time")
    }
    // All are read before the first is answered: half a batch is of use to nobody.
    let questions = try queries.enumerated().map { number, query in
      try DraftQuery(query, "queries[\(number)]", scheme: scheme).question
    }
    let snapshot = keeper.current()
    return Self.json([
      "results": .array(
        try questions.map { ["candidates": .array(try $0.entities(in: snapshot))] })
    ])
  }

  // MARK: Extension

  /// Rows as a list, each with its values by property.
  private func draftRows(_ request: JSONValue, _ account: ReaderAccount) throws -> JSONValue {
    guard let asked = request.object else { throw RequestError("extend takes an object") }
    let answer = try extended(asked, account)
    let rows = (answer["rows"]?.object?.members ?? []).map { row -> JSONValue in
      let cells = (row.value.object?.members ?? []).map { cell -> JSONValue in
        ["id": .string(cell.name), "values": cell.value]
      }
      return ["id": .string(row.name), "properties": .array(cells)]
    }
    return ["meta": answer["meta"] ?? [], "rows": .array(rows)]
  }

  private func proposed(_ request: ServiceRequest) throws -> ServiceResponse {
    let all = ExtensionProperty.all.map(\.json)
    let limit = try Self.number(request.query, "limit", 0...1000, usual: all.count)
    return Self.json([
      "type": .string(request.query["type"] ?? ""), "limit": .integer(limit),
      "properties": .array(Array(all.prefix(limit))),
    ])
  }

  // MARK: Manifest

  private func draftManifest(
    _ request: ServiceRequest, _ scheme: String?
  ) throws -> JSONValue {
    let chosen = try manifestTypes(scheme)
    return [
      "versions": [.string(Self.draft)], "name": .string(Self.manifestName(chosen, scheme)),
      "serviceVersion": .string(settings.version),
      "defaultTypes": .array(chosen.map { ["id": $0["id"] ?? "", "name": $0["name"] ?? ""] }),
      "view": ["url": .string("\(base(of: request))/concept?uri={id}")],
      "preview": ["width": 400, "height": 160],
      "suggest": ["entity": true, "type": true, "property": true],
      "extend": ["proposeProperties": true, "propertySettings": []],
      "batchSize": .integer(Self.queriesAtOnce), "standardizedScore": true,
    ]
  }
}
