internal import CPlatform
internal import Documents
internal import Glibc
internal import MappedStorage

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
struct PreparedChange: Sendable {
  let id: Int64
  let path: SharePath
  let change: FileChange
  /// The file as read; `nil` where it is to be created.
  let file: OpenFile?
  /// The bytes to write; empty for an attribute.
  let newBytes: [UInt8]
  /// The time of the last change to give the file; `nil` keeps or sets it by the options.
  var modified: Int64?
  /// Mode and owner for a new file are those of this one.
  var model: parlance_file_identity?
  let entry: JournalEntry
}

/// Makes changes to files in groups: journal, then temporary files, then one sync, then renames.
///
/// A file is the old one or the new one at any moment. Whatever fails leaves the file as it was and
/// takes the temporary file away.
struct FileTransaction {
  private let journal: RunJournal
  private let options: FileWritingOptions
  private var nextIndex = 0

  /// From this number of files on, one sync of the file system is cheaper than one of each file.
  private static let groupSyncThreshold = 4

  init(journal: RunJournal, options: FileWritingOptions) {
    self.journal = journal
    self.options = options
  }

  /// Makes the changes, and says what became of each, in their order.
  ///
  /// - Throws: `DocumentRefusal` if the journal cannot be written; then nothing of the group was done.
  mutating func commit(_ changes: [PreparedChange]) throws(DocumentRefusal) -> [FileOutcome] {
    var group = changes.map { change in
      var entry = change.entry
      entry.index = nextIndex
      nextIndex += 1
      if change.needsTemporary {
        let name = ".parlance-\(journal.header.run)-\(entry.index).tmp"
        entry.temporary = change.path.folder.appending(Array(name.utf8))
      }
      return Member(change: change, entry: entry)
    }
    for index in group.indices {
      let record = JournalRecord.intent(group[index].entry)
      group[index].journalSize = JournalCoding.encode(record).count
      journal.append(record)
    }
    try journal.sync()
    for index in group.indices {
      writeTemporary(&group[index], alone: group.count < Self.groupSyncThreshold)
    }
    if options.syncs, group.count >= Self.groupSyncThreshold { syncFileSystems(&group) }
    for index in group.indices where group[index].failure == nil { put(&group[index]) }
    syncFolders(&group)
    journal.append(.done(group.filter { $0.failure == nil }.map(\.entry.index)))
    let failed = group.filter { $0.failure != nil }.map(\.entry.index)
    if !failed.isEmpty { journal.append(.skipped(failed)) }
    return group.map(\.outcome)
  }

  /// One change of a group.
  private struct Member {
    let change: PreparedChange
    let entry: JournalEntry
    var failure: DocumentRefusal?
    var warning: String?
    var identity: FileIdentity?
    var journalSize = 0
    var hasTemporary = false

    var outcome: FileOutcome {
      var result = FileOutcome(
        id: change.id, path: change.path,
        status: failure.map(FileOutcome.Status.refused) ?? .changed, identity: identity,
        warning: warning)
      result.sizes = (change.entry.oldSize, change.entry.newSize, journalSize)
      return result
    }

    mutating func fail(_ words: String, _ error: Int32) {
      failure = DocumentRefusal(.unwritable, "\(words): \(SystemError.words(error))")
      if hasTemporary { unsafe entry.temporary.withCString { _ = unsafe unlink($0) } }
      hasTemporary = false
    }
  }

  private func writeTemporary(_ member: inout Member, alone: Bool) {
    guard member.change.needsTemporary else { return }
    let descriptor = unsafe member.entry.temporary.withCString {
      unsafe parlance_create_exclusively($0)
    }
    guard descriptor >= 0 else {
      member.fail("no temporary file can be made in the folder", errno)
      return
    }
    member.hasTemporary = true
    let bytes = member.change.newBytes
    var error = unsafe bytes.withUnsafeBytes {
      unsafe parlance_write_all(descriptor, $0.baseAddress, $0.count)
    }
    if error == 0 { error = carryOver(member.change, descriptor) }
    if error == 0, options.syncs, alone, fsync(descriptor) != 0 { error = errno }
    if close(descriptor) != 0, error == 0 { error = errno }
    if error != 0 { member.fail("the new file cannot be written", error) }
  }

