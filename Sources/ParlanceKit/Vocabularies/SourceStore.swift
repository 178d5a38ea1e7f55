internal import Cataloging
internal import Glibc
internal import Journaling
internal import MappedStorage
internal import Matching
internal import System
package import Taxonomy

/// A source that was imported into a workspace.
package struct ImportedSource: Hashable, Sendable {
  /// The path below the workspace's folder, or the absolute path of a file elsewhere.
  package var path: String

  /// The dialect, as `VocabularyFormat` names it.
  package var format: VocabularyFormat

  /// The name of the copy in the workspace's sources folder.
  var copy: String

  /// When it was imported, as ISO 8601 in UTC; empty if that is not known.
  package var imported = ""

  /// The URIs of the schemes that it describes; `nil` if that was not written down.
  var schemes: [String]?
}

/// A source with the schemes that it describes.
package struct SourceSummary: Sendable {
  /// The source.
  package var source: ImportedSource
  /// The URIs of its schemes.
  package var schemes: [String]
}

/// The sources of a workspace's vocabulary: copies of what was imported, and the list of them.
package struct SourceStore: Sendable {
  let workspace: Workspace

  /// The imported sources, in the order of their first import.
  ///
  /// - Throws: `StorageError.damaged` if the list cannot be read.
  package func all() throws -> [ImportedSource] {
    guard PathAccess.exists(listPath) else { return [] }
    return try CheckedLines.read(listPath).map { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count >= 3, let format = VocabularyFormat(rawValue: fields[1]) else {
        throw StorageError.damaged(
          path: listPath, reason: "a line does not name a copy, its format and its path")
      }
      return ImportedSource(
        path: fields[2], format: format, copy: fields[0],
        imported: fields.count > 3 ? fields[3] : "",
        schemes: fields.count > 3 ? Array(fields[4...]) : nil)
    }
  }

  /// The imported sources with their schemes, in the order of their first import.
  ///
  /// - Throws: `StorageError`; what reading a copy throws.
  package func summaries() throws -> [SourceSummary] {
    try all().map { SourceSummary(source: $0, schemes: try schemes(of: $0)) }
  }

  /// Reads the imported sources again, for what only they show: findings with their places.
  ///
  /// - Parameter isForCheck: whether the vocabulary is to be as the sources have it, names not carried
  ///   over, and statements are looked at too.
  /// - Returns: the vocabulary and the findings.
  /// - Throws: `WorkspaceError.noVocabulary` if nothing was imported; what reading throws.
  package func read(isForCheck: Bool = false) throws -> VocabularyImport {
    let sources = try all()
    guard !sources.isEmpty else { throw WorkspaceError.noVocabulary(root: workspace.root) }
    var importer = VocabularyImporter()
    importer.acceptsInvalidDocuments = true
    importer.checksStatements = isForCheck
    importer.carriesNamesOver = !isForCheck
    for source in sources {
      try importer.readFile(
        "\(workspace.sourcesFolder)/\(source.copy)", as: source.format, named: source.path)
    }
    return try importer.finish()
  }

  /// Forgets sources and compiles the rest anew.
  ///
  /// - Parameter names: the sources as `all()` names them, by any path to their files, or by the
  ///   last part of their paths if only one has it.
  /// - Returns: the sources that were forgotten.
  /// - Throws: `WorkspaceError.unknownSource`; what compiling throws.
  package func remove(_ names: [String]) throws -> [ImportedSource] {
    let lock = try workspace.lock(for: "sources remove")
    defer { withExtendedLifetime(lock) {} }
    let known = try all()
    let removed = try names.map { try source(named: $0, among: known) }
    let left = known.filter { !removed.contains($0) }
    guard left.isEmpty else {
      try compile(left)
      return removed
    }
    try change(to: []) { try removeCompiled() }
    removeCopies(except: [])
    return removed
  }

  /// Removes what was compiled of sources.
  private func removeCompiled() throws {
    for path in [workspace.snapshotPath, workspace.labelIndexPath, workspace.normalizerPath] {
      do throws(SystemError) {
        try PathChange.removeFile(path)
      } catch {
        throw WorkspaceError.cannotRemove(path: path, errno: error.number)
      }
    }
  }

  private func source(
    named name: String, among known: [ImportedSource]
  ) throws -> ImportedSource {
    let wanted = self.name(of: name)
    let found =
      known.first { $0.path == name || $0.path == wanted }.map { [$0] }
      ?? known.filter { $0.path.split(separator: "/").last.map(String.init) == name }
    guard found.count == 1 else {
      throw WorkspaceError.unknownSource(name, known: known.map(\.path))
    }
    return found[0]
  }

  /// Compiles sources that were imported before.
  func compile(_ sources: [ImportedSource]) throws {
    var importer = VocabularyImporter()
    for source in sources { try read(source, into: &importer) }
    _ = try importer.finish(writingTo: workspace.snapshotPath) { _ in try beginChange(to: sources) }
    endChange()
    try LabelIndex.compile(
      try Vocabulary(mapping: workspace.snapshotPath), to: workspace.labelIndexPath)
    removeCopies(except: sources)
  }
}

// MARK: - Files

