import JSONCoding
import Model
import Taxonomy
import TextAnalysis

/// One search by an engine in progress: what it needs to know is asked for, then what is found.
struct RemoteInquiry {
  let engine: any RemoteEngine
  let collection: RemoteCollection
  let reader: SearchReader
  let vocabulary: Vocabulary?
  let finder: ConceptFinder?

  private let facts = RemoteFacts()
  /// What documents must be that the reader may read.
  private var sight = RemoteClause.everything
  /// Why an answer on the way was not whole.
  private var defect: String?

  /// How many words begin alike at most, and how many are looked up in one search.
  private static let mostWords = 10_000
  private static let wordsAtOnce = 1_000

  /// How many ways there are at most in which documents differ in who may read them.
  private static let mostRights = 65_000

  init(
    engine: any RemoteEngine, collection: RemoteCollection, reader: SearchReader,
    vocabulary: Vocabulary?, finder: ConceptFinder?
  ) {
    self.engine = engine
    self.collection = collection
    self.reader = reader
    self.vocabulary = vocabulary
    self.finder = finder
  }

  /// Finds out which rights let the reader see a document: all others, and those of documents that come
  /// meanwhile, do not.
  mutating func lookAtRights() throws {
    guard !reader.isRoot else { return }
    let body: JSONValue = [
      "size": 0, "track_total_hits": true,
      "aggs": [
        "rights": [
          "filter": RemoteClause.everything.json,
          "aggs": [
            "values": [
              "terms": [
                "field": .string(RemoteField.access), "size": .integer(Self.mostRights),
                "shard_size": .integer(Self.mostRights),
              ]
            ],
            "missing": ["missing": ["field": .string(RemoteField.access)]],
          ],
        ]
      ],
    ]
    let counts = try ask([(collection.index, body)])[0].counts("rights")
    guard !counts.isCut else { throw RemoteRefusal.tooManyRights(limit: Self.mostRights) }
    let passed = counts.values.map(\.value).filter { text in
      text != RemoteField.unknownAccess
        && DocumentAccess.passes(text.split(separator: " ").map(String.init), reader)
    }
    sight = .values(RemoteField.access, Set(passed))
  }

  /// Answers a request.
  ///
  /// The documents that are shown are looked up once more, as `SearchIndex.search` does: those that the
  /// kernel refuses the reader by now are left out.
  mutating func results(_ request: SearchRequest, mostRounds: Int) throws -> RemoteResults {
    var refused: Set<String> = []
    while true {
      let whole = sight
      if !refused.isEmpty {
        sight = .all([whole], excluding: [.values(RemoteField.id, refused)])
      }
      var results = try answer(request, mostRounds: mostRounds)
      sight = whole
      let found = reader.isRoot ? [] : results.results.hits.map(\.id).filter(reader.isRefused)
      if found.isEmpty { return results }
      guard refused.count < mostRounds else {
        results.results.hits.removeAll { reader.isRefused($0.id) }
        return results
      }
      refused.formUnion(found)
      facts.forgetCounts()
    }
  }

  private mutating func answer(
    _ request: SearchRequest, mostRounds: Int
  ) throws -> RemoteResults {
    let analyzer = makeAnalyzer()
    for _ in 0..<mostRounds {
      let scope = RemoteScope(
        facts: facts, vocabulary: vocabulary, finder: finder, facetKeys: facetKeys())
      let planner = RemotePlanner(
        request, scope, RemoteWords(facts: facts, analyzer: analyzer))
      let parsed = try planner.parse(request.query)
      let ready: (RemotePlan, [RemoteSelection])
      do {
        let plan = try planner.plan(parsed)
        ready = (plan, try RemoteSelection.selections(plan.filters + request.filters, in: scope))
      } catch  where !facts.open.isEmpty {
        // What is not known yet may have led astray.
        try settle()
        continue
      }
      if !facts.open.isEmpty {
        try settle()
        continue
      }
      return try found(
        RemoteRequest(
          request: request, plan: ready.0, selections: ready.1, sight: sight, scope: scope))
    }
    throw RemoteFailure.unreadable("it leads to ever new questions")
  }

  private mutating func found(_ request: RemoteRequest) throws -> RemoteResults {
    let answer = try ask([(collection.index, request.json)])[0]
    var found = try RemotePage(answer: answer, request: request).results()
    found.defect = defect ?? found.defect
    return found
  }

  private func makeAnalyzer() -> WordAnalyzer {
    let known = collection.languages.compactMap { Language(tag: $0) }
    let languages = known.isEmpty ? [.english] : known
    return WordAnalyzer(languages, stopWords: StopWordKeys(languages), segments: [])
  }

