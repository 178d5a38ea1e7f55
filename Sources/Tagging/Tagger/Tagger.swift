package import Documents
package import Matching
package import Taxonomy

/// Proposes the concepts of a vocabulary for documents, with scores and evidence.
///
/// Schemes of which a document takes one (its type) are judged by where the document says what it
/// is: metadata, title, path, headings, cues; never by a mention in the running text. All other
/// schemes are judged by what the document names and how saliently. A model trained on people's
/// decisions replaces the judgement where it knows more.
///
/// Owns buffers: not for use by several threads at once. Each makes its own from the same tables.
package final class Tagger {
  /// The version of the rules; documents tagged by another one are due again.
  package static let version = 1

  /// The vocabulary's tables, to be shared with other taggers.
  package let tables: ConceptTables

  /// What the share's owner decided.
  package let settings: TaggerSettings

  let analyzer: DocumentAnalyzer
  let resolver: (any MetadataLabelResolver)?
  let model: ModelBinding?
  private let judge: TypeJudge

  /// A tagger.
  ///
  /// - Parameters:
  ///   - tables: those of the vocabulary.
  ///   - labelIndex: the same vocabulary's labels.
  ///   - settings: thresholds, limits, what is blocked.
  ///   - resolver: maps metadata values to concepts; without one only labels found in them count.
  ///   - model: what was learned; its URIs need not all be in the vocabulary.
  package init(
    tables: ConceptTables, labelIndex: LabelIndex, settings: TaggerSettings = TaggerSettings(),
    resolver: (any MetadataLabelResolver)? = nil, model: TaggingModel? = nil
  ) {
    self.tables = tables
    self.settings = settings
    self.resolver = resolver
    let binding = model.map { ModelBinding($0, tables: tables) }
    self.model = binding
    analyzer = DocumentAnalyzer(
      tables: tables, index: labelIndex, blockedLabels: binding?.stopLabels ?? [])
    judge = TypeJudge(tables: tables, resolver: resolver)
  }

  /// A tagger for a vocabulary of which nothing is shared.
  package convenience init(
    vocabulary: Vocabulary, labelIndex: LabelIndex, settings: TaggerSettings = TaggerSettings(),
    resolver: (any MetadataLabelResolver)? = nil, model: TaggingModel? = nil
  ) {
    self.init(
      tables: ConceptTables(vocabulary), labelIndex: labelIndex, settings: settings,
      resolver: resolver, model: model)
  }

  /// Whether a document takes at most one concept of a scheme.
  package func isExclusive(_ scheme: SchemeOrdinal) -> Bool {
    tables.isExclusive[Int(scheme.rawValue)] || settings.exclusiveSchemes.contains(scheme)
      || model?.classifiers[scheme] != nil
  }

  /// The concepts proposed for a document, scheme by scheme, the best first.
  ///
  /// - Complexity: O(length of the document), and per wording found some table lookups.
  package func tag(
    _ document: Document, context: TaggingContext = TaggingContext()
  ) -> [TagSuggestion] {
    var analysis = analyzer.analyze(document, context: context)
    if let model, model.judges {
      model.enrich(&analysis.candidates, words: SimilarDocuments.words(of: document))
    }
    var result: [TagSuggestion] = []
    for scheme in tables.vocabulary.schemes where settings.schemes?.contains(scheme) ?? true {
      var suggestions =
        isExclusive(scheme)
        ? typeSuggestions(in: scheme, document: document, analysis: analysis, context: context)
        : salienceSuggestions(in: scheme, analysis: analysis)
      suggestions.sort { ($1.score, $0.concept) < ($0.score, $1.concept) }
      if let limit = settings.limit, suggestions.count > limit {
        suggestions.removeLast(suggestions.count - limit)
      }
      result += suggestions
    }
    return result
  }

  /// The concepts that a document names, with the numbers by which they are judged.
  package func candidates(
    of document: Document, context: TaggingContext = TaggingContext()
  ) -> [TagCandidate] {
    analyzer.analyze(document, context: context).candidates
  }

  // MARK: Salience

  private func salienceSuggestions(
    in scheme: SchemeOrdinal, analysis: DocumentAnalysis
  ) -> [TagSuggestion] {
    let thresholds = settings.thresholds(of: scheme)
    let trees = model.flatMap { $0.judges ? $0.model.trees : nil }
    let builder = EvidenceBuilder(tables: tables, analysis: analysis, settings: settings)
    var result: [TagSuggestion] = []
    for candidate in analysis.candidates {
      guard tables.home[Int(candidate.concept.rawValue)] == scheme,
        !settings.blocked.contains(candidate.concept)
      else { continue }
      var score =
        SalienceScorer.probability(
          trees?.logOdds(candidate.features.values)
            ?? SalienceScorer.logOdds(candidate.features))
      let isOpen = !candidate.isDecided && !candidate.alternatives.isEmpty
      if isOpen { score /= Double(1 + candidate.alternatives.count) }
      let shown = isOpen ? thresholds.review / 2 : thresholds.review
      guard score >= shown else { continue }
      result.append(
        TagSuggestion(
          concept: candidate.concept, scheme: scheme, score: score,
          outcome: !isOpen && score >= thresholds.accept ? .accepted : .review,
          evidence: builder.evidence(for: candidate),
          alternatives: candidate.alternatives, reason: candidate.reason))
    }
    return result
  }

  // MARK: Type

  private func typeSuggestions(
    in scheme: SchemeOrdinal, document: Document, analysis: DocumentAnalysis,
    context: TaggingContext
  ) -> [TagSuggestion] {
    let thresholds = settings.thresholds(of: scheme)
    var verdicts = judge.verdicts(
      in: scheme, document: document, analysis: analysis, context: context,
      blocked: settings.blocked)
    if let classifier = model?.classifiers[scheme] {
      verdicts = classifier.combine(verdicts, document: document, tables: tables, scheme: scheme)
    }
    guard let best = verdicts.first, best.score >= thresholds.review else { return [] }
    // Of a scheme with one answer the others are alternatives, not suggestions of their own.
    let rivals = verdicts.dropFirst().filter { $0.score >= best.score * 0.6 }.map(\.concept)
    let isAccepted = best.score >= thresholds.accept
    return [
      TagSuggestion(
        concept: best.concept, scheme: scheme, score: best.score,
        outcome: isAccepted ? .accepted : .review,
        evidence: Array(best.evidence.prefix(settings.evidenceLimit)),
        alternatives: rivals,
        reason: rivals.isEmpty ? "" : "also possible: \(names(of: rivals))")
    ]
  }

  private func names(of concepts: [ConceptOrdinal]) -> String {
    concepts.map { "“\(tables.vocabulary.preferredLabel(of: $0))”" }.joined(separator: ", ")
  }
}

/// A type that a document may be, as judged so far.
struct TypeVerdict {
  /// The type.
  var concept: ConceptOrdinal

  /// The estimated probability.
  var score: Double

  /// The weight of the evidence in log-odds.
  var logOdds: Double

  /// What speaks for it, the weightiest first.
  var evidence: [TagEvidence]
}
