internal import Glibc
package import Taxonomy

extension Workspace {
  /// Reads the imported sources again, for what only they show: findings with their places.
  ///
  /// - Parameter isForCheck: whether the vocabulary is to be as the sources have it, names not carried
  ///   over, and statements are looked at too.
  /// - Returns: the vocabulary and the findings.
  /// - Throws: `WorkspaceError.noVocabulary` if nothing was imported; what reading throws.
  package func readSources(isForCheck: Bool = false) throws -> VocabularyImport {
    let sources = try sources()
    guard !sources.isEmpty else { throw WorkspaceError.noVocabulary(root: root) }
    var importer = VocabularyImporter()
    importer.acceptsInvalidDocuments = true
    importer.checksStatements = isForCheck
    importer.carriesNamesOver = !isForCheck
    for source in sources {
      try importer.read(
        path: "\(sourcesFolder)/\(source.copy)", as: source.format, named: source.path)
    }
    return try importer.finish()
  }

  /// Whether documents were ever catalogued; opening the catalog would make it.
  package var hasCatalog: Bool { unsafe access(catalogPath, F_OK) == 0 }
}
