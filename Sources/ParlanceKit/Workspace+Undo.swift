import Cataloging
import Documents
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
  /// - Parameter number: the run's number.
  /// - Returns: what was put back and what was left alone.
  /// - Throws: `CatalogError.unknownRun`, `WorkspaceError.locked`; `DocumentRefusal` if a journal cannot
  ///   be read.
  package func undo(_ number: Int64) throws -> WorkspaceUndo {
    let catalog = try openCatalog()
    let lock = try lock(catalog)
    defer { withExtendedLifetime(lock) {} }
    let run = try catalog.run(number)
    var states: [Int64: StoredFileState] = [:]
    var reasons: [String: String] = [:]
    let documents = try catalog.documents(changedBy: number)
    if let place = TagWritingRun.Place(rawValue: run.place) {
      let shares = try catalog.shares()
      let root = shares.first { $0.id == run.share }?.root ?? ""
      let numbers = Dictionary(
        documents.map { (PathBytes(root).appending(SharePath($0.path).bytes), $0) },
        uniquingKeysWith: { first, _ in first })
      try undoFiles(of: number) { outcome in
        let own = outcome.path.bytes.dropLast(
          outcome.path.bytes.suffix(4) == Array(".xmp".utf8)[...] ? 4 : 0)
        guard let document = numbers[outcome.path] ?? numbers[PathBytes(bytes: Array(own))] else {
          return
        }
        switch outcome.status {
        case .refused(let refusal): reasons[document.path] = refusal.description
        case .changed, .unchanged:
          guard place != .sidecar, let identity = outcome.identity,
            numbers[outcome.path] != nil
          else { return }
          states[document.document] = StoredFileState(
            size: Int64(identity.size), modificationTime: identity.modified)
        }
      }
    }
    let kept = documents.filter { reasons[$0.path] != nil }.map(\.document)
    let undone = try catalog.undoRun(
      number, started: Timestamp.now(), states: states, keeping: Set(kept))
    return WorkspaceUndo(
      run: undone.run, restored: undone.restored, skipped: undone.skipped, reasons: reasons)
  }

  /// Puts the bytes of the files back, as a journal that bears the number of the run to come.
  private func undoFiles(of run: Int64, report: (FileOutcome) -> Void) throws {
    let folder = PathBytes(journalFolder)
    let next = try openCatalog().runs().map(\.id).max() ?? run
    let header = JournalHeader(
      run: String(next + 1), time: Timestamp.secondsSince1970(), purpose: "undo \(run)")
    try JournalUndo.undo(run: String(run), folder: folder, header: header) { outcomes in
      for outcome in outcomes { report(outcome) }
      return true
    }
  }
}
