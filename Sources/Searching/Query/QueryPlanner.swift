import MappedStorage
import Taxonomy
import TextAnalysis

/// Turns a parsed query into a plan: words into terms, labels into concepts, fields into filters.
struct QueryPlanner {
  private let index: SearchIndex
  /// What makes stems of the words of the query.
  let analyzer: WordAnalyzer
  private let terms: TermPlans
  private let finder: ConceptFinder?
  private let isLiteral: Bool
  private let facetKeys: Set<String>
  private let saved: [String: String]
  private var query = PlannedQuery()

  /// What a word counts that is part of a label: the label counts already, under all its names.
  static let coveredBoost: Float = 0.25

  /// What a tag adds, of the highest score that mentions can have.
  static let tagBoost: Float = 0.5

  /// What a mention counts in a document tagged otherwise, where a document has one value.
  static let otherValueBoost: Float = 0.25

  /// What a word counts that stands for one that does not occur.
  private static let correctionBoost: Float = 0.5

  /// The fields beside the facets.
  static let fixedFields: Set<String> = ["title", "path", "date", "tag", "query"]

  init(_ index: SearchIndex, _ request: SearchRequest) {
    self.index = index
    saved = request.savedQueries
    analyzer = index.makeAnalyzer()
    terms = TermPlans(index: index, analyzer: analyzer)
    isLiteral = request.isLiteral
    finder = request.isLiteral ? nil : index.finder
    facetKeys = Set(index.facetKeys)
  }

  /// Plans a query.
  ///
  /// - Throws: `QuerySyntaxError`, `IndexError`.
  mutating func plan(_ text: String) throws -> PlannedQuery { try plan(try node(text)) }

  /// Plans a query that was taken apart.
  mutating func plan(_ node: QueryNode) throws -> PlannedQuery {
    query = PlannedQuery()
    query.analyzer = analyzer
    query.plan = try plan(node, isTop: true)
    return query
  }

  /// Takes a query apart.
  ///
  /// - Throws: `QuerySyntaxError`.
  func node(_ text: String) throws -> QueryNode {
    let fields = Set(facetKeys.map { $0.lowercased() }).union(Self.fixedFields)
    return try QueryParser.parse(text, fields: fields, saved: saved)
  }

  private mutating func plan(_ node: QueryNode, isTop: Bool) throws -> Plan {
    switch node {
    case .everything: return .everything
    case .or(let parts): return .any(try parts.map { try plan($0, isTop: false) })
    case .and(let parts): return try planAll(parts, isTop: isTop)
    case .sequence(let parts): return try planSequence(parts, isTop: isTop)
    default: return try planSequence([node], isTop: isTop)
    }
  }

  private mutating func planAll(_ parts: [QueryNode], isTop: Bool) throws -> Plan {
    var required: [Plan] = []
    var excluded: [Plan] = []
    let repeated = Self.repeatedFields(parts).union(query.filters.map { $0.key.lowercased() })
    for part in parts {
      if case .not(let inner) = part {
        if try takeFilter(inner, mode: .exclude, isTop: isTop) { continue }
        excluded.append(try planSilently(inner))
      } else if case .field(let name, _) = part, repeated.contains(name) {
        required.append(try plan(part, isTop: false))
      } else if try !takeFilter(part, mode: .include, isTop: isTop) {
        required.append(try plan(part, isTop: isTop))
      }
    }
    if required.count == 1, excluded.isEmpty { return required[0] }
    return .all(required, excluding: excluded)
  }

  /// The fields that stand there more than once; joined by `AND`, each must match for itself.
  private static func repeatedFields(_ parts: [QueryNode]) -> Set<String> {
    var seen: Set<String> = []
    var repeated: Set<String> = []
    for case .field(let name, _) in parts where !seen.insert(name).inserted {
      repeated.insert(name)
    }
    return repeated
  }

  /// Words side by side: any may match; phrases, groups and fields among them must.
  private mutating func planSequence(_ parts: [QueryNode], isTop: Bool) throws -> Plan {
    var required: [Plan] = []
    var optional: [Plan] = []
    var excluded: [Plan] = []
    var words: [String] = []
    for part in parts {
      switch part {
      case .word(let word):
        words.append(word)
        continue
      case .not(let inner):
        if try takeFilter(inner, mode: .exclude, isTop: isTop) { continue }
        excluded.append(try planSilently(inner))
      case .prefix(let prefix): optional += try planPrefix(prefix)
      case .everything: required.append(.everything)
      case .phrase(let text): required.append(try planPhrase(text))
      case .near(let left, let right, let distance):
        required.append(try planNear(left, right, distance))
      case .field(let name, let value):
        if try takeFilter(part, mode: .include, isTop: isTop) { continue }
        required.append(try planField(name, value))
      default: required.append(try plan(part, isTop: false))
      }
    }
    optional = try planWords(words) + optional
    if required.isEmpty, excluded.isEmpty, !optional.isEmpty || !words.isEmpty {
      return .any(optional)
    }
    if required.isEmpty, !words.isEmpty || !optional.isEmpty {
      return .all([.any(optional)], excluding: excluded)
    }
    if required.isEmpty, excluded.isEmpty { return .everything }
    return .all(
      required.isEmpty ? [.everything] : required, optional: optional, excluding: excluded)
  }

