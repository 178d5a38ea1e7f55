package import Cataloging
internal import Documents
internal import Glibc
package import Searching
internal import System

extension SearchReader {
  /// The account that runs this process, whatever rights the program lends it.
  package static var current: SearchReader {
    let account = Account.current
    return SearchReader(user: account.user, groups: account.groups) { identifier in
      guard identifier.hasPrefix("/") else { return false }
      // By the real numbers of user and groups, as access(2) was made for programs with lent rights.
      let refusal = PathAccess.refusal(of: .read, at: SharePath(identifier))?.number
      return refusal == EACCES || refusal == EPERM
    }
  }
}

/// Which documents may be named to the account that runs this process: to root and to the owner of the
/// workspace all, to others those that they may open, or whose file is gone.
struct NamedDocuments {
  private let namesAll: Bool

  init(_ workspace: Workspace) {
    let owner = FileIdentity(followingLinks: workspace.folder)?.owner
    namesAll = geteuid() == 0 || geteuid() == owner
  }

  /// Whether a document may be named.
  ///
  /// - Parameters:
  ///   - path: the path of the document within the share.
  ///   - root: the root of the share.
  /// - Returns: whether it may.
  func contains(_ path: String, in root: String) -> Bool {
    if namesAll { return true }
    let file = SharePath(root).appending(SharePath(path).bytes)
    let refusal = PathAccess.refusal(of: .read, at: file, to: .process)?.number
    return refusal == nil || refusal == ENOENT
  }
}

extension Workspace {
  /// Records who may read each document of a share, where that has changed.
  ///
  /// Text of documents that this process may not read any more is forgotten.
  ///
  /// - Throws: `CatalogError`.
  package func recordAccess(of share: CatalogShare, in catalog: Catalog) throws {
    guard share.isFolder else { return }
    try recordAccess(
      of: try catalog.entries(of: share), known: try catalog.accessLists(in: share), in: share,
      catalog)
  }

  /// Records who may read one document, if that has changed.
  ///
  /// - Throws: `CatalogError`.
  func recordAccess(of entry: CatalogEntry, in share: CatalogShare, _ catalog: Catalog) throws {
    let known = try catalog.accessList(of: entry.id)
    try recordAccess(
      of: [entry], known: known.map { [entry.id: $0] } ?? [:], in: share, catalog)
  }

  private func recordAccess(
    of entries: [CatalogEntry], known: [Int64: String], in share: CatalogShare,
    _ catalog: Catalog
  ) throws {
    let root = SharePath(share.root)
    var files = FileAccess()
    var changed: [(document: Int64, text: String)] = []
    var lost: [Int64] = []
    for entry in entries {
      let path = root.appending(SharePath(entry.path).bytes)
      let values = files.values(of: path)
      if let text = values?.joined(separator: " "), known[entry.id] != text {
        changed.append((entry.id, text))
      }
      if entry.refusal == nil, values != [DocumentAccess.everybody], Self.mayNotRead(path) {
        lost.append(entry.id)
      }
    }
    try catalog.record(accessLists: changed)
    try catalog.forgetText(
      of: lost, reason: "cannot be read: \(SystemError.words(EACCES))")
  }

  private static func mayNotRead(_ path: SharePath) -> Bool {
    PathAccess.refusal(of: .read, at: path, to: .process)?.number == EACCES
  }

  /// Who may read the documents of an export: whoever may read its file.
  static func readers(ofExport path: String) -> [String] {
    var files = FileAccess()
    return files.values(of: SharePath(path)) ?? []
  }
}
