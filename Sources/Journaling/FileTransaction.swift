package import Documents
internal import Glibc
internal import MappedStorage
package import System

/// How files are replaced.
package struct FileWritingOptions: Sendable {
  /// Whether a changed file keeps the time of its last change.
  package var keepsModificationTime = true

  /// Whether every step waits for the disk; without it a power failure may lose changes.
  package var syncs = true

  /// The most files that are written before they are synced and renamed together.
  package var groupSize = 256

  /// The most bytes of such a group.
  package var groupBytes = 64 << 20

  /// The usual options.
  package init() {}
}

/// A change that has been worked out and announced nowhere yet.
package struct PreparedChange: Sendable {
  let id: Int64
  /// The file that changes.
  package let path: SharePath
  /// What is done to it.
  package let change: FileChange
  /// The file as read; `nil` where it is to be created.
  let file: OpenFile?
  /// The bytes to write; empty for an attribute.
  let newBytes: [UInt8]
  /// The time of the last change to give the file; `nil` keeps or sets it by the options.
  var modified: Int64?
  /// Mode and owner for a new file are those of this one.
  var model: FileIdentity?
  let entry: JournalEntry

  /// The number of bytes that the file has before.
  package var oldSize: Int { entry.oldSize }
}

/// What changing files cost.
package struct WritingCosts: Sendable, Hashable {
  /// The number of files changed.
  package var files = 0

  /// The bytes that they had before.
  package var bytes = 0

  /// The bytes that the journal took for them.
  package var journalBytes = 0

  /// How long was waited for the disk.
  package var waiting = Duration.zero
}

/// Makes changes to files in groups: journal, then temporary files, then one sync, then renames.
///
/// A file is the old one or the new one at any moment. Whatever fails leaves the file as it was and
/// takes the temporary file away.
package struct FileTransaction {
  /// What it cost so far.
  package private(set) var costs = WritingCosts()

  private let journal: RunJournal
  private let options: FileWritingOptions
  private var nextIndex = 0

  /// From this number of files on, one sync of the file system is cheaper than one of each file.
  private static let groupSyncThreshold = 4

  /// Changes that a journal is to hold.
  package init(journal: RunJournal, options: FileWritingOptions) {
    self.journal = journal
    self.options = options
  }

  /// Makes changes, and says what became of each, in their order.
  ///
  /// - Throws: `DocumentRefusal` if the journal cannot be written; then nothing of the group was done.
  package mutating func commit(_ changes: [PreparedChange]) throws(DocumentRefusal) -> [FileOutcome]
  {
    var folders = HeldFolders()
    var group = changes.map { announce($0, in: folders.folder($0.path.folder)) }
    var start = ContinuousClock.now
    // Whatever is found beside a file after a crash must be known, so the journal is on disk first.
    try journal.sync()
    costs.waiting += ContinuousClock.now - start
    let isAlone = group.count < Self.groupSyncThreshold
    for index in group.indices { group[index].writeTemporary(options, alone: isAlone) }
    start = ContinuousClock.now
    if options.syncs, !isAlone { syncFileSystems(&group) }
    costs.waiting += ContinuousClock.now - start
    // Only names are exchanged from here on: the new bytes have reached the disk.
    for index in group.indices where group[index].failure == nil { group[index].put() }
    for index in group.indices { group[index].confirm() }
    start = ContinuousClock.now
    syncFolders(&group)
    costs.waiting += ContinuousClock.now - start
    // Without a wait of its own: if the power fails before the next one, `settle` finds out from
    // the files what was done.
    journal.append(.done(group.filter { $0.failure == nil }.map(\.entry.index)))
    let failed = group.filter { $0.failure != nil }.map(\.entry.index)
    if !failed.isEmpty { journal.append(.skipped(failed)) }
    // The next run looks for what could not be deleted now.
    if group.contains(where: \.hasTemporary) { journal.leaveOpen() }
    count(group)
    return group.map(\.outcome)
  }

  private mutating func announce(
    _ change: PreparedChange, in folder: Result<OpenFolder, SystemError>
  ) -> FileReplacement {
    var entry = change.entry
    entry.index = nextIndex
    nextIndex += 1
    if change.needsTemporaryName {
      entry.temporary = JournalEntry.temporary(
        for: change.path, run: journal.header.run, index: entry.index)
    }
    let size = journal.append(.intent(entry))
    let copy =
      change.isOverwritten
      ? SafeCopy(run: journal.header.run, index: entry.index, in: journal.path.folder) : nil
    return FileReplacement(change, entry: entry, journalSize: size, in: folder, copy: copy)
  }

  private mutating func count(_ group: [FileReplacement]) {
    for member in group {
      costs.journalBytes += member.journalSize
      guard member.failure == nil else { continue }
      costs.files += 1
      costs.bytes += member.entry.oldSize
    }
  }

  /// Syncs each file system that holds a temporary file; a failure is believed of all of them.
  ///
  /// What is kept of files that are overwritten is on the disk already.
  private func syncFileSystems(_ group: inout [FileReplacement]) {
    var failures: [UInt64: SystemError?] = [:]
    for index in group.indices
    where group[index].hasTemporary && !group[index].change.isOverwritten {
      let name = group[index].entry.temporary.name
      guard let folder = try? group[index].folder.get(),
        let device = try? folder.identity(of: name).device
      else {
        group[index].fail("the new file is gone", SystemError(ENOENT))
        continue
      }
      let failure =
        failures[device]
        ?? Self.failure { () throws(SystemError) in
          try folder.syncFileSystem(of: name)
        }
      // `.some`, since a plain `nil` would take the entry out, and each file would wait for its
      // file system again.
      failures[device] = .some(failure)
      if let failure { group[index].fail("the new file did not reach the disk", failure) }
    }
  }

  private func syncFolders(_ group: inout [FileReplacement]) {
    guard options.syncs else { return }
    var failures: [SharePath: SystemError?] = [:]
    for index in group.indices where group[index].failure == nil {
      // An attribute gives the folder no new name.
      if case .attribute = group[index].change.change { continue }
      let path = group[index].change.path.folder
      let folder = group[index].folder
      let failure =
        failures[path]
        ?? Self.failure { () throws(SystemError) in
          try folder.get().sync()
        }
      failures[path] = .some(failure)
      // No refusal: the new file is in place, and whoever was told that it is not would look for
      // the old one.
      if let failure { group[index].warning = "the folder could not be synced: \(failure)" }
    }
  }

  private static func failure(_ body: () throws(SystemError) -> Void) -> SystemError? {
    do throws(SystemError) {
      try body()
      return nil
    } catch {
      return error
    }
  }
}

/// The folders of a group of changes, each held open from the first step to the last.
private struct HeldFolders {
  private var folders: [SharePath: Result<OpenFolder, SystemError>] = [:]

  mutating func folder(_ path: SharePath) -> Result<OpenFolder, SystemError> {
    if let known = folders[path] { return known }
    let folder = Result { () throws(SystemError) in try OpenFolder(withoutLinks: path) }
    folders[path] = folder
    return folder
  }
}
