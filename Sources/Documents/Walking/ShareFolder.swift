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

  /// What tells the folder's file system from others and outlives a remount: its identifier, or 0 if it
  /// has none, as on network file systems.
  ///
  /// The device number is no such thing: it depends on the order in which disks are found.
  package var fileSystem: String { String(folder.fileSystemIdentifier, radix: 16)
  }

  /// Opens a file for reading.
  ///
  /// - Throws: `DocumentRefusal` if it is gone, may not be read, or is no regular file any more.
  package func open(_ path: SharePath) throws(DocumentRefusal) -> (
    source: ByteSource, state: FileState
  ) {
    do {
      let (file, state) = try folder.open(path)
      return (try ByteSource(file, count: state.size), state)
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
