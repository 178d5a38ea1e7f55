internal import CPlatform
package import Documents
internal import Glibc
internal import MappedStorage

/// A file that is to be changed.
package struct ChangeTarget: Sendable {
  /// A number of the caller's, which comes back with the outcome.
  package var id: Int64

  /// The path as the kernel takes it.
  package var path: SharePath

  /// Size and time of the last change when the change was decided on; `nil` if that does not matter.
  package var expected: (size: Int, modified: Int64)?

  /// A target of its parts.
  package init(id: Int64, path: SharePath, expected: (size: Int, modified: Int64)? = nil) {
    self.id = id
    self.path = path
    self.expected = expected
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
    let file = try open(target, limit: limit)
    return try edit(
      id: target.id, path: target.path, file: file, change: try revise(file.bytes), modified: nil)
  }

  /// The change of a file already read.
  static func edit(
    id: Int64, path: SharePath, file: OpenFile, change: Revision?, modified: Int64?
  ) throws(DocumentRefusal) -> Result {
    guard let change, !change.edits.isEmpty else { return .unchanged }
    let (edits, new) = (change.edits, change.bytes)
    guard let inverse = edits.inverse(of: file.bytes), inverse.makes(file.bytes, of: new) else {
      throw DocumentRefusal(.unverified, "the change cannot be taken back")
    }
    let entry = JournalEntry(
      index: 0, id: id, path: path, kind: .edit, temporary: SharePath(bytes: []),
      oldSize: file.bytes.count, oldChecksum: Checksum.of(file.bytes), newSize: new.count,
      newChecksum: Checksum.of(new), modified: file.identity.modified, mode: file.identity.mode,
      inode: file.identity.inode, inverse: inverse)
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
  ///   - revise: works out what becomes of its bytes, of no bytes if there is no such file; `nil` if
  ///     nothing does.
  /// - Returns: the change.
  /// - Throws: `DocumentRefusal` if a file cannot be read or may not be replaced.
  package static func companion(
    of target: ChangeTarget, suffix: String, limit: Int,
    _ revise: (_ bytes: [UInt8]?) throws(DocumentRefusal) -> Revision?
  ) throws(DocumentRefusal) -> Result {
    try checkFolders(target.path)
    var document = parlance_file_identity()
    try identify(target.path, &document)
    try expect(target, FileIdentity(document))
    let path = target.path.extended(by: suffix)
    if FileIdentity(of: path) != nil {
      let file = try OpenFile(path, limit: limit)
      try check(path, file.identity)
      let change = try revise(file.bytes)
      return try edit(id: target.id, path: path, file: file, change: change, modified: nil)
    }
    guard let bytes = try revise(nil)?.bytes else { return .unchanged }
    guard path.name.count <= 255 else {
      throw DocumentRefusal(.noRoom, "the name of the sidecar would be too long")
    }
    return .prepared(
      creation(id: target.id, path: path, bytes: bytes, modified: nil, model: document))
  }

  static func creation(
    id: Int64, path: SharePath, bytes: [UInt8], modified: Int64?, model: parlance_file_identity
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
    try checkFolders(target.path)
    var document = parlance_file_identity()
    try identify(target.path, &document)
    try expect(target, FileIdentity(document))
    let current = try attributeValue(target.path, name)
    let new = revise(current)
    guard new != current else { return .unchanged }
    guard (new?.count ?? 0) <= 4000 else {
      throw DocumentRefusal(.noRoom, "the attribute would have \(new?.count ?? 0) bytes")
    }
    return .prepared(attribute(id: target.id, target.path, name, current, new, document))
  }

  static func attribute(
    id: Int64, _ path: SharePath, _ name: String, _ old: [UInt8]?, _ new: [UInt8]?,
    _ identity: parlance_file_identity
  ) -> PreparedChange {
    var entry = JournalEntry(
      index: 0, id: id, path: path, kind: .attribute, temporary: SharePath(bytes: []),
      oldSize: old?.count ?? 0, oldChecksum: Checksum.of(old ?? []), newSize: new?.count ?? 0,
      newChecksum: Checksum.of(new ?? []), modified: FileIdentity(identity).modified,
      mode: identity.mode, inverse: ByteEdits(replacing: 0..<(new?.count ?? 0), with: old ?? []))
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
    var buffer = [UInt8](repeating: 0, count: 65536)
    let length = unsafe path.withCString { path in
      unsafe buffer.withUnsafeMutableBytes {
        unsafe parlance_get_attribute(path, name, $0.baseAddress, $0.count)
      }
    }
    if length >= 0 { return Array(buffer.prefix(length)) }
    if errno == ENODATA { return nil }
    throw DocumentRefusal(.unwritable, "extended attributes: \(SystemError.words(errno))")
  }

  // MARK: Checks

  /// What is said of a file that somebody has open for writing.
  static let openForWriting = "another program has the file open for writing"

  private static func open(_ item: ChangeTarget, limit: Int) throws(DocumentRefusal) -> OpenFile {
    try checkFolders(item.path)
    if let lock = LockFiles.lock(of: item.path) {
      throw DocumentRefusal(.locked, "'\(lock)' says that the file is open")
    }
    if item.expected != nil, FileIdentity(of: item.path) == nil {
      throw DocumentRefusal(.changed, "the file is gone since the plan was made")
    }
    let file = try OpenFile(item.path, limit: limit)
    try expect(item, file.identity)
    try check(item.path, file.identity)
    // Looked for again when the file is replaced.
    let error = parlance_watch(file.descriptor)
    if error == 0 { parlance_stop_watching(file.descriptor) }
    if error == EAGAIN { throw DocumentRefusal(.locked, openForWriting) }
    return file
  }

  /// Whether every folder is still a folder: nothing is written through a link into other places.
  private static func checkFolders(_ path: SharePath) throws(DocumentRefusal) {
    let error = unsafe path.withCString { unsafe parlance_has_link_above($0) }
    switch error {
    case 0: return
    case ELOOP:
      throw DocumentRefusal(.notRegular, "a folder above the file has become a symbolic link")
    default: throw DocumentRefusal(.unreadable, SystemError.words(error))
    }
  }

  /// Whether the file is still the one that the plan was made for.
  private static func expect(_ item: ChangeTarget, _ identity: FileIdentity)
    throws(DocumentRefusal)
  {
    guard let expected = item.expected else { return }
    guard identity.size == expected.size, identity.modified == expected.modified else {
      throw DocumentRefusal(.changed, "the file was changed since the plan was made")
    }
  }

  /// Whether the file may be replaced by another one of the same name.
  static func check(_ path: SharePath, _ identity: FileIdentity) throws(DocumentRefusal) {
    guard identity.linkCount == 1 else {
      throw DocumentRefusal(
        .hardLinked, "the file has \(identity.linkCount) names",
        hint: "write the tags to a sidecar file")
    }
    guard identity.mode & 0o222 != 0 else {
      throw DocumentRefusal(.readOnly, "nobody has the right to write the file")
    }
    var error = unsafe path.withCString { unsafe parlance_may_write($0) }
    guard error == 0 else { throw DocumentRefusal(.readOnly, SystemError.words(error)) }
    guard parlance_may_own(identity.owner, identity.group) == 1 else {
      throw DocumentRefusal(
        .unwritable, "the file is somebody else's, and only root can give them the new one",
        hint: "run as root, or write the tags to a sidecar file")
    }
    error = unsafe path.folder.withCString { unsafe parlance_may_write($0) }
    guard error == 0 else {
      throw DocumentRefusal(.readOnly, "the folder: \(SystemError.words(error))")
    }
  }

  private static func identify(_ path: SharePath, _ raw: inout parlance_file_identity)
    throws(DocumentRefusal)
  {
    guard unsafe path.withCString({ unsafe parlance_identify($0, &raw) }) == 0 else {
      throw DocumentRefusal(.unreadable, SystemError.words(errno))
    }
    guard FileIdentity(raw).isRegular else { throw DocumentRefusal(.notRegular, "no regular file") }
  }
}
