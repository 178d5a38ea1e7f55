package import Documents
internal import Glibc
internal import MappedStorage
package import System

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
      of: try StoredJournal(run: run, folder: folder), folder: folder, header: header,
      options: options, report: report)
    if undone.isWhole { try undone.journal.finish() }
    return undone.isWhole
  }

  /// Takes back the changes of a run like `undo`, and leaves it to the caller to end the journal
  /// when everything else that belongs to it is done.
  package static func undoChanges(
    of stored: StoredJournal, folder: SharePath, header: JournalHeader,
    options: FileWritingOptions = FileWritingOptions(), report: ([FileOutcome]) -> Bool
  ) throws(DocumentRefusal) -> (journal: RunJournal, isWhole: Bool) {
    var header = header
    header.undoneRun = stored.header.run
    let journal = try RunJournal(folder: folder, header: header)
    let entries = stored.entries.filter { !stored.skipped.contains($0.index) }
    let isWhole = try takeBack(entries, of: stored, journal, options, report)
    return (journal, isWhole)
  }

  /// Takes changes back group by group, the last one first.
  static func takeBack(
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
      bytes = bytes.addingClamped(entries[end].newSize)
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
          // What was announced and never made was told of nobody, and being as before it needs no
          // word now.
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

  /// What `undo` would do to each file, found out without touching any.
  ///
  /// - Parameters:
  ///   - stored: the journal of the run.
  ///   - report: called with the outcome of each file; returns whether to go on.
  /// - Returns: whether all changes were gone through.
  package static func preview(
    _ stored: StoredJournal, report: (FileOutcome) -> Bool
  ) -> Bool {
    for entry in stored.entries.reversed() where !stored.skipped.contains(entry.index) {
      var outcome = FileOutcome(id: entry.id, path: entry.path, status: .unchanged)
      do throws(DocumentRefusal) {
        guard let change = try inverse(of: entry) else { continue }
        outcome.status = .changed
        outcome.sizes = (change.entry.oldSize, change.entry.newSize, 0)
      } catch {
        outcome.status = .refused(error)
      }
      guard report(outcome) else { return false }
    }
    return true
  }

  /// The change that takes an entry's change back; `nil` if the file is as it was before already.
  private static func inverse(of entry: JournalEntry) throws(DocumentRefusal) -> PreparedChange? {
    switch entry.kind {
    case .edit, .overwrite: return try inverseEdit(of: entry)
    case .create:
      guard try isThere(entry.path) else { return nil }
      let file = try OpenFile(entry.path, limit: OpenFile.sizeLimit)
      guard state(of: file.bytes, entry) == .new else { throw changedSince }
      return ChangePreparation.removal(id: entry.id, path: entry.path, file: file)
    case .remove:
      guard FileIdentity(of: entry.path) == nil else { throw changedSince }
      guard let bytes = entry.inverse.applied(to: []), Checksum.of(bytes) == entry.oldChecksum
      else {
        throw DocumentRefusal(.unverified, "the journal does not lead back to the file")
      }
      // The journal keeps the mode of what was removed and not its owner, who is most likely that
      // of the folder.
      guard var model = FileIdentity(of: entry.path.folder) else {
        throw DocumentRefusal(.unreadable, "the folder is gone")
      }
      model.mode = entry.mode
      return ChangePreparation.creation(
        id: entry.id, path: entry.path, bytes: bytes, modified: entry.modified, model: model)
    case .attribute: return try inverseAttribute(of: entry)
    }
  }

  /// Whether there is a file; with its folder it is gone, too, but not behind a link in the folder's place.
  private static func isThere(_ path: SharePath) throws(DocumentRefusal) -> Bool {
    do throws(SystemError) {
      _ = try OpenFolder(withoutLinks: path.folder).identity(of: path.name)
      return true
    } catch {
      guard error.number == ENOENT else {
        throw DocumentRefusal(.notRegular, "a folder above the file: \(error)")
      }
      return false
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
    let replacement = try ChangePreparation.check(
      entry.path, file.identity, mayOverwrite: entry.kind == .overwrite)
    guard let old = entry.inverse.applied(to: file.bytes) else {
      throw DocumentRefusal(.unverified, "the journal does not lead back to the file")
    }
    let result = try ChangePreparation.edit(
      id: entry.id, path: entry.path, file: file,
      change: (entry.inverse, old), modified: entry.modified, replacement)
    guard case .prepared(let change) = result, change.entry.newChecksum == entry.oldChecksum,
      change.entry.newSize == entry.oldSize
    else { throw DocumentRefusal(.unverified, "the journal does not lead back to the file") }
    return change
  }

  private static func inverseAttribute(of entry: JournalEntry)
    throws(DocumentRefusal) -> PreparedChange?
  {
    let current = try ChangePreparation.attributeValue(entry.path, entry.attribute)
    let found = state(ofAttribute: current, entry)
    if found == .old { return nil }
    guard found == .new, let old = entry.inverse.applied(to: current ?? []),
      let identity = FileIdentity(of: entry.path)
    else { throw changedSince }
    return ChangePreparation.attribute(
      id: entry.id, entry.path, entry.attribute, current, entry.hadAttribute ? old : nil, identity)
  }

  private static var changedSince: DocumentRefusal {
    DocumentRefusal(.changed, "the file was changed since the run")
  }

  /// What a file is like, compared with what the journal says.
  enum State { case old, new, other }

  /// Which of the two states that an entry knows the value of an attribute is in; `nil` if there is none.
  static func state(ofAttribute value: [UInt8]?, _ entry: JournalEntry) -> State {
    let (isThere, checksum) = (value != nil, Checksum.of(value ?? []))
    // None and an empty one have the same checksum.
    if isThere == entry.hasAttribute, checksum == entry.newChecksum { return .new }
    if isThere == entry.hadAttribute, checksum == entry.oldChecksum { return .old }
    return .other
  }

  /// Which of the two states that an entry knows some bytes are in.
  static func state(of bytes: [UInt8], _ entry: JournalEntry) -> State {
    let checksum = Checksum.of(bytes)
    if bytes.count == entry.newSize, checksum == entry.newChecksum { return .new }
    if bytes.count == entry.oldSize, checksum == entry.oldChecksum { return .old }
    return .other
  }
}