  /// Plans a part that must not match: nothing of it is shown or marked.
  private mutating func planSilently(_ node: QueryNode) throws -> Plan {
    let before = query
    defer { query = before }
    return try plan(node, isTop: false)
  }

  /// Takes a field at the top of the query for a filter.
  private mutating func takeFilter(
    _ node: QueryNode, mode: FacetFilter.Mode, isTop: Bool
  ) throws -> Bool {
    guard isTop, case .field(let name, let value) = node else { return false }
    if let key = facetKeys.first(where: { $0.lowercased() == name }) {
      query.filters.append(FacetFilter(key: key, value: value, mode: mode))
      return true
    }
    if name == "date", mode == .include {
      query.dates.append(try dateRange(value))
      return true
    }
    return false
  }

  private func dateRange(_ value: String) throws -> DateRange {
    guard let range = DateRange(value) else {
      throw QuerySyntaxError(.badDate(value), column: 1)
    }
    return range
  }
}

// MARK: - Words

extension QueryPlanner {
  private mutating func planWords(_ words: [String]) throws -> [Plan] {
    guard !words.isEmpty else { return [] }
    let text = words.joined(separator: " ")
    var plans: [Plan] = []
    let labels = finder?.labels(in: text) ?? []
    for found in labels { plans.append(try planConcept(found, in: text)) }
    let tokens = Analyzer.tokens(of: text)
    let meaningful = tokens.filter { !analyzer.isStopWord($0.key) }
    for token in meaningful.isEmpty ? tokens : meaningful {
      let isCovered = labels.contains { $0.range.overlaps(token.range) }
      plans += try planWord(token.text, boost: isCovered ? Self.coveredBoost : 1)
    }
    return plans
  }

  private mutating func planWord(_ word: String, boost: Float) throws -> [Plan] {
    guard try terms.occurs(word) else {
      let neighbors = try terms.neighbors(of: word)
      query.suggestions += neighbors
      guard !isLiteral, !neighbors.isEmpty else { return [] }
      query.understanding.corrections.append(.init(word: word, replacements: neighbors))
      return try neighbors.flatMap { neighbor in
        query.patterns.append([Set(analyzer.stems(neighbor))])
        let plans = try terms.word(neighbor, boost: Self.correctionBoost)
        query.parts.append((neighbor, .any(plans)))
        return plans
      }
    }
    query.patterns.append([Set(analyzer.stems(word))])
    let plans = try terms.word(word, boost: boost)
    query.parts.append((word, .any(plans)))
    query.words.append(word)
    return plans
  }

  private mutating func planPrefix(_ prefix: String) throws -> [Plan] {
    let plans = try terms.prefix(prefix)
    var stems: Set<String> = []
    for case .term(let term) in plans { stems.insert(term.text) }
    query.patterns.append([stems])
    query.parts.append((prefix + "*", .any(plans)))
    return plans
  }

  private mutating func planPhrase(_ text: String) throws -> Plan {
    let words = analyzer.words(text)
    guard !words.isEmpty else { return .any([]) }
    query.patterns.append(words.map { Set(analyzer.stems($0)) })
    let plan = try terms.phrase(words)
    query.parts.append(("\"\(text)\"", plan))
    return plan
  }

  private mutating func planNear(
    _ left: QueryNode, _ right: QueryNode, _ distance: Int
  ) throws -> Plan {
    let sides = [left, right].map { node -> [String] in
      switch node {
      case .word(let text), .phrase(let text): analyzer.words(text)
      default: []
      }
    }
    guard let first = sides[0].last, let second = sides[1].first else { return .any([]) }
    for side in sides { query.patterns.append(side.map { Set(analyzer.stems($0)) }) }
    var plans = [try terms.phrase([first, second], slop: distance, isOrdered: false)]
    query.parts.append(("\(first) NEAR/\(distance) \(second)", plans[0]))
    for side in sides where side.count > 1 { plans.append(try terms.phrase(side)) }
    return .all(plans)
  }
}

// MARK: - Fields and concepts

extension QueryPlanner {
  private mutating func planField(_ name: String, _ value: String) throws -> Plan {
    switch name {
    case "title":
      let words = analyzer.words(value)
      query.patterns.append(words.map { Set(analyzer.stems($0)) })
      return .all(try words.map { .any(try terms.word($0, in: .title, boost: 0)) })
    case "path": return try planPath(value)
    case "date":
      let range = try dateRange(value)
      return .list(try index.segments.map { try Self.list(of: range, in: $0) })
    default:
      let key = facetKeys.first { $0.lowercased() == name }
      return try planValue(value, facet: key)
    }
  }

  /// Documents below a folder (`sales/**` or `sales/`), or the one with a path.
  private func planPath(_ value: String) throws -> Plan {
    for suffix in ["/**", "/*", "/"] where value.hasSuffix(suffix) {
      let folder = String(value.dropLast(suffix.count))
      return .any(try terms.terms([folder], in: .folder, boost: 0))
    }
    let below = try terms.terms([value], in: .folder, boost: 0)
    return .any(below + [.list(try index.documents(withPath: value))])
  }

