internal import JSONCoding
internal import Journaling
internal import Tagging

/// A plan written before, read a line at a time.
package struct PlanFile: Sendable {
  private let path: String
  private let file: RetagPlanFile

  /// Reads a plan.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - workspace: a workspace with a vocabulary.
  /// - Throws: `LocatedError` with the line; `InputError`; `WorkspaceError.noVocabulary`.
  package init(_ path: String, for workspace: Workspace) throws {
    self.path = path
    file = try Self.located(path) {
      try RetagPlanFile(InputLines(path: path), vocabulary: try workspace.vocabularies.current())
    }
  }

  /// The root of the share that it is about.
  package var root: String { file.root }

  /// The documents that it is about.
  package var scope: RetagScope {
    var scope = RetagScope()
    scope.paths = file.paths
    return scope
  }

  /// The plan, as the catalog of a session knows its documents.
  ///
  /// - Throws: `LocatedError` with the line; `CatalogError`.
  package func plan(in session: RetagSession) throws -> RetagPlan {
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
