internal import Searching

/// Finding the documents of a workspace's shares and exports.
///
/// What is found, counted and shown is what the account that runs the program may read.
public struct SearchService: Sendable {
  let workspace: Workspace

  /// Searches the documents, after bringing the index up to date if that is possible.
  ///
  /// - Parameters:
  ///   - query: the query, as `Documentation/QuerySyntax.md` describes it; empty for every document.
  ///   - facets: values that hits must have, by facet key; any label of a concept does.
  ///   - limit: the largest number of hits to return, one of `Request.hitCounts`.
  ///   - offset: how many hits to leave out at the front, one of `Request.hitCounts`.
  /// - Returns: the hits, the best first, and exact counts over all of them.
  /// - Throws: an error that describes itself, for a query or facet that is not understood;
  ///   `EngineError.outOfRange`.
  public func search(
    _ query: String, facets: [String: [String]] = [:], limit: Int = 10, offset: Int = 0
  ) throws -> Answer {
    var request = Request(query)
    request.limit = limit
    request.offset = offset
    for (key, values) in facets.sorted(by: { $0.key < $1.key }) {
      request.filters += values.map { Filter(key: key, value: $0) }
    }
    return try search(request)
  }

  /// Answers a request, after bringing the index up to date if that is possible.
  ///
  /// - Throws: an error that describes itself, for a request that is not understood;
  ///   `EngineError.outOfRange`, `EngineError.notADate`.
  public func search(_ request: Request) throws -> Answer { try open().search(request) }

  /// Opens the index for many requests, after bringing it up to date if that is possible.
  ///
  /// - Throws: an error that describes itself, if nothing is indexed yet or the index cannot be read.
  public func open() throws -> SearchSession { try SearchSession(workspace) }
}
