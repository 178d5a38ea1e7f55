internal import Cataloging
internal import Model
package import Retagging
internal import System
internal import Taxonomy

/// Says what a retag of a share would change, by what the catalog holds of it.
package struct RetagPlanning: Sendable {
  private let open: OpenShare
  private let tagging: ShareTagging
  private let settings: ShareSettings

  init(_ open: OpenShare, tagging: ShareTagging, settings: ShareSettings) {
    self.open = open
    self.tagging = tagging
    self.settings = settings
  }

  private var vocabulary: Vocabulary { tagging.parts.vocabulary }

  /// The planner of some options.
  ///
  /// - Parameters:
  ///   - options: what to do beyond the usual.
  ///   - imported: what was proposed elsewhere, by path; documents are not tagged here then.
  /// - Returns: the planner.
  package func planner(
    _ options: RetagOptions = RetagOptions(), imported: [String: [ProposedTag]]? = nil
  ) -> RetagPlanner {
    let neighbors = tagging.neighbors(options)
    var planner = RetagPlanner(
      catalog: open.catalog, basis: tagging.basis(options), merge: tagging.merge(options),
      facetOrder: vocabulary.schemes.map(vocabulary.key), place: options.place
    ) { [tagging] in
      try imported.map { tagging.makeProposer(imported: $0) }
        ?? tagging.makeProposer(options, neighbors)
    }
    planner.writesInPlace = writesInPlace(options.writesInPlace)
    if imported == nil { planner.survey = { try neighbors.survey($0, goesOn: $1) } }
    if options.place.isInFiles {
      planner.writtenValues = { [vocabulary] in
        WrittenValues(of: $0, rejected: $1, in: vocabulary)
      }
    }
    return planner
  }

  /// Whether files of other accounts are written in place: if that is asked for, or settled.
  func writesInPlace(_ isAsked: Bool) -> Bool { isAsked || settings.writesInPlace ?? false }

  /// The plan for the share, of the documents in a scope.
  ///
  /// - Parameters:
  ///   - options: what to do beyond the usual.
  ///   - scope: the documents that take part.
  ///   - limit: how many documents that are due are looked at, the first ones; `nil` for all.
  ///   - refresh: what brought the catalog up to date just now, if it did.
  ///   - imported: what was proposed elsewhere, by path; documents are not tagged here then.
  ///   - progress: called with the numbers of documents done and to do; returns whether to go on.
  /// - Returns: the plan; `nil` if `progress` said to stop.
  /// - Throws: `CatalogError`.
  package func plan(
    _ options: RetagOptions, scope: RetagScope = RetagScope(), limit: Int? = nil,
    after refresh: ShareRefresh? = nil, imported: [String: [ProposedTag]]? = nil,
    progress: @Sendable (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> RetagPlan? {
    let isTagged = try scope.tagged(in: open.catalog)
    var planner = planner(options, imported: imported)
    planner.limit = limit
    return try planner.plan(
      for: open.share, states: refresh?.states,
      includes: scope.isWhole
        ? nil
        : { entry in
          scope.includes(path: entry.path, modified: entry.state?.modified)
            && isTagged?(entry.id) ?? true
        }, progress: progress)
  }

  /// The plan with what would become of each file, without touching any.
  ///
  /// - Parameters:
  ///   - plan: the plan.
  ///   - decisions: what a person decided in a review of it, which is recorded when it is applied.
  ///   - progress: called with the numbers of files done and to do; returns whether to go on.
  /// - Returns: the plan; `nil` if `progress` said to stop.
  /// - Throws: `CatalogError`.
  package func preview(
    _ plan: RetagPlan, deciding decisions: ReviewDecisions = ReviewDecisions(),
    progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> RetagPlan? {
    var plan = plan
    for (document, said) in Dictionary(grouping: decisions.rejections, by: \.document) {
      plan.decided[document] =
        try open.catalog.decisions(on: document) + said.map(\.decision)
    }
    return try plan.previewed(catalog: open.catalog, vocabulary: vocabulary, progress: progress)
  }
}
