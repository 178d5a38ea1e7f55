package import System

/// A file that a walk found.
package struct WalkedFile: Hashable, Sendable {
  /// The path relative to the share.
  package var path: SharePath

  /// Size and time of the last change.
  package var stamp: FileStamp

  /// Whether an office program has it open: a lock file stands beside it.
  package var isLocked: Bool

  /// When content or attributes were changed last, in nanoseconds since 1970; `nil` if that was not asked.
  package var changed: Int64?

  /// A file of its facts.
  package init(path: SharePath, stamp: FileStamp, isLocked: Bool = false, changed: Int64? = nil) {
    self.path = path
    self.stamp = stamp
    self.isLocked = isLocked
    self.changed = changed
  }
}

/// What a walk passed over, and why.
package struct WalkSkip: Hashable, Sendable {
  /// The kinds of what is passed over.
  package enum Reason: String, Sendable, CaseIterable {
    /// A symbolic link; links are not followed.
    case symbolicLink = "symbolicLink"
    /// A FIFO, socket or device; never opened.
    case special = "special"
    /// A file or folder whose name begins with a dot.
    case hidden = "hidden"
    /// An office program's lock file.
    case lock = "lock"
    /// What the usual patterns or a `.parlanceignore` file leave out.
    case excluded = "excluded"
    /// A folder or file that could not be read; `detail` says why.
    case failed = "failed"
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
/// a `WalkSkip`, never an end. A folder whose `.parlanceignore` cannot be read is not walked: what it
/// should leave out is not known.
package struct ShareWalk: Sendable {
  /// Folders nested deeper than this are reported as failed, as each holds a descriptor open.
  package static let depthLimit = 256

  /// Whether names beginning with a dot are walked, too.
  package var includesHidden = false

  /// What is left out everywhere.
  package var rules = IgnoreRules.usual

  /// A walk that leaves out what is hidden and the usual litter.
  package init() {}

  /// All files and what was passed over, each in the order of the walk.
  ///
  /// - Throws: `DocumentRefusal` if the share itself cannot be read.
  package func files(in folder: ShareFolder) throws -> (files: [WalkedFile], skips: [WalkSkip]) {
    let root: OpenFolder
    let entries: [FolderEntry]
    do {
      root = try folder.folder.reopened()
      entries = try root.entries()
    } catch { throw DocumentRefusal(error) }
    var found = Findings()
    var branches: [(place: Place, files: Int, skips: Int)] = []
    let top = Place(path: SharePath(bytes: []), names: [], rules: rules)
    try walk(
      entries, of: root, top, onFile: { found.files.append($0) }, onSkip: { found.skips.append($0) }
    ) { branches.append(($0, found.files.count, found.skips.count)) }
    // The folders of the share side by side: the kernel answers several at once.
    let places = branches.map(\.place)
    let inner = try concurrentMap(places.count) { _ in
    } _: { index, _ -> Findings in
      var found = Findings()
      try enter(
        root, places[index], onFile: { found.files.append($0) },
        onSkip: { found.skips.append($0) })
      return found
    }
    return found.joined(
      with: zip(branches, inner ?? []).map { (files: $0.files, skips: $0.skips, found: $1) })
  }

  /// What a walk found.
  private struct Findings: Sendable {
    var files: [WalkedFile] = []
    var skips: [WalkSkip] = []

    /// These and others that belong at places among them, in order.
    func joined(
      with others: [(files: Int, skips: Int, found: Findings)]
    ) -> (files: [WalkedFile], skips: [WalkSkip]) {
      var result = Findings()
      result.files.reserveCapacity(others.reduce(files.count) { $0 + $1.found.files.count })
      var (file, skip) = (0, 0)
      for other in others {
        result.files += files[file..<other.files]
        result.skips += skips[skip..<other.skips]
        result.files += other.found.files
        result.skips += other.found.skips
        (file, skip) = (other.files, other.skips)
      }
      return (result.files + files[file...], result.skips + skips[skip...])
    }
  }

  /// Walks the share.
  ///
  /// - Parameters:
  ///   - folder: the share.
  ///   - onFolder: is called for each folder that is entered, the share first, before it is listed.
  ///   - onFile: is called for each file; what it throws ends the walk.
  ///   - onSkip: is called for whatever is passed over.
  /// - Throws: `DocumentRefusal` if the share itself cannot be read, or what `onFile` throws.
  package func walk(
    _ folder: ShareFolder, onFolder: (OpenFolder) -> Void = { _ in },
    onFile: (WalkedFile) throws -> Void, onSkip: (WalkSkip) -> Void
  ) throws {
    let root: OpenFolder
    let entries: [FolderEntry]
    do {
      // A descriptor of its own: reading moves the position, and walks may run side by side.
      root = try folder.folder.reopened()
      onFolder(root)
      entries = try root.entries()
    } catch { throw DocumentRefusal(error) }
    func enter(_ parent: OpenFolder, _ place: Place) throws {
      try self.enter(parent, place, onFolder: onFolder, onFile: onFile, onSkip: onSkip)
    }
    try walk(
      entries, of: root, Place(path: SharePath(bytes: []), names: [], rules: rules),
      onFile: onFile, onSkip: onSkip
    ) { try enter(root, $0) }
  }

  /// A folder on the way.
  private struct Place: Sendable {
    let path: SharePath
    /// The names of the path.
    let names: [[UInt8]]
    var rules: IgnoreRules
  }

  private func walk(
    _ entries: [FolderEntry], of folder: OpenFolder, _ above: Place,
    onFile: (WalkedFile) throws -> Void, onSkip: (WalkSkip) -> Void,
    onInner: (Place) throws -> Void
  ) throws {
    var place = above
    do {
      try addRules(of: folder, entries, to: &place)
    } catch {
      let name = place.path.appending(Array(IgnoreRules.fileName.utf8))
      // Without the share itself there is nothing to walk: an error, not a folder that was passed
      // over.
      guard !place.names.isEmpty else {
        throw DocumentRefusal(error.reason, "\(name.display): \(error.detail)")
      }
      onSkip(
        WalkSkip(
          path: place.path, reason: .failed, detail: "\(IgnoreRules.fileName): \(error.detail)"))
      return
    }
    let locks = LockNames(entries)
    for entry in entries {
      let child = place.path.appending(entry.name)
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
      let names = place.names + [entry.name]
      if place.rules.excludes(names, isFolder: entry.isFolder) {
        skip(.excluded)
        continue
      }
      switch entry.kind {
      case .folder:
        try onInner(Place(path: child, names: names, rules: place.rules))
      case .file(let stamp):
        try onFile(
          WalkedFile(
            path: child, stamp: stamp, isLocked: locks.lock(entry.name), changed: entry.changed))
      case .symbolicLink: skip(.symbolicLink)
      case .special: skip(.special)
      case .failed(let error): skip(.failed, "\(error)")
      }
    }
  }

  /// Adds what the folder's own file leaves out.
  private func addRules(
    of folder: OpenFolder, _ entries: [FolderEntry], to place: inout Place
  ) throws(DocumentRefusal) {
    let name = Array(IgnoreRules.fileName.utf8)
    guard let entry = entries.first(where: { $0.name == name }) else { return }
    guard case .file = entry.kind else {
      throw DocumentRefusal(.unreadable, "it is not a regular file")
    }
    let bytes: [UInt8]
    do {
      let (file, stamp) = try folder.open(SharePath(bytes: name))
      bytes = try ByteSource(file, count: stamp.size).allBytes(limit: IgnoreRules.sizeLimit)
    } catch let refusal as DocumentRefusal {
      throw refusal
    } catch let error as SystemError {
      throw DocumentRefusal(error)
    } catch {
      throw DocumentRefusal(.unreadable, "\(error)")
    }
    try place.rules.add(bytes, depth: place.names.count)
  }

  private func enter(
    _ parent: OpenFolder, _ place: Place, onFolder: (OpenFolder) -> Void = { _ in },
    onFile: (WalkedFile) throws -> Void, onSkip: (WalkSkip) -> Void
  ) throws {
    guard place.names.count <= Self.depthLimit, let name = place.names.last else {
      onSkip(
        WalkSkip(
          path: place.path, reason: .failed, detail: "more than \(Self.depthLimit) folders deep"))
      return
    }
    let folder: OpenFolder
    let entries: [FolderEntry]
    do {
      folder = try parent.folder(name)
      onFolder(folder)
      entries = try folder.entries()
    } catch {
      onSkip(WalkSkip(path: place.path, reason: .failed, detail: "\(error)"))
      return
    }
    try walk(entries, of: folder, place, onFile: onFile, onSkip: onSkip) {
      try enter(folder, $0, onFolder: onFolder, onFile: onFile, onSkip: onSkip)
    }
  }
}

extension FolderEntry {
  fileprivate var isFolder: Bool { if case .folder = kind { true } else { false } }
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
