internal import Cataloging
package import Journaling
internal import Matching
package import Searching
internal import System
internal import Tagging
package import Taxonomy

extension Workspace {
  /// How many seconds a search waits for another command that changes the index.
  private static let patience = 2.0

  /// Opens the search index for searching, brought up to date with the catalog first.
  ///
  /// While the catalog's files did not change, the catalog is not even opened. A damaged index, or
  /// one of another version, is built anew from the catalog and the exports. While another command
  /// changes the index for long, it is opened as it was before; so it is for who may only read.
  ///
  /// - Parameters:
  ///   - reader: whose rights count: the index has the documents alone that this account may read.
  ///   - updated: called with what was done, if the index had to be brought up to date.
  ///   - progress: called with the numbers of documents done and to do; returns whether to go on.
  /// - Returns: the index.
  /// - Throws: `IndexError.missing` if nothing was ever indexed; `CatalogError`, `StorageError`.
  package func openSearchIndex(
    for reader: SearchReader = .current, updated: (IndexUpdate) -> Void = { _ in },
    progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> SearchIndex {
    let vocabulary = try vocabularyIfImported()
    let labels = try vocabulary.map { try labelIndex(for: $0) }
    guard mayWrite else {
      if !isIndexCurrent { updated(IndexUpdate(isBehind: true)) }
      return try readersIndex(vocabulary, labels, reader)
    }
    if !isIndexCurrent {
      do {
        updated(
          try updateIndex(
            catalog: try openCatalog(), vocabulary: vocabulary, patience: Self.patience,
            progress: progress))
      } catch IndexError.busy where SearchIndex.exists(in: indexFolder) {
        updated(IndexUpdate(isBusy: true))
      }
    }
    do {
      return try readersIndex(vocabulary, labels, reader)
    } catch IndexError.damaged, IndexError.outdated {
      updated(
        try updateIndex(catalog: try openCatalog(), vocabulary: vocabulary, progress: progress))
      return try readersIndex(vocabulary, labels, reader)
    }
  }

  /// Opens the search index after building it anew, as after damage that was found while searching.
  ///
  /// - Parameters:
  ///   - reader: whose rights count.
  ///   - updated: called with what was done.
  ///   - progress: called with the numbers of documents done and to do; returns whether to go on.
  /// - Returns: the index.
  /// - Throws: `CatalogError`, `StorageError`, `IndexError`.
  package func reopenSearchIndex(
    for reader: SearchReader = .current, updated: (IndexUpdate) -> Void = { _ in },
    progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> SearchIndex {
    let vocabulary = try vocabularyIfImported()
    let labels = try vocabulary.map { try labelIndex(for: $0) }
    updated(
      try rebuildIndex(
        catalog: try openCatalog(), vocabulary: vocabulary, progress: progress))
    return try readersIndex(vocabulary, labels, reader)
  }

  /// The index as it is for a reader: there is no way to one that shows everything to everybody.
  private func readersIndex(
    _ vocabulary: Vocabulary?, _ labels: LabelIndex?, _ reader: SearchReader
  ) throws -> SearchIndex {
    try SearchIndex(folder: indexFolder, vocabulary: vocabulary, labels: labels, reader: reader)
  }

  /// Whether there is a search index, sound or not.
  package var hasSearchIndex: Bool { SearchIndex.exists(in: indexFolder) }

  /// The identifiers of the documents that came into the shares after a run.
  ///
  /// - Parameter run: the number of a run as `parlance log` shows it; `nil` for the latest one.
  /// - Returns: the identifiers; documents of exports have no run and are not among them.
  /// - Throws: `UnknownRun`, `CatalogError`.
  package func documents(newSince run: Int64?) throws -> Set<String> {
    let catalog = try openCatalogForReading()
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

  /// The vocabulary, or `nil` if none was imported.
  ///
  /// - Parameter lock: the workspace's lock, if the caller holds it.
  /// - Returns: the vocabulary.
  /// - Throws: `StorageError`.
  package func vocabularyIfImported(holding lock: RunLock? = nil) throws -> Vocabulary? {
    do {
      return try vocabulary(holding: lock)
    } catch WorkspaceError.noVocabulary { return nil }
  }
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
      return "there was no run yet\nHint: parlance retag SHARE makes one; documents of parlance "
        + "index have no run, but dates: --since"
    }
    return
      "there was no run \(run ?? latest)\nHint: parlance log shows the runs; the latest is \(latest)"
  }
}
