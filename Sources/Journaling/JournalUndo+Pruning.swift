package import Documents
package import System

extension JournalUndo {
  /// Deletes the journals of some runs, as far as they are there; those can no longer be undone.
  ///
  /// - Throws: `DocumentRefusal` if a journal cannot be deleted.
  package static func discard(_ runs: [String], folder: SharePath) throws(DocumentRefusal) {
    let known = Set(try StoredJournal.runs(in: folder))
    for run in runs where known.contains(run) {
      let path = RunJournal.path(of: run, in: folder)
      do throws(SystemError) {
        try OpenFolder(folder).delete(path.name)
      } catch {
        throw DocumentRefusal(.unwritable, "'\(path)': \(error)")
      }
    }
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
    var result: (runs: [String], bytes: Int) = ([], 0)
    for journal in journals.dropLast(max(0, count)) {
      let size: Int
      do throws(SystemError) {
        let place = try OpenFolder(folder)
        size = try place.identity(of: journal.path.name).size
        try place.delete(journal.path.name)
        // What could not be put back, since others changed it.
        for entry in journal.entries { try journal.copy(of: entry)?.delete() }
      } catch {
        throw DocumentRefusal(.unwritable, "'\(journal.path)': \(error)")
      }
      result.runs.append(journal.header.run)
      result.bytes += size
    }
    return result
  }
}
