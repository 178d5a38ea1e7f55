internal import Glibc

/// A file that a person names to be written, which may hold something of theirs.
///
/// A regular file is replaced in one step and keeps owner, mode, access list and attributes; a
/// symbolic link leads to what is replaced; a pipe or device is written to.
package struct OutputFile: Sendable {
  /// The path as given.
  package let path: String

  /// Why nothing was written.
  package enum Refusal: Error, Hashable, Sendable {
    /// There is a file that holds something else.
    case exists(path: String)
    /// The file is one of those that are read.
    case isInput(path: String)
    /// The file lies in a folder that a program keeps for itself.
    case isKept(path: String)
  }

  /// The name of the folders in which nothing is written.
  private let keptFolder: String?

  /// Such a folder, whose files are not written by other names of theirs either.
  private let keptPlace: String?

  /// The output at a path.
  ///
  /// - Parameters:
  ///   - path: where it is to be.
  ///   - keptFolder: the name of the folders that it must not lie in.
  ///   - keptPlace: the path of one of them, of which it must be no file under another name.
  package init(_ path: String, outsideOf keptFolder: String? = nil, at keptPlace: String? = nil) {
    self.path = path
    self.keptFolder = keptFolder
    self.keptPlace = keptPlace
  }

  /// Writes the output; a file is on the disk, under its name, when this returns.
  ///
  /// - Parameters:
  ///   - bytes: all that is to be in it.
  ///   - replaces: whether a file may be replaced that holds something else.
  ///   - inputs: the paths of the files that are read, `-` for standard input; the output must be none
  ///     of them.
  /// - Throws: `Refusal`, `StorageError.unwritable`; what was at the path is then unchanged, unless it
  ///   is a stream or a file with several names, or the disk fails after it was replaced.
  package func write(_ bytes: [UInt8], replaces: Bool, inputs: [String] = []) throws {
    do {
      if let descriptor = standardDescriptor { return try descriptor.write(bytes) }
      let goal = try resolved()
      try checkKept(goal.folder)
      let place = OutputPlace(folder: try OpenFolder(leadingTo: goal.folder), name: goal.name)
      guard let target = try place.identity() else {
        guard try place.create(bytes) else { throw Refusal.exists(path: path) }
        return try place.folder.sync()
      }
      guard !inputs.contains(where: { Self.isSame(target, $0) }) else {
        throw Refusal.isInput(path: path)
      }
      guard !isKept(target) else { throw Refusal.isKept(path: path) }
      guard try place.replace(target, by: bytes, force: replaces) else {
        throw Refusal.exists(path: path)
      }
      // Without it a loss of power brings the old file back, when others go by the new one already.
      if target.isRegular { try place.folder.sync() }
    } catch let error as SystemError {
      throw StorageError.unwritable(path: path, errno: error.number)
    }
  }

  /// One of the standard descriptors, if the path is a name of it: it is written on where it stands,
  /// whatever it leads to.
  private var standardDescriptor: StandardDescriptor? {
    switch path {
    case "/dev/stdout": return StandardDescriptor(number: STDOUT_FILENO)
    case "/dev/stderr": return StandardDescriptor(number: STDERR_FILENO)
    default:
      for prefix in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(prefix) {
        return Int32(path.dropFirst(prefix.count)).map(StandardDescriptor.init)
      }
      return nil
    }
  }

  /// The path without symbolic links at its end, whether or not there is a file.
  private func resolved() throws(SystemError) -> SharePath {
    // Not by `realpath`, which asks for a file that is there: a link may lead to one that is to be
    // made.
    var goal = SharePath(bytes: Array(path.utf8))
    // As many as the kernel follows.
    for _ in 0..<40 {
      var target = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
      let count = unsafe readlink(goal.cString, &target, Int(PATH_MAX))
      guard count >= 0 else { return goal }
      let link = SharePath(bytes: target[..<count].map { UInt8(bitPattern: $0) })
      let isAbsolute = link.bytes.first == UInt8(ascii: "/")
      goal = isAbsolute ? link : goal.folder.appending(link.bytes)
    }
    throw SystemError(ELOOP)
  }

  /// Throws `Refusal.isKept` if a folder is kept for a program itself, or lies in such a one.
  func checkKept(_ folder: SharePath) throws {
    guard !Self.lies(folder, in: keptFolder),
      !isKept(FileIdentity(followingLinks: folder.string))
    else {
      throw Refusal.isKept(path: path)
    }
  }

  /// Whether a folder is one of that name or lies in one, whatever links lead there.
  private static func lies(_ folder: SharePath, in name: String?) -> Bool {
    guard let name, let resolved = folder.resolved() else { return false }
    return resolved.bytes.split(separator: UInt8(ascii: "/")).contains {
      $0.elementsEqual(name.utf8)
    }
  }

  static func isSame(_ target: FileIdentity, _ input: String) -> Bool {
    guard let found = FileIdentity(followingLinks: input == "-" ? "/dev/stdin" : input) else {
      return false
    }
    return found.device == target.device && found.inode == target.inode
  }

  /// Whether a file or folder is in the kept place by another name, such as a hard link or a mount.
  private func isKept(_ target: FileIdentity?) -> Bool {
    guard let keptPlace, let target else { return false }
    return Self.holds(target, in: SharePath(keptPlace))
  }

  private static func holds(_ target: FileIdentity, in path: SharePath) -> Bool {
    guard let found = FileIdentity(of: path) else { return false }
    if found.device == target.device, found.inode == target.inode { return true }
    guard found.isFolder, let entries = try? OpenFolder(path).entries() else { return false }
    return entries.contains { holds(target, in: path.appending($0.name)) }
  }
}

/// A descriptor that the process was given and does not close.
private struct StandardDescriptor {
  let number: Int32

  func write(_ bytes: [UInt8]) throws(SystemError) {
    // A copy, since a `FileDescriptor` closes what it holds.
    let copy = fcntl(number, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0 else { throw SystemError.last }
    try FileDescriptor(adopting: copy).write(bytes)
  }
}

extension OutputFile.Refusal: CustomStringConvertible {
  /// The path and the cause, and a hint.
  package var description: String {
    switch self {
    case .exists(let path): "\(path): exists and holds something else\nHint: --force replaces it"
    case .isInput(let path):
      "\(path): is read by the same command and is not written over\nHint: name another file"
    case .isKept(let path):
      "\(path): is part of a workspace, and only its own commands write there\nHint: name another file"
    }
  }
}
