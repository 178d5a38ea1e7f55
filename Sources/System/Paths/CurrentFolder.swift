internal import Glibc

/// The folder that relative paths begin in.
package enum CurrentFolder {
  /// Its absolute path; `nil` if it is gone or cannot be reached from the root.
  package static var path: String? {
    guard let path = unsafe getcwd(nil, 0) else { return nil }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }
}
