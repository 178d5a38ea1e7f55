internal import Cataloging
internal import Glibc
package import Journaling
internal import MappedStorage
package import Matching
internal import System
internal import Tagging
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

/// What an import into a workspace came to.
package struct WorkspaceImport: Sendable {
  /// The vocabulary of all sources of the workspace.
  package var vocabulary: Vocabulary

  /// The findings about the sources given this time.
  package var findings: [VocabularyFinding]

  /// The counts by scheme, of all sources.
  package var counts: VocabularyCounts

  /// The sources, in the order of their first import.
  package var sources: [ImportedSource]

  /// The sources of which those given this time are the next releases.
  package var replaced: [ImportedSource] = []

  /// How many differences there are from the vocabulary before; `nil` if nothing was replaced.
  package var differences: Int?
}

extension Workspace {
  /// Imports vocabularies into the workspace and compiles all its sources anew.
  ///
  /// A file that was imported before is replaced, however its path is written, and so is one whose
  /// schemes those given now describe: a scheme has one release. Files given together make one.
  /// Everything is read and compiled before anything is written: if one source cannot be read, the
  /// workspace stays as it was.
  ///
  /// - Parameters:
  ///   - paths: the files.
  ///   - given: the names under which files are known that are not known by their paths.
  ///   - format: their dialect; found from the root element if `nil`.
  ///   - replacesAll: whether earlier sources are forgotten.
  ///   - isStrict: whether any error that a check finds refuses the import.
  ///   - lock: the workspace's lock, if the caller holds it.
  /// - Returns: the vocabulary, its counts and the findings.
  /// - Throws: `XMLError` or `VocabularyImportError` with path and line; `StorageError`,
  ///   `WorkspaceError`.
  package func importVocabularies(
    _ paths: [String], named given: [String: String] = [:], as format: VocabularyFormat? = nil,
    replacesAll: Bool = false, isStrict: Bool = false, holding lock: RunLock? = nil
  ) throws -> WorkspaceImport {
    let request = ImportRequest(
      paths: paths, given: given, format: format, replacesAll: replacesAll, isStrict: isStrict)
    while true {
      do { return try importOnce(request, holding: lock) } catch is SourcesChanged { continue }
    }
  }

  private struct ImportRequest {
    var paths: [String]
    var given: [String: String]
    var format: VocabularyFormat?
    var replacesAll: Bool
    var isStrict: Bool
  }

  /// Another command changed the sources while they were compiled.
  private struct SourcesChanged: Error {}

  private func importOnce(
    _ request: ImportRequest, holding held: RunLock?
  ) throws -> WorkspaceImport {
    let names = request.paths.map { request.given[$0] ?? sourceName(of: $0) }
    let present = try sources()
    let known = request.replacesAll ? [] : present
    var earlier = known.filter { !names.contains($0.path) }
    let given = Given(
      paths: request.paths, names: names, errorNames: request.given, format: request.format)
    let releases = try earlierReleases(of: given, among: known)
    earlier.removeAll { releases.contains($0) }
    let replaced = known.filter { names.contains($0.path) } + releases
    let before = replaced.isEmpty ? nil : try? Vocabulary(mapping: snapshotPath)
    if request.isStrict { try checkStrictly(earlier, given) }
    var importer = VocabularyImporter()
    for source in earlier {
      do {
        try read(source, into: &importer)
      } catch let error {
        if try sources() != present { throw SourcesChanged() }
        throw error
      }
    }
    var added: [(path: String, name: String, format: VocabularyFormat, file: FileIdentity)] = []
    for (path, name) in zip(request.paths, names)
    where !added.contains(where: { $0.name == name }) {
      let file = try FileIdentity(ofContentAt: path)
      let found =
        try request.format
        ?? VocabularyImporter.formatOfFile(path, named: given.errorName(of: path))
      try importer.readFile(path, as: found, named: name, givenPath: given.errorName(of: path))
      added.append((path, name, found, file))
    }
    let schemes = names.map { importer.schemes(describedIn: $0) }
    var all = earlier
    // The lock is taken when everything is read: a failed import leaves nothing behind.
    var lock = held
    defer { withExtendedLifetime(lock) {} }
    let findings = try importer.finish(writingTo: snapshotPath) { _ in
      if lock == nil { lock = try self.lock(for: "import") }
      guard try sources() == present else { throw SourcesChanged() }
      for (path, name, format, file) in added {
        let copy = try FileCopy.copy(path, into: sourcesFolder) { "\(Self.hexadecimal($0)).xml" }
        guard try FileIdentity(ofContentAt: path).isSame(as: file) else {
          throw WorkspaceError.changedMeanwhile(path: path)
        }
        all.append(
          ImportedSource(
            path: name, format: format, copy: copy, imported: Timestamp.now(),
            schemes: names.firstIndex(of: name).map { schemes[$0] }))
      }
      try store(all)
    }
    let vocabulary = try Vocabulary(mapping: snapshotPath, isVerified: true)
    try LabelIndex.compile(vocabulary, to: labelIndexPath)
    removeCopies(except: all)
    let differences = before.map { VocabularyDiff(from: $0, to: vocabulary).changes.count }
    return WorkspaceImport(
      vocabulary: vocabulary, findings: findings.filter { names.contains($0.path) },
      counts: VocabularyCounts(vocabulary, findings: findings), sources: all, replaced: replaced,
      differences: differences)
  }

