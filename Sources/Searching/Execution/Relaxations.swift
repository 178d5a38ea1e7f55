/// Finds what a search that found nothing would find if less were asked of a document.
struct Relaxations {
  private let index: SearchIndex
  private let request: SearchRequest
  private let query: PlannedQuery

  /// How many related concepts are offered.
  private static let relatedLimit = 3

  init(_ index: SearchIndex, _ request: SearchRequest, _ query: PlannedQuery) {
    self.index = index
    self.request = request
    self.query = query
  }

  /// The changes that would give hits, the smallest first.
  ///
  /// - Parameters:
  ///   - node: the query as it was taken apart.
  ///   - planner: what planned it.
  /// - Returns: changes with the number of documents that they would find, which is above 0.
  /// - Throws: `IndexError`.
  func found(_ node: QueryNode, _ planner: QueryPlanner) throws -> [Relaxation] {
    var result: [Relaxation] = []
    func offer(_ change: Relaxation.Change, _ request: SearchRequest, _ query: PlannedQuery) throws
    {
      let count = try total(request, query)
      if count > 0 { result.append(Relaxation(change: change, count: count)) }
    }
    let keys = try FacetSelection.selections(query.filters + request.columnFilters, in: index).map(
      \.key)
    for key in keys {
      try offer(
        .facet(key), request.without(try filters(on: key, request.filters)),
        query.without(try filters(on: key, query.filters)))
    }
    // All filters at once are offered only where giving up none of them alone helps.
    if keys.count > 1, result.isEmpty {
      try offer(.allFacets, request.without(request.filters), query.without(query.filters))
    }
    if request.dates != nil || !query.dates.isEmpty {
      var request = request
      var query = query
      request.dates = nil
      query.dates = []
      try offer(.dates, request, query)
    }
    if request.like == nil {
      let relaxed =
        [
          (.anyWord, node.relaxed),
          (.anywhere, node.replacing(field: "title") { .word($0) }),
          (.anyFolder, node.replacing(field: "path") { _ in nil }),
        ] as [(Relaxation.Change, QueryNode)]
      for (change, other) in relaxed where other != node && other != .everything {
        try offer(change, request, try planner.plan(ParsedQuery(node: other)))
      }
    }
    for related in query.related.prefix(Self.relatedLimit) {
      var query = query
      query.plan = related.plan
      try offer(.related(related.facet, related.value.label), request, query)
    }
    return result
  }

  /// How many documents match.
  private func total(_ request: SearchRequest, _ query: PlannedQuery) throws -> Int {
    var request = request
    request.countsFacets = false
    request.limit = 0
    request.offset = 0
    request.histogram = nil
    var run = try SearchRun(index, request, query)
    return try run.results().total
  }

  private func filters(on key: String, _ filters: [FacetFilter]) throws -> [FacetFilter] {
    try filters.filter { filter in
      try FacetSelection.selections([filter], in: index).contains { $0.key == key }
    }
  }
}

extension SearchRequest {
  /// The request without some of its filters.
  fileprivate func without(_ dropped: [FacetFilter]) -> SearchRequest {
    var copy = self
    copy.filters.removeAll { dropped.contains($0) }
    return copy
  }
}

extension PlannedQuery {
  /// The query without some of its filters.
  fileprivate func without(_ dropped: [FacetFilter]) -> PlannedQuery {
    var copy = self
    copy.filters.removeAll { dropped.contains($0) }
    return copy
  }
}
