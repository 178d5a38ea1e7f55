internal import Cataloging
internal import Documents
internal import Glibc
package import Journaling
internal import Retagging
internal import System

extension Workspace {
  /// How many seconds a run waits for another command that writes.
  static let runPatience = 2.0

  /// Takes the lock that every command holds while it changes what people gave or decided.
  ///
  /// That is sources, settings, queries, decisions and the catalog. What killed commands left
  /// half-written goes.
  ///
  /// - Parameters:
  ///   - purpose: the command, for others who want the lock.
  ///   - patience: how many seconds to wait for another command.
  /// - Returns: the lock; it is held as long as the value lives, or the process.
  /// - Throws: `WorkspaceError.locked` if another command holds it for longer.
  package func lock(for purpose: String, patience: Double = 60) throws -> RunLock {
    try create()
    let lock = try lock("lock", for: purpose, patience: patience)
    for folder in [folder, sourcesFolder] { Self.removeLeftovers(in: folder) }
    return lock
  }

  /// Takes a lock of the workspace by the name of its file.
  ///
  /// - Throws: `WorkspaceError.locked` if another command holds it for longer than `patience` seconds;
  ///   `WorkspaceError.cannotCreate`.
  func lock(_ name: String, for purpose: String, patience: Double) throws -> RunLock {
    let path = "\(folder)/\(name)"
    do throws(RunLock.Failure) {
      return try RunLock(
        path: SharePath(path), purpose: purpose, time: Timestamp.now(), patience: patience)
    } catch {
      switch error {
      case .held(let holder): throw WorkspaceError.locked(root: root, holder: holder)
      case .unavailable(let code): throw WorkspaceError.cannotCreate(path: path, errno: code)
      }
    }
  }
}

// MARK: - Leftovers

extension Workspace {
  /// The files that are written with the lock held only, by the ends of their names.
  private static let guarded = [
    "vocabulary.snapshot", "tagging.model", "tagging.settings.json", "queries.tsv",
    "labels.decisions.jsonl", "labels.queue.jsonl", ".xml", "list.tsv", "changing",
    "incoming",
  ]

  /// The files that are compiled by whoever needs them, without the lock.
  private static let compiled = [
    "labels.index", ".model", ".vocabulary", ".labels", "exports.list", "manifest", "state", ".seg",
    ".live",
  ]

  /// A temporary file of what is compiled without the lock is dead when it was not written to for as
  /// many seconds.
  private static let lifetime: Int64 = 60

  /// Removes the temporary files of commands that were killed while they wrote.
  ///
  /// - Parameters:
  ///   - folder: where they are.
  ///   - isAlone: whether nobody else may be writing there, so that none of them is alive.
  static func removeLeftovers(in folder: String, isAlone: Bool = false) {
    guard let place = try? OpenFolder(SharePath(folder)),
      let entries = try? place.entries()
    else { return }
    for entry in entries {
      guard case .file(let stamp) = entry.kind,
        let target = target(ofTemporary: String(decoding: entry.name, as: UTF8.self)),
        isAlone || guarded.contains(where: target.hasSuffix) || isOld(stamp)
      else { continue }
      // Others may be faster; what stays is looked at again by the next command.
      try? place.delete(entry.name)
    }
  }

  /// The file that a temporary one was to replace, whose name it has with a mark of ours and six letters
  /// more; `nil` for a file that is none of ours.
  static func target(ofTemporary name: String) -> String? {
    let mark = ".parlance-"
    let ending = name.suffix(mark.count + 6)
    guard ending.hasPrefix(mark) else { return nil }
    let target = String(name.dropLast(ending.count))
    return (guarded + compiled).contains(where: target.hasSuffix) ? target : nil
  }

  private static func isOld(_ stamp: FileStamp) -> Bool {
    let now = FileTime(seconds: Int64(time(nil))).nanosecondsSince1970
    return now.addingClamped(-stamp.modified) > lifetime * 1_000_000_000
  }
}
