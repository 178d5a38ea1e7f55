internal import Cataloging
internal import Glibc
internal import Searching
internal import System

/// Which documents of a catalog an account may be told of.
///
/// Of a document that is there its file decides. Of one that is gone nobody can be asked any more: what was recorded
/// of its rights decides, and where nothing was, it is the owner's of the workspace alone.
struct DocumentSight {
  private let catalog: Catalog
  private let reader: SearchReader

  /// What an account sees of a catalog.
  init(_ workspace: Workspace, _ catalog: Catalog, for reader: SearchReader = .current) {
    self.catalog = catalog
    self.reader = workspace.named(reader)
  }

  /// Whether the account may be told of a document.
  ///
  /// - Parameters:
  ///   - path: the path of the document within the share.
  ///   - share: the share.
  /// - Returns: whether it may.
  /// - Throws: `CatalogError`.
  func contains(_ path: String, in share: CatalogShare) throws -> Bool {
    if reader.isRoot { return true }
    guard share.isFolder else {
      return DocumentAccess.passes(Workspace.readers(ofExport: share.root), reader)
    }
    let identifier = ShareStore.identifier(of: path, in: share)
    if reader.isRefused(identifier) { return false }
    if PathAccess.refusal(of: [], at: SharePath(identifier)) == nil { return true }
    let list = try catalog.accessList(at: path, in: share) ?? ""
    return DocumentAccess.passes(list.split(separator: " ").map(String.init), reader)
  }
}

/// Which documents may be named to the account that runs this process: to root and to the owner of the
/// workspace all, to others those that they may open, or could open before their file was gone.
struct NamedDocuments {
  private let namesAll: Bool
  private let sight: DocumentSight

  init(_ workspace: Workspace, _ catalog: Catalog) {
    let owner = FileIdentity(followingLinks: workspace.folder)?.owner
    namesAll = geteuid() == 0 || geteuid() == owner
    sight = DocumentSight(workspace, catalog)
  }

  /// Whether a document may be named.
  ///
  /// - Parameters:
  ///   - path: the path of the document within the share.
  ///   - share: the share.
  /// - Returns: whether it may.
  /// - Throws: `CatalogError`.
  func contains(_ path: String, in share: CatalogShare) throws -> Bool {
    try namesAll || sight.contains(path, in: share)
  }
}
