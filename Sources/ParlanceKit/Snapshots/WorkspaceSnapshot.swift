internal import Cataloging
internal import Matching
internal import Searching
internal import Synchronization
package import Taxonomy

/// A workspace as it was at one moment, opened once, for a program that answers many requests.
///
/// What a request needs is opened by the first that needs it and kept; nothing in it changes. A request keeps
/// the snapshot that it began with, while `SnapshotKeeper` hands out a newer one to those that come after.
package final class WorkspaceSnapshot: Sendable {
  /// The workspace.
  package let workspace: Workspace

  /// The vocabulary; `nil` if none was imported.
  package let vocabularyIfImported: Vocabulary?

  /// The state of the files when they were opened.
  let stamp: WorkspaceStamp

  /// The saved queries by their names.
  package let savedQueries: [String: String]

  /// The messages of what had to be done to open it, such as a source that is gone.
  package let notes: [String]

  /// What answers searches in place of the index here; `nil` if nothing does.
  let engine: RemoteSource?

  private let labels: LabelIndex?
  private let knownResolver: ConceptResolver?
  private let own: SearchSession?
  private let parts = Mutex(Parts())

  /// What is made when it is first asked for.
  private struct Parts {
    var sessions: [ReaderAccount: SearchSession] = [:]
    var normalizers: [LabelMatching: LabelNormalizer] = [:]
    var worker: TagWorker?
    var candidateWorkers: [String?: TagWorker] = [:]
    var catalog: Catalog?
    var completions: LabelCompletions?
    var duplicates: [ReaderAccount: [DuplicateGroup]] = [:]
  }

  /// How many views of the index, of ways of matching labels, and of lists of candidates are kept.
  private static let mostViews = 64

  /// Opens a workspace; its index is brought up to date if that is possible.
  ///
  /// - Parameters:
  ///   - workspace: the workspace.
  ///   - engine: what answers searches in place of its index.
  /// - Throws: `StorageError`, `CatalogError`, `IndexError`.
  package init(_ workspace: Workspace, searching engine: RemoteSource? = nil) throws {
    self.workspace = workspace
    self.engine = engine
    stamp = WorkspaceStamp(of: workspace)
    savedQueries = try SavedQueries(workspace).byName()
    let vocabulary = try workspace.vocabularies.currentIfImported()
    vocabularyIfImported = vocabulary
    let labels = try vocabulary.map { try workspace.vocabularies.labels(of: $0) }
    self.labels = labels
    knownResolver = vocabulary.flatMap { vocabulary in
      labels.map { ConceptResolver(vocabulary, index: $0) }
    }
    let notes = Mutex<[String]>([])
    do {
      own = try SearchSession(
        workspace,
        observer: IndexObserver(updated: { update in
          notes.withLock { $0 += update.notes + update.warnings }
        }))
    } catch is NothingIndexed {
      own = nil
    }
    self.notes = notes.withLock(\.self)
  }

  /// The vocabulary.
  ///
  /// - Throws: `WorkspaceError.noVocabulary`.
  package func vocabulary() throws -> Vocabulary {
    guard let vocabularyIfImported else {
      throw WorkspaceError.noVocabulary(root: workspace.root)
    }
    return vocabularyIfImported
  }

  /// What finds the concept that a label means.
  func resolver() throws -> ConceptResolver {
    guard let knownResolver else { throw WorkspaceError.noVocabulary(root: workspace.root) }
    return knownResolver
  }

  /// The number of documents in the index that an account may read; 0 if nothing is indexed.
  ///
  /// - Throws: `IndexError`.
  package func documentCount(for account: ReaderAccount) throws -> Int {
    do {
      return try session(for: account).withIndex { $0.documentCount }
    } catch is NothingIndexed { return 0 }
  }

  /// The index with the documents alone that an account may read.
  ///
  /// - Throws: `NothingIndexed`; `IndexError`.
  package func session(for account: ReaderAccount) throws -> SearchSession {
    guard let own else { throw NothingIndexed(root: workspace.root) }
    if account == .own { return own }
    if let known = parts.withLock({ $0.sessions[account] }) { return known }
    let session = try SearchSession(workspace, reader: account.reader)
    parts.withLock { parts in
      if parts.sessions.count >= Self.mostViews { parts.sessions = [:] }
      parts.sessions[account] = session
    }
    return session
  }

  /// What matches labels in one way.
  ///
  /// - Throws: `RequestError` for an unknown scheme; `WorkspaceError.noVocabulary`.
  func normalizer(_ matching: LabelMatching) throws -> LabelNormalizer {
    if let known = parts.withLock({ $0.normalizers[matching] }) { return known }
    let normalizer = try LabelNormalizer(
      workspace, schemes: matching.schemes, precision: matching.precision,
      explains: matching.explains)
    parts.withLock { parts in
      if parts.normalizers.count >= Self.mostViews { parts.normalizers = [:] }
      parts.normalizers[matching] = normalizer
    }
    return normalizer
  }

  /// What tags texts, with the usual bounds.
  ///
  /// - Throws: `WorkspaceError.noVocabulary`, `StorageError`.
  func worker() throws -> TagWorker {
    if let known = parts.withLock({ $0.worker }) { return known }
    let worker = try TagWorker(workspace, .tags, within: TagWorker.Bounds())
    parts.withLock { $0.worker = worker }
    return worker
  }

  /// The most tags of a scheme that a list of candidates has.
  private static let mostCandidates = 100

  /// What gives the best tags of a scheme, or of all, whatever their scores.
  ///
  /// - Throws: `RequestError` for an unknown scheme; `WorkspaceError.noVocabulary`, `StorageError`.
  func candidateWorker(_ scheme: String?) throws -> TagWorker {
    // By its URI, however who asks spells it: there are no more workers than schemes.
    let vocabulary = try vocabulary()
    let scheme = try scheme.map { vocabulary.uri(of: try vocabulary.scheme(asked: $0)) }
    if let known = parts.withLock({ $0.candidateWorkers[scheme] }) { return known }
    var bounds = TagWorker.Bounds()
    bounds.schemes = scheme.map { [$0] } ?? []
    bounds.limit = Self.mostCandidates
    let worker = try TagWorker(workspace, .tags, within: bounds)
    parts.withLock { parts in
      if parts.candidateWorkers.count >= Self.mostViews { parts.candidateWorkers = [:] }
      parts.candidateWorkers[scheme] = worker
    }
    return worker
  }

  /// How many lists of candidates are kept.
  var candidateWorkerCount: Int { parts.withLock { $0.candidateWorkers.count } }

  /// The catalog, for reading; `nil` if there is none.
  func catalog() throws -> Catalog? {
    if let known = parts.withLock({ $0.catalog }) { return known }
    guard workspace.hasCatalog else { return nil }
    let catalog = try Catalog(readingAt: workspace.catalogPath)
    parts.withLock { $0.catalog = catalog }
    return catalog
  }

  /// The labels in the order in which they are completed.
  func completions() throws -> LabelCompletions {
    if let known = parts.withLock({ $0.completions }) { return known }
    let completions = LabelCompletions(try vocabulary())
    parts.withLock { $0.completions = completions }
    return completions
  }

  /// The documents that are there several times, if that was worked out.
  func knownDuplicates(of account: ReaderAccount) -> [DuplicateGroup]? {
    parts.withLock { $0.duplicates[account] }
  }

  /// Keeps which documents are there several times.
  func keep(_ duplicates: [DuplicateGroup], of account: ReaderAccount) {
    parts.withLock { parts in
      if parts.duplicates.count >= Self.mostViews { parts.duplicates = [:] }
      parts.duplicates[account] = duplicates
    }
  }

  /// Opens what the first requests would otherwise wait for.
  ///
  /// - Throws: what opening throws.
  package func warm() throws {
    guard vocabularyIfImported != nil else { return }
    _ = try completions()
    _ = try worker()
    _ = try normalizer(LabelMatching()).matches([], LabelColumns())
  }
}

/// A way of matching labels.
package struct LabelMatching: Hashable, Sendable {
  /// The schemes that labels may answer, by key, URI or title; all if there are none.
  package var schemes: [String] = []

  /// The share of accepted labels that must be right, above 0.5 and below 1.
  package var precision = 0.95

  /// Whether matches say what spoke for them.
  package var explains = false

  /// The usual way.
  package init() {}
}
