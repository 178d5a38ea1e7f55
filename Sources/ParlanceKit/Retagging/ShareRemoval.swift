internal import Cataloging
internal import Journaling
internal import System

/// A share that a workspace is to forget.
package struct ShareRemoval {
  private let workspace: Workspace
  private let catalog: Catalog
  private let share: CatalogShare
  private let documents: Int
  private let decided: Int

  /// The root of the share.
  package var root: String { share.root }

  /// A share of a workspace.
  ///
  /// - Parameters:
  ///   - workspace: the workspace.
  ///   - folder: the folder of the share, which need not be there, or the path of an export.
  /// - Throws: `WorkspaceError.unknownShare`, `CatalogError`.
  package init(_ workspace: Workspace, share folder: String) throws {
    self.workspace = workspace
    catalog = try workspace.openCatalog()
    share = try catalog.share(named: folder)
    (documents, decided) = try catalog.contents(of: share)
  }

  /// What would be lost, in words.
  package var question: String {
    "\(root): \(documents) document\(documents == 1 ? "" : "s")"
      + (decided == 0 ? "" : ", \(decided) of them with a person's word")
      + ", and the runs of the share are forgotten; its files stay as they are."
  }

  /// Forgets the share and the journals of its runs.
  ///
  /// - Throws: `CatalogError`, `WorkspaceError.locked`; `DocumentRefusal` if a journal cannot be deleted.
  package func run() throws {
    let lock = try workspace.lock(catalog, for: "share remove")
    defer { withExtendedLifetime(lock) {} }
    // The catalog first: journals that stay behind are of no use, runs without theirs could not be taken back.
    let runs = try catalog.remove(share)
    try JournalUndo.discard(runs.map { String($0) }, folder: SharePath(workspace.journalFolder))
  }
}
