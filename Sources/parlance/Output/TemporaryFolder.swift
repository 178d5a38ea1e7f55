import System

/// Does something in a folder below `$TMPDIR`, or `/tmp`, that is gone afterwards.
///
/// - Parameter body: takes the path of the folder.
/// - Returns: what `body` returns.
/// - Throws: `StorageError.unwritable` if there can be no such folder, or what `body` throws.
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let base = ProcessEnvironment.variable("TMPDIR") ?? "/tmp"
  let scratch = ScratchFolder(in: base)
  guard let folder = scratch.path else {
    throw StorageError.unwritable(path: base, errno: scratch.errorNumber)
  }
  return try withExtendedLifetime(scratch) { try body(folder) }
}