  /// Documents tagged with a concept or anything narrower, or with plain words.
  private func planValue(_ value: String, facet: String?) throws -> Plan {
    var uris = [value]
    if let finder = index.finder {
      let scheme = facet.flatMap { key in finder.vocabulary.scheme(named: key) }
      uris += finder.closure(of: finder.concepts(named: value, in: scheme))
        .map(finder.vocabulary.uri(of:))
    }
    return .any(try terms.terms(Set(uris).sorted(), in: .concept, boost: 0))
  }

  private static func list(of range: DateRange, in segment: Segment) throws -> ScoredList {
    var list = ScoredList()
    let dates = try segment.dates.verified()
    for document in 0..<segment.count where range.contains(storedDate: dates[document]) {
      list.documents.append(UInt32(document))
      list.scores.append(0)
    }
    return list
  }

  /// All labels of the concepts are one term; a document tagged with one of them has it too, like a
  /// word of its title.
  private mutating func planConcept(_ found: ConceptFinder.Found, in text: String) throws -> Plan {
    guard let finder else { return .any([]) }
    let vocabulary = finder.vocabulary
    let named = Self.unique(found.labels.map(vocabulary.concept(of:)))
    let current = Self.unique(named.flatMap { vocabulary.currentConcepts(for: $0) })
    var tags: [[ScoredList]] = []
    for concept in finder.closure(of: named) {
      let term = try index.term(vocabulary.uri(of: concept), in: .concept)
      tags.append(try index.segments.indices.map { try terms.frequencies(term, $0) })
    }
    let tagged = Self.tagged(tags, segments: index.segments.count)
    var lists = [tagged]
    for words in labelWords(of: named + current) {
      query.patterns.append(words.map { Set(analyzer.stems($0)) })
      lists.append(
        words.count == 1
          ? try terms.wordFrequencies(words[0]) : try terms.phraseFrequencies(words))
    }
    let merged = index.segments.indices.map { number in
      ScoredList.merged(lists.map { $0[number] })
    }
    let weight = terms.weight(merged.reduce(0) { $0 + $1.count })
    var scored = try terms.scored(merged, weight: weight)
    let evidence = ConceptEvidence(
      index: index, tagWeight: weight / TermPlans.scale * Self.tagBoost,
      otherValueBoost: Self.otherValueBoost)
    try evidence.apply(tagged, of: current.first, to: &scored)
    let plan = Plan.list(scored)
    let reading = self.reading(found, current: current, in: text)
    query.understanding.readings.append(reading)
    query.parts.append(
      ("\(reading.facet) = \(reading.concepts.map(\.label).joined(separator: " | "))", plan))
    return plan
  }

  private static func tagged(_ lists: [[ScoredList]], segments: Int) -> [ScoredList] {
    (0..<segments).map { number in
      var list = ScoredList.merged(lists.map { $0[number] })
      let weight = Float(SegmentFormat.titleWeight)
      list.scores = [Float](repeating: weight, count: list.count)
      return list
    }
  }

  /// The different labels of concepts as folded words, without those too short to be looked for.
  private func labelWords(of concepts: [ConceptOrdinal]) -> [[String]] {
    guard let vocabulary = index.vocabulary else { return [] }
    var result: [[String]] = []
    for concept in Self.unique(concepts) {
      for label in vocabulary.labels(of: concept).prefix(64)
      where vocabulary.role(of: label) != .code {
        let words = analyzer.words(vocabulary.text(of: label))
        guard let first = words.first, !result.contains(words) else { continue }
        if words.count == 1, first.utf8.count < 3 || analyzer.isStopWord(first) { continue }
        result.append(words)
      }
    }
    return result
  }

  private func reading(
    _ found: ConceptFinder.Found, current: [ConceptOrdinal], in text: String
  ) -> Understanding.Reading {
    let surface = String(decoding: Array(text.utf8)[found.range], as: UTF8.self)
    guard let vocabulary = index.vocabulary else {
      return .init(surface: surface, facet: "", concepts: [], note: "")
    }
    let facet = current.first.flatMap { vocabulary.schemes(of: $0).first }.map(vocabulary.key(of:))
    var note = ""
    if let label = found.labels.first {
      let old = vocabulary.text(of: label)
      let isFormer =
        vocabulary.role(of: label) == .formerName
        || vocabulary.isDeprecated(vocabulary.concept(of: label))
      if isFormer {
        note = "formerly \(old)"
        if let until = vocabulary.validity(of: label).until { note += " until \(until)" }
      }
    }
    return .init(
      surface: surface, facet: facet ?? FacetKeys.tag,
      concepts: current.map {
        FacetValue(label: vocabulary.preferredLabel(of: $0), concept: vocabulary.uri(of: $0))
      }, note: note)
  }

  private static func unique(_ concepts: [ConceptOrdinal]) -> [ConceptOrdinal] {
    var seen: Set<ConceptOrdinal> = []
    return concepts.filter { seen.insert($0).inserted }
  }
}
