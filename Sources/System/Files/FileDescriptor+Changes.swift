internal import CPlatform
internal import Glibc

extension FileDescriptor {
  /// Opens or makes a lock file and locks it, until it is closed or the process ends.
  ///
  /// - Parameters:
  ///   - path: the lock file.
  ///   - patience: how many seconds to wait for another process that holds the lock.
  /// - Throws: `EWOULDBLOCK` if another process holds the lock for longer.
  package convenience init(locking path: SharePath, patience: Double = 0) throws(SystemError) {
    let deadline = ContinuousClock.now + .seconds(patience)
    while true {
      let number = unsafe path.withCString { unsafe parlance_lock_file($0) }
      if number >= 0 {
        self.init(adopting: number)
        return
      }
      // The kernel has no lock that is waited for so and so long.
      guard errno == EWOULDBLOCK, ContinuousClock.now < deadline else { throw SystemError.last }
      _ = poll(nil, 0, 20)
    }
  }

  /// Makes a file that must not exist, to be written.
  ///
  /// - Throws: `EEXIST` if something is there.
  package convenience init(creating path: String, mode: UInt32 = 0o600) throws(SystemError) {
    let number = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard number >= 0 else { throw SystemError.last }
    self.init(adopting: number)
  }

  /// Writes all of `bytes`, however many calls it takes.
  package func write(_ bytes: [UInt8]) throws(SystemError) { try write(bytes[...]) }

  /// Waits until the file is on the disk; without `wholly`, only as much as it takes to read it again.
  package func sync(wholly: Bool = true) throws(SystemError) {
    guard (wholly ? fsync(number) : fdatasync(number)) == 0 else { throw SystemError.last }
  }

  /// Cuts the file off at `size`, and goes to its end.
  package func truncate(to size: Int) throws(SystemError) {
    guard ftruncate(number, off_t(size)) == 0, lseek(number, 0, SEEK_END) >= 0 else {
      throw SystemError.last
    }
  }

  /// Takes over owner, rights and times, and the extended attributes of another file.
  ///
  /// - Parameters:
  ///   - identity: whose owner, rights and times.
  ///   - source: the file with the attributes; none are taken over without it.
  ///   - keepsModified: whether the time of the last change is taken over, too.
  /// - Throws: what the system says first.
  package func carryOver(
    _ identity: FileIdentity, attributesOf source: FileDescriptor?, keepsModified: Bool
  ) throws(SystemError) {
    var raw = identity.raw
    try check(
      unsafe parlance_carry_over(number, source?.number ?? -1, &raw, keepsModified ? 1 : 0))
  }

  /// The value of an extended attribute, or `nil` if there is none of that name.
  package func attribute(_ name: String) throws(SystemError) -> [UInt8]? {
    // The largest value that the kernel lets an attribute have.
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = unsafe parlance_get_attribute(number, name, &buffer, buffer.count)
    if count >= 0 { return Array(buffer[..<count]) }
    guard errno == ENODATA else { throw SystemError.last }
    return nil
  }

  /// Sets an extended attribute, or removes it.
  ///
  /// - Throws: `EEXIST` or `ENODATA` if there is, or is not, one of that name any more.
  package func setAttribute(
    _ name: String, from old: [UInt8]?, to new: [UInt8]?
  ) throws(SystemError) {
    guard let new else { return try check(unsafe parlance_remove_attribute(number, name)) }
    try check(
      unsafe new.withUnsafeBytes {
        unsafe parlance_set_attribute(number, name, $0.baseAddress, $0.count, old == nil ? 0 : 1)
      })
  }

  /// Has the kernel notice who opens the file for writing, which must be open for reading only; whoever
  /// does waits until `stopWatching`.
  ///
  /// A program that is being started has for a moment all that was open where it was called, so that a file which
  /// was written just before may seem to be open still: it is asked several times within an eighth of a second.
  ///
  /// - Throws: `EAGAIN` if somebody has it open for writing, another error where the file system or the
  ///   rights do not allow it.
  package func watch() throws(SystemError) {
    var error = parlance_watch(number)
    for pause in [2, 4, 8, 16, 32, 64] as [Int32] where error == EAGAIN {
      _ = poll(nil, 0, pause)
      error = parlance_watch(number)
    }
    try check(error)
  }

  /// Whether nobody has tried to open the watched file for writing.
  package var isUndisturbed: Bool { parlance_is_undisturbed(number) == 1 }

  /// Ends what `watch` began.
  package func stopWatching() { parlance_stop_watching(number) }

  /// Gives a new file of a workspace the owner of the folder that it lies in, if root made it.
  package func adoptOwner(ofFolderOf path: SharePath) throws(SystemError) {
    try check(unsafe path.withCString { unsafe parlance_adopt_owner(number, $0) })
  }

  /// Gives a new file of a workspace that owner, and the rights of the group if its folder is a shared one.
  package func adoptRights(ofFolderOf path: SharePath) throws(SystemError) {
    try check(unsafe path.withCString { unsafe parlance_adopt_rights(number, $0) })
  }

  /// Sets the rights of the file, and its group.
  ///
  /// - Parameters:
  ///   - mode: the rights.
  ///   - group: the group; `nil` leaves it as it is.
  /// - Throws: `EPERM` if the file belongs to somebody else, or its owner is not of the group.
  package func set(mode: UInt32, group: UInt32?) throws(SystemError) {
    // An owner of -1 stays as it is. The group goes first: to change it takes away set-group-ID.
    if let group, fchown(number, .max, group) != 0 { throw SystemError.last }
    guard fchmod(number, mode) == 0 else { throw SystemError.last }
  }

  private func check(_ error: Int32) throws(SystemError) {
    guard error == 0 else { throw SystemError(error) }
  }
}

/// Whether the mode of a folder says that its group may read what lies in it, and nobody else.
package func isSharedFolder(mode: UInt32) -> Bool { parlance_is_shared_folder(mode) == 1 }

/// Whether this process could give a new file that owner and group.
package func mayGiveFile(toOwner owner: UInt32, group: UInt32) -> Bool {
  parlance_may_own(owner, group) == 1
}
