internal import Cataloging
internal import Matching
package import Searching
package import Taxonomy

extension Workspace {
  /// Opens the search index for searching, brought up to date with the catalog first.
  ///
  /// While the catalog's files did not change, the catalog is not even opened. A damaged index, or
  /// one of another version, is built anew from the catalog and the exports.
  ///
  /// - Parameters:
  ///   - updated: called with what was done, if the index had to be brought up to date.
  ///   - progress: called with the numbers of documents done and to do; returns whether to go on.
  /// - Returns: the index.
  /// - Throws: `IndexError.missing` if nothing was ever indexed; `CatalogError`, `StorageError`.
  package func openSearchIndex(
    updated: (IndexUpdate) -> Void = { _ in },
    progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> SearchIndex {
    let vocabulary = try vocabularyIfImported()
    let labels = try vocabulary.map { try labelIndex(for: $0) }
    if !isIndexCurrent {
      updated(
        try updateIndex(catalog: try openCatalog(), vocabulary: vocabulary, progress: progress))
    }
    do {
      return try SearchIndex(folder: indexFolder, vocabulary: vocabulary, labels: labels)
    } catch IndexError.damaged, IndexError.outdated {
      updated(
        try updateIndex(catalog: try openCatalog(), vocabulary: vocabulary, progress: progress))
      return try SearchIndex(folder: indexFolder, vocabulary: vocabulary, labels: labels)
    }
  }

  /// The vocabulary, or `nil` if none was imported.
  ///
  /// - Throws: `StorageError`.
  package func vocabularyIfImported() throws -> Vocabulary? {
    do {
      return try vocabulary()
    } catch WorkspaceError.noVocabulary { return nil }
  }
}
