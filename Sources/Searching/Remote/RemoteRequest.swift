import Taxonomy

/// A search as the engine is asked for it: all counts and the hits of one page at once.
struct RemoteRequest {
  let request: SearchRequest
  let plan: RemotePlan
  let selections: [RemoteSelection]
  /// What documents must be to be seen at all.
  let sight: RemoteClause
  let scope: RemoteScope

  /// How many values of a facet are asked for at most; engines refuse more.
  private static let mostValues = 65_000

  /// The values that are asked for of a facet that no vocabulary defines.
  private static let plainValues = 10_000

  /// What is to be found: each facet is counted by the filters on all others.
  var question: RemoteQuestion {
    RemoteQuestion(
      matching: .all(
        [plan.clause]
          + (plan.dates + [request.dates].compactMap { $0 }).map(RemotePlanner.clause(of:))),
      sight: sight, filters: selections.map(\.clause), order: request.order,
      offset: request.offset, limit: request.limit, wantsTexts: request.wantsSnippets,
      counted: counted)
  }

  /// The facets in their order, then the periods.
  private var counted: [RemoteQuestion.Counting] {
    var result: [RemoteQuestion.Counting] = []
    if request.countsFacets {
      for key in scope.facetKeys {
        // `nil` lets all facets without filters share one count.
        let others =
          selections.contains { $0.key == key }
          ? selections.compactMap { $0.key == key ? $0.exclusion : $0.clause } : nil
        result.append(
          .init(
            field: RemoteField.facet(key), presence: RemoteField.tags(key), among: others,
            size: size(of: key)))
      }
    }
    if let unit = request.histogram {
      let field = RemotePeriods.field(of: unit)
      result.append(.init(field: field, presence: field, size: Self.mostValues))
    }
    return result
  }

  private func size(of key: String) -> Int {
    guard let vocabulary = scope.vocabulary, let scheme = vocabulary.scheme(named: key) else {
      return Self.plainValues
    }
    let concepts = vocabulary.concepts.count { vocabulary.schemes(of: $0).contains(scheme) }
    return min(concepts + Self.plainValues, Self.mostValues)
  }
}
