import Cataloging
import Documents
import Journaling
import Retagging
import System

/// Answers whether a change that a journal announces is recorded in the catalog.
///
/// Looks into the catalog once for each run asked for.
final class RecordedChanges {
  private let catalog: Catalog
  private var files: [String: Set<SharePath>?] = [:]

  init(_ catalog: Catalog) { self.catalog = catalog }

  /// Whether the catalog says that a run came to its end.
  func isFinished(_ run: String) -> Bool {
    guard let number = Int64(run), let known = try? catalog.run(number) else { return false }
    return known.state != .running
  }

  /// Whether the catalog knows of the change of a file by the run of a journal.
  ///
  /// A run that the catalog does not know was lost with the power, and nothing of it is recorded. What
  /// is not a run of the catalog's, or cannot be read in it, counts as recorded and stays.
  func contains(_ journal: JournalHeader, _ file: SharePath) -> Bool {
    if files[journal.run] == nil { files[journal.run] = .some(try? recordedFiles(journal)) }
    guard case .some(.some(let recorded)) = files[journal.run] else { return true }
    return recorded.contains(file) || recorded.contains(file.withoutSidecarSuffix)
  }

  /// The files of a run's recorded changes; `nil` if all of them count as recorded.
  private func recordedFiles(_ journal: JournalHeader) throws -> Set<SharePath>? {
    guard let number = Int64(journal.run) else { return nil }
    // The journal is ended on the strength of what is found here.
    try catalog.makeDurable()
    guard let run = try catalog.runs().first(where: { $0.id == number }) else { return [] }
    // Taking a run back is recorded in one step at its end.
    if journal.undoneRun != nil { return run.state == .running ? [] : nil }
    // A run that came to its end has recorded all that it changed.
    if run.state != .running { return nil }
    guard let share = try catalog.shares().first(where: { $0.id == run.share }) else { return nil }
    let root = SharePath(share.root)
    return Set(
      try catalog.documents(changedBy: number).map {
        root.appending(SharePath($0.path).bytes)
      })
  }
}

extension SharePath {
  /// The path of the document that a sidecar belongs to; the path itself if it is not a sidecar's.
  var withoutSidecarSuffix: SharePath {
    bytes.suffix(4) == Array(".xmp".utf8)[...]
      ? SharePath(bytes: bytes.dropLast(4).map(\.self)) : self
  }
}
