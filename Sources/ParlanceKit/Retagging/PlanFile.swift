internal import JSONCoding
internal import Retagging

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
