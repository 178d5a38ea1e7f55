package import Matching
package import Tagging
package import Taxonomy

/// What taggers of a workspace are made from: the vocabulary, its labels, what was learned and decided.
///
/// A tagger works on one thread; its parts are shared by all.
package struct TaggerParts: Sendable {
  /// The tables of the vocabulary.
  package let tables: ConceptTables

  /// The labels of the same vocabulary.
  package let labels: LabelIndex

  /// What was learned from people's tags, if anything was.
  package let model: TaggingModel?

  /// What people decided about labels.
  let decisions: NormalizationDecisions

  private let normalizer: DeferredNormalizer
  private let concepts: ConceptResolver

  /// The parts as the workspace has them now.
  ///
  /// - Parameters:
  ///   - workspace: a workspace with a vocabulary.
  ///   - isLearned: whether what was learned counts, wordings and model.
  /// - Throws: `WorkspaceError.noVocabulary`, `StorageError`.
  package init(_ workspace: Workspace, isLearned: Bool = true) throws {
    let (vocabulary, labels) = try workspace.tagging.vocabulary(withLearnedLabels: isLearned)
    tables = ConceptTables(vocabulary)
    self.labels = labels
    model = isLearned ? try workspace.tagging.model() : nil
    normalizer = DeferredNormalizer { try workspace.labels.normalizer() }
    concepts = ConceptResolver(vocabulary, index: labels)
    decisions = try workspace.labels.decisions()
  }

  /// The vocabulary that documents are tagged with.
  package var vocabulary: Vocabulary { tables.vocabulary }

  /// A resolver of values in metadata, for one thread.
  package func makeResolver() -> NormalizerResolver {
    NormalizerResolver(normalizer, concepts: concepts, decisions: decisions, tables: tables)
  }

  /// A tagger for one thread, with what was learned.
  package func makeTagger(_ settings: TaggerSettings) -> Tagger {
    makeTagger(settings, model: model)
  }

  /// A tagger for one thread, with a model of its own.
  package func makeTagger(_ settings: TaggerSettings, model: TaggingModel?) -> Tagger {
    Tagger(
      tables: tables, labelIndex: labels, settings: settings, resolver: makeResolver(),
      model: model)
  }

  /// Makes sure that values in metadata were read with everything that the workspace knows.
  ///
  /// - Throws: what kept the normalizer from being made, when one was needed.
  package func verify() throws {
    if let failure = normalizer.failure { throw failure }
  }
}
