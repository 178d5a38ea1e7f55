internal import CPlatform

/// Which file it is, wherever it is moved to: its inode and when it was made, which nobody can set.
///
/// An inode alone is given to another file when the first one is gone.
package struct FileOrigin: Hashable, Sendable {
  private let inode: UInt64
  private let made: FileTime

  /// The origin of an open file; `nil` where the file system does not remember when files were made.
  package init?(_ file: FileDescriptor) {
    var (inode, seconds, nanoseconds): (UInt64, Int64, Int64) = (0, 0, 0)
    guard unsafe parlance_origin(file.number, &inode, &seconds, &nanoseconds) == 0 else {
      return nil
    }
    self.inode = inode
    made = FileTime(seconds: seconds, nanoseconds: UInt32(clamping: nanoseconds))
  }

  /// The origin as text.
  // Three numbers without their unit: only compared as a whole, and never read back.
  package var text: String { "\(inode) \(made.seconds) \(made.nanoseconds)" }
}
