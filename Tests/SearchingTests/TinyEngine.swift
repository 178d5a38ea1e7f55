import JSONCoding
import Taxonomy

@testable import Searching

/// A search engine of a few lines, which looks at every document: what queries in its language mean.
struct TinyEngine: OpenSearchService {
  private let index = "docs-1"
  private let documents: [JSONValue]
  private let words: [JSONValue]
  private let meta: JSONValue

  /// How many parts of the index do not answer.
  var failedShards = 0

  /// What an index holds, published.
  init(_ source: SearchIndex) throws {
    let export = RemoteExport(source)
    var documents: [JSONValue] = []
    var words: [JSONValue] = []
    try export.forEach { documents.append($0.whole(from: "here")) }
    try export.forEachWord { kind, word, stem in
      words.append([
        "kind": .string(kind.rawValue), "word": .string(word), "stem": .string(stem),
      ])
    }
    self.documents = documents
    self.words = words
    meta = [
      "parlance": RemoteCollection(
        index: index, vocabulary: source.vocabulary?.fingerprint ?? 0, languages: export.languages,
        facets: export.facetKeys
      ).told
    ]
  }

  func mapping(of name: String) -> JSONValue? {
    name == "docs" ? .keyed(index, ["mappings": ["_meta": meta]]) : nil
  }

  func search(_ searches: [(index: String, body: JSONValue)]) throws -> [JSONValue] {
    try searches.map { search in
      try answer(search.body, among: search.index == index ? documents : words)
    }
  }

  private func answer(_ body: JSONValue, among all: [JSONValue]) throws -> JSONValue {
    let found = try all.filter { try matches(body["query"] ?? ["match_all": [:]], $0) }
    let hits = try found.filter { try matches(body["post_filter"] ?? ["match_all": [:]], $0) }
    let page = hits.dropFirst(body["from"]?.integer ?? 0).prefix(body["size"]?.integer ?? 10)
    var aggregations = JSONObject()
    for member in body["aggs"]?.object?.members ?? [] {
      aggregations[member.name] = try counts(member.value, among: found)
    }
    return [
      "_shards": ["total": 2, "failed": .integer(failedShards)], "timed_out": false,
      "hits": [
        "total": ["value": .integer(hits.count), "relation": "eq"],
        "hits": .array(page.map { ["_score": 1, "_source": $0] }),
      ],
      "aggregations": .object(aggregations),
    ]
  }

  private func counts(_ aggregation: JSONValue, among found: [JSONValue]) throws -> JSONValue {
    if let filters = aggregation["filters"]?["filters"]?.object {
      let buckets = try filters.members.map { filter in
        JSONObject.Member(
          name: filter.name,
          value: [
            "doc_count": .integer(try found.count { try matches(filter.value, $0) })
          ])
      }
      return ["buckets": .object(JSONObject(buckets))]
    }
    let kept = try found.filter { try matches(aggregation["filter"] ?? .null, $0) }
    let field = aggregation["aggs"]?["values"]?["terms"]?["field"]?.string ?? ""
    let exact = aggregation["aggs"]?["missing"]?["missing"]?["field"]?.string ?? ""
    var counts: [String: Int] = [:]
    for document in kept {
      for value in Set(values(of: document, field)) { counts[value, default: 0] += 1 }
    }
    return [
      "values": [
        "sum_other_doc_count": 0, "doc_count_error_upper_bound": 0,
        "buckets": .array(
          counts.map { ["key": .string($0.key), "doc_count": .integer($0.value)] }),
      ],
      "missing": ["doc_count": .integer(kept.count { values(of: $0, exact).isEmpty })],
    ]
  }
}

// MARK: - Queries

extension TinyEngine {
  /// A query that this engine does not know.
  struct Unknown: Error {
    var query: JSONValue
  }

