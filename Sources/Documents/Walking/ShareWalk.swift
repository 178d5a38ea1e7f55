package import System

/// A file that a walk found.
package struct WalkedFile: Hashable, Sendable {
  /// The path relative to the share.
  package var path: SharePath

  /// Size, times, inode.
  package var state: FileState

  /// Whether an office program has it open: a lock file stands beside it.
  package var isLocked: Bool

  /// A file of its facts.
  package init(path: SharePath, state: FileState, isLocked: Bool = false) {
    self.path = path
    self.state = state
    self.isLocked = isLocked
  }
}

/// What a walk passed over, and why.
package struct WalkSkip: Hashable, Sendable {
  /// The kinds of what is passed over.
  package enum Reason: String, Sendable, CaseIterable {
    /// A symbolic link; links are not followed.
    case symbolicLink
    /// A FIFO, socket or device; never opened.
    case special
    /// A file or folder whose name begins with a dot.
    case hidden
    /// An office program's lock file.
    case lock
    /// A folder or file that could not be read; `detail` says why.
    case failed
  }

  /// The path relative to the share.
  package var path: SharePath

  /// Why.
  package var reason: Reason

  /// The system's words for a failure; otherwise empty.
  package var detail: String
}

/// A walk over a share: its files in a stable order, without following links or opening files.
///
/// Folders are read with `getdents64` and files asked with `fstatat` in the same pass. The order is
/// that of the names' bytes, a folder's content standing where its name does. What cannot be read is
/// a `WalkSkip`, never an end.
package struct ShareWalk: Sendable {
  /// Folders nested deeper than this are reported as failed, as each holds a descriptor open.
  package static let depthLimit = 256

  /// Whether names beginning with a dot are walked, too.
  package var includesHidden = false

  /// A walk that leaves out what is hidden.
  package init() {}

  /// All files and what was passed over, each in the order of the walk.
  ///
  /// - Throws: `DocumentRefusal` if the share itself cannot be read.
  package func files(in folder: ShareFolder) throws -> (files: [WalkedFile], skips: [WalkSkip]) {
    var files: [WalkedFile] = []
    var skips: [WalkSkip] = []
    try walk(folder, onFile: { files.append($0) }, onSkip: { skips.append($0) })
    return (files, skips)
  }

  /// Walks the share.
  ///
  /// - Parameters:
  ///   - folder: the share.
  ///   - onFile: is called for each file; what it throws ends the walk.
  ///   - onSkip: is called for whatever is passed over.
  /// - Throws: `DocumentRefusal` if the share itself cannot be read, or what `onFile` throws.
  package func walk(
    _ folder: ShareFolder, onFile: (WalkedFile) throws -> Void, onSkip: (WalkSkip) -> Void
  ) throws {
    let root: OpenFolder
    let entries: [FolderEntry]
    do {
      // A descriptor of its own: reading moves the position, and walks may run side by side.
      root = try folder.folder.reopened()
      entries = try root.entries()
    } catch { throw DocumentRefusal(error) }
    try walk(entries, of: root, SharePath(bytes: []), depth: 0, onFile: onFile, onSkip: onSkip)
  }

  private func walk(
    _ entries: [FolderEntry], of folder: OpenFolder, _ path: SharePath, depth: Int,
    onFile: (WalkedFile) throws -> Void, onSkip: (WalkSkip) -> Void
  ) throws {
    let locks = LockNames(entries)
    for entry in entries {
      let child = path.appending(entry.name)
      func skip(_ reason: WalkSkip.Reason, _ detail: String = "") {
        onSkip(WalkSkip(path: child, reason: reason, detail: detail))
      }
      if LockNames.isLock(entry.name) {
        skip(.lock)
        continue
      }
      if !includesHidden, entry.name.first == UInt8(ascii: ".") {
        skip(.hidden)
        continue
      }
      switch entry.kind {
      case .folder:
        try enter(folder, entry.name, child, depth: depth + 1, onFile: onFile, onSkip: onSkip)
      case .file(let state):
        try onFile(
          WalkedFile(path: child, state: state, isLocked: locks.lock(entry.name)))
      case .symbolicLink: skip(.symbolicLink)
      case .special: skip(.special)
      case .failed(let error): skip(.failed, "\(error)")
      }
    }
  }

  private func enter(
    _ parent: OpenFolder, _ name: [UInt8], _ path: SharePath, depth: Int,
    onFile: (WalkedFile) throws -> Void, onSkip: (WalkSkip) -> Void
  ) throws {
    guard depth <= Self.depthLimit else {
      onSkip(
        WalkSkip(
          path: path, reason: .failed, detail: "more than \(Self.depthLimit) folders deep"))
      return
    }
    let folder: OpenFolder
    let entries: [FolderEntry]
    do {
      folder = try parent.folder(name)
      entries = try folder.entries()
    } catch {
      onSkip(WalkSkip(path: path, reason: .failed, detail: "\(error)"))
      return
    }
    try walk(entries, of: folder, path, depth: depth, onFile: onFile, onSkip: onSkip)
  }
}

/// The names that lock files of a folder stand for.
private struct LockNames {
  private var names: Set<[UInt8]> = []

  /// LibreOffice leaves `.~lock.NAME#`; Office leaves `~$NAME`, where Word drops the first one or two
  /// characters of longer names.
  init(_ entries: [FolderEntry]) {
    for entry in entries where Self.isLock(entry.name) {
      if entry.name.first == UInt8(ascii: "~") {
        names.insert(Array(entry.name.dropFirst(2)))
      } else {
        names.insert(Array(entry.name.dropFirst(7).dropLast()))
      }
    }
  }

  static func isLock(_ name: [UInt8]) -> Bool {
    name.starts(with: "~$".utf8)
      || name.starts(with: ".~lock.".utf8) && name.last == UInt8(ascii: "#")
  }

  /// Whether a lock file stands for the file `name`.
  func lock(_ name: [UInt8]) -> Bool {
    guard !names.isEmpty else { return false }
    if names.contains(name) { return true }
    let characters = Array(String(decoding: name, as: UTF8.self).unicodeScalars)
    return [1, 2].contains { dropped in
      guard characters.count > dropped else { return false }
      var rest = String.UnicodeScalarView()
      rest.append(contentsOf: characters.dropFirst(dropped))
      return names.contains(Array(String(rest).utf8))
    }
  }
}
