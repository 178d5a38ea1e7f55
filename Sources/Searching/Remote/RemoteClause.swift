package import JSONCoding

/// What a document on a search engine must be: a tree that stored fields decide exactly.
package indirect enum RemoteClause: Hashable, Sendable {
  /// Every document.
  case everything
  /// None.
  case nothing
  /// Documents with any of some stems.
  case stems(Set<String>, inTitle: Bool = false)
  /// Documents in whose text any of some phrases stands.
  case phrases(Set<RemotePhrase>)
  /// Documents with any of some values of a field.
  case values(String, Set<String>)
  /// Documents with a value of a field that begins so.
  case beginning(String, String)
  /// Documents with a value of a field that a regular expression describes from end to end.
  case expression(String, String)
  /// Documents with any value of a field.
  case present(String)
  /// Documents with a number of a field within bounds.
  case range(String, from: Int?, until: Int?)
  /// Documents that are all of some things and, if they are others, come first; and are none of some.
  case all([RemoteClause], optional: [RemoteClause] = [], excluding: [RemoteClause] = [])
  /// Documents that are any of some things.
  case any([RemoteClause])

  /// Whether no document can be meant.
  var isNothing: Bool {
    switch self {
    case .nothing: true
    case .stems(let stems, _): stems.isEmpty
    case .phrases(let phrases): phrases.isEmpty
    case .values(_, let values): values.isEmpty
    case .any(let parts): parts.allSatisfy(\.isNothing)
    case .all(let parts, _, _): parts.contains(where: \.isNothing)
    default: false
    }
  }
}

/// Words that stand together in a document, each in any of its stems.
package struct RemotePhrase: Hashable, Sendable {
  /// The stems of each word.
  var words: [Set<String>]
  /// How many words may stand between two neighbors.
  var slop = 0
  /// Whether the words must come in this order.
  var isOrdered = true
}

// MARK: - As the engine takes it

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
    case .expression(let field, let text):
      ["regexp": .keyed(field, ["value": .string(text), "flags": "NONE"])]
    case .present(let field): ["exists": ["field": .string(field)]]
    case .range(let field, let from, let until):
      ["range": .keyed(field, Self.bounds(from, until))]
    case .all(let parts, let optional, let excluded):
      Self.bool(
        must: parts.isEmpty ? [.everything] : parts, should: optional, mustNot: excluded)
    case .any(let parts): Self.json(any: parts.filter { !$0.isNothing })
    }
  }

  private static func json(any parts: [RemoteClause]) -> JSONValue {
    if parts.count <= 1 { return (parts.first ?? .nothing).json }
    return ["bool": ["should": .array(parts.map(\.json)), "minimum_should_match": 1]]
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
