internal import CPlatform
package import Documents
internal import Glibc
internal import MappedStorage

/// Taking back what a run did, and settling runs that were interrupted.
package enum JournalUndo {
  /// Takes back every change of a run, the last one first, as a run of its own.
  ///
  /// A file that was changed since is left alone and named; so undoing the undo is the same
  /// operation on the undo's journal.
  ///
  /// - Parameters:
  ///   - run: the name of the run to take back.
  ///   - folder: the journal folder of the workspace.
  ///   - header: the facts of the new run; `undoneRun` is set by this function.
  ///   - options: how files are replaced.
  ///   - report: called with the outcomes of each group; returns whether to go on.
  /// - Returns: whether all changes were gone through.
  /// - Throws: `DocumentRefusal` if a journal cannot be read or written.
  @discardableResult
  package static func undo(
    run: String, folder: SharePath, header: JournalHeader,
    options: FileWritingOptions = FileWritingOptions(), report: ([FileOutcome]) -> Bool
  ) throws(DocumentRefusal) -> Bool {
    let undone = try undoChanges(
      run: run, folder: folder, header: header, options: options, report: report)
    if undone.isWhole { try undone.journal.finish() }
    return undone.isWhole
  }

  /// Takes back the changes of a run like `undo`, and leaves it to the caller to end the journal
  /// when everything else that belongs to it is done.
  package static func undoChanges(
    run: String, folder: SharePath, header: JournalHeader,
    options: FileWritingOptions = FileWritingOptions(), report: ([FileOutcome]) -> Bool
  ) throws(DocumentRefusal) -> (journal: RunJournal, isWhole: Bool) {
    let stored = try StoredJournal(run: run, folder: folder)
    var header = header
    header.undoneRun = run
    let journal = try RunJournal(folder: folder, header: header)
    let entries = stored.entries.filter { !stored.skipped.contains($0.index) }
    let isWhole = try takeBack(entries, of: stored, journal, options, report)
    return (journal, isWhole)
  }

  /// Takes changes back group by group, the last one first.
  private static func takeBack(
    _ entries: [JournalEntry], of stored: StoredJournal, _ journal: RunJournal,
    _ options: FileWritingOptions, _ report: ([FileOutcome]) -> Bool
  ) throws(DocumentRefusal) -> Bool {
    var transaction = FileTransaction(journal: journal, options: options)
    let entries = entries.reversed()
    var start = entries.startIndex
    while start < entries.endIndex {
      let end = Self.groupEnd(entries, start, options)
      guard report(try undo(Array(entries[start..<end]), stored, &transaction)) else {
        return false
      }
      start = end
    }
    return true
  }

  /// Groups hold each path once, since an edit works on what the edit after it left.
  private static func groupEnd(
    _ entries: ReversedCollection<[JournalEntry]>,
    _ start: ReversedCollection<[JournalEntry]>.Index,
    _ options: FileWritingOptions
  ) -> ReversedCollection<[JournalEntry]>.Index {
    var seen: Set<SharePath> = []
    var bytes = 0
    var end = start
    while end < entries.endIndex, seen.count < options.groupSize, bytes < options.groupBytes,
      seen.insert(entries[end].path).inserted
    {
      bytes += entries[end].newSize
      end = entries.index(after: end)
    }
    return end
  }

  private static func undo(
    _ entries: [JournalEntry], _ stored: StoredJournal, _ transaction: inout FileTransaction
  ) throws(DocumentRefusal) -> [FileOutcome] {
    var outcomes: [FileOutcome] = []
    var prepared: [PreparedChange] = []
    for entry in entries {
      do {
        if let change = try inverse(of: entry) {
          prepared.append(change)
        } else if stored.done.contains(entry.index) {
          outcomes.append(FileOutcome(id: entry.id, path: entry.path, status: .unchanged))
        }
      } catch {
        outcomes.append(FileOutcome(id: entry.id, path: entry.path, status: .refused(error)))
      }
    }
    if !prepared.isEmpty { outcomes += try transaction.commit(prepared) }
    return outcomes
  }

  /// The change that takes an entry's change back; `nil` if the file is as it was before already.
  private static func inverse(of entry: JournalEntry) throws(DocumentRefusal) -> PreparedChange? {
    switch entry.kind {
    case .edit: return try inverseEdit(of: entry)
    case .create:
      guard FileIdentity(of: entry.path) != nil else { return nil }
      let file = try OpenFile(entry.path, limit: OpenFile.sizeLimit)
      guard state(of: file.bytes, entry) == .new else { throw changedSince }
      return ChangePreparation.removal(id: entry.id, path: entry.path, file: file)
    case .remove:
      guard FileIdentity(of: entry.path) == nil else { throw changedSince }
      guard let bytes = entry.inverse.applied(to: []), Checksum.of(bytes) == entry.oldChecksum
      else {
        throw DocumentRefusal(.unverified, "the journal does not lead back to the file")
      }
      var model = parlance_file_identity()
      _ = unsafe entry.path.folder.withCString { unsafe parlance_identify($0, &model) }
      model.mode = entry.mode
      return ChangePreparation.creation(
        id: entry.id, path: entry.path, bytes: bytes, modified: entry.modified, model: model)
    case .attribute: return try inverseAttribute(of: entry)
    }
  }

  private static func inverseEdit(of entry: JournalEntry) throws(DocumentRefusal) -> PreparedChange?
  {
    let file = try OpenFile(entry.path, limit: OpenFile.sizeLimit)
    switch state(of: file.bytes, entry) {
    case .old: return nil
    case .other: throw changedSince
    case .new: break
    }
    if let lock = LockFiles.lock(of: entry.path) {
      throw DocumentRefusal(.locked, "'\(lock)' says that the file is open")
    }
    try ChangePreparation.check(entry.path, file.identity)
    guard let old = entry.inverse.applied(to: file.bytes) else {
      throw DocumentRefusal(.unverified, "the journal does not lead back to the file")
    }
    let result = try ChangePreparation.edit(
      id: entry.id, path: entry.path, file: file,
      change: (entry.inverse, old), modified: entry.modified)
    guard case .prepared(let change) = result, change.entry.newChecksum == entry.oldChecksum,
      change.entry.newSize == entry.oldSize
    else { throw DocumentRefusal(.unverified, "the journal does not lead back to the file") }
    return change
  }

  private static func inverseAttribute(of entry: JournalEntry)
    throws(DocumentRefusal) -> PreparedChange?
  {
    let current = try ChangePreparation.attributeValue(entry.path, entry.attribute)
    let isNew =
      (current != nil) == entry.hasAttribute && Checksum.of(current ?? []) == entry.newChecksum
    guard let old = entry.inverse.applied(to: current ?? []), isNew else {
      let isOld =
        (current != nil) == entry.hadAttribute && Checksum.of(current ?? []) == entry.oldChecksum
      if isOld { return nil }
      throw changedSince
    }
    var identity = parlance_file_identity()
    guard unsafe entry.path.withCString({ unsafe parlance_identify($0, &identity) }) == 0 else {
      throw DocumentRefusal(.unreadable, SystemError.words(errno))
    }
    return ChangePreparation.attribute(
      id: entry.id, entry.path, entry.attribute, current, entry.hadAttribute ? old : nil, identity)
  }

  private static var changedSince: DocumentRefusal {
    DocumentRefusal(.changed, "the file was changed since the run")
  }

  /// What a file is like, compared with what the journal says.
  enum State { case old, new, other }

  /// Which of the two states that an entry knows some bytes are in.
  static func state(of bytes: [UInt8], _ entry: JournalEntry) -> State {
    let checksum = Checksum.of(bytes)
    if bytes.count == entry.newSize, checksum == entry.newChecksum { return .new }
    if bytes.count == entry.oldSize, checksum == entry.oldChecksum { return .old }
    return .other
  }

  // MARK: Recovery

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
    /// How many temporary files were taken away.
    package var temporaries = 0
  }

  /// Settles every run that did not come to its end: finds out which changes are in place, takes
  /// temporary files away, and closes the journal.
  ///
  /// To be called with the workspace's lock held, before anything else is written. A change that is
  /// in place and not recorded is taken back, so that files and records agree. Being interrupted
  /// itself does no harm: the next call settles both.
  ///
  /// - Parameters:
  ///   - folder: the journal folder of the workspace.
  ///   - isRecorded: whether a change of a run to a file is recorded where tags are kept.
  /// - Returns: what became of each such run; empty if there was none.
  /// - Throws: `DocumentRefusal` if a journal cannot be read or written.
  package static func settle(
    folder: SharePath,
    isRecorded: (_ journal: JournalHeader, _ file: SharePath) -> Bool = { _, _ in true }
  ) throws(DocumentRefusal) -> [Settlement] {
    var result: [Settlement] = []
    for run in StoredJournal.runs(in: folder) {
      let stored: StoredJournal
      do {
        stored = try StoredJournal(run: run, folder: folder)
      } catch  where error.reason == .damaged {
        // Interrupted before its header was whole: nothing was done yet.
        let path = RunJournal.path(of: run, in: folder)
        guard let identity = FileIdentity(of: path), identity.size < 4096 else { throw error }
        _ = path.delete()
        continue
      }
      guard !stored.isEnded else { continue }
      result.append(try settle(stored, folder, isRecorded))
    }
    return result
  }

  private static func settle(
    _ stored: StoredJournal, _ folder: SharePath, _ isRecorded: (JournalHeader, SharePath) -> Bool
  ) throws(DocumentRefusal) -> Settlement {
    var settlement = Settlement(run: stored.header.run)
    var done: [Int] = []
    var skipped: [Int] = []
    settlement.changed = stored.done.count
    for entry in stored.entries {
      let isKnown = stored.done.contains(entry.index) || stored.skipped.contains(entry.index)
      let state = isKnown && !LyingAside.isThere(entry) ? .old : settledState(of: entry)
      let settled = try LyingAside.settle(entry, state, &settlement)
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
    if unrecorded.isEmpty {
      try stored.extend(by: [.done(done), .skipped(skipped), .end(isSettled: true)])
    } else {
      let back = try takeBack(unrecorded, of: stored, folder, &settlement)
      settlement.changed -= back.count
      settlement.takenBack = back.count
      try stored.extend(
        by: [.done(done), .skipped(skipped), .skipped(back), .end(isSettled: true)])
    }
    return settlement
  }

  /// Takes changes back that are not recorded; returns the indices of those that are as before now.
  private static func takeBack(
    _ entries: [JournalEntry], of stored: StoredJournal, _ folder: SharePath,
    _ settlement: inout Settlement
  ) throws(DocumentRefusal) -> [Int] {
    let known = StoredJournal.runs(in: folder)
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
    case .edit, .create, .remove:
      guard FileIdentity(of: entry.path) != nil else {
        return entry.kind == .create ? .old : entry.kind == .remove ? .new : .other
      }
      guard let file = try? OpenFile(entry.path, limit: OpenFile.sizeLimit) else {
        return .other
      }
      let found = state(of: file.bytes, entry)
      return entry.kind == .create && found == .old ? .other : found
    case .attribute:
      guard let value = try? ChangePreparation.attributeValue(entry.path, entry.attribute) else {
        return entry.hasAttribute ? .old : .new
      }
      let isNew = entry.hasAttribute && Checksum.of(value) == entry.newChecksum
      return isNew ? .new : entry.hadAttribute ? .old : .other
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
    for run in StoredJournal.runs(in: folder) {
      let journal = try StoredJournal(run: run, folder: folder)
      if journal.isEnded { journals.append(journal) }
    }
    journals.sort { ($0.header.time, $0.header.run) < ($1.header.time, $1.header.run) }
    var result: (runs: [String], bytes: Int) = ([], 0)
    for journal in journals.dropLast(max(0, count)) {
      let size = FileIdentity(of: journal.path)?.size ?? 0
      let error = journal.path.delete()
      guard error == 0 else {
        throw DocumentRefusal(.unwritable, "'\(journal.path)': \(SystemError.words(error))")
      }
      result.runs.append(journal.header.run)
      result.bytes += size
    }
    return result
  }
}
