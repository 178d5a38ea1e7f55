internal import CPlatform
internal import Glibc

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
    // A descriptor of its own: reading moves the position, and walks may run side by side.
    let descriptor = unsafe parlance_open_folder(folder.descriptor, ".", 1)
    guard descriptor >= 0 else { throw DocumentRefusal(.unreadable, SystemError.words(errno)) }
    let error = try walk(
      descriptor, SharePath(bytes: []), depth: 0, onFile: onFile, onSkip: onSkip)
    if error != 0 { throw DocumentRefusal(.unreadable, SystemError.words(error)) }
  }

  /// Walks one folder and closes its descriptor; returns the system's error number or 0.
  private func walk(
    _ descriptor: Int32, _ path: SharePath, depth: Int, onFile: (WalkedFile) throws -> Void,
    onSkip: (WalkSkip) -> Void
  ) throws -> Int32 {
    defer { close(descriptor) }
    var entries: UnsafeMutablePointer<parlance_folder_entry>?
    var names: UnsafeMutablePointer<CChar>?
    var count = 0
    let error = unsafe parlance_read_folder(descriptor, &entries, &count, &names)
    guard error == 0 else { return error }
    defer {
      unsafe free(entries)
      unsafe free(names)
    }
    let list = unsafe UnsafeBufferPointer(start: entries, count: count)
    let locks = unsafe LockNames(list)
    for index in 0..<count {
      let entry = unsafe list[index]
      let name = unsafe UnsafeRawBufferPointer(start: entry.name, count: Int(entry.name_length))
      let child = unsafe path.appending(name)
      if unsafe LockNames.isLock(name) {
        onSkip(WalkSkip(path: child, reason: .lock, detail: ""))
      } else if unsafe !includesHidden && name.first == UInt8(ascii: ".") {
        onSkip(WalkSkip(path: child, reason: .hidden, detail: ""))
      } else if unsafe entry.kind == Int32(PARLANCE_ENTRY_FOLDER) {
        try unsafe enter(
          descriptor, entry.name, child, depth: depth + 1, onFile: onFile, onSkip: onSkip)
      } else if unsafe entry.kind == Int32(PARLANCE_ENTRY_FILE) {
        try unsafe onFile(
          WalkedFile(path: child, state: FileState(entry.state), isLocked: locks.lock(name)))
      } else {
        unsafe onSkip(Self.skip(entry, child))
      }
    }
    return 0
  }

  private func enter(
    _ parent: Int32, _ name: UnsafePointer<CChar>, _ path: SharePath, depth: Int,
    onFile: (WalkedFile) throws -> Void, onSkip: (WalkSkip) -> Void
  ) throws {
    guard depth <= Self.depthLimit else {
      onSkip(
        WalkSkip(
          path: path, reason: .failed, detail: "more than \(Self.depthLimit) folders deep"))
      return
    }
    let descriptor = unsafe parlance_open_folder(parent, name, 0)
    let error =
      descriptor < 0
      ? errno : try walk(descriptor, path, depth: depth, onFile: onFile, onSkip: onSkip)
    if error != 0 {
      onSkip(WalkSkip(path: path, reason: .failed, detail: SystemError.words(error)))
    }
  }

  private static func skip(_ entry: parlance_folder_entry, _ path: SharePath) -> WalkSkip {
    switch unsafe entry.kind {
    case Int32(PARLANCE_ENTRY_SYMBOLIC_LINK):
      WalkSkip(path: path, reason: .symbolicLink, detail: "")
    case Int32(PARLANCE_ENTRY_FAILED):
      unsafe WalkSkip(path: path, reason: .failed, detail: SystemError.words(entry.error))
    default:
      WalkSkip(path: path, reason: .special, detail: "")
    }
  }
}

/// The names that lock files of a folder stand for.
private struct LockNames {
  private var names: Set<[UInt8]> = []

  /// LibreOffice leaves `.~lock.NAME#`; Office leaves `~$NAME`, where Word drops the first one or two
  /// characters of longer names.
  init(_ entries: UnsafeBufferPointer<parlance_folder_entry>) {
    for index in 0..<entries.count {
      let entry = unsafe entries[index]
      let name = unsafe UnsafeRawBufferPointer(start: entry.name, count: Int(entry.name_length))
      guard unsafe Self.isLock(name) else { continue }
      if unsafe name.first == UInt8(ascii: "~") {
        unsafe names.insert(Array(name.dropFirst(2)))
      } else {
        unsafe names.insert(Array(name.dropFirst(7).dropLast()))
      }
    }
  }

  static func isLock(_ name: UnsafeRawBufferPointer) -> Bool {
    unsafe name.starts(with: "~$".utf8)
      || name.starts(with: ".~lock.".utf8) && name.last == UInt8(ascii: "#")
  }

  /// Whether a lock file stands for the file `name`.
  func lock(_ name: UnsafeRawBufferPointer) -> Bool {
    guard !names.isEmpty else { return false }
    let bytes = unsafe Array(name)
    if names.contains(bytes) { return true }
    let characters = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    return [1, 2].contains { dropped in
      guard characters.count > dropped else { return false }
      var rest = String.UnicodeScalarView()
      rest.append(contentsOf: characters.dropFirst(dropped))
      return names.contains(Array(String(rest).utf8))
    }
  }
}
