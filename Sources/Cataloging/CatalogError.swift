import System

/// Why the catalog could not be used.
package enum CatalogError: Error, Equatable, Sendable {
  /// The file is not a catalog, or is damaged; `reason` is SQLite's.
  case unusable(path: String, reason: String)

  /// The disk or the rights do not let it be read or written now; what it holds is as before.
  case inaccessible(path: String, reason: String)

  /// This account may read it, and not write it.
  case readOnly(path: String)

  /// Another process holds the catalog.
  case busy(path: String)

  /// The catalog was written by a newer program.
  case newer(path: String, version: Int)

  /// The catalog was written by an earlier program, and may not be brought up to date.
  case older(path: String)

  /// The files of its write-ahead log are gone, and may not be made.
  case withoutLog(path: String)

  /// A stored blob cannot be decoded; the document is to be read again.
  case damagedContent(document: String, path: String)

  /// Another share has the folder.
  case shareExists(root: String)

  /// There is no such run.
  case unknownRun(String)
  /// The run was taken back already.
  case undoneRun(String)
}

extension CatalogError: CustomStringConvertible {
  /// One line: the path, then the cause.
  package var description: String {
    switch self {
    case .unusable(let path, let reason):
      "\(path): is not a usable catalog: \(reason)\nHint: put a backup in its place. Without one, move it and the "
        + "folder journal beside it away: the shares are read and tagged anew, and what people decided is lost"
    case .inaccessible(let path, let reason):
      "\(path): cannot be read or written: \(reason)\nHint: nothing of it is lost; see whether the disk is full or "
        + "failing and who may write in the folder, then give the command again"
    case .readOnly(let path):
      "\(path): may not be written by this account\nHint: nothing was changed; its owner can give the command. Who may "
        + "read the share alone plans in a workspace of one's own: parlance import VOCABULARY --workspace FOLDER, "
        + "then parlance retag SHARE --dry-run --workspace FOLDER"
    case .busy(let path): "\(path): is in use by another parlance command"
    case .newer(let path, let version):
      "\(path): was written by a newer version of parlance (catalog version \(version))"
    case .shareExists(let root):
      "\(root): is a share of this workspace already"
    case .damagedContent(let document, let path):
      "\(path): what it keeps of \(document) is damaged\nHint: put a backup in its place, or change the "
        + "document's time, so that it is read again"
    case .older(let path):
      "\(path): was written by an earlier version of parlance\nHint: its owner's next command, such as parlance "
        + "status, brings it up to date"
    case .withoutLog(let path):
      "\(path): the log beside it is gone, without which it cannot be read by who may not write\n"
        + "Hint: its owner's next command, such as parlance status, makes it"
    case .unknownRun(let run): "unknown run \"\(run)\""
    case .undoneRun(let run): "run \(run) was taken back already"
    }
  }
}
