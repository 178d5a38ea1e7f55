package import JSONCoding

/// What OpenSearch and Elasticsearch are asked for.
package protocol OpenSearchService {
  /// What is said of the index behind a name, by the name of the index; `nil` if there is none.
  func mapping(of name: String) throws -> JSONValue?

  /// The answers to some searches, each in one index.
  func search(_ searches: [(index: String, body: JSONValue)]) throws -> [JSONValue]
}

/// OpenSearch or Elasticsearch: all counts and the hits of one page in one request.
package struct OpenSearchEngine: RemoteEngine {
  private let service: any OpenSearchService

  /// An engine.
  package init(_ service: any OpenSearchService) { self.service = service }

  /// The name of the index of the words of an index.
  package static func words(of index: String) -> String { "\(index)-words" }

  /// What a mapping says of an index, in its `_meta`.
  package static func told(in mapping: JSONValue) -> JSONValue? {
    mapping["mappings"]?["_meta"]?["parlance"]
  }

  package func collection(named name: String) throws -> RemoteCollection? {
    guard let member = try service.mapping(of: name)?.object?.members.first else { return nil }
    guard let known = RemoteCollection(index: member.name, told: Self.told(in: member.value)) else {
      throw RemoteFailure.foreign(name)
    }
    return known
  }

  package func rights(in collection: RemoteCollection, limit: Int) throws -> RemoteRights {
    let counted = Self.counted(
      .init(field: RemoteField.access, presence: RemoteField.access, size: limit), among: [])
    let answer = try ask([
      (
        collection.index,
        ["size": 0, "track_total_hits": true, "aggs": .keyed(Self.name(ofCount: 0), counted)]
      )
    ])[0]
    return RemoteRights(counts: try answer.counts(Self.name(ofCount: 0)), defect: answer.defect)
  }

  package func find(
    _ question: RemoteQuestion, in collection: RemoteCollection
  ) throws -> RemoteFound {
    let answer = try ask([(collection.index, Self.body(of: question))])[0]
    return RemoteFound(
      total: try answer.total(), hits: try answer.hits(),
      counts: try question.counted.indices.map { try answer.counts(Self.name(ofCount: $0)) },
      defect: answer.defect)
  }

  private func ask(_ searches: [(index: String, body: JSONValue)]) throws -> [OpenSearchAnswer] {
    let answers = try service.search(searches).map(OpenSearchAnswer.init)
    guard answers.count == searches.count else {
      throw RemoteFailure.unreadable("\(answers.count) answers to \(searches.count) searches")
    }
    return answers
  }
}

// MARK: - What is to be known

extension OpenSearchEngine {
  /// How many words are looked up in one search.
  private static let wordsAtOnce = 1_000

  package func learn(
    _ lookup: RemoteLookup, in collection: RemoteCollection
  ) throws -> RemoteLearnt {
    let exact = lookup.words.flatMap { kind, texts in
      stride(from: 0, to: texts.count, by: Self.wordsAtOnce).map { start in
        Self.search(forWords: [
          .values("kind", [kind.rawValue]),
          .values("word", Set(texts[start..<min(start + Self.wordsAtOnce, texts.count)])),
        ])
      }
    }
    let beginnings = lookup.beginnings.map { Self.search(forWords: [.beginning("word", $0)]) }
    let words = Self.words(of: collection.index)
    var searches = (exact + beginnings).map { (index: words, body: $0) }
    // Last, since answers are told apart by their places.
    if !lookup.clauses.isEmpty { searches.append((collection.index, Self.counting(lookup))) }
    if searches.isEmpty { return RemoteLearnt() }
    let answers = try ask(searches)
    var learnt = RemoteLearnt(defect: answers.lazy.compactMap(\.defect).first)
    learnt.words = try answers.prefix(exact.count).flatMap { try Self.words(in: $0, "") }
    learnt.beginnings = try zip(lookup.beginnings, answers.dropFirst(exact.count)).map {
      Set(try Self.words(in: $1, $0).map(\.stem))
    }
    guard !lookup.clauses.isEmpty, let counts = try answers.last?.filterCounts() else {
      return learnt
    }
    learnt.counts = try lookup.clauses.indices.map { number in
      guard let count = counts[String(number)] else {
        throw RemoteFailure.unreadable("a count is not in it")
      }
      return count
    }
    return learnt
  }

