import System

/// Why an index cannot be used.
package enum IndexError: Error, Equatable, Sendable {
  /// There is no index in the folder.
  case missing(path: String)

  /// The bytes were changed or cut since they were written; the index must be built again.
  case damaged(path: String, reason: String)

  /// Another version of the format or of the analyzer wrote it; the index must be built again.
  case outdated(path: String)

  /// Another process writes to the index at this moment.
  case busy(path: String)

  /// The segment would pass 4 GiB; fewer documents must go into one.
  case tooLarge
}

extension IndexError: CustomStringConvertible {
  /// One line: the path, then the cause.
  package var description: String {
    switch self {
    case .missing(let path): "\(path): no search index found"
    case .damaged(let path, let reason): "\(path): the search index is damaged: \(reason)"
    case .outdated(let path): "\(path): the search index was written by another version"
    case .busy(let path): "\(path): another process is writing to the search index"
    case .tooLarge: "a segment of the search index would pass 4 GiB"
    }
  }
}
