internal import Model
internal import Searching

extension SearchService {
  /// What to search for, and what to tell of it.
  public struct Request: Sendable, Hashable {
    /// The query, as `Documentation/QuerySyntax.md` describes it; empty for every document.
    public var query: String

    /// What facets must be: filters on the same facet join with OR, those on different ones with AND.
    public var filters: [Filter] = []

    /// The earliest date that documents may have, as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; `nil` for any and none.
    public var since: String?

    /// The run after which documents must have come into the shares; `nil` for any, exports included.
    public var newSince: Run?

    /// The identifier or path of a document whose like is asked for, itself left out; the query then narrows
    /// what is found.
    public var like: String?

    /// The length of the periods by which hits are counted; `nil` for none.
    public var histogram: Period?

    /// The one facet whose values are counted, and of them those that some text finds; `nil` for all of all.
    public var values: ValueLookup?

    /// Whether labels in the query are words and nothing more, and no typing errors are corrected.
    public var isLiteral = false

    /// Whether a document that names a concept counts as one that has it, for what facets must be.
    public var countsMentions = false

    /// The order of the hits.
    public var order = Order.relevance

    /// How many hits to leave out at the front, one of `hitCounts`.
    public var offset = 0

    /// How many hits to give, one of `hitCounts`.
    public var limit = 10

    /// Whether hits whose texts are the same or nearly so are one, with the others as its copies; the total and
    /// the counts are of documents all the same.
    public var collapsesCopies = true

    /// Whether to count the values of facets.
    public var countsFacets = true

    /// Whether documents are hits, too, that have none of the words of the query but those of its best hits: for
    /// rankings beside which nothing is counted, since the total and all counts stay those of what matches.
    public var ranksWider = false

    /// Whether to give the passage that matches best, with each hit.
    public var wantsPassages = true

    /// Whether to take each score apart.
    public var wantsExplanations = false

    /// How many hits may be asked for, and left out: as many as an index can hold and more.
    public static let hitCounts = 0...1_000_000_000

    /// A request for the ten best hits with counts of all facets.
    public init(_ query: String) { self.query = query }
  }

  /// The order of hits.
  public enum Order: String, Sendable, CaseIterable {
    /// The best first.
    case relevance = "relevance"
    /// The youngest first, undated documents last.
    case date = "date"
    /// By title.
    case title = "title"
    /// By path, or identifier for documents without one.
    case path = "path"
  }

  /// The length of the periods of a histogram.
  public enum Period: String, Sendable, CaseIterable {
    /// From January to December.
    case year = "year"
    /// A calendar month.
    case month = "month"
    /// A calendar day.
    case day = "day"
  }

  /// A run after which something came.
  public enum Run: Sendable, Hashable {
    /// The latest run.
    case latest
    /// The run of a number.
    case number(Int64)

    /// Reads `last`, or the number of a run.
    public init?(_ text: String) {
      if text == "last" {
        self = .latest
      } else if let number = Int64(text) {
        self = .number(number)
      } else {
        return nil
      }
    }
  }

  /// Values of one facet that are looked for.
  public struct ValueLookup: Sendable, Hashable {
    /// The key, URI or title of the facet.
    public var facet: String

    /// The beginnings of words, each of which one label of a value must have, in any language; empty for all
    /// values.
    public var text: String

    /// The values of a facet that have a text in a label.
    public init(facet: String, text: String = "") {
      self.facet = facet
      self.text = text
    }

    /// Reads `key` or `key=text`.
    public init(_ text: String) {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      self.init(facet: String(parts[0]), text: parts.count > 1 ? String(parts[1]) : "")
    }
  }

  /// What the values of a facet must be.
  public struct Filter: Sendable, Hashable {
    /// The key of the facet, such as `type`.
    public var key: String

    /// A label or the URI of a concept, or plain words; empty for documents without any value.
    public var value: String

    /// Whether documents that have the value go, not stay.
    public var isExclusion: Bool

    /// A filter that lets documents stay that have a value, or with `isExclusion` go.
    public init(key: String, value: String, isExclusion: Bool = false) {
      self.key = key
      self.value = value
      self.isExclusion = isExclusion
    }

    /// Reads `key=value`, `key!=value`, `key=` (no value) or `key!=` (any value).
    public init?(_ text: String) {
      guard let filter = FacetFilter(text) else { return nil }
      self.init(
        key: filter.key, value: filter.value, isExclusion: filter.mode == .exclude)
    }

    /// The filter as `Searching` takes it.
    var facetFilter: FacetFilter {
      FacetFilter(key: key, value: value, mode: isExclusion ? .exclude : .include)
    }
  }
}

extension SearchService.Request {
  /// The request as `Searching` takes it, but for what the workspace has to say.
  ///
  /// - Throws: `EngineError.outOfRange`, `EngineError.notADate`.
  func searchRequest() throws -> SearchRequest {
    for (name, value) in [("limit", limit), ("offset", offset)]
    where !Self.hitCounts.contains(value) {
      throw EngineError.outOfRange(name: name, value: value, range: Self.hitCounts)
    }
    var request = SearchRequest(query)
    request.filters = filters.map(\.facetFilter)
    request.dates = try since.map { DateRange(from: try CalendarDate(stated: $0)) }
    request.histogram = histogram.map(\.unit)
    request.like = like
    request.isLiteral = isLiteral
    request.countsMentions = countsMentions
    request.collapsesCopies = collapsesCopies
    request.order = order.searchOrder
    request.offset = offset
    request.limit = limit
    request.wantsExplanations = wantsExplanations
    request.countsFacets = countsFacets
    request.ranksWider = ranksWider
    request.wantsSnippets = wantsPassages
    return request
  }
}

extension SearchService.Order {
  fileprivate var searchOrder: SearchRequest.Order {
    switch self {
    case .relevance: .relevance
    case .date: .date
    case .title: .title
    case .path: .path
    }
  }
}

extension SearchService.Period {
  fileprivate var unit: DateHistogram.Unit {
    switch self {
    case .year: .year
    case .month: .month
    case .day: .day
    }
  }
}
