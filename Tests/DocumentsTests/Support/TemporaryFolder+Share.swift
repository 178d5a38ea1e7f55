import Documents
import System
import TestSupport

extension TemporaryFolder {
  /// The folder as a share to walk through.
  func share() throws -> ShareFolder { try ShareFolder(SharePath(path)) }
}
