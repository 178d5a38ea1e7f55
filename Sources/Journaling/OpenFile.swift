internal import Documents
internal import Glibc
internal import System

/// A file read whole, its descriptor kept open to carry over its attributes.
final class OpenFile: Sendable {
  let bytes: [UInt8]
  let identity: FileIdentity
  let descriptor: FileDescriptor

  /// The largest file that is read to take a change of it back.
  static let sizeLimit = 2 << 30

  /// Opens and reads a regular file; follows no link on the way to it.
  convenience init(_ path: SharePath, limit: Int) throws(DocumentRefusal) {
    try self.init(path.name, in: try ChangePreparation.hold(path.folder), limit: limit)
  }

  /// Opens and reads a regular file of a folder.
  init(_ name: [UInt8], in folder: OpenFolder, limit: Int) throws(DocumentRefusal) {
    do throws(SystemError) {
      (descriptor, identity) = try folder.document(name)
    } catch {
      switch error.number {
      case ELOOP: throw DocumentRefusal(.notRegular, "a symbolic link")
      case EINVAL: throw DocumentRefusal(.notRegular, "not a regular file")
      case EAGAIN: throw DocumentRefusal(.locked, "another program has a lease on the file")
      default: throw DocumentRefusal(.unreadable, error.description)
      }
    }
    guard identity.size <= limit else {
      throw DocumentRefusal(.tooLarge, "\(identity.size) bytes, allowed are \(limit)")
    }
    do throws(SystemError) {
      // One byte more than there was tells a file that grew meanwhile.
      bytes = try descriptor.bytes(in: 0..<(identity.size + 1))
    } catch {
      throw DocumentRefusal(.unreadable, error.description)
    }
    guard bytes.count == identity.size else {
      throw DocumentRefusal(.changed, "the file changed its size while it was read")
    }
  }
}
