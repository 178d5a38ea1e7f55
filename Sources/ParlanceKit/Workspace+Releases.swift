internal import Glibc
internal import Matching
internal import Taxonomy

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

/// A source with the schemes that it describes.
package struct SourceSummary: Sendable {
  /// The source.
  package var source: ImportedSource
  /// The URIs of its schemes.
  package var schemes: [String]
}

extension Workspace {
  /// The imported sources with their schemes, in the order of their first import.
  ///
  /// - Throws: `StorageError`; what reading a copy throws.
  package func sourceSummaries() throws -> [SourceSummary] {
    try sources().map { SourceSummary(source: $0, schemes: try schemes(of: $0)) }
  }

  /// Forgets sources and compiles the rest anew.
  ///
  /// - Parameter names: the sources as `sources()` names them, by any path to their files, or by the
  ///   last part of their paths if only one has it.
  /// - Returns: the sources that were forgotten.
  /// - Throws: `WorkspaceError.unknownSource`; what compiling throws.
  package func removeSources(_ names: [String]) throws -> [ImportedSource] {
    let lock = try lock(for: "sources remove")
    defer { withExtendedLifetime(lock) {} }
    let known = try sources()
    let removed = try names.map { try source(named: $0, among: known) }
    let left = known.filter { !removed.contains($0) }
    guard left.isEmpty else {
      try compile(left)
      return removed
    }
    try store([])
    for path in [snapshotPath, labelIndexPath, normalizerPath] {
      guard unsafe unlink(path) == 0 || errno == ENOENT else {
        throw WorkspaceError.cannotRemove(path: path, errno: errno)
      }
    }
    removeCopies(except: [])
    return removed
  }

  private func source(
    named name: String, among known: [ImportedSource]
  ) throws -> ImportedSource {
    let wanted = sourceName(of: name)
    let found =
      known.first { $0.path == name || $0.path == wanted }.map { [$0] }
      ?? known.filter { $0.path.split(separator: "/").last.map(String.init) == name }
    guard found.count == 1 else {
      throw WorkspaceError.unknownSource(name, known: known.map(\.path))
    }
    return found[0]
  }

  /// Compiles sources that were imported before.
  private func compile(_ sources: [ImportedSource]) throws {
    var importer = VocabularyImporter()
    for source in sources { try read(source, into: &importer) }
    _ = try importer.finish(writingTo: snapshotPath) { _ in try store(sources) }
    try LabelIndex.compile(try Vocabulary(mapping: snapshotPath), to: labelIndexPath)
    removeCopies(except: sources)
  }

  /// The earlier sources whose schemes new ones describe: what was given is their next release.
  ///
  /// A scheme that a source shared with others when it was imported before stays shared.
  ///
  /// - Throws: `WorkspaceError.partOfSource` if a source has further schemes, which would be lost.
  func earlierReleases(
    of given: Given, among known: [ImportedSource]
  ) throws -> [ImportedSource] {
    let earlier = known.filter { !given.names.contains($0.path) }
    guard !earlier.isEmpty, !given.paths.isEmpty else { return [] }
    var importer = VocabularyImporter()
    try given.read(into: &importer)
    var described: [String: String] = [:]
    for name in given.names {
      let shared = try known.first { $0.path == name }.map { try schemes(of: $0) } ?? []
      for scheme in importer.schemes(describedIn: name).map(Self.withoutBreaks)
      where !shared.contains(scheme) { described[scheme] = name }
    }
    return try earlier.filter { source in
      let own = try schemes(of: source)
      guard let taken = own.first(where: { described[$0] != nil }) else { return false }
      let rest = own.filter { described[$0] == nil }
      guard rest.isEmpty else {
        throw WorkspaceError.partOfSource(
          path: source.path, scheme: taken, release: described[taken] ?? "", rest: rest)
      }
      return true
    }
  }

  /// The schemes that a source describes; read from its copy if they were not written down.
  private func schemes(of source: ImportedSource) throws -> [String] {
    if let schemes = source.schemes { return schemes }
    var importer = VocabularyImporter()
    try read(source, into: &importer)
    return importer.schemes(describedIn: source.path).map(Self.withoutBreaks)
  }
}
