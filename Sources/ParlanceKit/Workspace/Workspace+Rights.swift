internal import Glibc
internal import System

/// Who may read a workspace beside its owner.
package enum WorkspaceSharing: Hashable, Sendable {
  /// Nobody.
  case `private`

  /// The members of a group, known by its number.
  case group(UInt32)
}

extension WorkspaceSharing {
  /// The group of a name or number.
  ///
  /// - Returns: `nil` if the system knows no such group.
  package static func ofGroup(named name: String) -> WorkspaceSharing? {
    (UInt32(name) ?? Account.group(named: name)).map(WorkspaceSharing.group)
  }
}

extension Workspace {
  /// Makes `.parlance/` and its folders, unless they are there; for its owner alone, if it is new.
  ///
  /// - Throws: `WorkspaceError.cannotCreate`.
  package func create() throws {
    for path in [folder, sourcesFolder, indexFolder] { try makeFolder(path, isShareable: true) }
    // Journals hold what documents were; nobody reads them but who takes a run back.
    try makeFolder(journalFolder, isShareable: false)
  }

  /// Whether this process may read what lies in the workspace.
  package var mayRead: Bool { PathAccess.allows([.read, .enter], at: folder, to: .process) }

  /// Whether this process may change what lies in the workspace.
  package var mayWrite: Bool { PathAccess.allows([.write, .enter], at: folder, to: .process) }

  /// Whether accounts may read the workspace with which it was never shared.
  package var isTooOpen: Bool {
    guard let mode = FileIdentity(atEndOf: folder)?.mode else { return false }
    return mode & 0o077 != 0 && !isSharedFolder(mode: mode)
  }

  /// Whether this process may set who may read the workspace.
  package var isOwn: Bool { geteuid() == 0 || FileIdentity(atEndOf: folder)?.owner == geteuid() }

  /// Closes a workspace that is too open, as earlier versions left it.
  ///
  /// - Returns: whether there was something to close.
  /// - Throws: `WorkspaceError.cannotShare` if it belongs to somebody else.
  package func closeIfTooOpen() throws -> Bool {
    guard isTooOpen else { return false }
    try share(with: .private)
    return true
  }

  /// Sets who may read the workspace and all that lies in it.
  ///
  /// - Throws: `WorkspaceError.cannotShare` if it belongs to somebody else, or its owner is not a member
  ///   of the group.
  package func share(with sharing: WorkspaceSharing) throws {
    // Closed from the outside, opened from the inside: nothing is open before all is as it should be.
    try set(0o700, group: nil, of: folder)
    for path in [sourcesFolder, indexFolder, journalFolder] {
      try share(folder: path, with: path == journalFolder ? .private : sharing)
    }
    try share(folder: folder, with: sharing)
  }

  /// Makes the file of the catalog with the rights of the workspace; SQLite gives them to its logs.
  func makeCatalogFile() throws {
    let file: FileDescriptor
    do throws(SystemError) {
      file = try FileDescriptor(creating: catalogPath)
    } catch {
      if error.number == EEXIST { return }
      throw WorkspaceError.cannotCreate(path: catalogPath, errno: error.number)
    }
    do throws(SystemError) {
      try file.adoptRights(ofFolderOf: SharePath(catalogPath))
    } catch {
      throw WorkspaceError.cannotCreate(path: catalogPath, errno: error.number)
    }
  }

  private func makeFolder(_ path: String, isShareable: Bool) throws {
    do throws(SystemError) {
      guard try PathChange.makeFolder(path, mode: 0o700) else { return }
      let made = try FileDescriptor(holding: path, isFolder: true)
      if isShareable, path != folder {
        try made.adoptRights(ofFolderOf: SharePath(path))
      } else {
        try made.adoptOwner(ofFolderOf: SharePath(path))
      }
    } catch {
      throw WorkspaceError.cannotCreate(path: path, errno: error.number)
    }
  }

  private func share(folder path: String, with sharing: WorkspaceSharing) throws {
    // The set-group-ID bit hands the group on to what is made in the folder later.
    let (files, ownFolder): (UInt32, UInt32) =
      sharing == .private ? (0o600, 0o700) : (0o640, 0o2750)
    var group: UInt32?
    if case .group(let number) = sharing { group = number }
    let entries: [FolderEntry]
    do throws(SystemError) {
      entries = try OpenFolder(SharePath(path)).entries()
    } catch {
      if error.number == ENOENT { return }
      throw WorkspaceError.cannotCreate(path: path, errno: error.number)
    }
    for entry in entries {
      guard case .file = entry.kind else { continue }
      let name = SharePath(bytes: entry.name).string
      // Whoever can open the lock can hold it, and keep the owner from writing.
      try set(name == "lock" ? 0o600 : files, group: group, of: "\(path)/\(name)")
    }
    try set(ownFolder, group: group, of: path)
  }

  private func set(_ mode: UInt32, group: UInt32?, of path: String) throws {
    let file: FileDescriptor
    do throws(SystemError) {
      file = try FileDescriptor(holding: path)
    } catch {
      // Files that another command removes meanwhile need no rights.
      if error.number == ENOENT { return }
      throw WorkspaceError.cannotCreate(path: path, errno: error.number)
    }
    do throws(SystemError) {
      try file.set(mode: mode, group: group)
    } catch {
      throw WorkspaceError.cannotShare(path: path, errno: error.number)
    }
  }
}
