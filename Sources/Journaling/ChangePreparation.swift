package import Documents
internal import Glibc
internal import MappedStorage
package import System

/// A file that is to be changed.
package struct ChangeTarget: Sendable {
  /// A number of the caller's, which comes back with the outcome.
  package var id: Int64

  /// The path as the kernel takes it.
  package var path: SharePath

  /// The file when the change was decided on; `nil` if that does not matter.
  package var expected: FileStamp?

  /// Whether a file may be overwritten where it stands that cannot be replaced by another one.
  package var mayOverwrite: Bool

  /// A target of its parts.
  package init(
    id: Int64, path: SharePath, expected: FileStamp? = nil, mayOverwrite: Bool = false
  ) {
    self.id = id
    self.path = path
    self.expected = expected
    self.mayOverwrite = mayOverwrite
  }
}

/// Works out changes of single files: reads, checks whether the file may be replaced, plans.
package enum ChangePreparation {
  /// What came out for one file.
  package enum Result: Sendable {
    /// Everything stands there already.
    case unchanged
    /// The change, announced nowhere yet.
    case prepared(PreparedChange)
  }

  /// Edits and the whole file after them.
  package typealias Revision = (edits: ByteEdits, bytes: [UInt8])

  /// A change of a file's own bytes.
  ///
  /// - Parameters:
  ///   - target: the file.
  ///   - limit: the most bytes that it may have.
  ///   - revise: works out what becomes of the bytes; `nil` if nothing does.
  /// - Returns: the change.
  /// - Throws: `DocumentRefusal` if the file cannot be read or may not be replaced.
  package static func edit(
    _ target: ChangeTarget, limit: Int,
    _ revise: (_ bytes: [UInt8]) throws(DocumentRefusal) -> Revision?
  ) throws(DocumentRefusal) -> Result {
    let (file, replacement) = try open(target, limit: limit)
    return try edit(
      id: target.id, path: target.path, file: file, change: try revise(file.bytes), modified: nil,
      replacement)
  }

  /// The change of a file already read.
  static func edit(
    id: Int64, path: SharePath, file: OpenFile, change: Revision?, modified: Int64?,
    _ replacement: Replacement
  ) throws(DocumentRefusal) -> Result {
    guard let change, !change.edits.isEmpty else { return .unchanged }
    let (edits, new) = (change.edits, change.bytes)
    // What cannot be taken back byte for byte is not done.
    guard let inverse = edits.inverse(of: file.bytes), inverse.makes(file.bytes, of: new) else {
      throw DocumentRefusal(.unverified, "the change cannot be taken back")
    }
    let entry = JournalEntry(
      index: 0, id: id, path: path, kind: replacement == .overwritten ? .overwrite : .edit,
      temporary: SharePath(bytes: []), oldSize: file.bytes.count,
      oldChecksum: Checksum.of(file.bytes), newSize: new.count, newChecksum: Checksum.of(new),
      modified: file.identity.modified, mode: file.identity.mode, inode: file.identity.inode,
      inverse: inverse)
    return .prepared(
      PreparedChange(
        id: id, path: path, change: .edit(edits), file: file, newBytes: new, modified: modified,
        entry: entry))
  }

  /// A change of a file that belongs to another one and stands beside it; it is made if there is none.
  ///
  /// - Parameters:
  ///   - target: the file that it belongs to.
  ///   - suffix: what its name has behind that of the other file.
  ///   - limit: the most bytes that it may have.
  ///   - isVoid: whether a file of such bytes is not needed any more, and goes.
  ///   - revise: works out what becomes of its bytes, of no bytes if there is no such file; `nil` if
  ///     nothing does.
  /// - Returns: the change.
  /// - Throws: `DocumentRefusal` if a file cannot be read or may not be replaced.
  package static func companion(
    of target: ChangeTarget, suffix: String, limit: Int,
    isVoid: (_ bytes: [UInt8]) -> Bool = { _ in false },
    _ revise: (_ bytes: [UInt8]?) throws(DocumentRefusal) -> Revision?
  ) throws(DocumentRefusal) -> Result {
    let document = try identity(of: target)
    let path = target.path.extended(by: suffix)
    if FileIdentity(of: path) != nil {
      let file = try OpenFile(path, limit: limit)
      let replacement = try check(path, file.identity, mayOverwrite: target.mayOverwrite)
      let change = try revise(file.bytes)
      // What may only be overwritten stays, if without tags: a folder that takes no new name lets
      // none go either, and where only root could give the file its owner again, undo could not
      // make it anew.
      if replacement == .replaced, isVoid(change?.bytes ?? file.bytes) {
        return .prepared(removal(id: target.id, path: path, file: file))
      }
      return try edit(
        id: target.id, path: path, file: file, change: change, modified: nil, replacement)
    }
    guard let bytes = try revise(nil)?.bytes else { return .unchanged }
    // The longest name that Linux file systems take.
    guard path.name.count <= 255 else {
      throw DocumentRefusal(.noRoom, "the name of the sidecar would be too long")
    }
    return .prepared(
      creation(id: target.id, path: path, bytes: bytes, modified: nil, model: document))
  }

  static func creation(
    id: Int64, path: SharePath, bytes: [UInt8], modified: Int64?, model: FileIdentity
  ) -> PreparedChange {
    let entry = JournalEntry(
      index: 0, id: id, path: path, kind: .create, temporary: SharePath(bytes: []), oldSize: 0,
      oldChecksum: 0, newSize: bytes.count, newChecksum: Checksum.of(bytes), modified: 0,
      mode: model.mode & 0o666, inverse: ByteEdits())
    return PreparedChange(
      id: id, path: path, change: .create(bytes), file: nil, newBytes: bytes, modified: modified,
      model: model, entry: entry)
  }

  static func removal(id: Int64, path: SharePath, file: OpenFile) -> PreparedChange {
    let entry = JournalEntry(
      index: 0, id: id, path: path, kind: .remove, temporary: SharePath(bytes: []),
      oldSize: file.bytes.count, oldChecksum: Checksum.of(file.bytes), newSize: 0, newChecksum: 0,
      modified: file.identity.modified, mode: file.identity.mode, inode: file.identity.inode,
      inverse: ByteEdits(replacing: 0..<0, with: file.bytes))
    return PreparedChange(
      id: id, path: path, change: .remove(file.bytes), file: file, newBytes: [], modified: nil,
      entry: entry)
  }

  /// A change of an extended attribute.
  ///
  /// - Parameters:
  ///   - target: the file.
  ///   - name: the attribute's name.
  ///   - revise: works out the new value; `nil` if the attribute is to go.
  /// - Returns: the change.
  /// - Throws: `DocumentRefusal` if the file cannot be read or takes no attributes.
  package static func attribute(
    _ target: ChangeTarget, name: String, _ revise: (_ value: [UInt8]?) -> [UInt8]?
  ) throws(DocumentRefusal) -> Result {
    let document = try identity(of: target)
    let current = try attributeValue(target.path, name)
    let new = revise(current)
    guard new != current else { return .unchanged }
    // ext4 has one block of 4 KiB for all attributes of a file.
    guard (new?.count ?? 0) <= 4000 else {
      throw DocumentRefusal(.noRoom, "the attribute would have \(new?.count ?? 0) bytes")
    }
    return .prepared(attribute(id: target.id, target.path, name, current, new, document))
  }

  static func attribute(
    id: Int64, _ path: SharePath, _ name: String, _ old: [UInt8]?, _ new: [UInt8]?,
    _ identity: FileIdentity
  ) -> PreparedChange {
    var entry = JournalEntry(
      index: 0, id: id, path: path, kind: .attribute, temporary: SharePath(bytes: []),
      oldSize: old?.count ?? 0, oldChecksum: Checksum.of(old ?? []), newSize: new?.count ?? 0,
      newChecksum: Checksum.of(new ?? []), modified: identity.modified,
      mode: identity.mode, inode: identity.inode,
      inverse: ByteEdits(replacing: 0..<(new?.count ?? 0), with: old ?? []))
    entry.attribute = name
    entry.hadAttribute = old != nil
    entry.hasAttribute = new != nil
    return PreparedChange(
      id: id, path: path, change: .attribute(name: name, old: old, new: new), file: nil,
      newBytes: [], entry: entry)
  }

  /// The value of an extended attribute, or `nil` if the file has none of that name.
  static func attributeValue(_ path: SharePath, _ name: String) throws(DocumentRefusal) -> [UInt8]?
  {
    do throws(SystemError) {
      return try OpenFolder(withoutLinks: path.folder).document(path.name).file.attribute(name)
    } catch {
      throw DocumentRefusal(.unwritable, "extended attributes: \(error)")
    }
  }

  // MARK: Checks

  /// What is said of a file that somebody has open for writing.
  static let openForWriting = "another program has the file open for writing"

  private static func open(
    _ item: ChangeTarget, limit: Int
  ) throws(DocumentRefusal) -> (file: OpenFile, replacement: Replacement) {
    let folder = try hold(item.path.folder)
    if let lock = LockFiles.lock(of: item.path) {
      throw DocumentRefusal(.locked, "'\(lock)' says that the file is open")
    }
    // Opening tells the other reasons below.
    if item.expected != nil, (try? folder.identity(of: item.path.name)) == nil {
      throw DocumentRefusal(.changed, "the file is gone since the plan was made")
    }
    let file = try OpenFile(item.path.name, in: folder, limit: limit)
    try expect(item, file.identity)
    let replacement = try check(
      item.path, file.identity, mayOverwrite: item.mayOverwrite)
    // Looked for again when the file is replaced.
    do throws(SystemError) {
      try file.descriptor.watch()
      file.descriptor.stopWatching()
    } catch {
      if error.number == EAGAIN { throw DocumentRefusal(.locked, openForWriting) }
    }
    return (file, replacement)
  }

  /// The folder at a path, every name of which is still a folder: nothing is written through a link into
  /// other places.
  static func hold(_ path: SharePath) throws(DocumentRefusal) -> OpenFolder {
    do throws(SystemError) {
      return try OpenFolder(withoutLinks: path)
    } catch {
      guard error.number == ELOOP else { throw DocumentRefusal(.unreadable, error.description) }
      throw DocumentRefusal(.notRegular, "a folder above the file has become a symbolic link")
    }
  }

  /// Whether the file is still the one that the plan was made for.
  private static func expect(_ item: ChangeTarget, _ identity: FileIdentity)
    throws(DocumentRefusal)
  {
    guard let expected = item.expected else { return }
    guard identity.stamp == expected else {
      throw DocumentRefusal(.changed, "the file was changed since the plan was made")
    }
  }

  /// How the new bytes come in the place of the old ones.
  enum Replacement {
    /// By another file of the same name.
    case replaced
    /// By being written over them, in the same file.
    case overwritten
  }

  /// Whether the file may be replaced by another one of the same name, or else overwritten.
  static func check(
    _ path: SharePath, _ identity: FileIdentity, mayOverwrite: Bool = false
  ) throws(DocumentRefusal) -> Replacement {
    // A new file would leave the other names on the old bytes; written over, the documents of those
    // names would change, which no plan shows.
    guard identity.linkCount == 1 else {
      throw DocumentRefusal(
        .hardLinked, "the file has \(identity.linkCount) names",
        hint: "write the tags to a sidecar file")
    }
    // By the mode, not by what the kernel allows: root may write everything, and a file that nobody
    // may write was locked by somebody on purpose.
    guard identity.mode & 0o222 != 0 else {
      throw DocumentRefusal(.readOnly, "nobody has the right to write the file")
    }
    let folder = try hold(path.folder)
    do throws(SystemError) {
      try folder.checkWritable(path.name)
    } catch {
      throw DocumentRefusal(.readOnly, error.description)
    }
    guard mayGiveFile(toOwner: identity.owner, group: identity.group) else {
      if mayOverwrite { return .overwritten }
      throw DocumentRefusal(
        .unwritable, "the file is somebody else's, and only root can give them the new one",
        hint: "run as root, write in place with --in-place, or write the tags to a sidecar file")
    }
    do throws(SystemError) {
      try folder.checkWritable()
    } catch {
      if mayOverwrite { return .overwritten }
      throw DocumentRefusal(.readOnly, "the folder: \(error)")
    }
    return .replaced
  }

  private static func identity(of target: ChangeTarget) throws(DocumentRefusal) -> FileIdentity {
    let identity: FileIdentity
    let folder = try hold(target.path.folder)
    do throws(SystemError) {
      identity = try folder.identity(of: target.path.name)
    } catch {
      throw DocumentRefusal(.unreadable, error.description)
    }
    guard identity.isRegular else { throw DocumentRefusal(.notRegular, "not a regular file") }
    try expect(target, identity)
    return identity
  }
}
