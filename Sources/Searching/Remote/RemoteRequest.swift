import JSONCoding
import Taxonomy

/// A search as the engine is asked for it: all counts and the hits of one page in one request.
struct RemoteRequest {
  let request: SearchRequest
  let plan: RemotePlan
  let selections: [RemoteSelection]
  /// What documents must be to be seen at all.
  let sight: RemoteClause
  let scope: RemoteScope

  /// How many hits an engine gives at most, those left out at the front counted.
  static let deepest = 10_000

  /// How many values of a facet are asked for at most; engines refuse more.
  private static let mostValues = 65_000

  /// The values that are asked for of a facet that no vocabulary defines.
  private static let plainValues = 10_000

  /// What hits show, and what their passages are taken from.
  private var shown: [String] {
    let names = [
      RemoteField.id, RemoteField.path, RemoteField.title, RemoteField.rawDate, "tags",
    ]
    return names + (request.wantsSnippets ? [RemoteField.text, RemoteField.language] : [])
  }

  /// The body of the request.
  ///
  /// Filters on facets are a `post_filter`, so that each facet is counted by the others' alone.
  var json: JSONValue {
    var body = JSONObject()
    body["query"] = RemoteClause.all([matching, sight]).json
    if !selections.isEmpty { body["post_filter"] = RemoteClause.all(selections.map(\.clause)).json }
    body["from"] = .integer(request.offset)
    body["size"] = .integer(request.limit)
    body["track_total_hits"] = true
    body["_source"] = .strings(shown)
    body["sort"] = sort
    let counts = aggregations
    if !counts.members.isEmpty { body["aggs"] = .object(counts) }
    return .object(body)
  }

  private var matching: RemoteClause {
    .all(
      [plan.clause]
        + (plan.dates + [request.dates].compactMap { $0 }).map(RemotePlanner.clause(of:)))
  }

  private var sort: JSONValue {
    let byPlace: JSONValue = .keyed(RemoteField.placeOrder, ["order": "asc"])
    let byID: JSONValue = .keyed(RemoteField.id, ["order": "asc"])
    return switch request.order {
    case .relevance: [["_score": ["order": "desc"]], byID]
    case .date:
      [
        .keyed(RemoteField.rawDate, ["order": "desc", "missing": "_last"]),
        ["_score": ["order": "desc"]], byID,
      ]
    case .title:
      [
        .keyed(RemoteField.titleOrder, ["order": "asc"]), ["_score": ["order": "desc"]], byID,
      ]
    case .path: [byPlace, byID]
    }
  }

  private var aggregations: JSONObject {
    var result = JSONObject()
    if request.countsFacets {
      for (number, key) in scope.facetKeys.enumerated() {
        result[Self.name(ofFacet: number)] = counted(
          field: RemoteField.facet(key), exact: RemoteField.tags(key),
          among: selections.compactMap { $0.key == key ? $0.exclusion : $0.clause },
          size: size(of: key))
      }
    }
    if let unit = request.histogram {
      let field = RemotePeriods.field(of: unit)
      result[Self.histogramName] = counted(
        field: field, exact: field, among: selections.map(\.clause), size: Self.mostValues)
    }
    return result
  }

  static let histogramName = "periods"

  /// The name under which a facet is counted, by its place among the keys.
  static func name(ofFacet number: Int) -> String { "facet-\(number)" }

  /// Each shard gives all the values it has, so that the sums are exact.
  private func counted(
    field: String, exact: String, among clauses: [RemoteClause], size: Int
  ) -> JSONValue {
    [
      "filter": RemoteClause.all(clauses).json,
      "aggs": [
        "values": [
          "terms": [
            "field": .string(field), "size": .integer(size), "shard_size": .integer(size),
          ]
        ],
        "missing": ["missing": ["field": .string(exact)]],
      ],
    ]
  }

  private func size(of key: String) -> Int {
    guard let vocabulary = scope.vocabulary, let scheme = vocabulary.scheme(named: key) else {
      return Self.plainValues
    }
    let concepts = vocabulary.concepts.count { vocabulary.schemes(of: $0).contains(scheme) }
    return min(concepts + Self.plainValues, Self.mostValues)
  }
}
