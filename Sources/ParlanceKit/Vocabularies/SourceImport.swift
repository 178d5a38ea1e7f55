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

  /// The sources, in the order of their first import.
  package var sources: [ImportedSource]

  /// The sources of which those given this time are the next releases.
  package var replaced: [ImportedSource] = []

  /// How many differences there are from the vocabulary before; `nil` if nothing was replaced.
  package var differences: Int?
}

/// The files of an import.
struct GivenVocabularies {
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

  /// Reads one of them.
  ///
  /// - Returns: its dialect.
  func read(_ number: Int, into importer: inout VocabularyImporter) throws -> VocabularyFormat {
    let (path, name) = (paths[number], names[number])
    let found =
      try format ?? VocabularyImporter.formatOfFile(path, named: errorName(of: path))
    try importer.readFile(path, as: found, named: name, givenPath: errorName(of: path))
    return found
  }

  /// Reads them all.
  func read(into importer: inout VocabularyImporter) throws {
    for number in paths.indices { _ = try read(number, into: &importer) }
  }
}

/// The import of files into a workspace.
struct SourceImport {
  let workspace: Workspace
  let given: GivenVocabularies
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
    let order = try SourceOrder(replacesAll ? [] : present, given, sources)
    let replaced = order.replaced
    // Only counts differences; a damaged snapshot is what the import is about to replace.
    let before = replaced.isEmpty ? nil : try? Vocabulary(mapping: workspace.snapshotPath)
    if isStrict { try checkStrictly(order) }
    var importer = VocabularyImporter()
    var added: [Int: (format: VocabularyFormat, file: FileIdentity)] = [:]
    for entry in order.entries {
      switch entry {
      case .kept(let source):
        do {
          try sources.read(source, into: &importer)
        } catch let error {
          // Another command may have removed the copy: then it is no damage that an error should
          // tell of.
          if try sources.all() != present { throw SourcesChanged() }
          throw error
        }
      case .given(let number):
        let file = try FileIdentity(ofContentAt: given.paths[number])
        added[number] = (try given.read(number, into: &importer), file)
      }
    }
    let schemes = names.map { importer.schemes(describedIn: $0) }
    var all: [ImportedSource] = []
    // The lock is taken when everything is read: a failed import leaves nothing behind. Not later: compiling begins
    // the snapshot's file, and whoever gets the lock removes files that were begun without it.
    let lock = try held ?? workspace.lock(for: "import")
    defer { withExtendedLifetime(lock) {} }
    guard try sources.all() == present else { throw SourcesChanged() }
    let importFindings = try importer.finish(writingTo: workspace.snapshotPath) { _ in
      for entry in order.entries {
        guard case .given(let number) = entry, let (format, file) = added[number] else {
          if case .kept(let source) = entry { all.append(source) }
          continue
        }
        let path = given.paths[number]
        let copy = try FileCopy.copy(path, into: workspace.sourcesFolder) {
          "\(Checksum.hexadecimal($0)).xml"
        }
        // The file was read twice, for the vocabulary and for the copy: both have to be of one
        // state.
        guard try FileIdentity(ofContentAt: path).isSame(as: file) else {
          throw WorkspaceError.changedMeanwhile(path: path)
        }
        all.append(
          ImportedSource(
            path: names[number], format: format, copy: copy, imported: Timestamp.now(),
            schemes: schemes[number]))
      }
      try sources.beginChange(to: all)
    }
    sources.endChange()
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
    let order = try SourceOrder(replacesAll ? [] : known, given, sources)
    guard replacesAll ? !known.isEmpty : !order.replaced.isEmpty else { return nil }
    var importer = VocabularyImporter()
    try order.read(given, sources, into: &importer)
    return try importer.finish().vocabulary
  }

  /// Refuses what has any error that `check` knows, looked for in the sources as they are.
  private func checkStrictly(_ order: SourceOrder) throws {
    var importer = VocabularyImporter()
    importer.checksStatements = true
    importer.carriesNamesOver = false
    try order.read(given, sources, into: &importer)
    let result = try importer.finish()
    try Self.refuseErrors(
      VocabularyChecker().check(result.vocabulary, importFindings: result.findings))
  }

  private static func refuseErrors(_ findings: [VocabularyFinding]) throws {
    guard let first = findings.first(where: { $0.severity == .error }) else { return }
    let count = findings.count { $0.severity == .error }
    throw WorkspaceError.strict(first, count: count)
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
      // Each round begins with the sources that the other command left, so that none of them is
      // lost.
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
      given: GivenVocabularies(
        paths: paths, names: paths.map { given[$0] ?? name(of: $0) }, errorNames: given,
        format: format),
      replacesAll: replacesAll, isStrict: isStrict)
  }
}
