import Taxonomy
import TextAnalysis

/// Turns a parsed query into what a search engine is to find: `QueryPlanner` for documents that are elsewhere.
///
/// What is found is the same; how much each part counts is left to the engine.
struct RemotePlanner {
  let facts: RemoteFacts
  let words: RemoteWords
  let scope: RemoteScope
  let finder: ConceptFinder?
  let isLiteral: Bool
  /// Whether naming a concept counts as having it, and the filters beside the query that this concerns.
  let countsMentions: Bool
  private let mentionFilters: [FacetFilter]
  let saved: [String: String]
  /// The facets that filters beside the query ask a value of.
  let narrowedFacets: Set<String>

  var analyzer: WordAnalyzer { words.analyzer }

  /// A planner for a request.
  init(_ request: SearchRequest, _ scope: RemoteScope, _ words: RemoteWords) {
    facts = scope.facts
    self.words = words
    self.scope = scope
    isLiteral = request.isLiteral
    countsMentions = request.countsMentions
    mentionFilters = request.countsMentions ? request.filters.filter(\.asksForValue) : []
    finder = request.isLiteral ? nil : scope.finder
    saved = request.savedQueries
    narrowedFacets = Set(
      request.filters.filter { $0.mode == .include }
        .compactMap { scope.facetKey(named: $0.key) })
  }

  /// Takes a query apart.
  ///
  /// - Throws: `QuerySyntaxError`.
  func parse(_ text: String) throws -> ParsedQuery {
    let fields = Set(scope.facetKeys.map { $0.lowercased() }).union(QueryPlanner.fixedFields)
      .union(QueryPlanner.propertyFields)
    return try QueryParser.parse(text, fields: fields, saved: saved)
  }

  /// Plans a query.
  ///
  /// - Throws: `FacetFilterError`, `RemoteRefusal`.
  func plan(_ parsed: ParsedQuery) throws -> RemotePlan {
    let top = TopFilters(
      parsed.node, narrowed: narrowedFacets, countsMentions: countsMentions,
      facetKey: facetKey(of:))
    var plan = RemotePlan()
    plan.understanding.notices = NoticeList(parsed.notices)
    plan.filters = top.filters
    plan.dates = top.dates
    var required: [RemoteClause] = []
    for sequence in top.sequences where !sequence.isEmpty {
      required.append(plan.take(try planSequence(sequence)))
    }
    for key in Set(mentionFilters.map(\.key)).sorted() {
      let values = mentionFilters.filter { $0.key == key }.map(\.value)
      required.append(try planMentioned(key, values))
    }
    plan.clause =
      required.isEmpty ? .everything : required.count == 1 ? required[0] : .all(required)
    return plan
  }

  private func plan(_ node: QueryNode) throws -> RemotePlan {
    var result = RemotePlan()
    switch node {
    case .group(let inner): return try plan(inner)
    case .everything: return result
    case .or(let parts): result.clause = .any(try parts.map { result.take(try plan($0)) })
    case .and(let parts):
      var required: [RemoteClause] = []
      var excluded: [RemoteClause] = []
      for part in parts {
        if case .not(let inner) = part {
          excluded.append(try plan(inner).clause)
        } else {
          required.append(result.take(try plan(part)))
        }
      }
      result.clause = .all(required, excluding: excluded)
    default: return try planSequence(node.neighbors)
    }
    return result
  }

  /// Parts side by side: any of the words must match, or else the phrases; and each of the others.
  private func planSequence(_ parts: [QueryNode]) throws -> RemotePlan {
    var result = RemotePlan()
    var words: [QueryNode] = []
    var phrases: [RemoteClause] = []
    var conditions: [RemoteClause] = []
    var excluded: [RemoteClause] = []
    var fields: [(name: String, values: [String])] = []
    for part in parts {
      switch part {
      case .word, .prefix: words.append(part)
      case .phrase(let text, let beginsLast):
        phrases.append(result.take(try planPhrase(text, beginsLast: beginsLast)))
      case .near(let left, let right, let distance):
        phrases.append(result.take(try planNear(left, right, distance)))
      case .field(let name, let value):
        if let place = fields.firstIndex(where: { $0.name == name }) {
          fields[place].values.append(value)
        } else {
          fields.append((name, [value]))
        }
      case .not(let inner): excluded.append(try plan(inner).clause)
      default: conditions.append(result.take(try plan(part)))
      }
    }
    for field in fields {
      conditions.append(result.take(try planField(field.name, field.values)))
    }
    let found = try planWords(words)
    let optional = found.coveredWords
    let anyWord = result.take(found)
    if phrases.isEmpty, !words.isEmpty {
      result.clause = .all([anyWord] + conditions, optional: optional, excluding: excluded)
    } else {
      result.clause = .all(
        phrases + conditions, optional: words.isEmpty ? [] : [anyWord] + optional,
        excluding: excluded)
    }
    return result
  }

  /// The key of the facet that a field is about; `nil` for the other fields.
  func facetKey(of field: String) -> String? {
    guard !QueryPlanner.fixedFields.contains(field) else { return nil }
    return scope.facetKeys.first { $0.lowercased() == field }
  }
}

/// A query as a search engine is to answer it.
struct RemotePlan {
  /// What matches.
  var clause = RemoteClause.everything

  /// What facets must be, by filters in the query.
  var filters: [FacetFilter] = []

  /// Ranges of dates, each of which a document must be in.
  var dates: [DateRange] = []

  /// Words of labels, which only score: what the labels stand for decides what is found.
  var coveredWords: [RemoteClause] = []

  /// Sequences of stems to mark in passages, and those of narrower concepts, marked where nothing else is.
  var patterns: [[Set<String>]] = []
  var narrowerPatterns: [[Set<String>]] = []

  /// What the query was taken for.
  var understanding = Understanding()

  /// Takes over what a part of the query brings along.
  ///
  /// - Parameter part: the part.
  /// - Returns: what matches it.
  mutating func take(_ part: RemotePlan) -> RemoteClause {
    filters += part.filters
    dates += part.dates
    patterns += part.patterns
    narrowerPatterns += part.narrowerPatterns
    understanding.add(part.understanding)
    return part.clause
  }
}
