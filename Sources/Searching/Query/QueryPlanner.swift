import MappedStorage
import System
import Taxonomy
import TextAnalysis

/// Turns a parsed query into a plan: words into terms, labels into concepts, fields into filters.
///
/// Each part becomes a `PlannedQuery` of its own, whose parts are put together by `take`.
struct QueryPlanner {
  let index: SearchIndex
  /// What makes stems of the words of the query.
  let analyzer: WordAnalyzer
  let terms: TermPlans
  let finder: ConceptFinder?
  let isLiteral: Bool
  /// Whether naming a concept counts as having it, and the filters beside the query that this concerns.
  let countsMentions: Bool
  private let mentionFilters: [FacetFilter]
  let marksPassages: Bool
  let facetKeys: Set<String>
  let saved: [String: String]
  /// The facets that filters beside the query ask a value of.
  let narrowedFacets: Set<String>

  /// What a word counts that is part of a label: the label counts already, under all its names.
  static let coveredBoost = RankingNumbers["covered-word"]

  /// What a tag adds, of the highest score that mentions can have.
  static let tagBoost = RankingNumbers["tag"]

  /// What a tag adds beside, of the highest score that the words of the query can have; more where a
  /// document has one value, which tells apart what all documents of a product are.
  static let tagShare = RankingNumbers["tag-share"]
  static let singleTagShare = RankingNumbers["single-tag-share"]

  /// What a mention counts in a document tagged otherwise, where a document has one value.
  static let otherValueBoost = RankingNumbers["other-value"]

  /// What a tag of a related concept adds, of the score that its own query would give: hardly more than
  /// decides between equals, for more puts them before better hits (Documentation/Search.md).
  static let relatedBoost = RankingNumbers["related-concept"]

  /// What a word counts that stands for one that does not occur.
  static let correctionBoost = RankingNumbers["correction"]

  /// The fields beside the facets.
  static let fixedFields: Set<String> = ["title", "path", "date", "tag", "query"]

  /// The fields of properties, unless a facet has the name.
  static let propertyFields = Set(DocumentProperty.allCases.map(\.rawValue))

  init(_ index: SearchIndex, _ request: SearchRequest) {
    self.index = index
    saved = request.savedQueries
    analyzer = index.makeAnalyzer()
    terms = TermPlans(
      index: index, analyzer: analyzer,
      compounds: request.isLiteral ? nil : CompoundWords(index, analyzer))
    isLiteral = request.isLiteral
    countsMentions = request.countsMentions
    mentionFilters = request.countsMentions ? request.filters.filter(\.asksForValue) : []
    marksPassages = request.wantsSnippets
    finder = request.isLiteral ? nil : index.finder
    facetKeys = Set(index.facetKeys)
    narrowedFacets = Set(
      request.filters.filter { $0.mode == .include }
        .compactMap { index.facetKey(named: $0.key) })
  }

  /// Takes a query apart.
  ///
  /// - Throws: `QuerySyntaxError`.
  func parse(_ text: String) throws -> ParsedQuery {
    try QueryParser.parse(text, fields: Self.fields(beside: facetKeys), saved: saved)
  }

  /// The fields that may stand before a colon, in lower case.
  static func fields(beside facetKeys: some Sequence<String>) -> Set<String> {
    Set(facetKeys.map { $0.lowercased() }).union(fixedFields).union(propertyFields)
  }

  /// Plans a query.
  ///
  /// - Throws: `QuerySyntaxError`, `FacetFilterError`, `IndexError`.
  func plan(_ parsed: ParsedQuery) throws -> PlannedQuery {
    var top = TopFilters(
      parsed.node, narrowed: narrowedFacets, countsMentions: countsMentions,
      facetKey: facetKey(of:))
    var query = PlannedQuery()
    query.analyzer = analyzer
    query.understanding.notices = NoticeList(parsed.notices)
    query.filters = top.filters
    query.dates = top.dates
    var required: [Plan] = []
    for sequence in top.sequences where !sequence.isEmpty {
      required.append(query.take(try planSequence(sequence)))
    }
    top.sequences.removeAll()
    // Sorted: scores are added in this order, and that of a set differs from run to run.
    for key in Set(mentionFilters.map(\.key)).sorted() {
      let values = mentionFilters.filter { $0.key == key }.map(\.value)
      required.append(try planMentioned(key, values))
    }
    query.plan =
      required.isEmpty ? .everything : required.count == 1 ? required[0] : .all(required)
    return query
  }

