internal import CPlatform
internal import Glibc

/// The folder of a share, held open: files are opened beneath it, never through a symbolic link.
package final class ShareFolder: Sendable {
  /// The folder's own path as given.
  package let path: SharePath

  /// The folder's descriptor.
  let descriptor: Int32

  /// Opens the folder; the path itself may be a symbolic link.
  ///
  /// - Throws: `DocumentRefusal` if there is no such folder or it may not be read.
  package init(_ path: SharePath) throws(DocumentRefusal) {
    self.path = path
    descriptor = unsafe parlance_open_folder(-1, path.cString, 1)
    guard descriptor >= 0 else { throw DocumentRefusal(.unreadable, SystemError.words(errno)) }
  }

  /// What tells the folder's file system from others and outlives a remount: its identifier, or 0 if it
  /// has none, as on network file systems.
  ///
  /// The device number is no such thing: it depends on the order in which disks are found.
  package var fileSystem: String {
    var status = statvfs()
    guard unsafe fstatvfs(descriptor, &status) == 0 else { return "0" }
    return String(status.f_fsid, radix: 16)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Opens a file for reading.
  ///
  /// - Throws: `DocumentRefusal` if it is gone, may not be read, or is no regular file any more.
  package func open(_ path: SharePath) throws(DocumentRefusal) -> (
    source: ByteSource, state: FileState
  ) {
    var state = parlance_file_state()
    let file = unsafe parlance_open_beneath(descriptor, path.cString, &state)
    guard file >= 0 else {
      let number = errno
      switch number {
      case ELOOP: throw DocumentRefusal(.unreadable, "a symbolic link")
      case EINVAL: throw DocumentRefusal(.unreadable, "not a regular file")
      default: throw DocumentRefusal(.unreadable, SystemError.words(number))
      }
    }
    let source = try ByteSource(adopting: file, count: Int(state.size))
    return (source, FileState(state))
  }
}
