internal import CPlatform
internal import Documents
internal import Glibc

/// One change of a group on its way: announced, written beside the file, put in place, confirmed.
///
/// The new file and the old one exchange their names in one step, so that nothing is replaced unseen:
/// what lies aside afterwards must be the file that was read. If it is not, or somebody opens it for
/// writing in that moment, the two exchange their names again. Where the file system cannot exchange
/// names, the new file takes the old one's right after a last look.
struct FileReplacement {
  let change: PreparedChange
  let entry: JournalEntry
  let journalSize: Int

  /// Why the change was not made.
  private(set) var failure: DocumentRefusal?

  /// What went wrong after the change.
  var warning: String?

  /// The state of the file after the change.
  private(set) var identity: FileIdentity?

  /// Whether the name of the temporary file is taken by something of ours or by the old file.
  private(set) var hasTemporary = false

  private var isDisplaced = false
  private var isWatched = false

  init(_ change: PreparedChange, entry: JournalEntry, journalSize: Int) {
    self.change = change
    self.entry = entry
    self.journalSize = journalSize
  }

  /// What became of the file.
  var outcome: FileOutcome {
    var result = FileOutcome(
      id: change.id, path: change.path,
      status: failure.map(FileOutcome.Status.refused) ?? .changed, identity: identity,
      warning: warning)
    result.sizes = (change.entry.oldSize, change.entry.newSize, journalSize)
    return result
  }

  /// Gives the change up, for a reason of the system.
  mutating func fail(_ words: String, _ error: Int32) {
    refuse(.unwritable, "\(words): \(SystemError.words(error))")
  }

  private mutating func refuse(_ reason: DocumentRefusal.Reason, _ words: String) {
    failure = DocumentRefusal(reason, words)
    deleteTemporary()
  }

  private mutating func deleteTemporary() {
    guard hasTemporary else { return }
    let error = entry.temporary.delete()
    hasTemporary = error != 0 && error != ENOENT
    if hasTemporary {
      warning = "'\(entry.temporary)' could not be deleted: \(SystemError.words(error))"
    }
  }

  // MARK: Writing

  /// Writes the new bytes beside the file.
  mutating func writeTemporary(_ options: FileWritingOptions, alone: Bool) {
    guard change.writesTemporary else { return }
    let descriptor = unsafe entry.temporary.withCString { unsafe parlance_create_exclusively($0) }
    guard descriptor >= 0 else {
      fail("no temporary file can be made in the folder", errno)
      return
    }
    hasTemporary = true
    let bytes = change.newBytes
    var error = unsafe bytes.withUnsafeBytes {
      unsafe parlance_write_all(descriptor, $0.baseAddress, $0.count)
    }
    if error == 0 { error = carryOver(descriptor, options) }
    if error == 0, options.syncs, alone, fsync(descriptor) != 0 { error = errno }
    if close(descriptor) != 0, error == 0 { error = errno }
    if error != 0 { fail("the new file cannot be written", error) }
  }

  private func carryOver(_ descriptor: Int32, _ options: FileWritingOptions) -> Int32 {
    if let file = change.file {
      var raw = file.raw
      if let modified = change.modified { raw.setModified(modified) }
      let keeps = options.keepsModificationTime || change.modified != nil
      return unsafe parlance_carry_over(descriptor, file.descriptor, &raw, keeps ? 1 : 0)
    }
    guard var model = change.model else { return 0 }
    model.mode &= 0o666
    guard let modified = change.modified else {
      return unsafe parlance_carry_over(descriptor, -1, &model, 0)
    }
    model.setModified(modified)
    return unsafe parlance_carry_over(descriptor, -1, &model, 1)
  }

  // MARK: Putting in place

  /// Puts the change in place, unless the file was touched since it was read; `confirm` must follow.
  mutating func put() {
    guard mayReplace() else { return }
    let error: Int32
    switch change.change {
    case .edit:
      let exchanged = entry.temporary.exchange(with: change.path)
      isDisplaced = exchanged == 0
      let isUnknown = exchanged == EINVAL || exchanged == ENOSYS
      error = isUnknown ? entry.temporary.rename(to: change.path) : exchanged
    case .create: error = entry.temporary.renameExclusively(to: change.path)
    case .remove:
      error = change.path.renameExclusively(to: entry.temporary)
      isDisplaced = error == 0
    case .attribute(let name, let old, let new): error = setAttribute(name, old, new)
    }
    if error == ENOENT || error == EEXIST || error == ENODATA {
      refuse(.changed, Self.touched)
    } else if error != 0 {
      fail("the file cannot be replaced", error)
    } else {
      hasTemporary = isDisplaced
      identity = FileIdentity(of: change.path)
    }
  }