  /// The keys of the vocabulary's facets, then those of others that documents in sight have, the year last.
  private func facetKeys() -> [String] {
    var keys = vocabulary.map { Array($0.schemes.map($0.key(of:))) } ?? []
    let known = Set(keys)
    keys += collection.facets.filter { key in
      !known.contains(key) && facts.occurs(.present(RemoteField.tags(key)))
    }
    if let year = keys.firstIndex(of: FacetKeys.year) { keys.append(keys.remove(at: year)) }
    return keys
  }
}

// MARK: - Questions

extension RemoteInquiry {
  private mutating func ask(_ searches: [(index: String, body: JSONValue)]) throws -> [RemoteAnswer]
  {
    let answers = try engine.search(searches).map(RemoteAnswer.init)
    guard answers.count == searches.count else {
      throw RemoteFailure.unreadable("\(answers.count) answers to \(searches.count) searches")
    }
    defect = defect ?? answers.lazy.compactMap(\.defect).first
    return answers
  }

  /// Asks for all that is open, in one request.
  private mutating func settle() throws {
    let open = facts.open
    let words = RemoteCollection.words(of: collection.index)
    var searches: [(index: String, body: JSONValue)] = []
    var beginnings: [String] = []
    var exact: [RemoteWordKind: [String]] = [:]
    var clauses: [RemoteClause] = []
    for question in open {
      switch question {
      case .word(let word): exact[.written, default: []].append(word)
      case .spelling(let word): exact[.spelledOut, default: []].append(word)
      case .beginning(let text): beginnings.append(text)
      case .count(let clause): clauses.append(clause)
      }
    }
    let lookups = exact.flatMap { kind, texts in
      stride(from: 0, to: texts.count, by: Self.wordsAtOnce).map { start in
        Self.lookup([
          .values("kind", [kind.rawValue]),
          .values("word", Set(texts[start..<min(start + Self.wordsAtOnce, texts.count)])),
        ])
      }
    }
    searches += (lookups + beginnings.map { Self.lookup([.beginning("word", $0)]) }).map {
      (words, $0)
    }
    if !clauses.isEmpty { searches.append((collection.index, counting(clauses))) }
    let answers = try ask(searches)
    var found: [RemoteFacts.Question: RemoteFacts.Answer] = [:]
    for question in open { if case .count = question {} else { found[question] = .stems([]) } }
    for answer in answers.prefix(lookups.count) {
      for entry in try Self.entries(of: answer, "") {
        let question: RemoteFacts.Question =
          entry.kind == .written ? .word(entry.word) : .spelling(entry.word)
        found[question] = .stems((found[question]?.stems ?? []).union([entry.stem]))
      }
    }
    for (beginning, answer) in zip(beginnings, answers.dropFirst(lookups.count)) {
      let entries = try Self.entries(of: answer, beginning)
      found[.beginning(beginning)] = .stems(Set(entries.map(\.stem)))
    }
    if !clauses.isEmpty, let counts = try answers.last?.filterCounts() {
      for (number, clause) in clauses.enumerated() {
        guard let count = counts[String(number)] else {
          throw RemoteFailure.unreadable("a count is not in it")
        }
        found[.count(clause)] = .count(count)
      }
    }
    facts.settle(found)
  }

  private static func lookup(_ clauses: [RemoteClause]) -> JSONValue {
    [
      "query": RemoteClause.all(clauses).json, "size": .integer(mostWords),
      "track_total_hits": true,
    ]
  }

  private static func entries(
    of answer: RemoteAnswer, _ beginning: String
  ) throws -> [(kind: RemoteWordKind, word: String, stem: String)] {
    guard try answer.total() <= mostWords else {
      throw RemoteRefusal.tooManyWords(beginning, limit: mostWords)
    }
    return try answer.hits().map { hit in
      guard let word = hit.source["word"]?.string, let stem = hit.source["stem"]?.string,
        let kind = hit.source["kind"]?.string.flatMap({ RemoteWordKind(rawValue: $0) })
      else { throw RemoteFailure.unreadable("an entry is not a word") }
      return (kind, word, stem)
    }
  }

  /// A search that counts the documents in sight that are of each of some kinds.
  private func counting(_ clauses: [RemoteClause]) -> JSONValue {
    let filters = clauses.enumerated().map { number, clause in
      JSONObject.Member(name: String(number), value: clause.json)
    }
    return [
      "size": 0, "track_total_hits": true, "query": sight.json,
      "aggs": ["counts": ["filters": ["filters": .object(JSONObject(filters))]]],
    ]
  }
}

extension RemoteFacts.Answer {
  fileprivate var stems: Set<String> { if case .stems(let stems) = self { stems } else { [] } }
}
