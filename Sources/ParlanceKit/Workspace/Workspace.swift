package import Cataloging
import Documents
internal import Glibc
package import Journaling
internal import Retagging
internal import System
package import Taxonomy

/// The folder that holds `.parlance/`: one set of vocabularies, the catalog and the search index.
package struct Workspace: Sendable, Hashable {
  /// The absolute path of the folder that holds `.parlance/`.
  package let root: String

  /// The name of the folder inside a workspace that holds all that Parlance keeps.
  package static let folderName = ".parlance"

  /// The workspace at an existing folder, whether or not it holds `.parlance/` yet.
  ///
  /// - Throws: `WorkspaceError.noFolder`.
  package init(root: String) throws {
    guard let absolute = Self.absolutePath(root) else {
      throw WorkspaceError.noFolder(path: root, errno: errno)
    }
    self.root = absolute
  }

  /// The workspace at a folder, which is made if it does not exist.
  ///
  /// - Throws: `WorkspaceError.cannotCreate` or `.noFolder`.
  package init(creatingFolder path: String) throws {
    do throws(SystemError) {
      try PathChange.makeFolder(path)
    } catch {
      throw WorkspaceError.cannotCreate(path: path, errno: error.number)
    }
    try self.init(root: path)
  }

  /// Works on the workspace at a folder that is made if it does not exist, and removed again if
  /// nothing came of it.
  ///
  /// - Parameters:
  ///   - path: the folder.
  ///   - body: what is done; if it throws, a folder made for it that is empty is removed.
  /// - Returns: what `body` returns.
  /// - Throws: `WorkspaceError.cannotCreate` or `.noFolder`, or what `body` throws.
  package static func withFolder<Result>(
    creating path: String, _ body: (Workspace) throws -> Result
  ) throws -> Result {
    let isThere = PathAccess.exists(path)
    let workspace = try Workspace(creatingFolder: path)
    do {
      return try body(workspace)
    } catch {
      // Only an empty folder goes; why the command failed matters more than why this did.
      if !isThere { try? PathChange.removeFolder(workspace.root) }
      throw error
    }
  }

  /// The nearest workspace at or above a folder, as git finds its repository.
  ///
  /// - Returns: `nil` if no folder up to the root holds `.parlance/`.
  /// - Throws: `WorkspaceError.noFolder` if the folder does not exist.
  package static func nearest(to folder: String) throws -> Workspace? {
    var candidate = try Workspace(root: folder)
    while !candidate.exists {
      guard candidate.root != "/", let slash = candidate.root.lastIndex(of: "/") else {
        return nil
      }
      let parent = candidate.root[..<slash]
      candidate = try Workspace(root: parent.isEmpty ? "/" : String(parent))
    }
    return candidate
  }

  /// Whether the folder holds `.parlance/`.
  package var exists: Bool { PathAccess.exists(folder) }

  /// The path of `.parlance/`.
  package var folder: String { root == "/" ? "/\(Self.folderName)" : "\(root)/\(Self.folderName)" }

  /// The path of the compiled vocabulary.
  package var snapshotPath: String { "\(folder)/vocabulary.snapshot" }

  /// The path of the compiled label index.
  package var labelIndexPath: String { "\(folder)/labels.index" }

  /// The path of the compiled normalizer.
  package var normalizerPath: String { "\(folder)/normalizer.model" }

  /// The path of the word vectors, if any were installed.
  package var vectorsPath: String { "\(folder)/vectors.model" }

  /// The folder that holds copies of the imported sources.
  package var sourcesFolder: String { "\(folder)/sources" }

  /// The path of the catalog.
  package var catalogPath: String { "\(folder)/catalog.sqlite" }

  /// The folder that holds the search index.
  package var indexFolder: String { "\(folder)/index" }

  /// The folder that holds the journals of runs that wrote into files.
  ///
  /// Without symbolic links: journals are opened as documents are, which follows none.
  package var journalFolder: String {
    Self.absolutePath("\(folder)/journal") ?? "\(folder)/journal"
  }

  /// Whether a run left a journal by which it can be taken back.
  var hasJournals: Bool {
    get throws { try !StoredJournal.runs(in: SharePath(journalFolder)).isEmpty }
  }

  /// Whether documents were ever catalogued; opening the catalog would make it.
  package var hasCatalog: Bool { PathAccess.exists(catalogPath) }

  /// Opens the catalog, creating it and the workspace if they are not there.
  ///
  /// - Parameter isRehearsal: whether nothing is written into it.
  /// - Returns: the catalog.
  /// - Throws: `CatalogError`, `WorkspaceError.cannotCreate`.
  package func openCatalog(isRehearsal: Bool = false) throws -> Catalog {
    try create()
    if !hasCatalog, try hasJournals {
      throw WorkspaceError.missingCatalog(path: catalogPath, journals: journalFolder)
    }
    try makeCatalogFile()
    return try Catalog(path: catalogPath, isRehearsal: isRehearsal)
  }

  /// Opens the catalog for a command that only reads; one in memory if there is none and none may be made.
  package func openCatalogForReading() throws -> Catalog {
    if mayWrite { return try openCatalog() }
    return hasCatalog ? try Catalog(readingAt: catalogPath) : try Catalog()
  }

  /// Takes the lock that every command holds while it writes, and settles what an interrupted one
  /// left behind: what it wrote into files and could not record any more is taken back.
  ///
  /// - Parameters:
  ///   - catalog: the workspace's catalog.
  ///   - purpose: the command, for others who want the lock.
  ///   - report: is told of every interrupted run that wrote into files.
  /// - Returns: the lock; it is held as long as the value lives, or the process.
  /// - Throws: `WorkspaceError.locked`; `DocumentRefusal` if a journal cannot be read.
  package func lock(
    _ catalog: Catalog, for purpose: String = "retag",
    report: (JournalUndo.Settlement) -> Void = { _ in }
  ) throws -> RunLock {
    let lock = try lock(for: purpose, patience: Self.runPatience)
    let recorded = RecordedChanges(catalog)
    for settlement in try JournalUndo.settle(
      folder: SharePath(journalFolder), isFinished: recorded.isFinished,
      isRecorded: recorded.contains)
    {
      report(settlement)
    }
    // After the journals, which ask the catalog whether a run came to its end.
    try catalog.endInterruptedRuns()
    return lock
  }

  /// The absolute path that a path would have, of a folder that need not be there.
  static func lexicalPath(_ path: String) -> String {
    var parts: [Substring] = []
    let here = path.hasPrefix("/") ? "" : absolutePath(".") ?? ""
    for part in "\(here)/\(path)".split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  private static func absolutePath(_ path: String) -> String? {
    guard let resolved = SharePath(bytes: Array(path.utf8)).resolved() else { return nil }
    guard FileIdentity(of: resolved)?.isFolder == true else {
      errno = ENOTDIR
      return nil
    }
    return resolved.string
  }
}

/// Why a workspace could not be used.
package enum WorkspaceError: Error, Equatable, Sendable {
  /// The folder does not exist or is not a folder.
  case noFolder(path: String, errno: Int32)

  /// A folder of the workspace cannot be made.
  case cannotCreate(path: String, errno: Int32)

  /// The rights of a file or folder of the workspace cannot be changed.
  case cannotShare(path: String, errno: Int32)

  /// Nothing was imported yet.
  case noVocabulary(root: String)

  /// The workspace belongs to somebody else, who does not share it.
  case notShared(path: String)

  /// There is no workspace at or above the folder.
  case notFound(start: String)

  /// A strict import met findings that are errors; the first of so many.
  case strict(VocabularyFinding, count: Int)

  /// A file was written to while it was read.
  case changedMeanwhile(path: String)

  /// The copy of a source in the workspace is not what was imported.
  case damagedSource(copy: String, source: String)

  /// There is no catalog, though journals tell of runs that it knew.
  case missingCatalog(path: String, journals: String)

  /// Another command writes in the workspace; who, in words.
  case locked(root: String, holder: String)

  /// No source is known by that name, or several are.
  case unknownSource(String, known: [String])

  /// A file describes one scheme of a source that describes others, too.
  case partOfSource(path: String, scheme: String, release: String, rest: [String])

  /// A file of the workspace cannot be removed.
  case cannotRemove(path: String, errno: Int32)

  /// The folder is not a share that the catalog knows.
  case unknownShare(String)
}

extension WorkspaceError {
  /// What to do where the rights or the disk are in the way; empty where that is not known.
  private static func remedy(_ code: Int32) -> String {
    switch code {
    case EACCES, EPERM:
      "\nHint: nothing was changed; the owner of the workspace can give the command, and --workspace names another one"
    case EROFS: "\nHint: the file system is mounted read-only; --workspace names a folder elsewhere"
    case ENOSPC, EDQUOT: "\nHint: make room and give the command again; nothing was changed"
    default: ""
    }
  }
}

extension WorkspaceError: CustomStringConvertible {
  /// One line that says what is the matter, and a hint where one helps.
  package var description: String {
    switch self {
    case .noFolder(let path, let code):
      "\(path): is not a folder that can be used: \(SystemError.words(code))"
    case .cannotCreate(let path, let code):
      "\(path): cannot be created: \(SystemError.words(code))" + Self.remedy(code)
    case .cannotShare(let path, let code):
      "\(path): who may read it cannot be changed: \(SystemError.words(code))\n"
        + "Hint: the owner of the workspace can, for a group that the owner is a member of"
    case .noVocabulary(let root):
      "\(root): no vocabulary was imported yet\nHint: parlance import FILE"
    case .notShared(let path):
      "\(path): cannot be read by this account\n"
        + "Hint: its owner shares it with a group by parlance init --shared GROUP"
    case .notFound(let start):
      "no workspace at or above \(start)\nHint: parlance import FILE makes one, --workspace names one"
    case .strict(let finding, let count):
      finding.diagnostic + (count > 1 ? "\n\(count - 1) more error\(count == 2 ? "" : "s")" : "")
    case .changedMeanwhile(let path):
      "\(path): was changed while it was read; nothing was imported\nHint: import it again"
    case .damagedSource(let copy, let source):
      "\(copy): the copy of \(source) is damaged\nHint: parlance import \(source) takes it anew"
    case .missingCatalog(let path, _):
      "\(path): the catalog is gone, though runs that it knew wrote into files\nHint: put a backup in its "
        + "place; or parlance recover SHARE rebuilds it from the documents and the journals"
    case .locked(let root, let holder):
      "\(root): another command is writing: \(holder)\nHint: try again when it has ended"
    case .unknownSource(let name, let known):
      "\(name): is not the name of one source of this workspace\nHint: "
        + (known.isEmpty
          ? "no vocabulary was imported yet" : "there are \(known.joined(separator: ", "))")
    case .partOfSource(let path, let scheme, let release, let rest):
      "\(release): has a new release of the scheme <\(scheme)> of \(path), but not of "
        + rest.map { "<\($0)>" }.joined(separator: ", ")
        + "\nHint: import a file with all of them, or first parlance sources remove \(path)"
    case .cannotRemove(let path, let code):
      "\(path): cannot be removed: \(SystemError.words(code))"
    case .unknownShare(let path): "\(path): is not a share of this workspace"
    }
  }
}
