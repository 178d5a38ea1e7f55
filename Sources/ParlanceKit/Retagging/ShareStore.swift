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

/// The shares of a workspace.
package struct ShareStore: Sendable {
  let workspace: Workspace

  /// The shares of the workspace, in the order in which they were first seen.
  ///
  /// - Throws: `CatalogError`.
  package func summaries() throws -> [ShareSummary] {
    try workspace.openCatalogForReading().status().map { status in
      ShareSummary(
        share: status.share, documents: status.documents, missing: status.missing,
        isPresent: !status.share.isFolder || (try? ShareFolder(SharePath(status.share.root))) != nil
      )
    }
  }

  /// Gives a share the folder where it is now; its documents keep tags, decisions and runs.
  ///
  /// - Parameters:
  ///   - old: the folder where it was, as `summaries()` has it.
  ///   - new: the folder where it is.
  ///   - allowsMissing: whether none of its documents needs to be there.
  /// - Returns: the new root.
  /// - Throws: `WorkspaceError.unknownShare`, `.noFolder`, `.locked`; `ShareMoveError`; `CatalogError`.
  package func move(
    from old: String, to new: String, allowsMissing: Bool = false
  ) throws -> String {
    let catalog = try workspace.openCatalog()
    let lock = try workspace.lock(catalog)
    defer { withExtendedLifetime(lock) {} }
    let share = try catalog.share(named: old)
    guard share.isFolder else { throw WorkspaceError.unknownShare(old) }
    let root = try Workspace(root: new).root
    let entries = try catalog.entries(of: share)
    if !allowsMissing, !entries.isEmpty {
      let folder = try ShareFolder(SharePath(root))
      // One is enough, and what cannot be opened is none that is there.
      let isThere = entries.contains { (try? folder.open(SharePath($0.path))) != nil }
      guard isThere else {
        throw ShareMoveError.nothingThere(root: root, known: entries.count)
      }
    }
    return try catalog.move(share, to: root).root
  }

  /// The identifiers of the documents that came into the shares after a run.
  ///
  /// - Parameter run: the number of a run as `parlance log` shows it; `nil` for the latest one.
  /// - Returns: the identifiers; documents of exports have no run and are not among them.
  /// - Throws: `UnknownRun`, `CatalogError`.
  package func documents(newSince run: Int64?) throws -> Set<String> {
    let catalog = try workspace.openCatalogForReading()
    let runs = try catalog.runs().map(\.id)
    guard let wanted = run ?? runs.first, runs.contains(wanted) else {
      throw UnknownRun(run: run, latest: runs.first)
    }
    let shares = Dictionary(
      try catalog.shares().map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    return Set(
      try catalog.documents(newSince: wanted).compactMap { document in
        shares[document.share].map { Self.identifier(of: document.path, in: $0) }
      })
  }

  /// What identifies a document of the catalog in the index.
  static func identifier(of path: String, in share: CatalogShare) -> String {
    share.isFolder ? "\(share.root)/\(path)" : path
  }
}

extension Workspace {
  /// The shares.
  package var shares: ShareStore { ShareStore(workspace: self) }
}

/// A run that is asked for and never was.
package struct UnknownRun: Error, Equatable, Sendable, CustomStringConvertible {
  /// The number asked for; `nil` for the latest.
  package let run: Int64?

  /// The number of the latest run, if there is one.
  package let latest: Int64?

  /// The cause, and a hint.
  package var description: String {
    guard let latest else {
      return "nothing was retagged yet\nHint: parlance retag SHARE makes a run; documents of "
        + "parlance index have none, but dates: --since"
    }
    return
      "unknown run \(run ?? latest)\nHint: parlance log shows the runs; the latest is \(latest)"
  }
}
