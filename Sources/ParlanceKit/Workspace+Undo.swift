import Cataloging
import Documents
package import Journaling
import Tagging

/// What came of taking a run back, in the catalog and in files.
package struct WorkspaceUndo: Sendable {
  /// The number of the run that took it back.
  package var run: Int64

  /// The paths that are as before the run.
  package var restored: [String]

  /// The paths left alone.
  package var skipped: [String]

  /// Why a file was left alone, by its path.
  package var reasons: [String: String]
}

extension Workspace {
  /// Takes a run back: first the bytes of the files it wrote, then the catalog.
  ///
  /// What is left alone, also because `progress` said to stop, can be taken back by the same call.
  ///
  /// - Parameters:
  ///   - number: the run's number.
  ///   - settled: is told of every interrupted run that was settled before.
  ///   - progress: called after each group of files with the numbers of files done and to do; returns
  ///     whether to go on.
  /// - Returns: what was put back and what was left alone.
  /// - Throws: `CatalogError.unknownRun`, `.undoneRun`, `WorkspaceError.locked`; `DocumentRefusal` if a journal cannot
  ///   be read.
  package func undo(
    _ number: Int64, settled: (JournalUndo.Settlement) -> Void = { _ in },
    progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> WorkspaceUndo {
    let catalog = try openCatalog()
    let lock = try lock(catalog, report: settled)
    defer { withExtendedLifetime(lock) {} }
    let run = try catalog.run(number)
    guard run.state != .undone else { throw CatalogError.undoneRun(String(number)) }
    guard let share = try catalog.shares().first(where: { $0.id == run.share }),
      let place = TagWritingRun.Place(rawValue: run.place)
    else {
      let undone = try catalog.undoRun(number, started: Timestamp.now())
      return WorkspaceUndo(
        run: undone.run, restored: undone.restored, skipped: undone.skipped, reasons: [:])
    }
    var files = UndoneFiles(
      try catalog.documents(changedBy: number), share: share, keepsStates: place == .sidecar)
    let stored = try StoredJournal(run: String(number), folder: SharePath(journalFolder))
    let own = try catalog.beginRun(
      command: "undo", share: share, started: Timestamp.now(), place: run.place)
    let header = JournalHeader(
      run: String(own), time: Timestamp.secondsSince1970(), purpose: "undo \(number)")
    var done = 0
    let undone = try JournalUndo.undoChanges(
      run: String(number), folder: SharePath(journalFolder), header: header
    ) { outcomes in
      for outcome in outcomes { files.take(outcome) }
      done += outcomes.count
      return progress(done, stored.changeCount)
    }
    if !undone.isWhole { files.leaveRest(stored.changedPaths) }
    let result = try catalog.undoRun(
      number, started: Timestamp.now(), as: own, states: files.states, keeping: files.kept)
    try undone.journal.finish()
    return WorkspaceUndo(
      run: result.run, restored: result.restored, skipped: result.skipped, reasons: files.reasons)
  }
}

/// Collects what came of the files of a run that is taken back.
private struct UndoneFiles {
  private let documents: [SharePath: RunDocument]
  private let keepsStates: Bool
  private var seen: Set<Int64> = []

  /// The new states of documents whose own bytes were put back.
  private(set) var states: [Int64: StoredFileState] = [:]

  /// Why a document was left alone, by its path.
  private(set) var reasons: [String: String] = [:]

  /// The documents left alone.
  private(set) var kept: Set<Int64> = []

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

  mutating func take(_ outcome: FileOutcome) {
    guard let document = document(outcome.path) else { return }
    seen.insert(document.document)
    switch outcome.status {
    case .refused(let refusal): leave(document, refusal.description)
    case .changed, .unchanged:
      guard !keepsStates, let identity = outcome.identity, documents[outcome.path] != nil
      else { return }
      states[document.document] = StoredFileState(
        size: Int64(identity.size), modificationTime: identity.modified)
    }
  }

  /// Leaves alone whatever was not reached.
  mutating func leaveRest(_ paths: [SharePath]) {
    for path in paths {
      guard let document = document(path), !seen.contains(document.document) else { continue }
      leave(document, "it was not reached")
    }
  }

  private mutating func leave(_ document: RunDocument, _ reason: String) {
    kept.insert(document.document)
    reasons[document.path] = reason
  }
}
