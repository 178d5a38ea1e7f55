package import Journaling
internal import MappedStorage
package import Matching
internal import System
package import Taxonomy

/// The compiled vocabulary of a workspace, and its labels.
package struct VocabularyStore: Sendable {
  let workspace: Workspace

  /// The compiled vocabulary, mapped; compiled anew from its sources if it is damaged, outdated, or of other ones.
  ///
  /// - Parameter lock: the workspace's lock, if the caller holds it.
  /// - Returns: the vocabulary.
  /// - Throws: `WorkspaceError.noVocabulary` if nothing was imported.
  package func current(holding lock: RunLock? = nil) throws -> Vocabulary {
    do {
      let vocabulary = try open()
      guard workspace.sources.isChanging, try workspace.sources.settle(holding: lock) else {
        return vocabulary
      }
      return try open()
    } catch let error as StorageError {
      guard !(try workspace.sources.all().isEmpty) else {
        throw WorkspaceError.noVocabulary(root: workspace.root)
      }
      if case .unwritable = error { throw error }
      return try workspace.sources.importing([], holding: lock).vocabulary
    }
  }

  private func open() throws -> Vocabulary {
    try VerifiedFiles.open(workspace.snapshotPath, Vocabulary.init(mapping:isVerified:))
  }

  /// The compiled labels of a vocabulary; compiled anew if they are damaged or of another one.
  ///
  /// - Throws: `StorageError` if they cannot be written.
  package func labels(of vocabulary: Vocabulary) throws -> LabelIndex {
    if let index = try? openLabels(workspace.labelIndexPath, of: vocabulary) { return index }
    return try LabelIndex.compile(vocabulary, to: workspace.labelIndexPath)
  }

  /// Opens compiled labels, compared with their checksums now or before.
  ///
  /// - Throws: `StorageError`, also if they are those of another vocabulary.
  func openLabels(_ path: String, of vocabulary: Vocabulary) throws -> LabelIndex {
    try VerifiedFiles.open(path) { path, isVerified in
      try LabelIndex(contentsOf: path, for: vocabulary, isVerified: isVerified)
    }
  }

  /// The vocabulary, or `nil` if none was imported.
  ///
  /// - Parameter lock: the workspace's lock, if the caller holds it.
  /// - Returns: the vocabulary.
  /// - Throws: `StorageError`.
  package func currentIfImported(holding lock: RunLock? = nil) throws -> Vocabulary? {
    do {
      return try current(holding: lock)
    } catch WorkspaceError.noVocabulary { return nil }
  }

  /// The labels that begin with some text in any case, but for hidden ones, codes and those of several lines.
  ///
  /// - Parameter beginning: the text in lower case.
  /// - Returns: the labels, in no order.
  /// - Throws: `WorkspaceError.noVocabulary`; `StorageError`.
  package func labels(beginningWith beginning: String) throws -> [String] {
    let vocabulary = try current()
    return vocabulary.labels.compactMap { label in
      guard vocabulary.kind(of: label) != .hidden, vocabulary.role(of: label) != .code else {
        return nil
      }
      let text = vocabulary.text(of: label)
      return text.lowercased().hasPrefix(beginning) && !text.contains("\n") ? text : nil
    }
  }
}

extension Workspace {
  /// The compiled vocabulary.
  package var vocabularies: VocabularyStore { VocabularyStore(workspace: self) }
}
