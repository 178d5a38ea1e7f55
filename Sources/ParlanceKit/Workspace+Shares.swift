package import Cataloging
internal import Documents
internal import System

/// A share, and how much of it is there.
package struct ShareSummary: Sendable, Hashable {
  /// The share.
  package let share: CatalogShare

  /// The number of documents that are there.
  package let documents: Int

  /// The number of documents that were there once.
  package let missing: Int

  /// Whether the folder can be opened; an export is not looked for.
  package let isPresent: Bool
}

/// Why a share cannot be moved.
package enum ShareMoveError: Error, Equatable, Sendable {
  /// None of the share's documents is in the new folder.
  case nothingThere(root: String, known: Int)
}

extension ShareMoveError: CustomStringConvertible {
  /// The folder, the cause and a way out.
  package var description: String {
    switch self {
    case .nothingThere(let root, let known):
      "\(root): none of the \(known) documents of the share is there\n"
        + "Hint: name the folder that holds them now; --allow-missing moves the share anyway"
    }
  }
}

extension Workspace {
  /// The shares of the workspace, in the order in which they were first seen.
  ///
  /// - Throws: `CatalogError`.
  package func shareSummaries() throws -> [ShareSummary] {
    try openCatalogForReading().status().map { status in
      ShareSummary(
        share: status.share, documents: status.documents, missing: status.missing,
        isPresent: !status.share.isFolder || (try? ShareFolder(SharePath(status.share.root))) != nil
      )
    }
  }

  /// Gives a share the folder where it is now; its documents keep tags, decisions and runs.
  ///
  /// - Parameters:
  ///   - old: the folder where it was, as `shareSummaries()` has it.
  ///   - new: the folder where it is.
  ///   - allowsMissing: whether none of its documents needs to be there.
  /// - Returns: the new root.
  /// - Throws: `WorkspaceError.unknownShare`, `.noFolder`, `.locked`; `ShareMoveError`; `CatalogError`.
  package func moveShare(
    from old: String, to new: String, allowsMissing: Bool = false
  ) throws -> String {
    let catalog = try openCatalog()
    let lock = try lock(catalog)
    defer { withExtendedLifetime(lock) {} }
    let names = Set([old, Self.lexicalPath(old)])
    guard let share = try catalog.shares().first(where: { $0.isFolder && names.contains($0.root) })
    else { throw WorkspaceError.unknownShare(old) }
    let root = try Workspace(root: new).root
    let entries = try catalog.entries(of: share)
    if !allowsMissing, !entries.isEmpty {
      let folder = try ShareFolder(SharePath(root))
      let isThere = entries.contains { (try? folder.open(SharePath($0.path))) != nil }
      guard isThere else {
        throw ShareMoveError.nothingThere(root: root, known: entries.count)
      }
    }
    return try catalog.move(share, to: root).root
  }
}
