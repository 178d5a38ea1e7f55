package import Matching
package import Tagging
package import Taxonomy

/// What tagging documents and matching labels take from a workspace, or from a bundle made of one.
package protocol TaggingSource: Sendable {
  /// The vocabulary that labels are matched to.
  func plainVocabulary() throws -> Vocabulary

  /// The vocabulary that documents are tagged with, and its labels.
  ///
  /// - Parameter withLearnedLabels: whether the wordings learned from people's marks are among them.
  /// - Returns: both.
  /// - Throws: `WorkspaceError.noVocabulary`; `StorageError`.
  func taggingVocabulary(
    withLearnedLabels: Bool
  ) throws -> (vocabulary: Vocabulary, labels: LabelIndex)

  /// What was learned from people's tags; `nil` if nothing was.
  func taggingModel() throws -> TaggingModel?

  /// What was settled about tagging.
  func taggingPreferences() throws -> TaggingPreferences

  /// What people decided about labels.
  func labelDecisions() throws -> NormalizationDecisions

  /// A normalizer of the vocabulary's schemes that knows what people decided.
  ///
  /// - Parameters:
  ///   - schemes: the schemes; `nil` for all.
  ///   - settings: how sure it has to be.
  /// - Returns: the normalizer.
  /// - Throws: `WorkspaceError.noVocabulary`; `StorageError`.
  func normalizer(
    schemes: Set<SchemeOrdinal>?, settings: NormalizerSettings
  ) throws -> Normalizer
}

extension TaggingSource {
  /// The keys of the facets, in the order of the vocabulary.
  ///
  /// - Throws: `WorkspaceError.noVocabulary`; `StorageError`.
  package func facetKeys() throws -> [String] {
    let vocabulary = try plainVocabulary()
    return vocabulary.schemes.map(vocabulary.key)
  }
}

extension Workspace: TaggingSource {
  package func plainVocabulary() throws -> Vocabulary { try vocabularies.current() }

  package func taggingVocabulary(
    withLearnedLabels: Bool
  ) throws -> (vocabulary: Vocabulary, labels: LabelIndex) {
    try tagging.vocabulary(withLearnedLabels: withLearnedLabels)
  }

  package func taggingModel() throws -> TaggingModel? { try tagging.model() }

  package func taggingPreferences() throws -> TaggingPreferences { try tagging.preferences() }

  package func labelDecisions() throws -> NormalizationDecisions { try labels.decisions() }

  package func normalizer(
    schemes: Set<SchemeOrdinal>?, settings: NormalizerSettings
  ) throws -> Normalizer {
    try labels.normalizer(schemes: schemes, settings: settings)
  }
}
