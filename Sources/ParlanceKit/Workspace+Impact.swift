internal import Cataloging
internal import Searching

extension Workspace {
  /// Counts the documents of the workspace that bear concepts: of its shares and of its exports.
  ///
  /// - Parameters:
  ///   - concepts: the URIs of all concepts that will be asked for.
  ///   - updatesIndex: whether an index behind the catalog is brought up to date first; otherwise
  ///     the catalog is asked then, which does not know of exports.
  /// - Returns: counts the documents that bear any of some of them, each document once.
  /// - Throws: `CatalogError`, `IndexError`, `StorageError`.
  package func documentCounter(
    for concepts: Set<String>, updatesIndex: Bool
  ) throws -> ([String]) throws -> Int {
    if SearchIndex.exists(in: indexFolder), updatesIndex || isIndexCurrent || !mayWrite {
      let tagged = try TaggedDocuments(in: try openSearchIndex(), tags: concepts)
      return { tagged.count(ofAny: $0) }
    }
    // Without an index there are no exports.
    guard hasCatalog else { return { _ in 0 } }
    let catalog = try openCatalogForReading()
    return { try catalog.documentCount(ofAny: $0) }
  }
}
