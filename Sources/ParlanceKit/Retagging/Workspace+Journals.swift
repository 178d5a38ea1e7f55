internal import Journaling
internal import System

extension Workspace {
  /// Deletes the journals of the oldest runs; those can no longer be undone.
  ///
  /// - Parameters:
  ///   - count: how many of the latest journals stay.
  ///   - settled: is told of every interrupted run that was settled before.
  /// - Returns: how many were deleted, and the bytes that they took.
  /// - Throws: `CatalogError`, `WorkspaceError.locked`; `DocumentRefusal` if a journal cannot be deleted.
  package func pruneJournals(
    keeping count: Int, settled: (RunSettlement) -> Void
  ) throws -> (runs: Int, bytes: Int) {
    let lock = try lock(try openCatalog(), for: "journal prune", report: settled)
    defer { withExtendedLifetime(lock) {} }
    let pruned = try JournalUndo.prune(folder: SharePath(journalFolder), keeping: count)
    return (pruned.runs.count, pruned.bytes)
  }
}
