import Documents
import Glibc
import JSONCoding
import MappedStorage
import System

/// Why a list of files cannot be used.
struct FileListError: Error, CustomStringConvertible {
  let path: SharePath
  let share: String

  var description: String {
    "\(path): is not in the share \(share)\nHint: name files as they stand now, each ended by NUL"
  }
}

/// A list of file names ended by NUL, as `find -print0` gives it.
enum FileList {
  /// The paths within the share that a list names, in their lossless string form.
  ///
  /// - Parameters:
  ///   - list: the path of the list; `-` for standard input.
  ///   - share: the root of the share.
  /// - Returns: the paths.
  /// - Throws: `FileListError` for a file outside the share; `StorageError`.
  static func paths(from list: String, share: String) throws -> Set<String> {
    let bytes =
      list == StandardInput.argument ? try standardInput() : try MappedBytes.contents(of: list)
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
    guard let folder = absolute.folder.resolved() else { return nil }
    let whole = folder.appending(absolute.name).bytes
    let prefix = share.last == UInt8(ascii: "/") ? share : share + [UInt8(ascii: "/")]
    return whole.starts(with: prefix) ? Array(whole.dropFirst(prefix.count)) : nil
  }

  private static func standardInput() throws -> [UInt8] {
    var result: [UInt8] = []
    try StandardInput.forEachChunk { result += $0 }
    return result
  }
}
