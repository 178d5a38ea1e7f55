package import JSONCoding

extension SearchService.Request {
  /// The orders that hits may have.
  package static let orders = SearchService.Order.allCases.map(\.rawValue)

  /// The request that texts from outside ask, as options of `parlance search` or fields of an address.
  ///
  /// - Parameters:
  ///   - query: the query.
  ///   - facets: filters on facets: `key=value`, `key!=value`, `key=` for none, `key!=` for any.
  ///   - order: one of `orders`; by relevance if `nil`.
  ///   - histogram: the length of the periods by which hits are counted, if they are.
  /// - Throws: `RequestError` for what is not among those.
  package init(
    query: String, facets: [String], order: String? = nil, histogram: String? = nil
  ) throws {
    self.init(query)
    filters = try Self.filters(facets)
    if let order {
      guard let known = SearchService.Order(rawValue: order) else {
        throw RequestError("unknown order '\(order)'; the orders are \(Self.list(Self.orders))")
      }
      self.order = known
    }
    if let histogram {
      guard let known = SearchService.Period(rawValue: histogram) else {
        let periods = SearchService.Period.allCases.map(\.rawValue)
        throw RequestError("unknown period '\(histogram)'; the periods are \(Self.list(periods))")
      }
      self.histogram = known
    }
  }

  private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }

  /// Filters from texts.
  static func filters(_ texts: [String]) throws -> [SearchService.Filter] {
    try texts.map { text in
      guard let filter = SearchService.Filter(text) else {
        throw RequestError("'\(text)' is not a facet filter; write key=value")
      }
      return filter
    }
  }
}

extension WorkspaceSnapshot {
  /// What is found, as `parlance search --format json` prints it.
  ///
  /// What is like a document is asked of the index here, even where an engine answers searches, which cannot tell.
  ///
  /// - Throws: `RequestError`, `EngineError`, `MisreadQuery`, `FacetFilterError`, `NothingIndexed`; `IndexError`;
  ///   `RemoteRefusal`, `RemoteFailure`, `RemoteTransportFailure`.
  package func found(
    _ request: SearchService.Request, for account: ReaderAccount
  ) throws -> JSONValue {
    let answer =
      if let engine, request.like == nil {
        try engine.session(of: workspace).search(request, reader: account.reader)
      } else {
        try session(for: account).search(request)
      }
    return .object(answer.json(for: request))
  }
}
