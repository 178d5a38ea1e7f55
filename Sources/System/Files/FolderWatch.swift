internal import Glibc

/// Notices what changes in folders, as the kernel tells it (inotify).
///
/// What happened to which file is not kept: the queue of the kernel is bounded, and who wants to know looks.
package final class FolderWatch: Sendable {
  private let descriptor: FileDescriptor

  /// Content written, and what comes, goes or is renamed; a link is not followed, nor a file that is deleted.
  private static let events = UInt32(
    IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_DELETE_SELF
      | IN_MOVE_SELF | IN_EXCL_UNLINK | IN_ONLYDIR)

  /// A watch of no folder yet.
  ///
  /// - Throws: `SystemError`, `EMFILE` where an account has too many.
  package init() throws(SystemError) {
    let number = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    guard number >= 0 else { throw SystemError.last }
    descriptor = FileDescriptor(adopting: number)
  }

  /// Watches a folder, too; one that is watched stays so.
  ///
  /// - Throws: `SystemError`, `ENOSPC` where no watches are left.
  package func add(_ folder: OpenFolder) throws(SystemError) {
    // inotify takes paths alone, and that of the folder may lead elsewhere by now.
    let path = "/proc/self/fd/\(folder.descriptor.number)"
    guard unsafe inotify_add_watch(descriptor.number, path, Self.events) >= 0 else {
      throw SystemError.last
    }
  }

  /// Waits until something changes or the time is over, and takes all that is told.
  ///
  /// - Parameter seconds: how long to wait; a signal ends it early.
  /// - Returns: whether something changed.
  package func wait(seconds: Double) -> Bool {
    var ends = [pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)]
    let milliseconds = Int32(clamping: Int(max(0, seconds) * 1000))
    guard unsafe poll(&ends, 1, milliseconds) > 0 else { return false }
    var isAny = false
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor.number, $0.baseAddress, $0.count)
      }
      // EAGAIN: all that was told is taken.
      guard count > 0 else { return isAny }
      let isTold = unsafe buffer.withUnsafeBytes { unsafe Self.tellsOfChange($0, count: count) }
      isAny = isAny || isTold
    }
  }

  /// Whether records tell of a change; that a watch is over follows from what ended it.
  ///
  /// Each is 16 bytes, of which the second four are the mask and the last four the length of a name behind them.
  private static func tellsOfChange(_ bytes: UnsafeRawBufferPointer, count: Int) -> Bool {
    var position = 0
    while position + 16 <= count {
      let mask = unsafe bytes.loadUnaligned(fromByteOffset: position + 4, as: UInt32.self)
      // Events that did not fit the queue (IN_Q_OVERFLOW) count: something changed, if nobody can
      // say what.
      if mask & UInt32(IN_IGNORED) == 0 { return true }
      let length = unsafe bytes.loadUnaligned(fromByteOffset: position + 12, as: UInt32.self)
      position += 16 + Int(length)
    }
    return false
  }
}
