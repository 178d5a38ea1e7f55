internal import CPlatform
import Documents
internal import Glibc
internal import MappedStorage
internal import System

/// Works out changes of single files: reads, checks whether the file may be replaced, plans.
enum ChangePreparation {
  /// What came out for one file.
  enum Result: Sendable {
    case unchanged
    case prepared(PreparedChange)
  }

  /// A change of a document's own bytes.
  static func edit(_ item: TagWritingItem) throws(DocumentRefusal) -> Result {
    guard let format = TagWriting.Format(pathExtension: item.path.pathExtension) else {
      throw DocumentRefusal(
        .unsupportedFormat, "tags cannot be written into files of this kind",
        hint: "write the tags to a sidecar file")
    }
    let file = try open(item)
    let change = try TagWriting.change(file.bytes, format: format, request: item.request)
    return try edit(id: item.id, path: item.path, file: file, change: change, modified: nil)
  }

  /// The change of a file already read.
  static func edit(
    id: Int64, path: SharePath, file: OpenFile, change: TagWriting.Change?, modified: Int64?
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

  /// A change of a document's sidecar, which is made if there is none.
  static func sidecar(_ item: TagWritingItem) throws(DocumentRefusal) -> Result {
    try checkFolders(item.path)
    var document = parlance_file_identity()
    try identify(item.path, &document)
    try expect(item, FileIdentity(document))
    let path = item.path.extended(by: ".xmp")
    if FileIdentity(of: path) != nil {
      let file = try OpenFile(path, limit: TagWriting.sizeLimit)
      try check(path, file.identity)
      let change = try TagWriting.change(file.bytes, format: .xmp, request: item.request)
      return try edit(id: item.id, path: path, file: file, change: change, modified: nil)
    }
    guard let bytes = try TagWriting.newSidecar(item.request) else { return .unchanged }
    guard path.name.count <= 255 else {
      throw DocumentRefusal(.noRoom, "the name of the sidecar would be too long")
    }
    return .prepared(
      creation(id: item.id, path: path, bytes: bytes, modified: nil, model: document))
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

  /// A change of `user.xdg.tags`.
  static func attribute(_ item: TagWritingItem) throws(DocumentRefusal) -> Result {
    try checkFolders(item.path)
    var document = parlance_file_identity()
    try identify(item.path, &document)
    try expect(item, FileIdentity(document))
    let current = try attributeValue(item.path, TagWriting.attributeName)
    let new = TagWriting.attributeValue(changing: current, request: item.request)
    guard new != current else { return .unchanged }
    guard (new?.count ?? 0) <= 4000 else {
      throw DocumentRefusal(.noRoom, "the attribute would have \(new?.count ?? 0) bytes")
    }
    return .prepared(
      attribute(id: item.id, item.path, TagWriting.attributeName, current, new, document))
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

  private static func open(_ item: TagWritingItem) throws(DocumentRefusal) -> OpenFile {
    try checkFolders(item.path)
    if let lock = LockFiles.lock(of: item.path) {
      throw DocumentRefusal(.locked, "'\(lock)' says that the file is open")
    }
    if item.expected != nil, FileIdentity(of: item.path) == nil {
      throw DocumentRefusal(.changed, "the file is gone since the plan was made")
    }
    let file = try OpenFile(item.path, limit: TagWriting.sizeLimit)
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
  private static func expect(_ item: TagWritingItem, _ identity: FileIdentity)
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
