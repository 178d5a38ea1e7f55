internal import CPlatform
internal import Glibc

/// What the file system says of a file at one moment; enough to see later whether it was touched.
package struct FileIdentity: Sendable {
  /// The number of bytes.
  package var size: Int

  /// When the content was changed last.
  package var modifiedTime: FileTime

  /// When content or attributes were changed last.
  package var changedTime: FileTime

  /// When the content was read last, which takes no part in comparisons.
  package var accessedTime: FileTime

  /// The inode.
  package var inode: UInt64

  /// The device that holds it.
  package var device: UInt64

  /// Type and rights, as in `st_mode`.
  package var mode: UInt32

  /// The number of names.
  package var linkCount: Int

  /// The owner and the group.
  package var owner: UInt32
  package var group: UInt32

  init(_ raw: parlance_file_identity) {
    size = Int(raw.size)
    modifiedTime = FileTime(raw.modified_seconds, raw.modified_nanoseconds)
    changedTime = FileTime(raw.changed_seconds, raw.changed_nanoseconds)
    accessedTime = FileTime(raw.accessed_seconds, raw.accessed_nanoseconds)
    inode = raw.inode
    device = raw.device
    mode = raw.mode
    linkCount = Int(raw.link_count)
    owner = raw.owner
    group = raw.group
  }

  /// The same in the words of the kernel.
  var raw: parlance_file_identity {
    parlance_file_identity(
      size: Int64(size), modified_seconds: modifiedTime.seconds,
      modified_nanoseconds: Int64(modifiedTime.nanoseconds),
      changed_seconds: changedTime.seconds, changed_nanoseconds: Int64(changedTime.nanoseconds),
      accessed_seconds: accessedTime.seconds,
      accessed_nanoseconds: Int64(accessedTime.nanoseconds), inode: inode, device: device,
      link_count: UInt64(linkCount), mode: mode, owner: owner, group: group)
  }

  /// What is at a path, or `nil` if there is nothing, or a symbolic link on the way to it.
  package init?(of path: SharePath) {
    guard let found = try? OpenFolder(withoutLinks: path.folder).identity(of: path.name) else {
      return nil
    }
    self = found
  }

  /// What is at a path that may lead through symbolic links; `nil` if there is nothing that can be asked.
  package init?(followingLinks path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// What is at a path itself, be it a link, in a folder that links may lead to; `nil` if nothing can be asked.
  package init?(atEndOf path: String) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// The open file; `nil` if it is closed.
  package init?(of file: FileDescriptor) {
    var status = stat()
    guard unsafe fstat(file.number, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    size = Int(status.st_size)
    modifiedTime = FileTime(Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec))
    changedTime = FileTime(Int64(status.st_ctim.tv_sec), Int64(status.st_ctim.tv_nsec))
    accessedTime = FileTime(Int64(status.st_atim.tv_sec), Int64(status.st_atim.tv_nsec))
    inode = UInt64(status.st_ino)
    device = UInt64(status.st_dev)
    mode = status.st_mode
    linkCount = Int(status.st_nlink)
    owner = status.st_uid
    group = status.st_gid
  }

  /// The regular file that is read at a path, links followed.
  ///
  /// - Throws: `StorageError.unreadable` if there is none.
  package init(ofContentAt path: String) throws(StorageError) {
    guard let found = FileIdentity(followingLinks: path) else {
      throw StorageError.unreadable(path: path, errno: errno)
    }
    try found.checkIsRegular(at: path)
    self = found
  }

  /// Whether it is a file that can be read from its beginning to its end: no folder, pipe or device.
  ///
  /// - Parameter path: where it was found.
  /// - Throws: `StorageError.unreadable` if it is none.
  package func checkIsRegular(at path: String) throws(StorageError) {
    guard !isRegular else { return }
    throw .unreadable(path: path, errno: isFolder ? EISDIR : EINVAL)
  }

  /// The time of the last change of the content, in nanoseconds since 1970, as far as they reach.
  package var modified: Int64 { modifiedTime.nanosecondsSince1970 }

  /// Size and time.
  package var stamp: FileStamp { FileStamp(size: size, modified: modified) }

  /// Whether it is a folder.
  package var isFolder: Bool { mode & 0o170000 == 0o040000 }

  /// Whether it is a regular file.
  package var isRegular: Bool { mode & 0o170000 == 0o100000 }

  /// Whether it is a socket.
  package var isSocket: Bool { mode & 0o170000 == 0o140000 }

  /// Whether it is the same file with the same content, whatever names it got meanwhile.
  package func isSame(as other: FileIdentity) -> Bool {
    var renamed = self
    // A file system sets the time of a rename.
    renamed.changedTime = other.changedTime
    return renamed == other
  }
}

extension FileIdentity: Hashable {
  package static func == (left: FileIdentity, right: FileIdentity) -> Bool {
    left.facts == right.facts
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(facts) }

  private struct Facts: Hashable {
    var numbers: [UInt64]
    var times: [FileTime]
  }

  private var facts: Facts {
    Facts(
      numbers: [
        UInt64(bitPattern: Int64(size)), inode, device, UInt64(mode),
        UInt64(bitPattern: Int64(linkCount)), UInt64(owner), UInt64(group),
        // Without the time of reading, which reading the file here sets.
      ], times: [modifiedTime, changedTime])
  }
}

extension FileTime {
  /// A moment as the kernel says it.
  fileprivate init(_ seconds: Int64, _ nanoseconds: Int64) {
    self.init(seconds: seconds, nanoseconds: UInt32(clamping: nanoseconds))
  }
}
