internal import Documents
internal import Glibc
internal import System

/// What an interrupted run left under the temporary name beside a file: the new file, whole or not,
/// or the old one, for which it was exchanged.
enum LeftoverFile {
  /// Whether there is anything under the temporary name of an entry.
  static func isThere(_ entry: JournalEntry) -> Bool {
    !entry.temporary.bytes.isEmpty && FileIdentity(of: entry.temporary) != nil
  }

  /// Deletes what is ours; what others changed between our reading and the exchange goes back to its
  /// name.
  ///
  /// - Parameters:
  ///   - entry: the change.
  ///   - state: the state of the file itself.
  ///   - settlement: counts what is deleted.
  /// - Returns: the state of the file afterwards.
  /// - Throws: `DocumentRefusal` if it can neither be deleted nor put back.
  static func settle(
    _ entry: JournalEntry, _ state: JournalUndo.State, _ settlement: inout JournalUndo.Settlement
  ) throws(DocumentRefusal) -> JournalUndo.State {
    guard isThere(entry), let identity = FileIdentity(of: entry.temporary) else { return state }
    var result = state
    let isOriginal = entry.inode != 0 && identity.inode == entry.inode
    // Only what may hold somebody's bytes is read: the file that the new one was exchanged for, and
    // the old one, known by its inode, beside a file that nobody here wrote. All else under that
    // name was written by the run.
    if state == .new && entry.kind != .create || state == .other && isOriginal {
      let bytes = try OpenFile(entry.temporary, limit: OpenFile.sizeLimit).bytes
      if JournalUndo.state(of: bytes, entry) == .other {
        // Neither of the two is known: which of them somebody wants cannot be told here.
        guard state == .new else { return state }
        try putBack(entry)
        result = .other
      }
    }
    do throws(SystemError) {
      try OpenFolder(withoutLinks: entry.temporary.folder).delete(entry.temporary.name)
    } catch  where error.number != ENOENT {
      throw DocumentRefusal(.unwritable, "'\(entry.temporary)': \(error)")
    } catch {}
    settlement.temporaries += 1
    return result
  }

  private static func putBack(_ entry: JournalEntry) throws(DocumentRefusal) {
    let (name, aside) = (entry.path.name, entry.temporary.name)
    do throws(SystemError) {
      let folder = try OpenFolder(withoutLinks: entry.path.folder)
      if entry.kind == .remove {
        try folder.renameExclusively(aside, to: name)
      } else {
        try folder.exchange(aside, name)
      }
    } catch {
      throw DocumentRefusal(
        .unwritable,
        "'\(entry.path)' was changed by others while a run wrote it and lies in"
          + " '\(entry.temporary)': \(error)")
    }
  }
}
