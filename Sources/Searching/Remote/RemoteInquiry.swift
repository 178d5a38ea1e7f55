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
    defect = collection.defect
  }

  /// Finds out which rights let the reader see a document: all others, and those of documents that come
  /// meanwhile, do not.
  mutating func lookAtRights() throws {
    guard !reader.isRoot else { return }
    let rights = try engine.rights(in: collection, limit: Self.mostRights)
    note(rights.defect)
    let counts = rights.counts
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
    var round = 0
    while true {
      round += 1
      let whole = sight
      if !refused.isEmpty {
        sight = .all([whole], excluding: [.values(RemoteField.id, refused)])
      }
      var results = try answer(request, mostRounds: mostRounds)
      sight = whole
      let found = reader.isRoot ? [] : results.results.hits.map(\.id).filter(reader.isRefused)
      if found.isEmpty { return results }
      guard round < mostRounds else {
        results.results.hits.removeAll { reader.isRefused($0.id) }
        return results
      }
      refused.formUnion(found)
      facts.forgetCounts()
    }
  }

  /// The document with an identifier; `nil` if there is none that the reader may read.
  func document(named id: String) throws -> StoredDocument? {
    let question = RemoteQuestion(
      matching: .values(RemoteField.id, [id]), sight: sight, filters: [], order: .relevance,
      offset: 0, limit: 1, wantsTexts: true, counted: [])
    guard let hit = try engine.find(question, in: collection).hits.first,
      reader.isRoot || !reader.isRefused(id)
    else { return nil }
    let keys = schemeKeys
    return try RemoteStored(
      source: hit.source, facetKeys: keys + collection.facets.filter { !keys.contains($0) },
      vocabulary: vocabulary
    ).document()
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
        ready = (
          plan, try RemoteSelection.selections(plan.filters + request.columnFilters, in: scope)
        )
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
    let answer = try engine.find(request.question, in: collection)
    note(answer.defect)
    var found = try RemotePage(answer: answer, request: request).results()
    found.defect = defect ?? found.defect
    return found
  }

  /// Keeps the first reason why an answer is not whole.
  private mutating func note(_ reason: String?) { defect = defect ?? reason }

  private func makeAnalyzer() -> WordAnalyzer {
    let known = collection.languages.compactMap { Language(tag: $0) }
    let languages = known.isEmpty ? [.english] : known
    return WordAnalyzer(languages, stopWords: StopWordKeys(languages), segments: [])
  }

  /// The keys of the vocabulary's facets.
  private var schemeKeys: [String] { vocabulary.map { Array($0.schemes.map($0.key(of:))) } ?? [] }

  /// The keys of the vocabulary's facets, then those of others that documents in sight have, the year last.
  private func facetKeys() -> [String] {
    var keys = schemeKeys
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
  /// Asks for all that is open, at once.
  private mutating func settle() throws {
    let open = facts.open
    var lookup = RemoteLookup(sight: sight)
    for question in open {
      switch question {
      case .word(let word): lookup.words[.written, default: []].append(word)
      case .spelling(let word): lookup.words[.spelledOut, default: []].append(word)
      case .beginning(let text): lookup.beginnings.append(text)
      case .count(let clause): lookup.clauses.append(clause)
      }
    }
    let learnt = try engine.learn(lookup, in: collection)
    note(learnt.defect)
    guard learnt.beginnings.count == lookup.beginnings.count,
      learnt.counts.count == lookup.clauses.count
    else { throw RemoteFailure.unreadable("it does not answer all that was asked") }
    var found: [RemoteFacts.Question: RemoteFacts.Answer] = [:]
    for question in open { if case .count = question {} else { found[question] = .stems([]) } }
    for entry in learnt.words {
      let question: RemoteFacts.Question =
        entry.kind == .written ? .word(entry.word) : .spelling(entry.word)
      found[question] = .stems((found[question]?.stems ?? []).union([entry.stem]))
    }
    for (beginning, stems) in zip(lookup.beginnings, learnt.beginnings) {
      found[.beginning(beginning)] = .stems(stems)
    }
    for (clause, count) in zip(lookup.clauses, learnt.counts) {
      found[.count(clause)] = .count(count)
    }
    facts.settle(found)
  }
}

extension RemoteFacts.Answer {
  fileprivate var stems: Set<String> { if case .stems(let stems) = self { stems } else { [] } }
}
