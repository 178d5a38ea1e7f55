internal import CPlatform
internal import Glibc

/// Size and time of a file: while both are the same, its content is, and it is not read again.
///
/// The inode is not part of it: shares on other machines have none that last. `FileIdentity` knows it.
package struct FileStamp: Hashable, Sendable {
  /// The number of bytes.
  package var size: Int

  /// The time of the last change of the content, in nanoseconds since 1970, as far as they reach.
  package var modified: Int64

  /// A stamp of its numbers.
  package init(size: Int, modified: Int64) {
    self.size = size
    self.modified = modified
  }

  /// The stamp of what is at a path, links followed; `nil` if there is nothing that can be asked.
  package init?(of path: String) {
    guard let identity = FileIdentity(followingLinks: path) else { return nil }
    self = identity.stamp
  }

  /// The stamp that a system call returned.
  init(_ raw: parlance_file_stamp) {
    self.init(
      size: Int(raw.size),
      modified: FileTime(
        seconds: raw.modified_seconds, nanoseconds: UInt32(clamping: raw.modified_nanoseconds)
      ).nanosecondsSince1970)
  }
}
