package import Documents
internal import Glibc
package import System

extension JournalUndo {
  /// Deletes the journals of some runs with all that belongs to them, as far as they are there; those can no longer be
  /// undone.
  ///
  /// - Throws: `DocumentRefusal` if a journal cannot be deleted.
  package static func discard(_ runs: [String], folder: SharePath) throws(DocumentRefusal) {
    let known = Set(try StoredJournal.runs(in: folder))
    let removal = try JournalRemoval(folder)
    for run in runs where known.contains(run) { _ = try removal.remove(run) }
  }

  /// Deletes the journals of the oldest runs; those can no longer be undone.
  ///
  /// - Parameters:
  ///   - folder: the journal folder of the workspace.
  ///   - count: how many of the newest journals stay.
  /// - Returns: the runs whose journals were deleted, and the bytes freed.
  /// - Throws: `DocumentRefusal` if a journal cannot be deleted.
  package static func prune(folder: SharePath, keeping count: Int)
    throws(DocumentRefusal) -> (runs: [String], bytes: Int)
  {
    var journals: [StoredJournal] = []
    for run in try StoredJournal.runs(in: folder) {
      let journal = try StoredJournal(run: run, folder: folder)
      // What was interrupted is still to be settled by its journal.
      if journal.isEnded { journals.append(journal) }
    }
    journals.sort { ($0.header.time, $0.header.run) < ($1.header.time, $1.header.run) }
    let removal = try JournalRemoval(folder)
    var result: (runs: [String], bytes: Int) = ([], 0)
    for journal in journals.dropLast(max(0, count)) {
      let size = try removal.remove(journal.header.run)
      result.runs.append(journal.header.run)
      result.bytes += size
    }
    return result
  }
}

/// Deletes journals with the copies that their runs left.
private struct JournalRemoval {
  private let folder: SharePath
  /// What could not be put back, since others changed it.
  private let copies: [String: [[UInt8]]]

  init(_ folder: SharePath) throws(DocumentRefusal) {
    self.folder = folder
    do throws(SystemError) {
      copies = try SafeCopy.names(in: folder)
    } catch {
      // There are no runs in a folder that is not there.
      guard error.number != ENOENT else {
        copies = [:]
        return
      }
      throw DocumentRefusal(.unreadable, "'\(folder)': \(error)")
    }
  }

  /// Deletes the journal of a run; the copies first, which nobody would find without it.
  ///
  /// - Returns: the bytes of the journal.
  func remove(_ run: String) throws(DocumentRefusal) -> Int {
    let path = RunJournal.path(of: run, in: folder)
    do throws(SystemError) {
      let place = try OpenFolder(folder)
      let size = try place.identity(of: path.name).size
      for copy in copies[run] ?? [] { try place.delete(copy) }
      try place.delete(path.name)
      return size
    } catch {
      throw DocumentRefusal(.unwritable, "'\(path)': \(error)")
    }
  }
}