  private static let touched = "the file was touched meanwhile"

  /// Whether the file is as it was read and nobody has it open; the change is given up if not.
  private mutating func mayReplace() -> Bool {
    guard let file = change.file else { return true }
    let error = parlance_watch(file.descriptor)
    isWatched = error == 0
    if error == EAGAIN {
      refuse(.locked, ChangePreparation.openForWriting)
    } else if FileIdentity(of: change.path) != file.identity {
      refuse(.changed, Self.touched)
    } else if let lock = LockFiles.lock(of: change.path) {
      refuse(.locked, "'\(lock)' says that the file is open")
    }
    if failure != nil { stopWatching() }
    return failure == nil
  }

  private func setAttribute(_ name: String, _ old: [UInt8]?, _ new: [UInt8]?) -> Int32 {
    guard let current = try? ChangePreparation.attributeValue(change.path, name) == old else {
      return EIO
    }
    guard current else { return EEXIST }
    return unsafe change.path.withCString { path in
      guard let new else { return unsafe parlance_remove_attribute(path, name) }
      return unsafe new.withUnsafeBytes {
        unsafe parlance_set_attribute(path, name, $0.baseAddress, $0.count, old == nil ? 0 : 1)
      }
    }
  }

  // MARK: Confirming

  /// Deletes the old file that lies aside, or puts it back if it is not the one that was read.
  mutating func confirm() {
    defer { stopWatching() }
    guard isDisplaced, let file = change.file else { return }
    let isUndisturbed = !isWatched || parlance_is_undisturbed(file.descriptor) == 1
    if isUndisturbed, FileIdentity(of: entry.temporary)?.isSame(as: file.identity) == true {
      deleteTemporary()
    } else {
      putBack()
    }
  }

  private mutating func putBack() {
    let ours = identity?.inode
    var error = entry.temporary.exchange(with: change.path)
    if error == ENOENT {
      error = entry.temporary.renameExclusively(to: change.path)
      hasTemporary = error != 0
    } else if error == 0, FileIdentity(of: entry.temporary)?.inode != ours {
      // Somebody saved the file once more: the latest stays.
      error = entry.temporary.exchange(with: change.path)
    }
    identity = nil
    guard error == 0 else {
      failure = DocumentRefusal(
        .unwritable,
        "the file was touched meanwhile; it is kept as '\(entry.temporary)', since it could not be"
          + " put back: \(SystemError.words(error))")
      return
    }
    refuse(.changed, Self.touched)
  }

  private mutating func stopWatching() {
    if isWatched, let file = change.file { parlance_stop_watching(file.descriptor) }
    isWatched = false
  }
}

extension PreparedChange {
  /// Whether new bytes are written beside the file first.
  var writesTemporary: Bool {
    switch change {
    case .edit, .create: true
    case .remove, .attribute: false
    }
  }

  /// Whether something stands beside the file for a moment.
  var needsTemporaryName: Bool {
    if case .attribute = change { return false }
    return true
  }
}

extension parlance_file_identity {
  /// Sets the time of the last change, in nanoseconds since 1970.
  fileprivate mutating func setModified(_ time: Int64) {
    let second: Int64 = 1_000_000_000
    // Rounded down also before 1970.
    modified_seconds = time >= 0 ? time / second : -((-time + second - 1) / second)
    modified_nanoseconds = time - modified_seconds * second
  }
}

extension SharePath {
  /// Deletes the file; 0 or `errno`, as for all of these.
  func delete() -> Int32 { unsafe withCString { unsafe parlance_delete($0) } }

  func exchange(with other: SharePath) -> Int32 { unsafe call(other, parlance_exchange) }

  func rename(to other: SharePath) -> Int32 { unsafe call(other, parlance_rename) }

  func renameExclusively(to other: SharePath) -> Int32 {
    unsafe call(other, parlance_rename_exclusively)
  }

  private func call(
    _ other: SharePath, _ body: (UnsafePointer<CChar>, UnsafePointer<CChar>) -> Int32
  ) -> Int32 {
    unsafe withCString { one in unsafe other.withCString { unsafe body(one, $0) } }
  }
}
