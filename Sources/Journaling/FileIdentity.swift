internal import CPlatform
package import Documents
internal import Glibc

/// What the file system says of a file at one moment; enough to see later whether it was touched.
package struct FileIdentity: Hashable, Sendable {
  /// The number of bytes.
  package var size: Int

  /// The time of the last change of the content, in nanoseconds since 1970.
  package var modified: Int64

  /// The time of the last change of content or attributes, in nanoseconds since 1970.
  package var changed: Int64

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
    modified = raw.modified_seconds * 1_000_000_000 + raw.modified_nanoseconds
    changed = raw.changed_seconds * 1_000_000_000 + raw.changed_nanoseconds
    inode = raw.inode
    device = raw.device
    mode = raw.mode
    linkCount = Int(raw.link_count)
    owner = raw.owner
    group = raw.group
  }

  /// What `lstat` says of a path, or `nil` if there is nothing.
  package init?(of path: SharePath) {
    var raw = parlance_file_identity()
    guard unsafe path.withCString({ unsafe parlance_identify($0, &raw) }) == 0 else { return nil }
    self.init(raw)
  }

  /// Whether the path is a regular file.
  package var isRegular: Bool { mode & 0o170000 == 0o100000 }

  /// Whether it is the same file with the same content, whatever names it got meanwhile.
  func isSame(as other: FileIdentity) -> Bool {
    var renamed = self
    // A file system sets the time of a rename.
    renamed.changed = other.changed
    return renamed == other
  }
}

/// A file read whole, its descriptor kept open to carry over its attributes.
final class OpenFile: Sendable {
  let bytes: [UInt8]
  let identity: FileIdentity
  let raw: parlance_file_identity
  let descriptor: Int32

  /// The largest file that is read to take a change of it back.
  static let sizeLimit = 2 << 30

  /// Opens and reads a regular file; never follows a link.
  init(_ path: SharePath, limit: Int) throws(DocumentRefusal) {
    var raw = parlance_file_identity()
    descriptor = unsafe path.withCString { unsafe parlance_open_document($0, &raw) }
    guard descriptor >= 0 else {
      switch errno {
      case ELOOP: throw DocumentRefusal(.notRegular, "a symbolic link")
      case EINVAL: throw DocumentRefusal(.notRegular, "no regular file")
      case EAGAIN: throw DocumentRefusal(.locked, "another program has a lease on the file")
      default: throw DocumentRefusal(.unreadable, SystemError.words(errno))
      }
    }
    self.raw = raw
    identity = FileIdentity(raw)
    // A failure below must not leak the descriptor: deinit does not run for a throwing init.
    guard identity.size <= limit else {
      close(descriptor)
      throw DocumentRefusal(.tooLarge, "\(identity.size) bytes, allowed are \(limit)")
    }
    do {
      bytes = try Self.read(descriptor, identity.size)
    } catch {
      close(descriptor)
      throw error
    }
  }

  deinit { close(descriptor) }

  private static func read(_ descriptor: Int32, _ size: Int) throws(DocumentRefusal) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, filled in
      guard let base = buffer.baseAddress else { return }
      while filled < size + 1 {
        let got = unsafe Glibc.read(descriptor, base + filled, size + 1 - filled)
        if got > 0 {
          filled += got
        } else if got == 0 {
          return
        } else if errno != EINTR {
          failure = errno
          return
        }
      }
    }
    guard failure == 0 else { throw DocumentRefusal(.unreadable, SystemError.words(failure)) }
    guard bytes.count == size else {
      throw DocumentRefusal(.changed, "the file changed its size while it was read")
    }
    return bytes
  }
}
