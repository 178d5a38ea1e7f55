import MappedStorage
import Taxonomy
import TextAnalysis

/// Turns a parsed query into a plan: words into terms, labels into concepts, fields into filters.
struct QueryPlanner {
  let index: SearchIndex
  /// What makes stems of the words of the query.
  let analyzer: WordAnalyzer
  let terms: TermPlans
  let finder: ConceptFinder?
  let isLiteral: Bool
  let marksPassages: Bool
  let facetKeys: Set<String>
  let saved: [String: String]
  var query = PlannedQuery()

  /// What a word counts that is part of a label: the label counts already, under all its names.
  static let coveredBoost: Float = 0.25

  /// What a tag adds, of the highest score that mentions can have.
  static let tagBoost: Float = 0.5

  /// What a mention counts in a document tagged otherwise, where a document has one value.
  static let otherValueBoost: Float = 0.25

  /// What a tag of a related concept adds, of the score that its own query would give: hardly more than
  /// decides between equals, for more puts them before better hits (Documentation/Search.md).
  static let relatedBoost: Float = 0.003

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
    marksPassages = request.wantsSnippets
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
    let before = query.related.count
    optional = try planWords(words) + optional
    let boosts = query.related.dropFirst(before).map(\.plan)
    if required.isEmpty, excluded.isEmpty, !optional.isEmpty || !words.isEmpty {
      return boosts.isEmpty ? .any(optional) : .all([.any(optional)], optional: boosts)
    }
    if required.isEmpty, !words.isEmpty || !optional.isEmpty {
      return .all([.any(optional)], optional: boosts, excluding: excluded)
    }
    if required.isEmpty, excluded.isEmpty { return .everything }
    return .all(
      required.isEmpty ? [.everything] : required, optional: optional + boosts, excluding: excluded)
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
    var labels = finder?.labels(in: text) ?? []
    var spelling = try self.spelling(of: text, labels: labels)
    if spelling.isCorrected { labels = finder?.labels(in: spelling.text) ?? [] }
    // Of the words that one may stand for, the one that makes a label is meant.
    spelling.settle { range in labels.contains { $0.range.overlaps(range) } }
    var plans: [Plan] = []
    for found in labels { plans.append(try planConcept(found, in: spelling.text)) }
    let meaningful = spelling.words.filter { !analyzer.isStopWord($0.text) }
    for word in meaningful.isEmpty ? spelling.words : meaningful {
      let isCovered = labels.contains { $0.range.overlaps(word.range) }
      plans += try planWord(word, boost: isCovered ? Self.coveredBoost : 1)
    }
    return plans
  }

  /// The words of a text, those that do not occur with the ones they may stand for.
  ///
  /// Words of a label are as they should be, whether or not a document has them. What is to be
  /// corrected is so before labels are looked for: a mistyped label is one, too.
  private mutating func spelling(
    of text: String, labels: [ConceptFinder.Found]
  ) throws -> QuerySpelling {
    var spelling = QuerySpelling(text)
    for token in Analyzer.tokens(of: text) {
      if try terms.occurs(token.text) {
        spelling.add(token)
      } else if labels.contains(where: { $0.range.overlaps(token.range) })
        || analyzer.isStopWord(token.key)
      {
        spelling.add(token, occurs: false)
      } else {
        let neighbors = try terms.neighbors(of: token.text)
        query.suggestions += neighbors
        spelling.add(token, occurs: false, neighbors: isLiteral ? [] : neighbors)
      }
    }
    return spelling.finished()
  }

  private mutating func planWord(
    _ word: QuerySpelling.Word, boost: Float
  ) throws -> [Plan] {
    if !word.neighbors.isEmpty {
      query.understanding.corrections.append(
        .init(word: word.text, replacements: word.neighbors))
    }
    guard word.occurs else {
      return try word.neighbors.flatMap { neighbor in
        query.patterns.append([Set(try analyzer.stems(neighbor))])
        let plans = try terms.word(neighbor, boost: min(boost, Self.correctionBoost))
        query.parts.append((neighbor, .any(plans)))
        return plans
      }
    }
    query.patterns.append([Set(try analyzer.stems(word.text))])
    let plans = try terms.word(word.text, boost: boost)
    query.parts.append((word.text, .any(plans)))
    query.words.append(word.text)
    return plans
  }

  private mutating func planPrefix(_ prefix: String) throws -> [Plan] {
    let group = try terms.prefix(prefix)
    // What is marked in passages need not be known where none are shown.
    if marksPassages, let group { query.patterns.append([try terms.texts(of: group)]) }
    let plans = group.map { [Plan.terms($0)] } ?? []
    query.parts.append((prefix + "*", .any(plans)))
    return plans
  }

  private mutating func planPhrase(_ text: String) throws -> Plan {
    let words = analyzer.words(text)
    guard !words.isEmpty else { return .any([]) }
    query.patterns.append(try words.map { Set(try analyzer.stems($0)) })
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
    for side in sides { query.patterns.append(try side.map { Set(try analyzer.stems($0)) }) }
    var plans = [try terms.phrase([first, second], slop: distance, isOrdered: false)]
    query.parts.append(("\(first) NEAR/\(distance) \(second)", plans[0]))
    for side in sides where side.count > 1 { plans.append(try terms.phrase(side)) }
    return .all(plans)
  }
}

// MARK: - Fields

extension QueryPlanner {
  private mutating func planField(_ name: String, _ value: String) throws -> Plan {
    switch name {
    case "title":
      let words = analyzer.words(value)
      query.patterns.append(try words.map { Set(try analyzer.stems($0)) })
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
}
