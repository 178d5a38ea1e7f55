internal import MappedStorage
internal import Model
package import Taxonomy
internal import TextAnalysis

/// Maps free-text labels to the concepts of a vocabulary, and knows when it does not know.
///
/// Immutable and shared by threads; each makes a `NormalizerSession` of its own.
package final class Normalizer: Sendable {
  /// The vocabulary.
  package let vocabulary: Vocabulary

  /// How it decides.
  package let settings: NormalizerSettings

  /// The probability from which a label is accepted, chosen for the stated precision.
  package let acceptanceThreshold: Double

  /// What people decided before.
  package let decisions: NormalizationDecisions

  /// What was learned, to be kept for the next time.
  package let learned: LearnedNormalization

  private let schemes: Set<SchemeOrdinal>?
  private let resolver: ConceptResolver?
  let index: SimilarityIndex
  let kernel: KernelRidge?
  let model: NormalizationModel
  /// The vocabulary's ordinals of the index's concepts and labels.
  let concepts: [ConceptOrdinal]
  let labels: [LabelOrdinal]
  let codes: [String: [ConceptOrdinal]]

  /// A normalizer that learns from the vocabulary's own labels.
  ///
  /// - Parameters:
  ///   - vocabulary: the vocabulary; deprecated concepts are never candidates of their own.
  ///   - schemes: the schemes whose concepts may be meant; all if `nil`.
  ///   - settings: how it decides.
  ///   - decisions: what people decided before.
  ///   - learned: what was learned before; learned anew if it is not of this vocabulary.
  ///   - resolver: says what is a name of which concept; without one only the normalizer's own
  ///     forms of labels do.
  package init(
    vocabulary: Vocabulary, schemes: Set<SchemeOrdinal>? = nil,
    settings: NormalizerSettings = NormalizerSettings(),
    decisions: NormalizationDecisions = NormalizationDecisions(),
    learned: LearnedNormalization? = nil, resolver: ConceptResolver? = nil
  ) {
    self.resolver = resolver
    self.decisions = decisions
    self.schemes = schemes
    self.vocabulary = vocabulary
    self.settings = settings
    let selection = LabelSelection(vocabulary, schemes: schemes)
    concepts = selection.concepts
    labels = selection.ordinals
    codes = selection.codes
    index = SimilarityIndex(
      selection.labels, conceptCount: selection.concepts.count, notes: selection.notes)
    let fingerprint = Self.fingerprint(vocabulary, schemes)
    let kernelSize = KernelRidge.size(for: index)
    if let learned, learned.fingerprint == fingerprint,
      learned.kernelCoefficients.count == kernelSize
    {
      kernel =
        kernelSize > 0 ? KernelRidge(index, coefficients: learned.kernelCoefficients) : nil
      model = learned.model
      self.learned = learned
    } else {
      kernel = KernelRidge(index)
      model = ModelTraining.model(of: index, kernel: kernel)
      self.learned = LearnedNormalization(
        fingerprint: fingerprint, model: model, kernelCoefficients: kernel?.coefficients ?? [])
    }
    acceptanceThreshold = model.threshold(precision: settings.precision)
  }

  /// A number of what a model of a vocabulary's schemes is learned from and how.
  package static func fingerprint(
    _ vocabulary: Vocabulary, _ schemes: Set<SchemeOrdinal>?
  ) -> UInt64 {
    let selection = schemes.map { $0.map(\.rawValue).sorted() }
    let text =
      "\(vocabulary.fingerprint) \(selection.map { "\($0)" } ?? "all") \(learningVersion) "
      + "\(Feature.allCases) \(Analyzer.version)"
    return Checksum.of(Array((text + DocumentLexicon.groups).utf8))
  }

  /// Changes with anything in learning that the fingerprint does not see by itself.
  private static let learningVersion = 9

  /// The concepts that stand in the place of a deprecated one; the concept itself if it is not
  /// deprecated, was not yet at `date`, or has no successor.
  func currentConcepts(of concept: ConceptOrdinal, at date: CalendarDate?) -> [ConceptOrdinal] {
    guard vocabulary.isDeprecated(concept) else { return [concept] }
    if let date, let end = vocabulary.deprecationDate(of: concept), date.lastDay < end.firstDay {
      return [concept]
    }
    let current = vocabulary.currentConcepts(for: concept)
    return current.isEmpty ? [concept] : current
  }

  /// Whether a concept is among those that may be meant.
  func includes(_ concept: ConceptOrdinal) -> Bool {
    guard let schemes else { return true }
    return !schemes.isDisjoint(with: vocabulary.schemes(of: concept))
  }

  /// The concepts in use that bear a label as a name, in whatever case.
  func claims(on label: String) -> Set<ConceptOrdinal> {
    guard let resolver else { return [] }
    let found =
      schemes.map { $0.flatMap { resolver.resolve(label, in: $0).candidates } }
      ?? resolver.resolve(label).candidates
    return Set(found.filter(\.isLiteral).map(\.meant))
  }

  /// The concepts that a label names together, in whatever case; none if it does not stand for several.
  func compound(named label: String) -> (concept: ConceptOrdinal, meant: [ConceptOrdinal])? {
    guard let resolver else { return nil }
    let answers =
      schemes.map { $0.map { resolver.resolve(label, in: $0) } } ?? [resolver.resolve(label)]
    // A name of one concept in any of the schemes goes before.
    let isOwn = answers.contains { answer in
      answer.candidates.contains { $0.isLiteral && !$0.isTogether }
    }
    if isOwn { return nil }
    var meant: [ConceptOrdinal] = []
    var compound: ConceptOrdinal?
    for case .one(let candidate, _) in answers where candidate.isTogether && candidate.isLiteral {
      compound = candidate.concept
      meant += candidate.current.filter { !meant.contains($0) }
    }
    return compound.map { ($0, meant.sorted()) }
  }

  /// Whether a person decided that a label names no concept.
  package func namesNoConcept(_ label: String) -> Bool {
    decisions.never[LabelForm.trimmed(label)] != nil
  }

  /// What matches labels on one thread.
  package func makeSession() -> NormalizerSession { NormalizerSession(self) }
}