  private func carryOver(_ change: PreparedChange, _ descriptor: Int32) -> Int32 {
    if let file = change.file {
      var raw = file.raw
      if let modified = change.modified {
        raw.modified_seconds = modified.quotientFloored(1_000_000_000)
        raw.modified_nanoseconds = modified - raw.modified_seconds * 1_000_000_000
      }
      let keeps = options.keepsModificationTime || change.modified != nil
      return unsafe parlance_carry_over(descriptor, file.descriptor, &raw, keeps ? 1 : 0)
    }
    guard var model = change.model else { return 0 }
    model.mode &= 0o666
    guard let modified = change.modified else {
      return unsafe parlance_carry_over(descriptor, -1, &model, 0)
    }
    model.modified_seconds = modified.quotientFloored(1_000_000_000)
    model.modified_nanoseconds = modified - model.modified_seconds * 1_000_000_000
    return unsafe parlance_carry_over(descriptor, -1, &model, 1)
  }

  /// Syncs each file system that holds a temporary file; a failure is believed of all of them.
  private func syncFileSystems(_ group: inout [Member]) {
    var errors: [UInt64: Int32] = [:]
    for index in group.indices where group[index].hasTemporary {
      let temporary = group[index].entry.temporary
      guard let device = FileIdentity(of: temporary)?.device else {
        group[index].fail("the new file is gone", ENOENT)
        continue
      }
      let error =
        unsafe errors[device] ?? temporary.withCString { unsafe parlance_sync_file_system($0) }
      errors[device] = error
      if error != 0 { group[index].fail("the new file did not reach the disk", error) }
    }
  }

  /// Puts the change in place, unless the file was touched since it was read.
  private func put(_ member: inout Member) {
    let path = member.change.path
    if let file = member.change.file {
      guard let now = FileIdentity(of: path), now == file.identity else {
        member.fail("", 0)
        member.failure = DocumentRefusal(.changed, "the file was touched meanwhile")
        return
      }
      if let lock = LockFiles.lock(of: path) {
        member.fail("", 0)
        member.failure = DocumentRefusal(.locked, "'\(lock)' says that the file is open")
        return
      }
    }
    var error: Int32 = 0
    switch member.change.change {
    case .edit:
      error = unsafe member.entry.temporary.withCString { from in
        unsafe path.withCString { unsafe rename(from, $0) == 0 ? 0 : errno }
      }
    case .create:
      error = unsafe member.entry.temporary.withCString { from in
        unsafe path.withCString { unsafe parlance_rename_exclusively(from, $0) }
      }
    case .remove:
      error = unsafe path.withCString { unsafe unlink($0) == 0 ? 0 : errno }
    case .attribute(let name, _, let new):
      error = unsafe path.withCString { path in
        guard let new else { return unsafe parlance_remove_attribute(path, name) }
        return unsafe new.withUnsafeBytes {
          unsafe parlance_set_attribute(path, name, $0.baseAddress, $0.count)
        }
      }
    }
    if error != 0 {
      member.fail("the file cannot be replaced", error)
      return
    }
    member.hasTemporary = false
    member.identity = FileIdentity(of: path)
  }

  private func syncFolders(_ group: inout [Member]) {
    guard options.syncs else { return }
    var errors: [SharePath: Int32] = [:]
    for index in group.indices where group[index].failure == nil {
      if case .attribute = group[index].change.change { continue }
      let folder = group[index].change.path.folder
      let error = unsafe errors[folder] ?? folder.withCString { unsafe parlance_sync_folder($0) }
      errors[folder] = error
      if error != 0 {
        group[index].warning = "the folder could not be synced: \(SystemError.words(error))"
      }
    }
  }
}

extension PreparedChange {
  /// Whether new bytes are written beside the file first.
  var needsTemporary: Bool {
    switch change {
    case .edit, .create: true
    case .remove, .attribute: false
    }
  }
}

extension Int64 {
  /// The quotient rounded down, for times before 1970.
  fileprivate func quotientFloored(_ divisor: Int64) -> Int64 {
    self >= 0 ? self / divisor : -((-self + divisor - 1) / divisor)
  }
}
