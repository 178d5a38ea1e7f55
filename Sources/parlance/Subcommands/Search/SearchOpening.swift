import ParlanceKit

/// Opens a workspace's index, and tells on the terminal what becomes of it.
enum SearchOpening {
  /// Who prints what becomes of an index while it is opened.
  static let observer = IndexObserver(updated: report, progress: progress)

  /// The index, up to date.
  ///
  /// - Throws: `NothingIndexed` if there is none.
  static func open(_ workspace: Workspace) throws -> SearchSession {
    try waiting { try SearchSession(workspace, observer: observer) }
  }

  /// Does something during which an index may be brought up to date, with a line of progress.
  static func waiting<Result>(_ body: () throws -> Result) throws -> Result {
    ProgressLine.shared.begin()
    defer { ProgressLine.shared.hide() }
    do {
      return try body()
    } catch is CancellationError {
      throw ExitStatus.interrupted
    }
  }

  @Sendable private static func progress(_ done: Int, _ total: Int) -> Bool {
    ProgressLine.shared.update("indexing", done: done, total: total)
    return !Interruption.isRequested
  }

  @Sendable private static func report(_ update: IndexUpdate) {
    for note in update.notes { Diagnostics.note(note) }
    for warning in update.warnings { Diagnostics.warning(warning) }
  }

  /// Brings the index up to date after a command that changed the catalog, so that readers find it so.
  static func freshen(_ workspace: Workspace) throws {
    // Building the first one is part of the run.
    let isFirst = !workspace.searchIndex.exists
    var observer = observer
    if isFirst { observer.updated = { _ in } }
    _ = try waiting { try SearchSession(workspace, observer: observer) }
  }
}
