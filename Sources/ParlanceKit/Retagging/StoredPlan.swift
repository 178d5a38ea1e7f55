internal import JSONCoding
internal import Journaling
internal import Tagging

/// A plan that was written to a file, to be applied in a workspace.
package struct StoredPlan {
  private let file: RetagPlanFile
  private let path: String

  /// Reads a plan file.
  ///
  /// - Parameters:
  ///   - path: the file; `-` for standard input.
  ///   - workspace: its vocabulary has to know what the plan puts in place.
  /// - Throws: `LocatedError` with the line; what opening the vocabulary throws.
  package init(_ path: String, for workspace: Workspace) throws {
    self.path = path
    let vocabulary = try workspace.vocabulary()
    file = try Self.located(path) {
      try RetagPlanFile(InputLines(path: path), vocabulary: vocabulary)
    }
  }

  /// The share that the plan is for.
  package var root: String { file.root }

  /// The documents that the plan is about.
  package var scope: RetagScope {
    var scope = RetagScope()
    scope.paths = file.paths
    return scope
  }

  /// The plan for the documents of a session as they are now.
  ///
  /// - Throws: `LocatedError` if the share is not known; `CatalogError`.
  package func plan(for session: RetagSession) throws -> RetagPlan {
    try Self.located(path) { try file.plan(in: session.catalog) }
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
}

extension RetagSession {
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
