/// The language of queries, for programs that keep them.
package enum QuerySyntax {
  /// Makes sure that a query can be understood.
  ///
  /// - Parameters:
  ///   - query: the query.
  ///   - facets: the keys of the facets.
  ///   - saved: the queries that `query:name` stands for.
  /// - Throws: `QuerySyntaxError`.
  package static func check(_ query: String, facets: [String], saved: [String: String]) throws {
    _ = try QueryParser.parse(query, fields: QueryPlanner.fields(beside: facets), saved: saved)
  }

  /// A filter on a facet as a part of a query.
  package static func text(of filter: FacetFilter) -> String {
    (filter.mode == .exclude ? "-" : "") + filter.key + ":\""
      + filter.value.filter { $0 != "\"" } + "\""
  }
}
