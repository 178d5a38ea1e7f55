package import Documents
internal import Glibc
internal import MappedStorage
package import System

extension JournalUndo {
  /// What became of an interrupted run.
  package struct Settlement: Sendable {
    /// The run.
    package var run: String
    /// How many of its changes are in place; they can be undone like those of any run.
    package var changed = 0
    /// How many were announced and not made; the next run makes them.
    package var notMade = 0
    /// How many were in place, not recorded elsewhere, and were taken back; the next run makes them.
    package var takenBack = 0
    /// Files that are neither as before nor as they should have become.
    package var unclear: [SharePath] = []
    /// Files that could not be settled now, each with the reason; the next call tries again.
    package var blocked: [(path: SharePath, reason: String)] = []
    /// How many temporary files were taken away.
    package var temporaries = 0
    /// What of the journal is damaged, in words; `nil` if nothing is.
    package var damage: String?
  }

  /// Settles every run that did not come to its end: finds out which changes are in place, takes
  /// temporary files away, and closes the journal.
  ///
  /// To be called with the workspace's lock held, before anything else is written. A change that is
  /// in place and not recorded is taken back, so that files and records agree. Being interrupted
  /// itself does no harm: the next call settles both. A file that may not be read or written keeps
  /// what was left of it, and its run stays open until it may; nothing else waits for it.
  ///
  /// - Parameters:
  ///   - folder: the journal folder of the workspace.
  ///   - isFinished: whether a run is known to have come to its end; its journal is never touched.
  ///   - isRecorded: whether a change of a run to a file is recorded where tags are kept, durably.
  /// - Returns: what became of each such run; empty if there was none.
  /// - Throws: `DocumentRefusal` if a journal cannot be read or written.
  package static func settle(
    folder: SharePath,
    isFinished: (_ run: String) -> Bool = { _ in false },
    isRecorded: (_ journal: JournalHeader, _ file: SharePath) -> Bool = { _, _ in true }
  ) throws(DocumentRefusal) -> [Settlement] {
    var result: [Settlement] = []
    for run in try StoredJournal.runs(in: folder) {
      let stored: StoredJournal
      do {
        stored = try StoredJournal(run: run, folder: folder)
      } catch  where error.reason == .damaged {
        if let settlement = settleUnreadable(run, folder, error, isFinished: isFinished(run)) {
          result.append(settlement)
        }
        continue
      }
      // The end of a finished run may be what is damaged.
      if stored.isEnded || stored.mayBeEnded && isFinished(run) { continue }
      result.append(try settle(stored, folder, isRecorded))
    }
    return result
  }

  /// Deletes a journal that was interrupted before its header was whole, when nothing was done yet;
  /// leaves any other that cannot be read, and says so.
  private static func settleUnreadable(
    _ run: String, _ folder: SharePath, _ refusal: DocumentRefusal, isFinished: Bool
  ) -> Settlement? {
    guard !isFinished else { return nil }
    let path = RunJournal.path(of: run, in: folder)
    if StoredJournal.isBeginning(path) {
      // It holds nothing; left behind, the next command comes here again.
      try? OpenFolder(folder).delete(path.name)
      return nil
    }
    var settlement = Settlement(run: run)
    settlement.damage = "\(refusal.detail); its run cannot be settled"
    return settlement
  }

  private static func settle(
    _ stored: StoredJournal, _ folder: SharePath, _ isRecorded: (JournalHeader, SharePath) -> Bool
  ) throws(DocumentRefusal) -> Settlement {
    var settlement = Settlement(run: stored.header.run)
    settlement.damage = stored.isDamaged ? stored.damageWords : nil
    var done: [Int] = []
    var skipped: [Int] = []
    settlement.changed = stored.done.count
    for entry in stored.entries {
      let isKnown = stored.done.contains(entry.index) || stored.skipped.contains(entry.index)
      let copy = stored.copy(of: entry)
      let isLeft = LeftoverFile.isThere(entry) || copy?.isThere ?? false
      // What became of it is recorded and nothing is left of it, so that the file need not be read.
      let state = isKnown && !isLeft ? .old : settledState(of: entry)
      var settled = state
      do throws(DocumentRefusal) {
        if let copy, copy.isThere {
          settled = try copy.settle(entry, state)
        } else if isLeft {
          settled = try LeftoverFile.settle(entry, state, &settlement)
        }
      } catch {
        settlement.blocked.append((entry.path, error.detail))
        continue
      }
      guard !isKnown else { continue }
      switch settled {
      case .new:
        done.append(entry.index)
        settlement.changed += 1
      case .old:
        skipped.append(entry.index)
        settlement.notMade += 1
      case .other: settlement.unclear.append(entry.path)
      }
    }
    let made = stored.done.union(done)
    let unrecorded = stored.entries.filter {
      made.contains($0.index) && !isRecorded(stored.header, $0.path)
    }
    var back: [Int] = []
    if !unrecorded.isEmpty {
      // Before this journal says so: if taking back is broken off, the next call finds these files
      // still to be settled.
      back = try takeBack(unrecorded, of: stored, folder, &settlement)
      settlement.changed -= back.count
      settlement.takenBack = back.count
    }
    let news = [done, skipped, back].map { !$0.isEmpty }
    let isOver = settlement.blocked.isEmpty
    // A run that stays open and has nothing new is not written to, else each command would make its
    // journal longer.
    if isOver || news.contains(true) {
      try stored.extend(
        by: [.done(done), .skipped(skipped), .skipped(back)]
          + (isOver ? [.end(isSettled: true)] : []))
    }
    return settlement
  }

  /// Takes changes back that are not recorded; returns the indices of those that are as before now.
  private static func takeBack(
    _ entries: [JournalEntry], of stored: StoredJournal, _ folder: SharePath,
    _ settlement: inout Settlement
  ) throws(DocumentRefusal) -> [Int] {
    let known = try StoredJournal.runs(in: folder)
    // Taking back may be interrupted in turn, and leaves a journal each time.
    var number = 1
    while known.contains("\(stored.header.run)-back\(number)") { number += 1 }
    let header = JournalHeader(
      run: "\(stored.header.run)-back\(number)", time: stored.header.time,
      purpose: "take back \(stored.header.run)", undoneRun: stored.header.run)
    let journal = try RunJournal(folder: folder, header: header)
    var failed: Set<SharePath> = []
    _ = try takeBack(entries, of: stored, journal, FileWritingOptions()) { outcomes in
      for outcome in outcomes {
        if case .refused = outcome.status { failed.insert(outcome.path) }
      }
      return true
    }
    try journal.finish()
    settlement.unclear += failed.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    return entries.filter { !failed.contains($0.path) }.map(\.index)
  }

  private static func settledState(of entry: JournalEntry) -> State {
    switch entry.kind {
    case .edit, .overwrite, .create, .remove:
      guard FileIdentity(of: entry.path) != nil else {
        return entry.kind == .create ? .old : entry.kind == .remove ? .new : .other
      }
      // It is told as unclear, and nothing is done to it.
      guard let file = try? OpenFile(entry.path, limit: OpenFile.sizeLimit) else {
        return .other
      }
      let found = state(of: file.bytes, entry)
      // Before it was made there was nothing: a file with no bytes is somebody else's.
      return entry.kind == .create && found == .old ? .other : found
    case .attribute:
      do throws(DocumentRefusal) {
        return state(
          ofAttribute: try ChangePreparation.attributeValue(entry.path, entry.attribute), entry)
      } catch {
        // What cannot be asked is not known, which is another thing than no attribute.
        return .other
      }
    }
  }
}
