internal import Cataloging

/// A share of a workspace with the catalog open: what every job of a retag works on.
struct OpenShare: Sendable {
  let workspace: Workspace
  let catalog: Catalog
  let share: CatalogShare

  /// Opens the catalog for the share at a folder.
  ///
  /// - Parameters:
  ///   - workspace: the workspace.
  ///   - folder: the share's root folder.
  ///   - isRehearsal: whether nothing is written into the catalog.
  /// - Throws: `WorkspaceError` or `CatalogError`.
  init(_ workspace: Workspace, folder: String, isRehearsal: Bool) throws {
    self.workspace = workspace
    catalog = try workspace.openCatalog(isRehearsal: isRehearsal)
    share = try catalog.share(root: Self.root(folder, in: catalog), isFolder: true)
  }

  /// The absolute path of a share; one that is known need not be there.
  private static func root(_ folder: String, in catalog: Catalog) throws -> String {
    do {
      return try Workspace(root: folder).root
    } catch {
      let path = Workspace.lexicalPath(folder)
      guard try catalog.shares().contains(where: { $0.root == path }) else { throw error }
      return path
    }
  }

  /// Does something that changes the catalog, with the lock held and what killed runs left settled.
  ///
  /// - Throws: `WorkspaceError.locked`, and what the body throws.
  func changing<Result>(
    for command: String = "retag", settled: (RunSettlement) -> Void = { _ in },
    _ body: () throws -> Result
  ) throws -> Result {
    let lock = try workspace.lock(catalog, for: command, report: settled)
    defer { withExtendedLifetime(lock) {} }
    return try body()
  }

  /// Does something that reads the share into the catalog; a rehearsal settles nothing.
  ///
  /// - Throws: `WorkspaceError.locked`, and what the body throws.
  func reading<Result>(
    for command: String, settled: (RunSettlement) -> Void = { _ in },
    _ body: () throws -> Result
  ) throws -> Result {
    guard catalog.isRehearsal else {
      return try changing(for: command, settled: settled, body)
    }
    let lock = try workspace.lock(for: command, patience: Workspace.runPatience)
    defer { withExtendedLifetime(lock) {} }
    return try body()
  }
}