  private static func search(forWords clauses: [RemoteClause]) -> JSONValue {
    [
      "query": RemoteClause.all(clauses).json, "size": .integer(RemoteLookup.mostWords),
      "track_total_hits": true,
    ]
  }

  private static func words(
    in answer: OpenSearchAnswer, _ beginning: String
  ) throws -> [RemoteLearnt.Word] {
    guard try answer.total() <= RemoteLookup.mostWords else {
      throw RemoteRefusal.tooManyWords(beginning, limit: RemoteLookup.mostWords)
    }
    return try answer.hits().map { try RemoteLearnt.Word($0.source) }
  }

  /// A search that counts the documents in sight that are of each of some kinds.
  private static func counting(_ lookup: RemoteLookup) -> JSONValue {
    let filters = lookup.clauses.enumerated().map { number, clause in
      JSONObject.Member(name: String(number), value: clause.json)
    }
    return [
      "size": 0, "track_total_hits": true, "query": lookup.sight.json,
      "aggs": ["counts": ["filters": ["filters": .object(JSONObject(filters))]]],
    ]
  }
}

extension RemoteLearnt.Word {
  /// An entry of the index of words.
  ///
  /// - Throws: `RemoteFailure` if it is not one.
  init(_ source: JSONValue) throws {
    guard let word = source["word"]?.string, let stem = source["stem"]?.string,
      let kind = source["kind"]?.string.flatMap({ RemoteWordKind(rawValue: $0) })
    else { throw RemoteFailure.unreadable("an entry is not a word") }
    self.init(kind: kind, word: word, stem: stem)
  }
}

// MARK: - What is to be found

extension OpenSearchEngine {
  /// What hits show, and what their passages are taken from.
  private static func shown(in question: RemoteQuestion) -> [String] {
    let names = [
      RemoteField.id, RemoteField.path, RemoteField.title, RemoteField.rawDate, "tags",
    ]
    return names + (question.wantsTexts ? [RemoteField.text, RemoteField.language] : [])
  }

  /// The body of the request.
  ///
  /// Filters on facets are a `post_filter`, so that each facet is counted by the others' alone.
  private static func body(of question: RemoteQuestion) -> JSONValue {
    var body = JSONObject()
    body["query"] = RemoteClause.all([question.matching, question.sight]).json
    if !question.filters.isEmpty { body["post_filter"] = RemoteClause.all(question.filters).json }
    body["from"] = .integer(question.offset)
    body["size"] = .integer(question.limit)
    body["track_total_hits"] = true
    body["_source"] = .strings(shown(in: question))
    body["sort"] = sort(by: question.order)
    if !question.counted.isEmpty {
      body["aggs"] = .object(
        JSONObject(
          question.counted.enumerated().map { number, counting in
            .init(
              name: name(ofCount: number),
              value: counted(counting, among: question.clauses(of: counting)))
          }))
    }
    return .object(body)
  }

  private static func sort(by order: SearchRequest.Order) -> JSONValue {
    let byPlace: JSONValue = .keyed(RemoteField.placeOrder, ["order": "asc"])
    // Equal scores need a fixed order, or pages repeat some documents and omit others.
    let byID: JSONValue = .keyed(RemoteField.id, ["order": "asc"])
    return switch order {
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

  /// The name under which something is counted, by its place.
  private static func name(ofCount number: Int) -> String { "count-\(number)" }

  /// Each shard gives all the values it has, so that the sums are exact.
  private static func counted(
    _ counting: RemoteQuestion.Counting, among clauses: [RemoteClause]
  ) -> JSONValue {
    [
      "filter": RemoteClause.all(clauses).json,
      "aggs": [
        "values": [
          "terms": [
            "field": .string(counting.field), "size": .integer(counting.size),
            "shard_size": .integer(counting.size),
          ]
        ],
        "missing": ["missing": ["field": .string(counting.presence)]],
      ],
    ]
  }
}