  private func values(of document: JSONValue, _ field: String) -> [String] {
    var value = document
    for name in field.split(separator: ".") { value = value[String(name)] ?? .null }
    if let number = value.integer { return [String(number)] }
    return value.strings ?? []
  }

  private func matches(_ query: JSONValue, _ document: JSONValue) throws -> Bool {
    guard let member = query.object?.members.first else { throw Unknown(query: query) }
    let content = member.value
    let field = content.object?.members.first
    switch member.name {
    case "match_all": return true
    case "match_none": return false
    case "bool": return try matchesAll(content, document)
    case "exists": return !values(of: document, content["field"]?.string ?? "").isEmpty
    case "terms":
      let wanted = Set(field?.value.strings ?? [])
      return tokens(of: document, field?.name ?? "").contains { wanted.contains($0.text) }
    case "match":
      let wanted = (field?.value["query"]?.string ?? "").split(separator: " ").map(String.init)
      return tokens(of: document, field?.name ?? "").contains { wanted.contains($0.text) }
    case "prefix":
      let wanted = field?.value["value"]?.string ?? ""
      return values(of: document, field?.name ?? "").contains { $0.hasPrefix(wanted) }
    case "regexp":
      let pattern = try Regex(field?.value["value"]?.string ?? "").dotMatchesNewlines()
      return try values(of: document, field?.name ?? "").contains {
        try pattern.wholeMatch(in: $0) != nil
      }
    case "range":
      guard let number = values(of: document, field?.name ?? "").first.flatMap({ Int($0) }) else {
        return false
      }
      return number >= field?.value["gte"]?.integer ?? .min
        && number <= field?.value["lte"]?.integer ?? .max
    case "intervals":
      let words = tokens(of: document, field?.name ?? "")
      return !(try intervals(field?.value ?? .null, words)).isEmpty
    default: throw Unknown(query: query)
    }
  }

  private func matchesAll(_ bool: JSONValue, _ document: JSONValue) throws -> Bool {
    for part in bool["must"]?.array ?? [] where try !matches(part, document) { return false }
    for part in bool["must_not"]?.array ?? [] where try matches(part, document) { return false }
    guard bool["minimum_should_match"]?.integer == 1 else { return true }
    return try (bool["should"]?.array ?? []).contains { try matches($0, document) }
  }

  /// The words of a field with their places: those of fields of stems are split at blanks.
  private func tokens(
    of document: JSONValue, _ field: String
  ) -> [(text: String, place: Int)] {
    guard field.hasPrefix("stems") else { return values(of: document, field).map { ($0, 0) } }
    var place = 0
    var result: [(String, Int)] = []
    for value in values(of: document, field) {
      for word in value.split(separator: " ") {
        result.append((String(word), place))
        place += 1
      }
      place += 16
    }
    return result
  }

  /// Where a rule of an `intervals` query matches.
  private func intervals(
    _ rule: JSONValue, _ words: [(text: String, place: Int)]
  ) throws -> [ClosedRange<Int>] {
    if let word = rule["match"]?["query"]?.string {
      return words.filter { $0.text == word }.map { $0.place...$0.place }
    }
    if let rules = rule["any_of"]?["intervals"]?.array {
      return try rules.flatMap { try intervals($0, words) }
    }
    guard let all = rule["all_of"], let rules = all["intervals"]?.array else {
      throw Unknown(query: rule)
    }
    let parts = try rules.map { try intervals($0, words) }
    let slop = all["max_gaps"]?.integer ?? 0
    let isOrdered = all["ordered"]?.bool ?? false
    var found = parts.first ?? []
    for part in parts.dropFirst() {
      found = found.flatMap { left in
        part.compactMap { right in
          let (first, last) = left.upperBound < right.lowerBound ? (left, right) : (right, left)
          guard first.upperBound < last.lowerBound, !isOrdered || first == left,
            last.lowerBound - first.upperBound - 1 <= slop
          else { return nil }
          return first.lowerBound...last.upperBound
        }
      }
    }
    return found
  }
}
