internal import Cataloging
package import Journaling
internal import MappedStorage
internal import Matching
internal import System
package import Taxonomy

/// What an import into a workspace came to.
package struct WorkspaceImport: Sendable {
  /// The vocabulary of all sources of the workspace.
  package var vocabulary: Vocabulary

  /// The findings about the sources given this time.
  package var findings: [VocabularyFinding]

  /// The counts by scheme, of all sources.
  package var counts: VocabularyCounts

  /// The sources, in the order of their latest import.
  package var sources: [ImportedSource]

  /// The sources of which those given this time are the next releases.
  package var replaced: [ImportedSource] = []

  /// How many differences there are from the vocabulary before; `nil` if nothing was replaced.
  package var differences: Int?
}

/// The files of an import.
struct Given {
  /// Where they are.
  var paths: [String]
  /// What they are known by as sources.
  var names: [String]
  /// What errors call files that a person named otherwise.
  var errorNames: [String: String]
  /// Their dialect; found from the root element if `nil`.
  var format: VocabularyFormat?

  /// What errors call a file.
  func errorName(of path: String) -> String { errorNames[path] ?? path }

  /// Reads them all.
  func read(into importer: inout VocabularyImporter) throws {
    for (path, name) in zip(paths, names) {
      try importer.readFile(path, as: format, named: name, givenPath: errorName(of: path))
    }
  }
}

/// The import of files into a workspace.
struct SourceImport {
  let workspace: Workspace
  let given: Given
  /// Whether earlier sources are forgotten.
  let replacesAll: Bool
  /// Whether any error that a check finds refuses the import.
  let isStrict: Bool

  /// Another command changed the sources while they were compiled.
  struct SourcesChanged: Error {}

  private var sources: SourceStore { workspace.sources }

  /// Imports the files once.
  ///
  /// - Throws: `SourcesChanged` if the sources are others than those it began with.
  func run(holding held: RunLock?) throws -> WorkspaceImport {
    let names = given.names
    let present = try sources.all()
    let known = replacesAll ? [] : present
    var earlier = known.filter { !names.contains($0.path) }
    let releases = try earlierReleases(among: known)
    earlier.removeAll { releases.contains($0) }
    let replaced = known.filter { names.contains($0.path) } + releases
    // Only counts differences; a damaged snapshot is what the import is about to replace.
    let before = replaced.isEmpty ? nil : try? Vocabulary(mapping: workspace.snapshotPath)
    if isStrict { try checkStrictly(earlier) }
    var importer = VocabularyImporter()
    for source in earlier {
      do {
        try sources.read(source, into: &importer)
      } catch let error {
        if try sources.all() != present { throw SourcesChanged() }
        throw error
      }
    }
    var added: [(path: String, name: String, format: VocabularyFormat, file: FileIdentity)] = []
    for (path, name) in zip(given.paths, names)
    where !added.contains(where: { $0.name == name }) {
      let file = try FileIdentity(ofContentAt: path)
      let found =
        try given.format
        ?? VocabularyImporter.formatOfFile(path, named: given.errorName(of: path))
      try importer.readFile(path, as: found, named: name, givenPath: given.errorName(of: path))
      added.append((path, name, found, file))
    }
    let schemes = names.map { importer.schemes(describedIn: $0) }
    var all = earlier
    // The lock is taken when everything is read: a failed import leaves nothing behind.
    var lock = held
    defer { withExtendedLifetime(lock) {} }
    let importFindings = try importer.finish(writingTo: workspace.snapshotPath) { _ in
      if lock == nil { lock = try workspace.lock(for: "import") }
      guard try sources.all() == present else { throw SourcesChanged() }
      for (path, name, format, file) in added {
        let copy = try FileCopy.copy(path, into: workspace.sourcesFolder) {
          "\(Checksum.hexadecimal($0)).xml"
        }
        guard try FileIdentity(ofContentAt: path).isSame(as: file) else {
          throw WorkspaceError.changedMeanwhile(path: path)
        }
        all.append(
          ImportedSource(
            path: name, format: format, copy: copy, imported: Timestamp.now(),
            schemes: names.firstIndex(of: name).map { schemes[$0] }))
      }
      try sources.store(all)
    }
    // What the next command would not believe is told now, not compiled anew by each command.
    let vocabulary = try VerifiedFiles.open(
      workspace.snapshotPath, Vocabulary.init(mapping:isVerified:))
    try LabelIndex.compile(vocabulary, to: workspace.labelIndexPath)
    let findings = VocabularyChecker.findings(ofImport: importFindings, into: vocabulary)
    sources.removeCopies(except: all)
    let differences = before.map { VocabularyDiff(from: $0, to: vocabulary).changes.count }
    return WorkspaceImport(
      vocabulary: vocabulary, findings: findings.filter { names.contains($0.path) },
      counts: VocabularyCounts(vocabulary, findings: findings), sources: all, replaced: replaced,
      differences: differences)
  }

