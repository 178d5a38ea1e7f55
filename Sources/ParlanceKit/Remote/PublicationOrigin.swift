internal import MappedStorage
internal import System

/// What tells the documents of a workspace on a search engine from those of others, wherever it is moved to.
struct PublicationOrigin {
  private let workspace: Workspace

  private var path: String { "\(workspace.folder)/publication" }

  init(_ workspace: Workspace) { self.workspace = workspace }

  /// The identifier of the workspace, made when it is asked for first.
  ///
  /// - Throws: `StorageError`; `WorkspaceError` if there is none yet and this account may not write.
  func identifier() throws -> String {
    if let known = try known() { return known }
    let lock = try workspace.lock(for: "publish")
    defer { withExtendedLifetime(lock) {} }
    // Another command may have made it meanwhile.
    if let known = try known() { return known }
    let halves = [UInt64.random(in: 0 ... .max), UInt64.random(in: 0 ... .max)]
    let made = halves.map { Checksum.hexadecimal($0) }.joined()
    try CheckedLines.write([made], to: path)
    return made
  }

  private func known() throws -> String? {
    guard PathAccess.exists(path) else { return nil }
    guard let line = try CheckedLines.read(path).first else {
      throw StorageError.damaged(path: path, reason: "it has no identifier")
    }
    return String(line)
  }
}
