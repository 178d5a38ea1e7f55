package import JSONCoding

extension RemoteClause {
  /// What a word counts more in a title than elsewhere.
  private static let titleBoost = Double(SegmentFormat.titleWeight - 1)

  /// How many stems are scored each by itself; more stand for the beginning of a word and count the same.
  private static let mostScored = 64

  /// The clause in the language of OpenSearch and Elasticsearch.
  package var json: JSONValue {
    switch self {
    case .everything: ["match_all": [:]]
    case .nothing: ["match_none": [:]]
    case .stems(let stems, let inTitle): Self.json(stems: stems.sorted(), inTitle: inTitle)
    case .phrases(let phrases):
      phrases.isEmpty
        ? ["match_none": [:]]
        : [
          "intervals": .keyed(
            RemoteField.stems, Self.anyOf(phrases.sorted { $0.order < $1.order }.map(\.json)))
        ]
    case .values(let field, let values):
      values.isEmpty
        ? ["match_none": [:]] : ["terms": .keyed(field, .strings(values.sorted()))]
    case .beginning(let field, let text): ["prefix": .keyed(field, ["value": .string(text)])]
    case .path(let field, let pattern):
      // A document without a path has an empty one, which `.*` would match.
      [
        "bool": [
          "must": [Self.json(field, matching: PathPattern.expression(pattern))],
          "must_not": [["terms": .keyed(field, .strings([""]))]],
        ]
      ]
    case .words(let field, let words, let beginsLast):
      Self.json(
        any: RemoteProperty.combinations(words).map { spelled in
          let words = spelled.map(PathPattern.escaped).joined(separator: " ")
          return Self.json(field, matching: ".* \(words)\(beginsLast ? ".*" : " .*")")
        })
    case .present(let field): ["exists": ["field": .string(field)]]
    case .range(let field, let from, let until):
      ["range": .keyed(field, Self.bounds(from, until))]
    case .all(let parts, let optional, let excluded):
      Self.bool(
        must: parts.isEmpty ? [.everything] : parts, should: optional, mustNot: excluded)
    case .any(let parts): Self.json(any: parts.filter { !$0.isNothing }.map(\.json))
    }
  }

  private static func json(any parts: [JSONValue]) -> JSONValue {
    if parts.count <= 1 { return parts.first ?? ["match_none": [:]] }
    return ["bool": ["should": .array(parts), "minimum_should_match": 1]]
  }

  /// A regular expression that describes a value from end to end.
  private static func json(_ field: String, matching expression: String) -> JSONValue {
    // No optional operators: a path may have `#`, `@`, `~`, `&` and `<` in it.
    ["regexp": .keyed(field, ["value": .string(expression), "flags": "NONE"])]
  }

  private static func bool(
    must: [RemoteClause], should: [RemoteClause], mustNot: [RemoteClause]
  ) -> JSONValue {
    var bool = JSONObject()
    for (name, parts) in [("must", must), ("should", should), ("must_not", mustNot)]
    where !parts.isEmpty {
      bool[name] = .array(parts.map(\.json))
    }
    return ["bool": .object(bool)]
  }

  private static func json(stems: [String], inTitle: Bool) -> JSONValue {
    if stems.isEmpty { return ["match_none": [:]] }
    let field = inTitle ? RemoteField.titleStems : RemoteField.stems
    if inTitle || stems.count > mostScored { return ["terms": .keyed(field, .strings(stems))] }
    func match(_ field: String, boost: Double) -> JSONValue {
      [
        "match": .keyed(
          field,
          [
            "query": .string(stems.joined(separator: " ")), "operator": "or",
            "boost": .number(boost),
          ])
      ]
    }
    return [
      "bool": [
        "must": [match(field, boost: 1)],
        // One less than the weight, since `stems` has the words of the title, too.
        "should": [match(RemoteField.titleStems, boost: titleBoost)],
      ]
    ]
  }

  private static func bounds(_ from: Int?, _ until: Int?) -> JSONValue {
    var bounds = JSONObject()
    if let from { bounds["gte"] = .integer(from) }
    if let until { bounds["lte"] = .integer(until) }
    return .object(bounds)
  }

  fileprivate static func anyOf(_ rules: [JSONValue]) -> JSONValue {
    rules.count == 1 ? rules[0] : ["any_of": ["intervals": .array(rules)]]
  }
}

extension RemotePhrase {
  fileprivate var order: String {
    words.map { $0.sorted().joined(separator: "|") }.joined(separator: " ")
  }

  fileprivate var json: JSONValue {
    let rules = words.map { stems in
      RemoteClause.anyOf(
        stems.sorted().map { ["match": ["query": .string($0)]] })
    }
    if rules.count == 1 { return rules[0] }
    return [
      "all_of": [
        "ordered": .bool(isOrdered), "max_gaps": .integer(slop), "intervals": .array(rules),
      ]
    ]
  }
}

extension JSONValue {
  /// An object of one member.
  static func keyed(_ name: String, _ value: JSONValue) -> JSONValue {
    .object(JSONObject([.init(name: name, value: value)]))
  }

  /// An array of strings.
  static func strings(_ strings: some Sequence<String>) -> JSONValue {
    .array(strings.map { .string($0) })
  }
}
