internal import Cataloging

extension Catalog {
  /// The share that a person means by its root, as it is written or from the working folder.
  ///
  /// - Throws: `WorkspaceError.unknownShare`, `CatalogError`.
  func share(named folder: String) throws -> CatalogShare {
    // As it is written, too: the name of an export is no path.
    let names = Set([folder, Workspace.lexicalPath(folder)])
    guard let share = try shares().first(where: { names.contains($0.root) }) else {
      throw WorkspaceError.unknownShare(folder)
    }
    return share
  }
}
