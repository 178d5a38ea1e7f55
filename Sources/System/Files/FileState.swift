internal import CPlatform

/// What the file system says of a file: if nothing of it has changed, the file is not read again.
package struct FileState: Hashable, Sendable {
  /// The number of bytes.
  package var size: Int

  /// The time of the last change of the content, in nanoseconds since 1970.
  package var modified: Int64

  /// The time of the last change of content or attributes, in nanoseconds since 1970.
  package var changed: Int64

  /// The inode, which a file keeps when it is renamed.
  package var inode: UInt64

  /// The file system's device number.
  package var device: UInt64

  /// Type and rights, as in `st_mode`.
  package var mode: UInt32

  /// The number of names (hard links) of the file.
  package var linkCount: Int

  /// A state of its numbers.
  package init(
    size: Int, modified: Int64, changed: Int64 = 0, inode: UInt64 = 0, device: UInt64 = 0,
    mode: UInt32 = 0o100644, linkCount: Int = 1
  ) {
    self.size = size
    self.modified = modified
    self.changed = changed
    self.inode = inode
    self.device = device
    self.mode = mode
    self.linkCount = linkCount
  }

  /// The state that a system call returned.
  init(_ state: parlance_file_state) {
    self.init(
      size: Int(state.size), modified: state.modified, changed: state.changed, inode: state.inode,
      device: state.device, mode: state.mode, linkCount: Int(state.links))
  }
}
