internal import MappedStorage
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

  /// The parts as a workspace or a bundle has them now.
  ///
  /// - Parameters:
  ///   - source: a workspace with a vocabulary, or a bundle.
  ///   - isLearned: whether what was learned counts, wordings and model.
  /// - Throws: `WorkspaceError.noVocabulary`, `StorageError`.
  package init(_ source: any TaggingSource, isLearned: Bool = true) throws {
    let (vocabulary, labels) = try source.taggingVocabulary(withLearnedLabels: isLearned)
    tables = ConceptTables(vocabulary, index: labels)
    self.labels = labels
    model = isLearned ? try source.taggingModel() : nil
    normalizer = DeferredNormalizer {
      try source.normalizer(schemes: nil, settings: NormalizerSettings())
    }
    concepts = ConceptResolver(vocabulary, index: labels)
    decisions = try source.labelDecisions()
  }

  /// The vocabulary that documents are tagged with.
  package var vocabulary: Vocabulary { tables.vocabulary }

  /// Takes everything into account that decides what is proposed, but for the settings.
  func add(to digest: inout SettingsDigest) {
    // What the normalizer answers changes with these two.
    let normalizing = Checksum.combining(
      Normalizer.fingerprint(vocabulary, nil), Checksum.of(decisions.bytes))
    digest.add([vocabulary.fingerprint, normalizing, UInt64(Tagger.version)])
    // Each day on which a concept is given up is one on which its documents are due.
    let upcoming = vocabulary.concepts.count { vocabulary.upcomingDeprecation(of: $0) != nil }
    if upcoming > 0 { digest.add(UInt64(upcoming)) }
    digest.add(model.map { Checksum.of($0.makeBytes()) } ?? 0)
  }

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
