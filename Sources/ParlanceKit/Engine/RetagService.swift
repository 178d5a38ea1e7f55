internal import Cataloging
internal import Journaling
public import Model
internal import Retagging
internal import Taxonomy

/// Tagging the documents of shares, and taking that back.
public struct RetagService: Sendable {
  let workspace: Workspace

  /// What to do beyond the usual.
  public struct Options: Sendable, Hashable {
    /// Where tags are written.
    public var place = TagPlace.catalog
    /// The keys of the facets to change; `nil` for all.
    public var facets: Set<String>?
    /// Whether values that came with the documents may be replaced.
    public var replacesGivenValues = false
    /// Whether documents may be missing from the share, however many; otherwise a share that lost much, as
    /// when it is not mounted, is an error.
    public var allowsMissing = false

    /// The usual options.
    public init() {}
  }

  /// What a run would do, or did, to a document.
  public struct DocumentChange: Sendable, Hashable {
    /// The path within the share.
    public let path: String
    /// What becomes of it, as `parlance retag --format jsonl` names it: `change`, `unchanged`, `review`,
    /// `unreadable`; once applied `changed`, `skipped`, `refused`, `failed`.
    public let outcome: String
    /// Why; empty if the outcome needs no reason.
    public let reason: String
    /// The facets that change.
    public let facets: [FacetChange]
  }

  /// A change of one facet of a document.
  public struct FacetChange: Sendable, Hashable {
    /// The key of the facet.
    public let facet: String
    /// The URIs of the concepts before.
    public let old: [String]
    /// The URIs of the concepts after.
    public let new: [String]
    /// How sure each concept after is, in their order, from 0 to 1; 1 for those of people.
    public let scores: [Double]
    /// How sure the least sure new concept is, from 0 to 1; 1 if only concepts go.
    public let score: Double
  }

  /// What a run would do; nothing but the reading of the share was recorded so far.
  public struct Plan: Sendable {
    let session: RetagSession
    let plan: RetagPlan

    /// The documents, sorted by path.
    public var documents: [DocumentChange] { plan.lines.map(DocumentChange.init) }
  }

  /// A run that was applied.
  public struct Run: Sendable, Hashable {
    /// Its number; `RetagService.undo` takes it.
    public let number: Int64
    /// The documents that the plan was to change, with what became of them.
    public let documents: [DocumentChange]
  }

  /// What came of taking a run back.
  public struct Undo: Sendable, Hashable {
    /// The number of the run that took it back; `nil` if nothing was to change.
    public let run: Int64?
    /// The paths that are as before the run.
    public let restored: [String]
    /// The paths left alone, with why.
    public let skipped: [String: String]
    /// The paths that cannot be put back since the journal is damaged, with why.
    public let lost: [String: String]
  }

  /// Reads what is new in a share and says what a run would change.
  ///
  /// - Parameters:
  ///   - share: the root folder of the share.
  ///   - options: what to do beyond the usual.
  /// - Returns: the plan, with a look at each file that it would change.
  /// - Throws: an error if nothing was imported yet, too much of the share is gone, or another command
  ///   writes and does not end.
  public func plan(_ share: String, options: Options = Options()) throws -> Plan {
    let session = try RetagSession(workspace, folder: share)
    var chosen = RetagOptions()
    chosen.place = options.place
    chosen.facets = try options.facets.map { facets in
      for facet in facets { _ = try session.vocabulary.scheme(ofFacet: facet) }
      return facets
    }
    chosen.overwritesSource = options.replacesGivenValues
    let refresh = try session.reading.refresh(allowsMissing: options.allowsMissing)
    guard let plan = try session.planning.plan(chosen, after: refresh),
      let previewed = try session.planning.preview(plan)
    else { throw CancellationError() }
    return Plan(session: session, plan: previewed)
  }

  /// Does what a plan says, and brings the search index up to date.
  ///
  /// - Parameter plan: the plan; a document that changed since is skipped, with that reason.
  /// - Returns: the run; `nil` if the plan changes nothing.
  /// - Throws: an error if another command writes and does not end, or the disk fails; what was begun is
  ///   then finished or taken back by the next command.
  @discardableResult
  public func apply(_ plan: Plan) throws -> Run? {
    guard plan.plan.lines.contains(where: { $0.before != $0.after }) else {
      try plan.session.writing.settle(plan.plan)
      return nil
    }
    let wanted = Set(plan.plan.lines.filter { $0.outcome == .change }.map(\.path))
    let applied = try plan.session.writing.apply(plan.plan)
    _ = try workspace.searchIndex.open()
    return Run(
      number: applied.run,
      documents: applied.lines.filter { wanted.contains($0.path) }.map(DocumentChange.init))
  }

  /// Takes a run back: the bytes of the files that it wrote, then the catalog.
  ///
  /// - Parameters:
  ///   - run: the number of the run.
  ///   - isPreview: whether nothing is to change; what is returned is what would come of it.
  /// - Returns: what was put back, what was left alone and what is lost.
  /// - Throws: an error if there is no such run, it was taken back, or its journal is gone.
  @discardableResult
  public func undo(_ run: Int64, isPreview: Bool = false) throws -> Undo {
    let undone = try RunUndo(workspace).undo(run, isPreview: isPreview)
    func reasons(_ paths: [String]) -> [String: String] {
      Dictionary(
        paths.map { ($0, undone.reasons[$0] ?? "") }, uniquingKeysWith: { first, _ in first })
    }
    return Undo(
      run: undone.run, restored: undone.restored, skipped: reasons(undone.skipped),
      lost: reasons(undone.lost))
  }
}

extension RetagService.DocumentChange {
  init(_ line: RetagLine) {
    self.init(
      path: line.path, outcome: line.outcome.rawValue, reason: line.reason,
      facets: line.changes.map {
        RetagService.FacetChange(
          facet: $0.facet, old: $0.old, new: $0.new, scores: $0.scores, score: $0.score)
      })
  }
}
