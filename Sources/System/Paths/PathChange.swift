internal import Glibc

/// Changes of what is at a path, in one call each.
package enum PathChange {
  /// Removes a name of a file; a link itself, not what it leads to.
  ///
  /// - Returns: whether there was one.
  /// - Throws: why it is still there.
  @discardableResult
  package static func removeFile(_ path: String) throws(SystemError) -> Bool {
    if unsafe unlink(path) == 0 { return true }
    guard errno == ENOENT else { throw .last }
    return false
  }

  /// Removes a folder that is empty.
  ///
  /// - Throws: `ENOTEMPTY` if it is not.
  package static func removeFolder(_ path: String) throws(SystemError) {
    guard unsafe rmdir(path) == 0 else { throw .last }
  }

  /// Makes a folder, unless something is there.
  ///
  /// - Parameters:
  ///   - path: the folder; the one above it must be there.
  ///   - mode: the rights of a new folder, less what the umask takes.
  /// - Returns: whether it is new.
  /// - Throws: why there is none.
  @discardableResult
  package static func makeFolder(
    _ path: String, mode: UInt32 = 0o777
  ) throws(SystemError) -> Bool {
    if unsafe mkdir(path, mode) == 0 { return true }
    guard errno == EEXIST else { throw .last }
    return false
  }
}