extension SourceStore {
  /// What a source is known by: its path below the workspace's folder, else its absolute path, so
  /// that a file is the same from whatever folder it is named.
  func name(of path: String) -> String {
    guard let resolved = SharePath(path).resolved()?.string else { return path }
    let folder = workspace.root == "/" ? workspace.root : workspace.root + "/"
    return resolved.hasPrefix(folder) ? String(resolved.dropFirst(folder.count)) : resolved
  }

  /// The files that were imported, wherever they are now.
  ///
  /// - Throws: `StorageError.damaged` if the list cannot be read.
  package func files() throws -> [String] {
    try all().map { file(named: $0.path) }
  }

  /// The file of a source.
  func file(named name: String) -> String {
    name.hasPrefix("/") ? name : "\(workspace.root)/\(name)"
  }

  private var listPath: String { "\(workspace.sourcesFolder)/list.tsv" }

  /// A field without the characters that end fields and lines.
  static func withoutBreaks(_ text: String) -> String {
    text.map { $0.isNewline || $0 == "\t" ? " " : String($0) }.joined()
  }

  /// Stands beside the list from before it is stored until what is compiled is that of the list.
  private var changePath: String { "\(workspace.sourcesFolder)/changing" }

  /// Whether what is compiled may be that of another list: a command is changing it, or was killed meanwhile.
  var isChanging: Bool { PathAccess.exists(changePath) }

  /// Stores the list, after which what is compiled is to follow.
  func beginChange(to sources: [ImportedSource]) throws {
    try AtomicFile.write([], to: changePath)
    try store(sources)
  }

  /// Ends a change, once what is compiled is that of the list.
  func endChange() {
    // Left behind, it costs one more compilation.
    _ = try? PathChange.removeFile(changePath)
  }

  /// Stores the list and has what is compiled follow.
  private func change(to sources: [ImportedSource], _ follow: () throws -> Void) throws {
    try beginChange(to: sources)
    try follow()
    endChange()
  }

  /// Ends the change of a command that was killed in the midst of it: what is compiled becomes that of the list.
  ///
  /// - Parameter lock: the workspace's lock, if the caller holds it.
  /// - Returns: whether it did; `false` while another command is changing the list.
  /// - Throws: what compiling and removing throw.
  func settle(holding lock: RunLock?) throws -> Bool {
    guard workspace.mayWrite else { return false }
    let held: RunLock
    do {
      held = try lock ?? workspace.lock("lock", for: "import", patience: 0)
    } catch WorkspaceError.locked { return false }
    defer { withExtendedLifetime(held) {} }
    guard isChanging else { return true }
    let sources = try all()
    if sources.isEmpty {
      try change(to: sources) { try removeCompiled() }
    } else {
      _ = try importing([], holding: held)
    }
    return true
  }

  private func store(_ sources: [ImportedSource]) throws {
    let lines = sources.map { source in
      var fields = [source.copy, source.format.rawValue, source.path]
      if let schemes = source.schemes { fields += [source.imported] + schemes }
      return fields.map(Self.withoutBreaks).joined(separator: "\t")
    }
    try CheckedLines.write(lines, to: listPath)
    try workspace.releases.append(sources)
  }

  /// Removes copies that no source has any more, nor had in a release that is kept; a copy left behind
  /// does no harm.
  func removeCopies(except sources: [ImportedSource]) {
    // What a damaged log refers to is not known: everything is kept.
    guard let earlier = workspace.releases.copies else { return }
    let kept = Set(sources.map(\.copy)).union(earlier)
    guard let names = try? OpenFolder.names(in: workspace.sourcesFolder) else { return }
    for name in names {
      // The list and the log lie in the folder, too.
      if name.hasSuffix(".xml"), !kept.contains(name) {
        _ = try? PathChange.removeFile("\(workspace.sourcesFolder)/\(name)")
      }
    }
  }

  /// Reads the copy of a source, which is named after its checksum.
  ///
  /// - Throws: `WorkspaceError.damagedSource` if the copy is not what was imported; what reading throws.
  func read(_ source: ImportedSource, into importer: inout VocabularyImporter) throws {
    try importer.readFile(try checkedCopy(of: source), as: source.format, named: source.path)
  }

  /// What is the matter with the copy of a source; `nil` if it is what was imported.
  func damage(of source: ImportedSource) -> (any Error)? {
    do {
      _ = try checkedCopy(of: source)
      return nil
    } catch { return error }
  }

  /// The path of the copy of a source, compared with its checksum.
  private func checkedCopy(of source: ImportedSource) throws -> String {
    let copy = "\(workspace.sourcesFolder)/\(source.copy)"
    let checksum = Checksum.of(try MappedBytes.contents(of: copy))
    // The name is the checksum, so that no list of them can be out of step.
    guard source.copy == "\(Checksum.hexadecimal(checksum)).xml" else {
      throw WorkspaceError.damagedSource(copy: copy, source: source.path)
    }
    return copy
  }

  /// The schemes that a source describes; read from its copy if they were not written down.
  func schemes(of source: ImportedSource) throws -> [String] {
    if let schemes = source.schemes { return schemes }
    var importer = VocabularyImporter()
    try read(source, into: &importer)
    return importer.schemes(describedIn: source.path).map(Self.withoutBreaks)
  }
}

extension Workspace {
  /// The sources of the vocabulary.
  package var sources: SourceStore { SourceStore(workspace: self) }
}
