internal import CPlatform
internal import Glibc

/// One entry of a folder.
package struct FolderEntry: Sendable {
  /// What the entry is, found out without following links or opening anything.
  package enum Kind: Sendable {
    /// A regular file with its stamp.
    case file(FileStamp)
    /// A folder.
    case folder
    /// A symbolic link.
    case symbolicLink
    /// A FIFO, socket or device.
    case special
    /// Something that the system does not tell about.
    case failed(SystemError)
  }

  /// The bytes of its name.
  package let name: [UInt8]

  /// What it is.
  package let kind: Kind

  /// When content or attributes of a file were changed last, in nanoseconds since 1970; 0 for what is no file.
  package let changed: Int64
}

/// A folder held open: what lies in it is reached beneath it, whatever becomes of its path.
package final class OpenFolder: Sendable {
  let descriptor: FileDescriptor

  private init(_ parent: Int32, _ name: [CChar], follows: Bool) throws(SystemError) {
    let number = unsafe parlance_open_folder(parent, name, follows ? 1 : 0)
    guard number >= 0 else { throw SystemError.last }
    descriptor = FileDescriptor(adopting: number)
  }

  /// Opens a folder; the path may be a symbolic link.
  package convenience init(_ path: SharePath) throws(SystemError) {
    try self.init(-1, path.cString, follows: true)
  }

  /// Opens a folder to change files in it, wherever its path leads.
  init(leadingTo path: SharePath) throws(SystemError) {
    let number = unsafe parlance_hold_folder(path.cString, 1)
    guard number >= 0 else { throw SystemError.last }
    descriptor = FileDescriptor(adopting: number)
  }

  /// Opens a folder to look at and change files in it; no name of its path may be a symbolic link.
  ///
  /// What lies in it cannot be listed: that takes a right which changing files does not.
  package init(withoutLinks path: SharePath) throws(SystemError) {
    let number = unsafe parlance_hold_folder(path.cString, 0)
    guard number >= 0 else { throw SystemError.last }
    descriptor = FileDescriptor(adopting: number)
  }

  /// Opens a folder in this one, which must not be a symbolic link.
  package func folder(_ name: [UInt8]) throws(SystemError) -> OpenFolder {
    try OpenFolder(descriptor.number, SharePath(bytes: name).cString, follows: false)
  }

  /// The same folder opened once more, to be read from its beginning.
  package func reopened() throws(SystemError) -> OpenFolder {
    // A descriptor has one place in the list of names, wherever it was duplicated: it is opened
    // anew.
    try OpenFolder(descriptor.number, SharePath(bytes: []).cString, follows: true)
  }

  /// What tells the folder's file system from others and outlives a remount: its identifier, or 0 if it
  /// has none, as on network file systems.
  ///
  /// The device number is no such thing: it depends on the order in which disks are found.
  package var fileSystem: String {
    var status = statvfs()
    guard unsafe fstatvfs(descriptor.number, &status) == 0 else { return "0" }
    // Of the file system rather than the device, whose number changes with each mount of a network share.
    return String(status.f_fsid, radix: 16)
  }

  /// All entries but `.` and `..`, sorted by the bytes of their names.
  package func entries() throws(SystemError) -> [FolderEntry] {
    var entries: UnsafeMutablePointer<parlance_folder_entry>?
    var names: UnsafeMutablePointer<CChar>?
    var count = 0
    let error = unsafe parlance_read_folder(descriptor.number, &entries, &count, &names)
    guard error == 0 else { throw SystemError(error) }
    defer {
      unsafe free(entries)
      unsafe free(names)
    }
    return unsafe UnsafeBufferPointer(start: entries, count: count).map { entry in
      unsafe FolderEntry(
        name: Array(UnsafeRawBufferPointer(start: entry.name, count: Int(entry.name_length))),
        kind: Self.kind(entry),
        changed: FileTime(
          seconds: entry.changed_seconds,
          nanoseconds: UInt32(clamping: entry.changed_nanoseconds)
        ).nanosecondsSince1970)
    }
  }

  /// The names in a folder, sorted; none if there is no such folder.
  ///
  /// - Throws: `StorageError.unreadable` for one that is there and cannot be read.
  package static func names(in path: String) throws(StorageError) -> [String] {
    do throws(SystemError) {
      return try OpenFolder(SharePath(path)).entries().map { SharePath(bytes: $0.name).string }
    } catch {
      // A workspace has folders only once something is in them.
      guard error.number != ENOENT else { return [] }
      throw .unreadable(path: path, errno: error.number)
    }
  }

  /// Opens a regular file for reading, step by step, following no link and waiting for nothing.
  ///
  /// - Throws: `ELOOP` for a symbolic link, `EINVAL` for anything else that is not a regular file.
  package func open(_ path: SharePath) throws(SystemError) -> (
    file: FileDescriptor, stamp: FileStamp
  ) {
    var stamp = parlance_file_stamp()
    let number = unsafe parlance_open_beneath(descriptor.number, path.cString, &stamp)
    guard number >= 0 else { throw SystemError.last }
    return (FileDescriptor(adopting: number), FileStamp(stamp))
  }

  private static func kind(_ entry: parlance_folder_entry) -> FolderEntry.Kind {
    switch unsafe entry.kind {
    case Int32(PARLANCE_ENTRY_FOLDER): .folder
    case Int32(PARLANCE_ENTRY_SYMBOLIC_LINK): .symbolicLink
    case Int32(PARLANCE_ENTRY_FAILED): unsafe .failed(SystemError(entry.error))
    case Int32(PARLANCE_ENTRY_FILE):
      unsafe .file(FileStamp(entry.stamp))
    default: .special
    }
  }
}
