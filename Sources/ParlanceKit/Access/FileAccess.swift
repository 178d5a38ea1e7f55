internal import Documents
internal import Glibc
internal import Searching
internal import System

/// Finds out who may read files, by the rights of each and of all folders above.
struct FileAccess {
  private var folders: [SharePath: [AccessEntry]] = [:]

  /// The largest access list that the kernel keeps.
  private static let largestList = 1 << 16

  /// The values to index for a file; `nil` if it, or a folder above it, cannot be looked at.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - right: what an account is to be let do with it, `R_OK` or `W_OK`.
  /// - Returns: the values.
  mutating func values(of path: SharePath, right: Int32 = R_OK) -> [String]? {
    guard let above = entries(ofFolder: path.folder),
      let own = Self.entry(of: path, right: UInt32(right))
    else { return nil }
    return DocumentAccess.values(above + [own])
  }

  private mutating func entries(ofFolder folder: SharePath) -> [AccessEntry]? {
    if let known = folders[folder] { return known }
    let isTop = folder.bytes == Array("/".utf8) || folder.bytes.isEmpty
    guard let above = isTop ? [] : entries(ofFolder: folder.folder),
      let own = Self.entry(of: isTop ? SharePath("/") : folder, right: UInt32(X_OK))
    else { return nil }
    let entries = own.isOpen ? above : above + [own]
    folders[folder] = entries
    return entries
  }

  /// The entry of a file or folder for one right, such as `R_OK`.
  private static func entry(of path: SharePath, right: UInt32) -> AccessEntry? {
    guard let folder = try? OpenFolder(withoutLinks: path.folder),
      let identity = try? folder.identity(of: path.name),
      let list = try? accessList(of: path.name, in: folder)
    else { return nil }
    if !list.isEmpty, let entry = AccessEntry(list, identity, right: right) { return entry }
    let mode = identity.mode
    return AccessEntry(
      [
        .init(.user(identity.owner), passes: mode >> 6 & right != 0),
        .init(.group(identity.group), passes: mode >> 3 & right != 0),
      ], othersPass: mode & right != 0)
  }

  /// The access list of a file, empty if it has none but its mode.
  private static func accessList(
    of name: [UInt8], in folder: OpenFolder
  ) throws(SystemError) -> [UInt8] {
    func list(_ capacity: Int) throws(SystemError) -> [UInt8] {
      try folder.attribute("system.posix_acl_access", of: name, capacity: capacity) ?? []
    }
    do throws(SystemError) {
      // Nearly every list fits; the largest there may be is asked for only where one does not.
      return try list(256)
    } catch {
      // A file system without access lists says so.
      if error.number == ENOTSUP { return [] }
      guard error.number == ERANGE else { throw error }
      return try list(largestList)
    }
  }
}

extension AccessEntry {
  /// What an entry of a POSIX access list is about; linux/posix_acl.h.
  private enum Tag: UInt16 {
    case owner = 1
    case user = 2
    case owningGroup = 4
    case group = 8
    case mask = 0x10
    case other = 0x20
  }

  /// Reads an access list as the kernel stores it; `nil` if it is of another version.
  fileprivate init?(_ list: [UInt8], _ identity: FileIdentity, right: UInt32) {
    func number(at place: Int, bytes: Int) -> UInt32 {
      (0..<bytes).reduce(0) { $0 | UInt32(list[place + $1]) << UInt32(8 * $1) }
    }
    guard list.count >= 4, list.count % 8 == 4, number(at: 0, bytes: 4) == 2 else { return nil }
    var found: [(tag: Tag, passes: Bool, number: UInt32)] = []
    var mask = true
    for place in stride(from: 4, to: list.count, by: 8) {
      guard let tag = Tag(rawValue: UInt16(number(at: place, bytes: 2))) else { return nil }
      let passes = number(at: place + 2, bytes: 2) & right != 0
      if tag == .mask { mask = passes }
      found.append((tag, passes, number(at: place + 4, bytes: 4)))
    }
    var users: [Rule] = []
    var groups: [Rule] = []
    var others = false
    for entry in found {
      switch entry.tag {
      case .owner: users.insert(Rule(.user(identity.owner), passes: entry.passes), at: 0)
      case .user: users.append(Rule(.user(entry.number), passes: entry.passes && mask))
      case .owningGroup:
        groups.append(Rule(.group(identity.group), passes: entry.passes && mask))
      case .group: groups.append(Rule(.group(entry.number), passes: entry.passes && mask))
      case .other: others = entry.passes
      case .mask: continue
      }
    }
    // In the order of the kernel: owner, users, groups. The mask bounds all but the owner and the
    // others.
    self.init(users + groups, othersPass: others)
  }
}
