internal import Glibc
package import Matching
package import Tagging
internal import Taxonomy

extension Workspace {
  /// The path of what was learned from people's tags.
  package var taggingModelPath: String { "\(folder)/tagging.model" }

  /// What was learned from people's tags, or `nil` if nothing was.
  ///
  /// - Throws: `StorageError` if the file is damaged.
  package func taggingModel() throws -> TaggingModel? {
    guard unsafe access(taggingModelPath, F_OK) == 0 else { return nil }
    return try TaggingModel(contentsOf: taggingModelPath)
  }

  /// Forgets what was learned.
  ///
  /// - Returns: whether there was anything.
  package func forgetTaggingModel() -> Bool { unsafe unlink(taggingModelPath) == 0 }

  /// The shared tables from which each thread makes a tagger of its own.
  ///
  /// - Throws: `WorkspaceError.noVocabulary`, `StorageError`.
  package func taggingTables() throws -> (tables: ConceptTables, labels: LabelIndex) {
    let vocabulary = try vocabulary()
    return (ConceptTables(vocabulary), try labelIndex(for: vocabulary))
  }
}
