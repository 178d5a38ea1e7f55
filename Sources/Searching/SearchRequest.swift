/// What to search for and what to give of it.
package struct SearchRequest: Sendable, Equatable {
  /// The order of the hits.
  package enum Order: String, Sendable, CaseIterable {
    /// The best first.
    case relevance = "relevance"
    /// The youngest first, undated documents last.
    case date = "date"
    /// By title.
    case title = "title"
    /// By path, or identifier for documents without one.
    case path = "path"
  }

  /// The query, as `Documentation/QuerySyntax.md` describes it; empty for every document.
  package var query: String

  /// What the facets must be; filters on the same facet join with OR, those on different ones with
  /// AND.
  package var filters: [FacetFilter] = []

  /// The dates that documents must have; `nil` for any and none.
  package var dates: DateRange?

  /// The queries that `query:name` stands for.
  package var savedQueries: [String: String] = [:]

  /// The identifier or path of a document whose like is asked for, itself left out; the query then
  /// narrows what is found.
  package var like: String?

  /// The identifiers of the documents that may be found; `nil` for all.
  package var restriction: Set<String>?

  /// The length of the periods by which hits are counted; `nil` for none.
  package var histogram: DateHistogram.Unit?

  /// Whether labels in the query are words and nothing more.
  package var isLiteral = false

  /// Whether a document that names a concept counts as one that has it as a value, for what facets must be.
  package var countsMentions = false

  /// The filters that the values of documents decide alone; where mentions count, those that ask for a value are
  /// parts of the query.
  var columnFilters: [FacetFilter] {
    countsMentions ? filters.filter { !$0.asksForValue } : filters
  }

  /// The order of the hits.
  package var order = Order.relevance

  /// How many hits may be asked for, and left out: as many as an index can hold and more.
  package static let hitCounts = 0...1_000_000_000

  /// How many hits to leave out at the front, one of `hitCounts`.
  package var offset = 0

  /// How many hits to give, one of `hitCounts`.
  package var limit = 10

  /// Whether what is set aside goes behind, and the newest of a series to the front.
  package var ordersVersions = true

  /// Whether hits whose texts are the same or nearly so are one, with the others as its copies; the
  /// total and the counts are of documents all the same.
  package var collapsesCopies = false

  /// Whether to count the values of facets.
  package var countsFacets = true

  /// Whether to give the passage that matches best, with each hit.
  package var wantsSnippets = true

  /// Whether to take each score apart.
  package var wantsExplanations = false

  /// Whether to look for what would have hits, if nothing has.
  package var wantsSuggestions = true

  /// Whether to look for further words in the best hits (RM3) and for words that stand together.
  package var expandsQuery = true

  /// Whether documents are hits, too, that have none of the words of the query but those of its best hits.
  ///
  /// For rankings beside which nothing is counted: the total, the counts of facets and the histogram stay
  /// those of the documents that match.
  package var ranksWider = false

  /// A request for the ten best hits with counts of all facets.
  package init(_ query: String) { self.query = query }

  /// The words of a sentence without anything that the query syntax would take for an operator.
  package static func plainWords(_ sentence: String) -> String {
    String(sentence.map { $0.isLetter || $0.isNumber ? $0 : " " })
      .split(separator: " ").map {
        ["AND", "OR", "NOT", "NEAR"].contains($0) ? $0.lowercased() : String($0)
      }
      .joined(separator: " ")
  }
}

/// What the values of a facet must be.
package struct FacetFilter: Sendable, Equatable {
  /// How documents with a value are treated.
  package enum Mode: Sendable, Equatable {
    /// They stay.
    case include
    /// They go.
    case exclude
  }

  /// The key of the facet, such as `type`.
  package var key: String

  /// A label or the URI of a concept, or plain words; empty for documents without any value.
  package var value: String

  /// How documents with the value are treated.
  package var mode: Mode

  /// Whether documents must have the value, and there is one.
  var asksForValue: Bool { mode == .include && !value.isEmpty }

  /// A filter.
  package init(key: String, value: String, mode: Mode = .include) {
    self.key = key
    self.value = value
    self.mode = mode
  }

  /// Reads `key=value`, `key!=value`, `key=` (no value) or `key!=` (any value).
  package init?(_ text: String) {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else { return nil }
    let before = text.index(before: equals)
    let isExclusion = text[before] == "!"
    let key = text[..<(isExclusion ? before : equals)]
    guard !key.isEmpty else { return nil }
    self.init(
      key: String(key), value: String(text[text.index(after: equals)...]),
      mode: isExclusion ? .exclude : .include)
  }
}

/// A filter that cannot be applied.
package enum FacetFilterError: Error, Equatable, Sendable {
  /// There is no such facet.
  case unknownFacet(String, known: [String])

  /// The facet has no such value; similar ones are given, or else frequent ones.
  case unknownValue(String, facet: String, similar: [String], frequent: [String])

  /// Filters name more facets than can be counted side by side.
  case tooManyFacets(limit: Int)
}

extension FacetFilterError: CustomStringConvertible {
  /// The cause, and a hint where there is a way out.
  package var description: String { cause + (remedy.map { "\nHint: \($0)" } ?? "") }

  /// What cannot be applied, in one sentence.
  package var cause: String {
    switch self {
    case .unknownFacet(let key, _): "unknown facet '\(key)'"
    case .unknownValue(let value, let facet, _, _): "the facet '\(facet)' has no value '\(value)'"
    case .tooManyFacets(let limit): "filters name more than \(limit) facets"
    }
  }

  /// A way out; `nil` where the facet has no values at all.
  package var remedy: String? {
    switch self {
    case .tooManyFacets: return nil
    case .unknownFacet(_, let known): return "the facets are \(known.joined(separator: ", "))"
    case .unknownValue(let value, FacetKeys.year, _, _) where value.contains(".."):
      return "write the years as 2009..2011, 2009.. or ..2011"
    case .unknownValue(_, let facet, let similar, let frequent):
      if !similar.isEmpty { return "did you mean \(similar.joined(separator: ", "))?" }
      if frequent.isEmpty { return nil }
      return "most documents have \(frequent.joined(separator: ", ")); "
        + "parlance search '*' --values \(facet) lists all values"
    }
  }
}
