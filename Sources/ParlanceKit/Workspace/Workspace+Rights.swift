internal import CPlatform
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
    if let number = UInt32(name) { return .group(number) }
    var record = unsafe Glibc.group()
    var result: UnsafeMutablePointer<Glibc.group>?
    var buffer = [CChar](repeating: 0, count: 1 << 16)
    let code = unsafe getgrnam_r(name, &record, &buffer, buffer.count, &result)
    return unsafe code == 0 && result != nil ? .group(record.gr_gid) : nil
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
  package var mayRead: Bool {
    unsafe faccessat(AT_FDCWD, folder, R_OK | X_OK, AT_EACCESS) == 0
  }

  /// Whether this process may change what lies in the workspace.
  package var mayWrite: Bool { unsafe faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) == 0 }

  /// Whether accounts may read the workspace with which it was never shared.
  package var isTooOpen: Bool {
    guard let mode = Self.status(folder)?.st_mode else { return false }
    return mode & 0o077 != 0 && parlance_is_shared_folder(mode) == 0
  }

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
    let descriptor = unsafe open(catalogPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      if errno == EEXIST { return }
      throw WorkspaceError.cannotCreate(path: catalogPath, errno: errno)
    }
    defer { close(descriptor) }
    let code = unsafe parlance_adopt_rights(descriptor, catalogPath)
    guard code == 0 else { throw WorkspaceError.cannotCreate(path: catalogPath, errno: code) }
  }

  private func makeFolder(_ path: String, isShareable: Bool) throws {
    guard unsafe mkdir(path, 0o700) == 0 else {
      if errno == EEXIST { return }
      throw WorkspaceError.cannotCreate(path: path, errno: errno)
    }
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw WorkspaceError.cannotCreate(path: path, errno: errno) }
    defer { close(descriptor) }
    let isShared = isShareable && path != folder
    let code =
      unsafe isShared
      ? parlance_adopt_rights(descriptor, path) : parlance_adopt_owner(descriptor, path)
    guard code == 0 else { throw WorkspaceError.cannotCreate(path: path, errno: code) }
  }

  private func share(folder path: String, with sharing: WorkspaceSharing) throws {
    let (files, ownFolder): (mode_t, mode_t) =
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
      try set(name == "lock" ? 0o600 : files, group: group, of: "\(path)/\(name)")
    }
    try set(ownFolder, group: group, of: path)
  }

  private func set(_ mode: mode_t, group: UInt32?, of path: String) throws {
    let descriptor = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    // Files that another command removes meanwhile need no rights.
    guard descriptor >= 0 else {
      if errno == ENOENT { return }
      throw WorkspaceError.cannotCreate(path: path, errno: errno)
    }
    defer { close(descriptor) }
    guard group.map({ fchown(descriptor, .max, $0) == 0 }) ?? true, fchmod(descriptor, mode) == 0
    else { throw WorkspaceError.cannotShare(path: path, errno: errno) }
  }

  private static func status(_ path: String) -> stat? {
    var status = stat()
    return unsafe lstat(path, &status) == 0 ? status : nil
  }
}
