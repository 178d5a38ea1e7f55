internal import Documents
internal import Glibc
internal import MappedStorage
internal import System

/// What a file is to become that is overwritten where it stands, kept in the journal folder until it has.
///
/// It is on the disk before the first byte of the file changes. A write that was broken off, by a signal, a full
/// disk or the power, leaves a file with bytes of both; with the journal's way back from the new bytes, the old
/// ones are put there again.
struct SafeCopy {
  private let folder: SharePath
  private let name: [UInt8]
  private static let suffix = ".copy"

  /// The copy of a change of a run.
  init(run: String, index: Int, in folder: SharePath) {
    self.folder = folder
    name = Array("\(run)-\(index)\(Self.suffix)".utf8)
  }

  /// The path, for messages.
  var path: SharePath { folder.appending(name) }

  /// Whether there is anything under its name.
  var isThere: Bool { FileIdentity(of: path) != nil }

  /// Keeps the bytes, and waits until they and their name are on the disk.
  func write(_ bytes: [UInt8]) throws(SystemError) {
    let place = try OpenFolder(folder)
    let file = try place.create(name)
    do throws(SystemError) {
      try file.adoptOwner(ofFolderOf: path)
      try file.write(bytes)
      try file.sync()
      try file.close()
      try place.sync()
    } catch {
      // A copy that is left is not whole, which its checksum in the journal shows.
      try? place.delete(name)
      throw error
    }
  }

  /// Deletes it.
  func delete() throws(SystemError) {
    do throws(SystemError) {
      try OpenFolder(folder).delete(name)
    } catch {
      guard error.number == ENOENT else { throw error }
    }
  }

  /// The names of the copies in a journal folder by their runs.
  ///
  /// - Complexity: O(files of the folder).
  static func names(in folder: SharePath) throws(SystemError) -> [String: [[UInt8]]] {
    var result: [String: [[UInt8]]] = [:]
    for entry in try OpenFolder(folder).entries() {
      let name = String(decoding: entry.name, as: UTF8.self)
      guard name.hasSuffix(suffix), let dash = name.lastIndex(of: "-"),
        Int(name[dash...].dropFirst().dropLast(suffix.count)) != nil
      else { continue }
      result[String(name[..<dash]), default: []].append(entry.name)
    }
    return result
  }

  /// The bytes that a file is to get, if they are whole.
  private func bytes(for entry: JournalEntry) throws(DocumentRefusal) -> [UInt8]? {
    do throws(SystemError) {
      let bytes = try OpenFolder(folder).contents(of: name, limit: OpenFile.sizeLimit)
      // A copy that is not whole was broken off itself: the file was not touched then.
      return bytes.count == entry.newSize && Checksum.of(bytes) == entry.newChecksum ? bytes : nil
    } catch {
      throw DocumentRefusal(.unreadable, "'\(path)': \(error)")
    }
  }

  /// Puts a file back whose overwriting was broken off, and deletes the copy.
  ///
  /// - Parameters:
  ///   - entry: the change.
  ///   - state: the state of the file.
  /// - Returns: the state afterwards; `.other`, and the copy stays, if others changed the file.
  /// - Throws: `DocumentRefusal` if the file cannot be put back.
  func settle(
    _ entry: JournalEntry, _ state: JournalUndo.State
  ) throws(DocumentRefusal) -> JournalUndo.State {
    var result = state
    if state == .other, let new = try bytes(for: entry) {
      guard try putBack(entry, new) else { return .other }
      result = .old
    }
    do throws(SystemError) {
      try delete()
    } catch {
      throw DocumentRefusal(.unwritable, "'\(path)': \(error)")
    }
    return result
  }

  /// Puts the old bytes in the place of those of both; returns whether the file is a broken-off write at all.
  private func putBack(_ entry: JournalEntry, _ new: [UInt8]) throws(DocumentRefusal) -> Bool {
    // Somebody deleted it, gave it another name or put something in its place: the copy stays.
    guard let identity = FileIdentity(of: entry.path), identity.isRegular,
      identity.inode == entry.inode
    else { return false }
    let file: OpenFile
    do throws(DocumentRefusal) {
      file = try OpenFile(entry.path, limit: OpenFile.sizeLimit)
    } catch {
      throw DocumentRefusal(
        error.reason, "it may be half written, and cannot be read: \(error.detail)")
    }
    guard file.identity.inode == identity.inode, let old = entry.inverse.applied(to: new),
      Checksum.of(old) == entry.oldChecksum, Self.isMixed(file.bytes, old, new)
    else { return false }
    do throws(SystemError) {
      let target = try OpenFolder(withoutLinks: entry.path.folder)
        .openForOverwriting(entry.path.name, as: file.identity)
      try target.overwrite(with: old, from: 0)
      // Only the owner may, and nothing else depends on it.
      try? target.setModified(FileTime(nanosecondsSince1970: entry.modified))
    } catch {
      throw DocumentRefusal(
        .unwritable, "it is half written, and cannot be put back: \(error)")
    }
    return true
  }

  /// Whether each byte is that of the old or of the new file at its place; what a file grew by may be zeros,
  /// where the power failed before its bytes came.
  static func isMixed(_ bytes: [UInt8], _ old: [UInt8], _ new: [UInt8]) -> Bool {
    guard bytes.count <= max(old.count, new.count) else { return false }
    return bytes.indices.allSatisfy { place in
      place < old.count && bytes[place] == old[place]
        || place < new.count && bytes[place] == new[place]
        || place >= old.count && bytes[place] == 0
    }
  }
}
