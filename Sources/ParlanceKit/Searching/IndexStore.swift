package import Cataloging
internal import Documents
internal import Glibc
internal import MappedStorage
internal import Matching
package import Searching
internal import System
package import Taxonomy

/// The search index of a workspace: opened for searching, and brought up to date with the catalog.
package struct IndexStore: Sendable {
  let workspace: Workspace

  /// The path of what the index was made from.
  var statePath: String { "\(workspace.indexFolder)/state" }

  /// Whether the index shows what the catalog holds, found without opening the catalog.
  package var isCurrent: Bool {
    let stamp = CatalogStamp(path: workspace.catalogPath)
    guard let known = try? IndexState.stamp(of: statePath) else {
      return !stamp.hasCatalog && exists
    }
    return exists && (known == stamp || !stamp.hasCatalog)
  }

  /// Brings the search index up to date with the catalog.
  ///
  /// Changed documents are added, removed ones taken out. A damaged index, or one of another version,
  /// is built anew.
  ///
  /// - Parameters:
  ///   - catalog: the catalog of the workspace.
  ///   - vocabulary: tells to which facet a tag belongs.
  ///   - patience: how many seconds to wait for another command that changes the index.
  ///   - progress: called with the numbers of documents done and to do; returns whether to go on.
  /// - Returns: what was done.
  /// - Throws: `CatalogError`, `StorageError`, `IndexError`, also `.busy`.
  package func update(
    catalog: Catalog, vocabulary: Vocabulary?, patience: Double = 60,
    progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> IndexUpdate {
    try workspace.create()
    let lock = try lockIndex(patience: patience)
    do {
      let state = try IndexState(withIdentifiersOf: statePath)
      // What the state tells of was in an index that is gone.
      guard exists else { throw IndexError.missing(path: workspace.indexFolder) }
      return try update(
        state, catalog: catalog, vocabulary: vocabulary, replacing: false, lock, progress)
    } catch IndexError.damaged, IndexError.outdated, IndexError.missing, is StorageError {
      // What only the state knows is gone with it: documents that came through a pipe.
      let state = try? IndexState(withIdentifiersOf: statePath)
      return try rebuild(state, catalog: catalog, vocabulary: vocabulary, lock, progress)
    }
  }

  /// Takes the right to change the index; what killed commands left half-written in it goes.
  private func lockIndex(patience: Double = 60) throws -> IndexLock {
    let lock = try IndexLock(folder: workspace.indexFolder, patience: patience)
    // The lock says that nobody else is writing there.
    Workspace.removeLeftovers(in: workspace.indexFolder, isAlone: true)
    return lock
  }

  /// Builds the search index anew, as after damage that was found while searching.
  ///
  /// - Parameters:
  ///   - catalog: the catalog of the workspace.
  ///   - vocabulary: tells to which facet a tag belongs.
  ///   - progress: called with the numbers of documents done and to do; returns whether to go on.
  /// - Returns: what was done.
  /// - Throws: `CatalogError`, `StorageError`, `IndexError`.
  func rebuild(
    catalog: Catalog, vocabulary: Vocabulary?, progress: (_ done: Int, _ total: Int) -> Bool
  ) throws -> IndexUpdate {
    let lock = try lockIndex()
    let state = try? IndexState(withIdentifiersOf: statePath)
    return try rebuild(state, catalog: catalog, vocabulary: vocabulary, lock, progress)
  }

  /// Indexes the documents of JSON Lines exports beside those of the catalog, in one step.
  ///
  /// - Parameters:
  ///   - paths: the files; `nil` for lines that come from elsewhere and cannot be read again.
  ///   - vocabulary: tells what a tag or a facet value names.
  ///   - replacing: whether all exports that were indexed before are forgotten.
  ///   - fill: adds the documents of the file at an index to the writer.
  /// - Returns: what `fill` returned for each file.
  /// - Throws: what `fill` throws, and then the index is as before; `StorageError`, `IndexError`.
  func index(
    exports paths: [String?], vocabulary: Vocabulary?, replacing: Bool = false,
    _ fill: (inout IndexWriter, Int) throws -> Int
  ) throws -> [Int] {
    try workspace.create()
    let lock = try lockIndex()
    var state = IndexState()
    // Where index or state is lost, none is written here: nobody knows then which documents of the catalog are in
    // the index, and whoever opens it next makes both anew.
    var isStateKnown = true
    if !replacing, exists || PathAccess.exists(statePath) {
      if exists, let known = try? IndexState(withIdentifiersOf: statePath) {
        state = known
      } else {
        state.exports = try savedExports()
        isStateKnown = false
      }
    }
    var writer = try IndexWriter(
      folder: workspace.indexFolder, resolver: try conceptResolver(vocabulary),
      vectors: try workspace.vectors.model(), replacing: replacing,
      lock: lock)
    let counts = try paths.indices.map { number in
      writer.access =
        paths[number].map { Workspace.readers(ofExport: Self.absoluteFile($0)) }
        ?? [DocumentAccess.everybody]
      return try fill(&writer, number)
    }
    for path in paths {
      guard let path else {
        state.hasPipedDocuments = true
        continue
      }
      let absolute = Self.absoluteFile(path)
      if !state.exports.contains(absolute) { state.exports.append(absolute) }
    }
    // Before the commit: killed in between, whoever opens the index next builds it anew.
    if !isStateKnown { try forgetState() }
    try writer.commit()
    try CheckedLines.write(state.exports, to: exportListPath)
    // Last: without it the next command makes the index anew, with the exports of the list.
    if isStateKnown { try state.write(to: statePath) }
    return counts
  }

  private func forgetState() throws(StorageError) {
    do throws(SystemError) {
      try PathChange.removeFile(statePath)
    } catch {
      throw .unwritable(path: statePath, errno: error.number)
    }
  }

  /// What says which concept a tag means; `nil` without a vocabulary.
  func conceptResolver(_ vocabulary: Vocabulary?) throws -> ConceptResolver? {
    try vocabulary.map { ConceptResolver($0, index: try workspace.vocabularies.labels(of: $0)) }
  }

  /// The list of the exports, apart from the index so that it outlives it.
  private var exportListPath: String { "\(workspace.folder)/exports.list" }

  /// The exports to index again when the index and its state are lost.
  func savedExports() throws -> [String] {
    guard PathAccess.exists(exportListPath) else { return [] }
    return try CheckedLines.read(exportListPath).map(String.init)
  }

  private static func absoluteFile(_ path: String) -> String {
    SharePath(path).resolved()?.string ?? path
  }
}

// MARK: - Opening

extension IndexStore {
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
  package func open(
    for reader: SearchReader = .current, updated: (IndexUpdate) -> Void = { _ in },
    progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> SearchIndex {
    let vocabulary = try workspace.vocabularies.currentIfImported()
    let labels = try vocabulary.map { try workspace.vocabularies.labels(of: $0) }
    guard workspace.mayWrite else {
      if !isCurrent { updated(IndexUpdate(isBehind: true)) }
      return try readersIndex(vocabulary, labels, reader)
    }
    if !isCurrent {
      do {
        updated(
          try update(
            catalog: try workspace.openCatalog(), vocabulary: vocabulary, patience: Self.patience,
            progress: progress))
      } catch IndexError.busy where SearchIndex.exists(in: workspace.indexFolder) {
        updated(IndexUpdate(isBusy: true))
      }
    }
    do {
      return try readersIndex(vocabulary, labels, reader)
    } catch IndexError.damaged, IndexError.outdated {
      // By `update`, which looks again under the lock: another command may have rebuilt the index
      // by now.
      updated(
        try update(catalog: try workspace.openCatalog(), vocabulary: vocabulary, progress: progress)
      )
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
  package func openAnew(
    for reader: SearchReader = .current, updated: (IndexUpdate) -> Void = { _ in },
    progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> SearchIndex {
    let vocabulary = try workspace.vocabularies.currentIfImported()
    let labels = try vocabulary.map { try workspace.vocabularies.labels(of: $0) }
    updated(
      try rebuild(
        catalog: try workspace.openCatalog(), vocabulary: vocabulary, progress: progress))
    return try readersIndex(vocabulary, labels, reader)
  }

  /// The index as it is for a reader: there is no way to one that shows everything to everybody.
  private func readersIndex(
    _ vocabulary: Vocabulary?, _ labels: LabelIndex?, _ reader: SearchReader
  ) throws -> SearchIndex {
    try SearchIndex(
      folder: workspace.indexFolder, vocabulary: vocabulary, labels: labels,
      vectors: workspace.vectors.model, reader: workspace.named(reader))
  }

  /// Whether there is a search index, sound or not.
  package var exists: Bool { SearchIndex.exists(in: workspace.indexFolder) }

  /// Counts the documents of the workspace that bear concepts: of its shares and of its exports.
  ///
  /// - Parameters:
  ///   - concepts: the URIs of all concepts that will be asked for.
  ///   - updatesIndex: whether an index behind the catalog is brought up to date first; otherwise
  ///     the catalog is asked then, which does not know of exports.
  /// - Returns: counts the documents that bear any of some of them, each document once.
  /// - Throws: `CatalogError`, `IndexError`, `StorageError`.
  package func documentCounter(
    for concepts: Set<String>, updatesIndex: Bool
  ) throws -> ([String]) throws -> Int {
    if exists, updatesIndex || isCurrent || !workspace.mayWrite {
      let tagged = try TaggedDocuments(in: try open(), tags: concepts)
      return { tagged.count(ofAny: $0) }
    }
    // Without an index there are no exports.
    guard workspace.hasCatalog else { return { _ in 0 } }
    let catalog = try workspace.openCatalogForReading()
    return { try catalog.documentCount(ofAny: $0) }
  }
}

extension Workspace {
  /// The search index.
  package var searchIndex: IndexStore { IndexStore(workspace: self) }
}
