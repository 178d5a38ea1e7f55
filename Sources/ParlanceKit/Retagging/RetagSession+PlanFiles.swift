internal import Journaling
internal import Tagging

extension RetagSession {
  /// Opens a workspace for a plan file; the share is the plan's.
  ///
  /// - Throws: `LocatedError` with the line; what `init(_:folder:)` throws.
  package init(_ workspace: Workspace, planBytes bytes: [UInt8], named path: String) throws {
    self = try Self.located(path) { try RetagSession(workspace, planBytes: bytes) }
  }

  /// The documents that a plan file is about.
  ///
  /// - Throws: `LocatedError` with the line.
  package func scope(ofPlan bytes: [UInt8], named path: String) throws -> RetagScope {
    var scope = RetagScope()
    scope.paths = try Self.located(path) {
      try RetagPlanFile.outline(of: bytes, vocabulary: vocabulary).paths
    }
    return scope
  }

  /// The plan that a file holds.
  ///
  /// - Throws: `LocatedError` with the line; `CatalogError`.
  package func plan(_ bytes: [UInt8], named path: String) throws -> RetagPlan {
    try Self.located(path) {
      try RetagPlanFile.decode(bytes, catalog: catalog, vocabulary: vocabulary)
    }
  }

  private static func located<Result>(
    _ path: String, _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch let error as RetagPlanFileError {
      throw LocatedError(path: path, line: error.line, message: error.reason)
    }
  }

  /// Plans with what a refresh of the share found.
  ///
  /// - Parameters:
  ///   - options: what to do beyond the usual.
  ///   - scope: the documents that take part.
  ///   - limit: how many documents that are due are looked at, the first ones; `nil` for all.
  ///   - refresh: the refresh, just now.
  ///   - progress: called with the numbers of documents done and to do; returns whether to go on.
  /// - Returns: the plan; `nil` if `progress` said to stop.
  /// - Throws: `CatalogError`.
  package func plan(
    _ options: Options, scope: RetagScope, limit: Int?, after refresh: ShareRefresh,
    progress: @Sendable (_ done: Int, _ total: Int) -> Bool
  ) throws -> RetagPlan? {
    try plan(options, scope: scope, limit: limit, states: refresh.states, progress: progress)
  }

  /// Applies a plan as a run of its own.
  ///
  /// - Parameters:
  ///   - plan: the plan.
  ///   - keepsTimes: whether changed files keep the time of their last change.
  ///   - progress: called with the numbers of changes done and to do; returns whether to go on.
  /// - Returns: what came of it.
  /// - Throws: `CatalogError`, `WorkspaceError.locked`; `DocumentRefusal` if the journal fails.
  package func apply(
    _ plan: RetagPlan, keepsTimes: Bool, progress: (_ done: Int, _ total: Int) -> Bool
  ) throws -> Applied {
    var options = FileWritingOptions()
    options.keepsModificationTime = keepsTimes
    return try apply(plan, options: options, progress: progress)
  }
}
