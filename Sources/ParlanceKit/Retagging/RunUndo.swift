import Cataloging
import Documents
package import Journaling
internal import Model
import Retagging
internal import System

/// What came of taking a run back, in the catalog and in files.
package struct WorkspaceUndo: Sendable {
  /// The number of the run that took it back; `nil` if nothing was to change.
  package var run: Int64?

  /// The paths that are as before the run.
  package var restored: [String]

  /// The paths left alone.
  package var skipped: [String]

  /// The paths of documents that cannot be put back, since the journal or the catalog is damaged there.
  package var lost: [String] = []

  /// Why a file was left alone or is lost, by its path.
  package var reasons: [String: String]

  /// What went wrong after a file was put back, by the path of the document.
  package var warnings: [String: String] = [:]
}

/// Takes runs of a workspace back.
package struct RunUndo: Sendable {
  private let workspace: Workspace
  private let account: String

  /// The runs of a workspace.
  ///
  /// - Parameters:
  ///   - workspace: the workspace.
  ///   - account: the account in whose name they are taken back; that of this process if `nil`.
  package init(_ workspace: Workspace, account: String? = nil) {
    self.workspace = workspace
    self.account = account ?? Account.name
  }

  /// Takes a run back: first the bytes of the files it wrote, then the catalog.
  ///
  /// What is left alone, also because `progress` said to stop, can be taken back by the same call.
  ///
  /// - Parameters:
  ///   - number: the run's number.
  ///   - isPreview: whether nothing is to change; what is returned is what would come of it.
  ///   - settled: is told of every interrupted run that was settled before.
  ///   - progress: called after each group of files with the numbers of files done and to do; returns
  ///     whether to go on.
  /// - Returns: what was put back, what was left alone and what is lost.
  /// - Throws: `CatalogError.unknownRun`, `.undoneRun`, `WorkspaceError.locked`, `UndoError`;
  ///   `DocumentRefusal` if a journal cannot be read.
  package func undo(
    _ number: Int64, isPreview: Bool = false,
    settled: (JournalUndo.Settlement) -> Void = { _ in },
    progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> WorkspaceUndo {
    let catalog = try workspace.openCatalog()
    let lock = try workspace.lock(catalog, for: "undo", report: settled)
    defer { withExtendedLifetime(lock) {} }
    let run = try catalog.run(number)
    guard run.state != .undone else { throw CatalogError.undoneRun(String(number)) }
    guard let share = try catalog.shares().first(where: { $0.id == run.share }),
      let place = TagPlace(rawValue: run.place), place.isInFiles
    else {
      let undone = try catalog.undoRun(
        number, started: Timestamp.now(), account: account, after: workspace.lastJournal,
        isPreview: isPreview)
      return WorkspaceUndo(undone, UndoneFiles(), isPreview: isPreview)
    }
    let stored = try storedJournal(of: number, moves: try catalog.moves(since: number))
    let files = UndoneFiles(
      try catalog.documents(changedBy: number), share: share, keepsStates: place == .sidecar)
    if stored.lacksChanges { files.lose(except: stored.paths, because: stored.damageWords) }
    if isPreview { return try preview(number, stored, files, catalog, progress: progress) }
    return try putBack(run, share: share, stored, files, catalog, progress: progress)
  }

  /// What would come of it.
  private func preview(
    _ run: Int64, _ stored: StoredJournal, _ files: UndoneFiles, _ catalog: Catalog,
    progress: (_ done: Int, _ total: Int) -> Bool
  ) throws -> WorkspaceUndo {
    let isWhole = JournalUndo.preview(stored) { outcome in
      files.take(outcome)
      return progress(files.count, max(files.count, stored.changeCount))
    }
    if !isWhole { files.leaveRest(stored.changedPaths) }
    let undone = try catalog.undoRun(
      run, started: Timestamp.now(), keeping: files.kept, isPreview: true)
    return WorkspaceUndo(undone, files, isPreview: true)
  }

  /// Puts the files of a run back, then its documents in the catalog.
  private func putBack(
    _ run: CatalogRun, share: CatalogShare, _ stored: StoredJournal, _ files: UndoneFiles,
    _ catalog: Catalog, progress: (_ done: Int, _ total: Int) -> Bool
  ) throws -> WorkspaceUndo {
    let own = try catalog.beginRun(
      command: "undo", share: share, started: Timestamp.now(), place: run.place,
      account: account, after: workspace.lastJournal)
    let header = JournalHeader(
      run: String(own), time: Timestamp.secondsSince1970(), purpose: "undo \(run.id)")
    let undone = try JournalUndo.undoChanges(
      of: stored, folder: SharePath(workspace.journalFolder), header: header
    ) { outcomes in
      for outcome in outcomes { files.take(outcome) }
      return progress(files.count, max(files.count, stored.changeCount))
    }
    if !undone.isWhole { files.leaveRest(stored.changedPaths) }
    // Files first: a catalog that forgot tags which still stand in a file would take them for the author's.
    let result = try catalog.undoRun(
      run.id, started: Timestamp.now(), as: own, states: files.states, files: files.known,
      keeping: files.kept)
    // The catalog is on the disk by now: an ended journal is believed to be recorded there.
    try undone.journal.finish()
    return WorkspaceUndo(result, files, isPreview: false)
  }

  private func storedJournal(of run: Int64, moves: FileMoves) throws -> StoredJournal {
    do {
      let stored = try StoredJournal(run: String(run), folder: SharePath(workspace.journalFolder))
      // What was moved since stands elsewhere than the journal says.
      return moves.isEmpty ? stored : stored.relocated { SharePath(moves.path(of: $0.string)) }
    } catch {
      guard error.reason == .unreadable else { throw error }
      let path = "\(workspace.journalFolder)/\(run).journal"
      throw UndoError.unreadableJournal(path: path, run: run, cause: error.detail)
    }
  }
}

extension Workspace {
  /// The highest number of a run that has a journal; a run of the catalog may have been lost with the
  /// power, its journal not.
  ///
  /// - Throws: `DocumentRefusal` if the folder of journals cannot be read.
  var lastJournal: Int64 {
    get throws { try StoredJournal.lastNumber(in: SharePath(journalFolder)) }
  }
}

/// Why a run cannot be taken back.
package enum UndoError: Error, Equatable, Sendable {
  /// The journal is not there or cannot be read; `cause` is the system's.
  case unreadableJournal(path: String, run: Int64, cause: String)
}

extension UndoError: CustomStringConvertible {
  /// The path and the cause, and a way out.
  package var description: String {
    switch self {
    case .unreadableJournal(let path, let run, let cause):
      """
      \(path): the journal of run \(run) cannot be read: \(cause)
      Hint: journal prune deletes the oldest journals; put the file back from a backup of the \
      workspace, or put the documents back from a backup of the share
      """
    }
  }
}

extension WorkspaceUndo {
  fileprivate init(_ undone: UndoneRun, _ files: UndoneFiles, isPreview: Bool) {
    run = isPreview ? nil : undone.run
    restored = undone.restored + files.unknown.sorted()
    skipped = undone.skipped.filter { !files.lost.contains($0) }
    lost = files.lost.union(undone.lost).sorted()
    let unrecorded = "what the catalog recorded of its tags before the run is damaged"
    reasons = files.reasons.merging(undone.lost.map { ($0, unrecorded) }) { first, _ in first }
    warnings = files.warnings
  }
}

/// Collects what came of the files of a run that is taken back.
private final class UndoneFiles {
  private let documents: [SharePath: RunDocument]
  private let keepsStates: Bool
  private var seen: Set<Int64> = []

  /// The number of files that something came of.
  private(set) var count = 0

  /// The new states of documents whose own bytes were put back.
  private(set) var states: [Int64: FileStamp] = [:]

  /// By what these files are known again where they are moved to.
  private(set) var known: [Int64: KnownFile] = [:]

  /// The paths of files that were put back and that no document of the run is known for: of runs that
  /// were recovered from their journals.
  private(set) var unknown: [String] = []

  /// Why a document was left alone, by its path.
  private(set) var reasons: [String: String] = [:]

  /// What went wrong after a document's file was put back, by its path.
  private(set) var warnings: [String: String] = [:]

  /// The documents left alone or lost.
  private(set) var kept: Set<Int64> = []

  /// The paths of the lost documents.
  private(set) var lost: Set<String> = []

  /// No files.
  init() {
    documents = [:]
    keepsStates = false
  }

  init(_ documents: [RunDocument], share: CatalogShare, keepsStates: Bool) {
    let root = SharePath(share.root)
    self.documents = Dictionary(
      documents.map { (root.appending(SharePath($0.path).bytes), $0) },
      uniquingKeysWith: { first, _ in first })
    self.keepsStates = keepsStates
  }

  private func document(_ path: SharePath) -> RunDocument? {
    documents[path] ?? documents[path.withoutSidecarSuffix]
  }

  func take(_ outcome: FileOutcome) {
    count += 1
    guard let document = document(outcome.path) else {
      if case .changed = outcome.status { unknown.append(outcome.path.string) }
      return
    }
    seen.insert(document.document)
    warnings[document.path] = outcome.warning
    switch outcome.status {
    case .refused(let refusal): leave(document, refusal.description)
    case .changed, .unchanged:
      // A sidecar's state says nothing about the bytes of its document.
      guard !keepsStates, let identity = outcome.identity, documents[outcome.path] != nil
      else { return }
      states[document.document] = identity.stamp
      known[document.document] = KnownFile(at: outcome.path, in: identity.stamp)
    }
  }

  /// Takes documents for lost that were written and whose change is not among those that can be read.
  func lose(except paths: Set<SharePath>, because damage: String) {
    let known = Set(paths.compactMap { document($0)?.document })
    for document in documents.values
    where document.isWritten && !known.contains(document.document) {
      leave(document, "the record that leads back to it cannot be read: \(damage)")
      lost.insert(document.path)
    }
  }

  /// Leaves alone whatever was not reached.
  func leaveRest(_ paths: [SharePath]) {
    for path in paths {
      guard let document = document(path), !seen.contains(document.document) else { continue }
      leave(document, "it was not reached")
    }
  }

  private func leave(_ document: RunDocument, _ reason: String) {
    kept.insert(document.document)
    reasons[document.path] = reason
  }
}
