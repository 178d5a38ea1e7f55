internal import Glibc
package import System

/// The folder of a share, held open: files are opened beneath it, never through a symbolic link.
package final class ShareFolder: Sendable {
  /// The folder's own path as given.
  package let path: SharePath

  /// The folder itself.
  let folder: OpenFolder

  /// Opens the folder; the path itself may be a symbolic link.
  ///
  /// - Throws: `DocumentRefusal` if there is no such folder or it may not be read.
  package init(_ path: SharePath) throws(DocumentRefusal) {
    self.path = path
    do { folder = try OpenFolder(path) } catch { throw DocumentRefusal(error) }
  }

  /// What tells the folder's file system from others and outlives a remount; see `OpenFolder`.
  package var fileSystem: String { folder.fileSystem }

  /// The value of an extended attribute of a file; `nil` if it has none of that name, or cannot be asked.
  package func attribute(_ name: String, of path: SharePath) -> [UInt8]? {
    guard let (file, _) = try? folder.open(path) else { return nil }
    return (try? file.attribute(name)) ?? nil
  }

  /// Which file there is at a path; `nil` if it cannot be opened, or is not known by anything but its path.
  package func origin(of path: SharePath) -> FileOrigin? {
    (try? folder.open(path)).flatMap { FileOrigin($0.file) }
  }

  /// Opens a file for reading.
  ///
  /// - Throws: `DocumentRefusal` if it is gone, may not be read, or is not a regular file any more.
  package func open(_ path: SharePath) throws(DocumentRefusal) -> (
    source: ByteSource, stamp: FileStamp
  ) {
    let opened = try openKnown(path)
    return (opened.source, opened.stamp)
  }

  /// Opens a file for reading, and says which file it is, if that is known by anything but its path.
  ///
  /// - Throws: `DocumentRefusal` if it is gone, may not be read, or is not a regular file any more.
  func openKnown(_ path: SharePath) throws(DocumentRefusal) -> (
    source: ByteSource, stamp: FileStamp, origin: FileOrigin?
  ) {
    do {
      let (file, stamp) = try folder.open(path)
      return (try ByteSource(file, count: stamp.size), stamp, FileOrigin(file))
    } catch let refusal as DocumentRefusal {
      throw refusal
    } catch let error as SystemError {
      switch error.number {
      case ELOOP: throw DocumentRefusal(.unreadable, "a symbolic link")
      case EINVAL: throw DocumentRefusal(.unreadable, "not a regular file")
      default: throw DocumentRefusal(error)
      }
    } catch {
      throw DocumentRefusal(.unreadable, "\(error)")
    }
  }
}
