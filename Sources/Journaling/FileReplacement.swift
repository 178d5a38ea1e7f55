internal import Documents
internal import Glibc
internal import System

/// One change of a group on its way: announced, written beside the file, put in place, confirmed.
///
/// The new file and the old one exchange their names in one step, so that nothing is replaced unseen:
/// what has the temporary name then must be the file that was read. If it is not, or somebody opens it for
/// writing in that moment, the two exchange their names again. Where the file system cannot exchange
/// names, the new file takes the old one's right after a last look. A file that may not be replaced is overwritten
/// where it stands, if that was asked for (`SafeCopy`).
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

  /// The folder of the file, held open, so that it is the same one in every step.
  let folder: Result<OpenFolder, SystemError>

  /// Where the new bytes are kept while the file is overwritten; `nil` if it is replaced.
  private let copy: SafeCopy?

  private var isDisplaced = false
  private var isWatched = false
  private var keepsModified = true

  init(
    _ change: PreparedChange, entry: JournalEntry, journalSize: Int,
    in folder: Result<OpenFolder, SystemError>, copy: SafeCopy? = nil
  ) {
    self.change = change
    self.entry = entry
    self.journalSize = journalSize
    self.folder = folder
    self.copy = copy
  }

  private var name: [UInt8] { change.path.name }
  private var temporaryName: [UInt8] { entry.temporary.name }

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
  mutating func fail(_ words: String, _ error: SystemError) {
    refuse(.unwritable, "\(words): \(error)")
  }

  private mutating func refuse(_ reason: DocumentRefusal.Reason, _ words: String) {
    failure = DocumentRefusal(reason, words)
    deleteTemporary()
  }

  private mutating func deleteTemporary() {
    guard hasTemporary else { return }
    if let copy {
      do throws(SystemError) {
        try copy.delete()
        hasTemporary = false
      } catch {
        warning = "'\(copy.path)' could not be deleted: \(error)"
      }
      return
    }
    do throws(SystemError) {
      try folder.get().delete(temporaryName)
      hasTemporary = false
    } catch {
      hasTemporary = error.number != ENOENT
      if hasTemporary { warning = "'\(entry.temporary)' could not be deleted: \(error)" }
    }
  }

  // MARK: Writing

  /// Writes the new bytes beside the file.
  mutating func writeTemporary(_ options: FileWritingOptions, alone: Bool) {
    keepsModified = options.keepsModificationTime
    if let copy { return keep(copy) }
    guard change.writesTemporary else { return }
    let file: FileDescriptor
    do throws(SystemError) {
      file = try folder.get().create(temporaryName)
    } catch {
      return fail("no temporary file can be made in the folder", error)
    }
    hasTemporary = true
    do throws(SystemError) {
      try file.write(change.newBytes)
      try carryOver(to: file, options)
      // Of larger groups the file system is synced once, which costs less than a wait for each
      // file.
      if options.syncs, alone { try file.sync() }
      // Here, not when the last reference goes: NFS and quotas tell of a full disk only at closing,
      // and nobody would hear it.
      try file.close()
    } catch {
      fail("the new file cannot be written", error)
    }
  }

  private mutating func keep(_ copy: SafeCopy) {
    do throws(SystemError) {
      try copy.write(change.newBytes)
      hasTemporary = true
    } catch {
      fail("the copy of what it is to become cannot be kept", error)
    }
  }

  private func carryOver(
    to file: FileDescriptor, _ options: FileWritingOptions
  ) throws(SystemError) {
    guard var model = change.file?.identity ?? change.model else { return }
    // What stands beside a program is no program.
    if change.file == nil { model.mode &= 0o666 }
    if let modified = change.modified {
      model.modifiedTime = FileTime(nanosecondsSince1970: modified)
    }
    let keeps = change.modified != nil || change.file != nil && options.keepsModificationTime
    do throws(SystemError) {
      try file.carryOver(model, attributesOf: change.file?.descriptor, keepsModified: keeps)
    } catch {
      // What is new may belong to whoever makes it, where nobody may give files away.
      guard change.file == nil, error.number == EPERM else { throw error }
      let own = try folder.get().identity(of: temporaryName)
      (model.owner, model.group) = (own.owner, own.group)
      try file.carryOver(model, attributesOf: nil, keepsModified: keeps)
    }
  }

  // MARK: Putting in place

  /// Puts the change in place, unless the file was touched since it was read; `confirm` must follow.
  mutating func put() {
    guard mayReplace() else { return }
    do throws(SystemError) {
      let folder = try folder.get()
      switch change.change {
      case .edit where copy != nil: try overwrite(in: folder)
      case .edit: try replace(in: folder)
      // Exclusively: there is no old file to exchange with, and what somebody made meanwhile would
      // be lost unseen.
      case .create: try folder.renameExclusively(temporaryName, to: name)
      case .remove:
        // Renamed, not deleted: until it is compared with what was read, somebody's last save can
        // still be put back.
        try folder.renameExclusively(name, to: temporaryName)
        isDisplaced = true
      case .attribute(let attribute, let old, let new): try set(attribute, old, new, in: folder)
      }
      // After an exchange the temporary name is that of the old file; a plain rename has used it
      // up.
      if copy == nil { hasTemporary = isDisplaced }
      // Without it the old file is put back when the change is confirmed.
      identity = try? folder.identity(of: name)
    } catch {
      switch error.number {
      // Somebody deleted, made or tagged it since it was read.
      case ENOENT, EEXIST, ENODATA: refuse(.changed, Self.touched)
      default: fail("the file cannot be replaced", error)
      }
    }
  }

  private mutating func replace(in folder: OpenFolder) throws(SystemError) {
    do throws(SystemError) {
      try folder.exchange(temporaryName, name)
      isDisplaced = true
    } catch {
      // EINVAL is a file system that cannot exchange names, ENOSYS a kernel that does not know how.
      guard error.number == EINVAL || error.number == ENOSYS else { throw error }
      try folder.rename(temporaryName, to: name)
    }
  }

  /// Puts the new bytes over the old ones, from the first that differs; what fails is taken back.
  private mutating func overwrite(in folder: OpenFolder) throws(SystemError) {
    guard let file = change.file else { return }
    // Who writes is noticed as well.
    stopWatching()
    let target = try folder.openForOverwriting(name, as: file.identity)
    let start =
      zip(file.bytes, change.newBytes).enumerated().first { $1.0 != $1.1 }?.offset
      ?? min(file.bytes.count, change.newBytes.count)
    do throws(SystemError) {
      try target.overwrite(with: change.newBytes, from: start)
    } catch {
      do throws(SystemError) {
        try target.overwrite(with: file.bytes, from: start)
      } catch {
        // Not by `refuse`, which would delete the copy: it is what puts the file back.
        failure = DocumentRefusal(
          .unwritable,
          "the file is half written; the next command that writes puts it back: \(error)")
        return
      }
      try? target.setModified(file.identity.modifiedTime)
      throw error
    }
    let time =
      change.modified.map(FileTime.init(nanosecondsSince1970:))
      ?? (keepsModified ? file.identity.modifiedTime : nil)
    // Only the owner may.
    if let time { try? target.setModified(time) }
  }

  private static let touched = "the file was touched meanwhile"

  /// Whether the file is as it was read and nobody has it open; the change is given up if not.
  private mutating func mayReplace() -> Bool {
    guard let file = change.file else { return true }
    var isOpenElsewhere = false
    do throws(SystemError) {
      // Watched before the last look: whoever opens the file between look and exchange is noticed
      // when the change is confirmed.
      try file.descriptor.watch()
      isWatched = true
    } catch {
      isOpenElsewhere = error.number == EAGAIN
    }
    if isOpenElsewhere {
      refuse(.locked, ChangePreparation.openForWriting)
    } else if (try? folder.get().identity(of: name)) != file.identity {
      refuse(.changed, Self.touched)
    } else if let lock = LockFiles.lock(of: change.path) {
      refuse(.locked, "'\(lock)' says that the file is open")
    }
    if failure != nil { stopWatching() }
    return failure == nil
  }

  private func set(
    _ attribute: String, _ old: [UInt8]?, _ new: [UInt8]?, in folder: OpenFolder
  ) throws(SystemError) {
    let (file, identity) = try folder.document(name)
    guard identity.inode == entry.inode, try file.attribute(attribute) == old else {
      throw SystemError(EEXIST)
    }
    try file.setAttribute(attribute, from: old, to: new)
  }

  // MARK: Confirming

  /// Deletes the old file under its temporary name, or puts it back if it is not the one that was read.
  mutating func confirm() {
    defer { stopWatching() }
    if copy != nil, failure == nil { return deleteTemporary() }
    guard isDisplaced, let file = change.file else { return }
    let isUndisturbed = !isWatched || file.descriptor.isUndisturbed
    // What cannot be looked at is not known to be what was read: it is put back.
    let aside = try? folder.get().identity(of: temporaryName)
    if isUndisturbed, aside?.isSame(as: file.identity) == true {
      deleteTemporary()
    } else {
      putBack()
    }
  }

  private mutating func putBack() {
    let ours = identity?.inode
    identity = nil
    do throws(SystemError) {
      try putBack(ours, in: folder.get())
      refuse(.changed, Self.touched)
    } catch {
      failure = DocumentRefusal(
        .unwritable,
        "the file was touched meanwhile; it is kept as '\(entry.temporary)', since it could not be"
          + " put back: \(error)")
    }
  }

  private mutating func putBack(_ ours: UInt64?, in folder: OpenFolder) throws(SystemError) {
    do throws(SystemError) {
      try folder.exchange(temporaryName, name)
    } catch {
      // The new file lost its name meanwhile: there is nothing to exchange with, and the old one
      // goes back by itself.
      guard error.number == ENOENT else { throw error }
      try folder.renameExclusively(temporaryName, to: name)
      hasTemporary = false
      return
    }
    // Somebody saved the file once more: the latest stays.
    if (try? folder.identity(of: temporaryName))?.inode != ours {
      try folder.exchange(temporaryName, name)
    }
  }

  private mutating func stopWatching() {
    if isWatched { change.file?.descriptor.stopWatching() }
    isWatched = false
  }
}

extension PreparedChange {
  /// Whether the file is overwritten where it stands rather than replaced.
  package var isOverwritten: Bool { entry.kind == .overwrite }

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
    return !isOverwritten
  }
}