  /// Refuses what has any error that `check` knows, looked for in the sources as they are.
  private func checkStrictly(
    _ earlier: [ImportedSource], _ given: Given
  ) throws {
    var importer = VocabularyImporter()
    importer.checksStatements = true
    importer.carriesNamesOver = false
    for source in earlier { try read(source, into: &importer) }
    try given.read(into: &importer)
    let result = try importer.finish()
    try Self.refuseErrors(
      VocabularyChecker().check(result.vocabulary, importFindings: result.findings))
  }

  /// Reads the copy of a source, which is named after its checksum.
  ///
  /// - Throws: `WorkspaceError.damagedSource` if the copy is not what was imported; what reading throws.
  func read(_ source: ImportedSource, into importer: inout VocabularyImporter) throws {
    let copy = "\(sourcesFolder)/\(source.copy)"
    let checksum = Checksum.of(try MappedBytes.contents(of: copy))
    guard source.copy == "\(Self.hexadecimal(checksum)).xml" else {
      throw WorkspaceError.damagedSource(copy: copy, source: source.path)
    }
    try importer.readFile(copy, as: source.format, named: source.path)
  }

  private static func refuseErrors(_ findings: [VocabularyFinding]) throws {
    guard let first = findings.first(where: { $0.severity == .error }) else { return }
    let count = findings.count { $0.severity == .error }
    throw WorkspaceError.strict(first, count: count)
  }

  /// The imported sources, in the order of their first import.
  ///
  /// - Throws: `StorageError.damaged` if the list cannot be read.
  package func sources() throws -> [ImportedSource] {
    guard unsafe access(sourceListPath, F_OK) == 0 else { return [] }
    return try CheckedLines.read(sourceListPath).map { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count >= 3, let format = VocabularyFormat(rawValue: fields[1]) else {
        throw StorageError.damaged(
          path: sourceListPath, reason: "a line does not name a copy, its format and its path")
      }
      return ImportedSource(
        path: fields[2], format: format, copy: fields[0],
        imported: fields.count > 3 ? fields[3] : "",
        schemes: fields.count > 3 ? Array(fields[4...]) : nil)
    }
  }

  /// The compiled vocabulary, mapped; compiled anew from its sources if it is damaged or outdated.
  ///
  /// - Parameter lock: the workspace's lock, if the caller holds it.
  /// - Returns: the vocabulary.
  /// - Throws: `WorkspaceError.noVocabulary` if nothing was imported.
  package func vocabulary(holding lock: RunLock? = nil) throws -> Vocabulary {
    do {
      return try VerifiedFiles.open(snapshotPath, Vocabulary.init(mapping:isVerified:))
    } catch let error as StorageError {
      guard !(try sources().isEmpty) else { throw WorkspaceError.noVocabulary(root: root) }
      if case .unwritable = error { throw error }
      return try importVocabularies([], holding: lock).vocabulary
    }
  }

  /// The compiled labels of a vocabulary; compiled anew if they are damaged or of another one.
  ///
  /// - Throws: `StorageError` if they cannot be written.
  package func labelIndex(for vocabulary: Vocabulary) throws -> LabelIndex {
    if let index = try? openLabels(labelIndexPath, of: vocabulary) { return index }
    return try LabelIndex.compile(vocabulary, to: labelIndexPath)
  }

  /// Opens compiled labels, compared with their checksums now or before.
  ///
  /// - Throws: `StorageError`, also if they are those of another vocabulary.
  func openLabels(_ path: String, of vocabulary: Vocabulary) throws -> LabelIndex {
    try VerifiedFiles.open(path) { path, isVerified in
      try LabelIndex(contentsOf: path, for: vocabulary, isVerified: isVerified)
    }
  }
}

// MARK: - Files

extension Workspace {
  /// What a source is known by: its path below the workspace's folder, else its absolute path, so
  /// that a file is the same from whatever folder it is named.
  func sourceName(of path: String) -> String {
    guard let resolved = SharePath(path).resolved()?.string else { return path }
    let folder = root == "/" ? root : root + "/"
    return resolved.hasPrefix(folder) ? String(resolved.dropFirst(folder.count)) : resolved
  }

  /// The files that were imported, wherever they are now.
  ///
  /// - Throws: `StorageError.damaged` if the list cannot be read.
  package func sourceFiles() throws -> [String] {
    try sources().map { sourceFile(named: $0.path) }
  }

  /// The file of a source.
  func sourceFile(named name: String) -> String {
    name.hasPrefix("/") ? name : "\(root)/\(name)"
  }

  private var sourceListPath: String { "\(sourcesFolder)/list.tsv" }

  /// A field without the characters that end fields and lines.
  static func withoutBreaks(_ text: String) -> String {
    text.map { $0.isNewline || $0 == "\t" ? " " : String($0) }.joined()
  }

  func store(_ sources: [ImportedSource]) throws {
    let lines = sources.map { source in
      var fields = [source.copy, source.format.rawValue, source.path]
      if let schemes = source.schemes { fields += [source.imported] + schemes }
      return fields.map(Self.withoutBreaks).joined(separator: "\t")
    }
    try CheckedLines.write(lines, to: sourceListPath)
  }

  /// Removes copies that no source has any more; a copy left behind does no harm.
  func removeCopies(except sources: [ImportedSource]) {
    let kept = Set(sources.map(\.copy))
    for name in OpenFolder.names(in: sourcesFolder) {
      if name.hasSuffix(".xml"), !kept.contains(name) { unsafe unlink("\(sourcesFolder)/\(name)") }
    }
  }

  static func hexadecimal(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
