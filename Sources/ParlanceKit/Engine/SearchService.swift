internal import Model
internal import Searching

/// Finding the documents of a workspace's shares and exports.
///
/// What is found, counted and shown is what the account that runs the program may read.
public struct SearchService: Sendable {
  let workspace: Workspace

  /// What a search came to.
  public struct Answer: Sendable, Hashable {
    /// The number of all hits.
    public let total: Int
    /// The hits asked for.
    public let hits: [Hit]
    /// The values of each facet that hits have, by its key, with exact counts over all hits.
    public let counts: [String: [FacetCount]]
    /// What labels in the query were taken for.
    public let understood: [Reading]
    /// Queries to try instead, if nothing was found.
    public let suggestions: [String]
  }

  /// A document found.
  public struct Hit: Sendable, Hashable {
    /// What identifies it.
    public let id: String
    /// Its path, empty if it is not a file.
    public let path: String
    /// Its title.
    public let title: String
    /// Its date as ISO 8601, if known.
    public let date: String?
    /// The score; only the order of scores of one search means anything.
    public let score: Double
    /// A passage around what was found.
    public let passage: String
    /// The labels of its concepts, by facet.
    public let tags: [String: [String]]
    /// The identifiers of documents with the same text or nearly so, which are no hits of their own.
    public let copies: [String]
  }

  /// A value of a facet with the number of hits that have it.
  public struct FacetCount: Sendable, Hashable {
    /// The label of the value.
    public let label: String
    /// The URI of its concept; `nil` for a plain value, such as a year.
    public let concept: String?
    /// The number of hits.
    public let count: Int
    /// How deep it stands below the top of its facet, from 0.
    public let depth: Int
  }

  /// Words of a query that were taken for concepts.
  public struct Reading: Sendable, Hashable {
    /// The words.
    public let surface: String
    /// The key of the facet.
    public let facet: String
    /// The labels of the concepts.
    public let concepts: [String]
    /// How that was concluded, such as "formerly Acme Vault"; empty if it needs no words.
    public let note: String
  }

  /// Searches the documents, after bringing the index up to date if that is possible.
  ///
  /// - Parameters:
  ///   - query: the query, as `Documentation/QuerySyntax.md` describes it; empty for every document.
  ///   - facets: values that hits must have, by facet key; any label of a concept does.
  ///   - limit: the largest number of hits to return, from 0 to 1,000,000,000.
  ///   - offset: how many hits to leave out at the front, from 0 to 1,000,000,000.
  /// - Returns: the hits, the best first, and exact counts over all of them.
  /// - Throws: an error that describes itself, for a query or facet that is not understood;
  ///   `EngineError.outOfRange`.
  public func search(
    _ query: String, facets: [String: [String]] = [:], limit: Int = 10, offset: Int = 0
  ) throws -> Answer {
    for (name, value) in [("limit", limit), ("offset", offset)]
    where !SearchRequest.hitCounts.contains(value) {
      throw EngineError.outOfRange(name: name, value: value, range: SearchRequest.hitCounts)
    }
    var request = SearchRequest(query)
    request.limit = limit
    request.collapsesCopies = true
    request.offset = offset
    request.savedQueries = try SavedQueries(workspace).byName()
    for (key, values) in facets.sorted(by: { $0.key < $1.key }) {
      for value in values { request.filters.append(FacetFilter(key: key, value: value)) }
    }
    do {
      return Answer(try workspace.openSearchIndex().search(request))
    } catch IndexError.damaged {
      return Answer(try workspace.reopenSearchIndex().search(request))
    }
  }
}

extension SearchService.Answer {
  init(_ results: SearchResults) {
    self.init(
      total: results.total, hits: results.hits.map(SearchService.Hit.init),
      counts: Dictionary(
        results.facets.map { facet in
          (
            facet.key,
            facet.entries.map {
              SearchService.FacetCount(
                label: $0.value.label, concept: $0.value.concept, count: $0.count, depth: $0.depth)
            }
          )
        }, uniquingKeysWith: { first, _ in first }),
      understood: results.understanding.readings.map { reading in
        SearchService.Reading(
          surface: reading.surface, facet: reading.facet,
          concepts: reading.concepts.map(\.label), note: reading.note)
      }, suggestions: results.suggestions)
  }
}

extension SearchService.Hit {
  init(_ hit: SearchHit) {
    self.init(
      id: hit.id, path: hit.path, title: hit.title, date: hit.date?.description,
      score: hit.score, passage: hit.snippet.text,
      tags: Dictionary(
        hit.tags.map { ($0.key, $0.values.map(\.label)) }, uniquingKeysWith: { first, _ in first }),
      copies: hit.copies.map(\.id))
  }
}
