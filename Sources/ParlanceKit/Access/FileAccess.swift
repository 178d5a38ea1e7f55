internal import Documents
internal import Glibc
internal import MappedStorage
internal import Searching
internal import System

/// Finds out who may read files, by the rights of each and of all folders above.
struct FileAccess {
  /// What a folder on the way to files lets through.
  private struct Folder {
    let entries: [AccessEntry]
    /// A number that is another when the entries are, or who looks.
    let seal: UInt64
  }

  private var folders: [SharePath: Folder] = [:]

  /// The folder that was asked for last, which most files share with the one before: its path is compared, not hashed.
  private var newest: (path: SharePath, folder: Folder)?

  /// The folder that was looked into last: files come folder by folder.
  private var held: (path: SharePath, folder: OpenFolder)?

  /// Who looks: what the kernel refuses depends on it.
  private let looker: UInt64

  /// The largest access list that the kernel keeps.
  private static let largestList = 1 << 16

  init() {
    let reader = SearchReader.current
    let groups = Set(reader.groups + [getegid()]).sorted().map(String.init).joined(separator: " ")
    looker = Checksum.of(Array("\(geteuid()) \(groups)".utf8))
  }

  /// The values to index for a file; `nil` if it, or a folder above it, cannot be looked at.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - right: what an account is to be let do with it, `R_OK` or `W_OK`.
  /// - Returns: the values.
  mutating func values(of path: SharePath, right: Int32 = R_OK) -> [String]? {
    found(of: path, right: right)?.values
  }

  /// The values to index for a file, and the seal of what they were found out from.
  ///
  /// There is no seal for a file that changed just now: what changes it once more may leave no later time.
  mutating func found(
    of path: SharePath, right: Int32 = R_OK
  ) -> (values: [String], seal: Int64?)? {
    guard let above = entries(ofFolder: path.folder),
      let own = entry(of: path, right: UInt32(right))
    else { return nil }
    return (
      DocumentAccess.values(above.entries + [own.entry]),
      own.changed < Self.settledTime ? Self.seal(above, changed: own.changed) : nil
    )
  }

  /// What changed before it, in nanoseconds since 1970, has another time when it changes again: file systems keep
  /// times to two seconds at least.
  private static var settledTime: Int64 {
    (Int64(time(nil)) - 3).multipliedClamped(by: 1_000_000_000)
  }

  /// The seal of what the values of a file are found out from; the file itself is not looked at.
  ///
  /// That is who may pass the folders above, when its own rights, or anything else of it, changed last, and
  /// who looks.
  ///
  /// - Parameters:
  ///   - folder: the folder of the file.
  ///   - changed: when content or attributes of the file were changed last, in nanoseconds since 1970.
  /// - Returns: the seal; `nil` if a folder cannot be looked at.
  mutating func seal(ofFileIn folder: SharePath, changed: Int64) -> Int64? {
    entries(ofFolder: folder).map { Self.seal($0, changed: changed) }
  }

  private static func seal(_ folder: Folder, changed: Int64) -> Int64 {
    Int64(bitPattern: Checksum.combining(folder.seal, UInt64(bitPattern: changed)))
  }

  private mutating func entries(ofFolder folder: SharePath) -> Folder? {
    if let newest, newest.path == folder { return newest.folder }
    if let known = folders[folder] {
      newest = (folder, known)
      return known
    }
    let isTop = folder.bytes == Array("/".utf8) || folder.bytes.isEmpty
    guard let above = isTop ? [] : entries(ofFolder: folder.folder)?.entries,
      let own = entry(of: isTop ? SharePath("/") : folder, right: UInt32(X_OK))?.entry
    else { return nil }
    // A folder that everybody may pass bounds nobody; most are such.
    let entries = own.isOpen ? above : above + [own]
    let text = DocumentAccess.values(entries).joined(separator: " ")
    let result = Folder(
      entries: entries, seal: Checksum.combining(looker, Checksum.of(Array(text.utf8))))
    folders[folder] = result
    return result
  }

  /// The folder at a path, held open until another one is asked for.
  private mutating func folder(_ path: SharePath) -> OpenFolder? {
    if let held, held.path == path { return held.folder }
    // A link would lead past the folders whose rights were put together.
    guard let folder = try? OpenFolder(withoutLinks: path) else { return nil }
    held = (path, folder)
    return folder
  }

  /// The entry of a file or folder for one right, such as `R_OK`, and when anything of it changed last.
  private mutating func entry(
    of path: SharePath, right: UInt32
  ) -> (entry: AccessEntry, changed: Int64)? {
    guard let folder = folder(path.folder),
      let identity = try? folder.identity(of: path.name),
      let list = try? Self.accessList(of: path.name, in: folder)
    else { return nil }
    let changed = identity.changedTime.nanosecondsSince1970
    if !list.isEmpty, let entry = AccessEntry(list, identity, right: right) {
      return (entry, changed)
    }
    let mode = identity.mode
    let entry = AccessEntry(
      [
        .init(.user(identity.owner), passes: mode >> 6 & right != 0),
        .init(.group(identity.group), passes: mode >> 3 & right != 0),
      ], othersPass: mode & right != 0)
    return (entry, changed)
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
    // A header of four bytes with the version, then entries of eight: linux/posix_acl_xattr.h.
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
