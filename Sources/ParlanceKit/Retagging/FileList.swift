internal import Glibc
internal import System

/// Why a list of files cannot be used.
package struct FileListError: Error, Equatable, Sendable, CustomStringConvertible {
  let path: SharePath
  let share: String

  /// The file, the cause and a way out.
  package var description: String {
    "\(path): is not in the share \(share)\nHint: name files as they stand now, each ended by NUL"
  }
}

/// A list of file names ended by NUL, as `find -print0` gives it.
package enum FileList {
  /// The paths within the share that a list names, in their lossless string form.
  ///
  /// - Parameters:
  ///   - bytes: the list.
  ///   - share: the root of the share.
  /// - Returns: the paths.
  /// - Throws: `FileListError` for a file outside the share.
  package static func paths(in bytes: [UInt8], share: String) throws -> Set<String> {
    var result: Set<String> = []
    for name in bytes.split(separator: 0) {
      guard let path = path(Array(name), within: Array(share.utf8)) else {
        throw FileListError(path: SharePath(bytes: Array(name)), share: share)
      }
      result.insert(SharePath(bytes: path).string)
    }
    return result
  }

  /// The path within the share; `nil` if it is elsewhere.
  private static func path(_ name: [UInt8], within share: [UInt8]) -> [UInt8]? {
    let absolute = SharePath(bytes: name)
    // The folder alone: a file that is gone by now is known to the catalog all the same.
    guard let folder = absolute.folder.resolved() else { return nil }
    let whole = folder.appending(absolute.name).bytes
    let prefix = share.last == UInt8(ascii: "/") ? share : share + [UInt8(ascii: "/")]
    return whole.starts(with: prefix) ? Array(whole.dropFirst(prefix.count)) : nil
  }
}