  /// The vocabulary that the import would make; nil if nothing is there that it would take the place of.
  ///
  /// - Throws: what reading throws.
  func preview() throws -> Vocabulary? {
    let known = try sources.all()
    let releases = replacesAll ? known : try earlierReleases(among: known)
    let kept = known.filter { !given.names.contains($0.path) && !releases.contains($0) }
    guard kept.count < known.count else { return nil }
    var importer = VocabularyImporter()
    for source in kept { try sources.read(source, into: &importer) }
    try given.read(into: &importer)
    return try importer.finish().vocabulary
  }

  /// Refuses what has any error that `check` knows, looked for in the sources as they are.
  private func checkStrictly(
    _ earlier: [ImportedSource]
  ) throws {
    var importer = VocabularyImporter()
    importer.checksStatements = true
    importer.carriesNamesOver = false
    for source in earlier { try sources.read(source, into: &importer) }
    try given.read(into: &importer)
    let result = try importer.finish()
    try Self.refuseErrors(
      VocabularyChecker().check(result.vocabulary, importFindings: result.findings))
  }

  private static func refuseErrors(_ findings: [VocabularyFinding]) throws {
    guard let first = findings.first(where: { $0.severity == .error }) else { return }
    let count = findings.count { $0.severity == .error }
    throw WorkspaceError.strict(first, count: count)
  }

  /// The earlier sources whose schemes new ones describe: what was given is their next release.
  ///
  /// A scheme that a source shared with others when it was imported before stays shared.
  ///
  /// - Throws: `WorkspaceError.partOfSource` if a source has further schemes, which would be lost.
  private func earlierReleases(
    among known: [ImportedSource]
  ) throws -> [ImportedSource] {
    let earlier = known.filter { !given.names.contains($0.path) }
    guard !earlier.isEmpty, !given.paths.isEmpty else { return [] }
    var importer = VocabularyImporter()
    try given.read(into: &importer)
    var described: [String: String] = [:]
    for name in given.names {
      let shared = try known.first { $0.path == name }.map { try sources.schemes(of: $0) } ?? []
      for scheme in importer.schemes(describedIn: name).map(SourceStore.withoutBreaks)
      where !shared.contains(scheme) { described[scheme] = name }
    }
    return try earlier.filter { source in
      let own = try sources.schemes(of: source)
      guard let taken = own.first(where: { described[$0] != nil }) else { return false }
      let rest = own.filter { described[$0] == nil }
      guard rest.isEmpty else {
        throw WorkspaceError.partOfSource(
          path: source.path, scheme: taken, release: described[taken] ?? "", rest: rest)
      }
      return true
    }
  }
}

extension SourceStore {
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
  package func importing(
    _ paths: [String], named given: [String: String] = [:], as format: VocabularyFormat? = nil,
    replacesAll: Bool = false, isStrict: Bool = false, holding lock: RunLock? = nil
  ) throws -> WorkspaceImport {
    let request = request(paths, given, format, replacesAll, isStrict)
    while true {
      do { return try request.run(holding: lock) } catch is SourceImport.SourcesChanged { continue }
    }
  }

  /// The changes that an import would make to the vocabulary, with the documents that each touches; nil if
  /// nothing is there that it would take the place of, or no document has a tag.
  ///
  /// - Parameters:
  ///   - paths: the files.
  ///   - given: the names under which files are known that are not known by their paths.
  ///   - format: their dialect; found from the root element if `nil`.
  ///   - replacesAll: whether earlier sources are forgotten.
  /// - Returns: the changes.
  /// - Throws: what reading and counting throw.
  package func changes(
    importing paths: [String], named given: [String: String], as format: VocabularyFormat?,
    replacesAll: Bool
  ) throws -> DiffReport? {
    // There is nothing to compare with a vocabulary that cannot be read; the import mends it.
    guard workspace.hasCatalog, let present = try? workspace.vocabularies.current(),
      let next = try request(paths, given, format, replacesAll, false).preview()
    else { return nil }
    return try DiffReport(from: present, to: next, of: workspace)
  }

  private func request(
    _ paths: [String], _ given: [String: String], _ format: VocabularyFormat?,
    _ replacesAll: Bool, _ isStrict: Bool
  ) -> SourceImport {
    SourceImport(
      workspace: workspace,
      given: Given(
        paths: paths, names: paths.map { given[$0] ?? name(of: $0) }, errorNames: given,
        format: format),
      replacesAll: replacesAll, isStrict: isStrict)
  }
}