/// The labels and concepts of a vocabulary that a normalizer is made of.
struct LabelSelection {
  private(set) var concepts: [ConceptOrdinal] = []
  private(set) var labels: [IndexedLabel] = []
  private(set) var ordinals: [LabelOrdinal] = []
  private(set) var notes: [(concept: Int32, text: String)] = []
  private(set) var codes: [String: [ConceptOrdinal]] = [:]

  init(_ vocabulary: Vocabulary, schemes: Set<SchemeOrdinal>?) {
    for concept in vocabulary.concepts {
      if let schemes, schemes.isDisjoint(with: vocabulary.schemes(of: concept)) { continue }
      add(concept, of: vocabulary)
    }
    let numbers = Dictionary(
      uniqueKeysWithValues: concepts.enumerated().map { ($1, Int32($0)) })
    for index in labels.indices {
      let current = vocabulary.currentConcepts(for: concepts[Int(labels[index].concept)])
      if current.count == 1 { labels[index].meaning = numbers[current[0]] }
    }
  }

  private mutating func add(_ concept: ConceptOrdinal, of vocabulary: Vocabulary) {
    let number = Int32(concepts.count)
    concepts.append(concept)
    codes[vocabulary.uri(of: concept), default: []].append(concept)
    for mapping in vocabulary.mappings(of: concept) where mapping.kind == .exact {
      codes[mapping.uri, default: []].append(concept)
    }
    var seen: Set<String> = []
    // Its names go on as former ones of what took its place, which contradicts nothing.
    let isDeprecated = vocabulary.isDeprecated(concept)
    for ordinal in vocabulary.labels(of: concept) {
      let label = vocabulary.label(ordinal)
      if label.role == .code {
        codes[label.text, default: []].append(concept)
        continue
      }
      guard seen.insert(label.text).inserted else { continue }
      labels.append(
        IndexedLabel(
          text: label.text, concept: number, language: Language(tag: label.language),
          isCaseSensitive: label.caseRule == .exact
            || (label.caseRule == .automatic && label.role == .abbreviation),
          isPreferred: label.kind == .preferred && !isDeprecated,
          isConditional: vocabulary.hasContext(ordinal)
            || vocabulary.validity(of: ordinal) != .always))
      ordinals.append(ordinal)
    }
    for note in vocabulary.notes(of: concept) {
      switch note.kind {
      case .definition, .scope, .example, .note: notes.append((number, note.text))
      case .history, .editorial, .change: break
      }
    }
  }
}