  private func plan(_ node: QueryNode) throws -> PlannedQuery {
    try Deadline.check()
    var query = PlannedQuery()
    switch node {
    case .group(let inner): return try plan(inner)
    case .everything: return query
    case .or(let parts): query.plan = .any(try parts.map { query.take(try plan($0)) })
    case .and(let parts):
      var required: [Plan] = []
      var excluded: [Plan] = []
      for part in parts {
        if case .not(let inner) = part {
          excluded.append(try plan(inner).plan)
        } else {
          required.append(query.take(try plan(part)))
        }
      }
      query.plan = .all(required.isEmpty ? [.everything] : required, excluding: excluded)
    default: return try planSequence(node.neighbors)
    }
    return query
  }

  /// Parts side by side: any of the words must match, or else the phrases; and each of the others.
  private func planSequence(_ parts: [QueryNode]) throws -> PlannedQuery {
    var query = PlannedQuery()
    var words: [QueryNode] = []
    var phrases: [Plan] = []
    var conditions: [Plan] = []
    var excluded: [Plan] = []
    var fields: [(name: String, values: [String])] = []
    for part in parts {
      switch part {
      case .word, .prefix: words.append(part)
      case .phrase(let text, let beginsLast):
        phrases.append(query.take(try planPhrase(text, beginsLast: beginsLast)))
      case .near(let left, let right, let distance):
        phrases.append(query.take(try planNear(left, right, distance)))
      case .field(let name, let value):
        if let place = fields.firstIndex(where: { $0.name == name }) {
          fields[place].values.append(value)
        } else {
          fields.append((name, [value]))
        }
      // Nothing of what is ruled out is shown or marked.
      case .not(let inner): excluded.append(try plan(inner).plan)
      default: conditions.append(query.take(try plan(part)))
      }
    }
    for field in fields {
      conditions.append(query.take(try planField(field.name, field.values)))
    }
    let found = try planWords(words)
    let boosts = found.coveredWords + found.related.map(\.plan)
    let anyWord = query.take(found)
    if phrases.isEmpty, !words.isEmpty {
      let required = [anyWord] + conditions
      let isPlain = required.count == 1 && boosts.isEmpty && excluded.isEmpty
      query.plan = isPlain ? anyWord : .all(required, optional: boosts, excluding: excluded)
      return query
    }
    let required = phrases + conditions
    let optional = words.isEmpty ? [] : [anyWord] + boosts
    query.plan =
      required.count == 1 && optional.isEmpty && excluded.isEmpty
      ? required[0]
      : .all(
        required.isEmpty ? [.everything] : required, optional: optional, excluding: excluded)
    return query
  }
}

/// The fields at the top of a query that are filters: the counts of their facet ignore them.
struct TopFilters {
  /// The filters on facets.
  private(set) var filters: [FacetFilter] = []

  /// The ranges of dates.
  private(set) var dates: [DateRange] = []

  /// The other parts, those that stand side by side in a list; all lists must match.
  var sequences: [[QueryNode]]

  /// Takes the filters out of a query.
  ///
  /// A field is a filter if it stands neither in parentheses nor in a saved query, and if no other
  /// one asks for a value of the same facet by `AND` or beside the query: one facet has one choice.
  init(
    _ node: QueryNode, narrowed: Set<String>, countsMentions: Bool = false,
    facetKey: (String) -> String?
  ) {
    let root = node.ungrouped
    if case .and(let parts) = root {
      sequences = parts.map(\.neighbors)
    } else {
      sequences = [root.neighbors]
    }
    let all = sequences
    func isAlone(_ name: String) -> Bool {
      all.count { $0.contains { if case .field(name, _) = $0 { true } else { false } } } == 1
    }
    let dateCount = all.joined().count { if case .field("date", _) = $0 { true } else { false } }
    for place in sequences.indices {
      sequences[place].removeAll { part in
        switch part {
        case .field("date", let value):
          guard dateCount == 1, let range = DateRange(value) else { return false }
          dates.append(range)
        case .field(let name, let value):
          guard let key = facetKey(name), isAlone(name), !countsMentions || value.isEmpty,
            !narrowed.contains(key)
          else { return false }
          filters.append(FacetFilter(key: key, value: value))
        case .not(let inner):
          guard case .field(let name, let value) = inner.ungrouped,
            let key = facetKey(name)
          else { return false }
          filters.append(FacetFilter(key: key, value: value, mode: .exclude))
        default: return false
        }
        return true
      }
    }
  }
}

extension QueryPlanner {
  /// The key of the facet that a field is about; `nil` for the other fields.
  func facetKey(of field: String) -> String? {
    guard !Self.fixedFields.contains(field) else { return nil }
    return facetKeys.first { $0.lowercased() == field }
  }
}
