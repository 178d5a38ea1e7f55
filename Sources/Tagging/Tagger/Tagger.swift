internal import Documents
internal import Glibc
internal import JSONCoding
package import Matching
package import Model
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
  package static let version = 5

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
    var settings = settings
    // Concepts of no scheme have no facet in which they could be tags.
    settings.blocked.formUnion(tables.outsideConcepts)
    self.settings = settings
    self.resolver = resolver
    let binding = model.map { ModelBinding($0, tables: tables) }
    self.model = binding
    analyzer = DocumentAnalyzer(
      tables: tables, index: labelIndex, blockedLabels: binding?.stopLabels ?? [],
      anyOrder: settings.anyOrder)
    judge = TypeJudge(tables: tables, resolver: resolver)
  }

  /// A tagger for a vocabulary of which nothing is shared.
  package convenience init(
    vocabulary: Vocabulary, labelIndex: LabelIndex, settings: TaggerSettings = TaggerSettings(),
    resolver: (any MetadataLabelResolver)? = nil, model: TaggingModel? = nil
  ) {
    self.init(
      tables: ConceptTables(vocabulary, index: labelIndex), labelIndex: labelIndex,
      settings: settings,
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
    let logOdds = logOdds(of: &analysis, context)
    var result: [TagSuggestion] = []
    for scheme in tables.vocabulary.schemes where settings.schemes?.contains(scheme) ?? true {
      result +=
        isExclusive(scheme)
        ? typeSuggestions(in: scheme, document: document, analysis: analysis, context: context)
        : salienceSuggestions(in: scheme, analysis: analysis, logOdds: logOdds)
    }
    return result
  }

  /// The concepts that would be accepted for a document by itself, for what it says of its neighbors.
  ///
  /// As `tag`, without evidence. Types are judged only where the path names one: what they are elsewhere tells
  /// nothing of another document.
  package func acceptedConcepts(
    of document: Document, context: TaggingContext = TaggingContext()
  ) -> [ConceptOrdinal] {
    var analysis = analyzer.analyze(document, context: context)
    let logOdds = logOdds(of: &analysis, context)
    let isNamed = !namesInPath(analysis).isEmpty
    var result: [ConceptOrdinal] = []
    for scheme in tables.vocabulary.schemes where settings.schemes?.contains(scheme) ?? true {
      guard isExclusive(scheme) else {
        let accept = settings.thresholds(of: scheme, in: tables).accept
        result += ranked(in: scheme, analysis: analysis, logOdds: logOdds).compactMap {
          row, score in
          let candidate = analysis.candidates.candidates[row]
          return isAccepted(candidate, in: scheme, score, accept) ? candidate.concept : nil
        }
        continue
      }
      guard isNamed else { continue }
      result += typeSuggestions(
        in: scheme, document: document, analysis: analysis, context: context
      )
      .filter { $0.outcome == .accepted }.map(\.concept)
    }
    return result
  }

  /// The concepts that a document names, with the numbers by which they are judged.
  package func candidates(
    of document: Document, context: TaggingContext = TaggingContext()
  ) -> CandidateTable {
    analyzer.analyze(document, context: context).candidates
  }

  /// The names of types in a path that are one word, each once.
  package func namesInPath(_ path: String) -> [PathName] {
    namesInPath(
      analyzer.analyze(Document(id: "", path: path, text: ""), context: TaggingContext()))
  }

  private func namesInPath(_ analysis: DocumentAnalysis) -> [PathName] {
    var result: [PathName] = []
    for wording in analysis.wordings
    where wording.meaningCount > 0 && tables.facts[Int(wording.label.rawValue)].tokenCount == 1
      && isExclusive(tables.home[Int(wording.concept.rawValue)])
    {
      let isInPath = analysis.places(of: wording).contains { place in
        let mention = analysis.scan.mentions[Int(place)]
        return analysis.scan.fields[mention.field].field == .path
      }
      guard isInPath else { continue }
      let name = PathName(label: wording.label, concept: wording.concept)
      if !result.contains(name) { result.append(name) }
    }
    return result
  }

  // MARK: Salience

  /// How salient each candidate is, after adding those that similar documents and the folder's have.
  func logOdds(of analysis: inout DocumentAnalysis, _ context: TaggingContext) -> [Double] {
    var result: [Double]
    if let model, model.judges {
      let similarity = model.enrich(&analysis.candidates, scan: analysis.scan)
      analysis.likeness = similarity
      result = model.logOdds(&analysis.candidates, similarity: similarity)
    } else {
      result = SalienceScorer.logOdds(analysis.candidates)
    }
    guard let folder = context.folder else { return result }
    analysis.folder = folder
    let named = Set(analysis.candidates.candidates.map(\.concept))
    // What says itself what it is about needs no word of its neighbors.
    let settled = Set(
      zip(analysis.candidates.candidates, result).filter { $0.isDecided && $1 > 0 }
        .map { tables.home[Int($0.0.concept.rawValue)] })
    for concept in folder.usual
    where !named.contains(concept) && !settled.contains(tables.home[Int(concept.rawValue)]) {
      analysis.candidates.append(TagCandidate(concept: concept, isFromFolder: true))
      result.append(FolderContext.unnamedLogOdds)
    }
    for (row, candidate) in analysis.candidates.candidates.enumerated() {
      result[row] += folder.logOdds(of: candidate.concept)
    }
    return result
  }

  /// The candidates of a scheme that are sure enough to be shown, the surest first.
  private func ranked(
    in scheme: SchemeOrdinal, analysis: DocumentAnalysis, logOdds: [Double]
  ) -> [(row: Int, score: Double)] {
    let thresholds = settings.thresholds(of: scheme, in: tables)
    var shown: [(row: Int, score: Double)] = []
    for (row, candidate) in analysis.candidates.candidates.enumerated() {
      guard tables.home[Int(candidate.concept.rawValue)] == scheme else { continue }
      let score = score(of: candidate, logOdds[row], analysis)
      // Shared by two meanings, a score is half of what it would be.
      let least = candidate.isDecided ? thresholds.review : thresholds.review / 2
      // What would be shown as a name of one facet is a question where it is one of several, not nothing.
      let isShown =
        score >= least
        || candidate.schemeCount > 1
          && self.score(of: candidate, logOdds[row], analysis, isShared: false) >= least
      if isShown, !settings.blocked.contains(candidate.concept) {
        shown.append((row, score))
      }
    }
    let candidates = analysis.candidates.candidates
    shown.sort {
      ($1.score, candidates[$0.row].concept) < ($0.score, candidates[$1.row].concept)
    }
    if let limit = settings.limit { shown.removeLast(max(0, shown.count - limit)) }
    return shown
  }

  private func isAccepted(
    _ candidate: TagCandidate, in scheme: SchemeOrdinal, _ score: Double, _ accept: Double
  ) -> Bool {
    let counts = !candidate.isPassing || settings.countsMentions.contains(scheme)
    // What only the neighbors speak for is a question: a lunch menu lies among the notes on a product, too.
    let isNamed = !candidate.isFromFolder && !candidate.isOutdated
    return candidate.isDecided && counts && isNamed && score >= accept
  }

  private func salienceSuggestions(
    in scheme: SchemeOrdinal, analysis: DocumentAnalysis, logOdds: [Double]
  ) -> [TagSuggestion] {
    let accept = settings.thresholds(of: scheme, in: tables).accept
    let candidates = analysis.candidates.candidates
    let builder = EvidenceBuilder(
      tables: tables, analysis: analysis, settings: settings, rows: analyzer.rowOfConcept)
    return ranked(in: scheme, analysis: analysis, logOdds: logOdds).map { row, score in
      let candidate = candidates[row]
      var suggestion = TagSuggestion(
        concept: candidate.concept, scheme: scheme, score: score,
        outcome: isAccepted(candidate, in: scheme, score, accept) ? .accepted : .review,
        evidence: evidence(row, score: score, analysis, builder),
        alternatives: alternatives(of: candidate, analysis),
        reason: reason(for: candidate, analysis))
      suggestion.role = candidate.isPassing ? .mention : .subject
      if candidate.isPassing, suggestion.reason.isEmpty {
        suggestion.reason = "named only in passing"
      }
      if candidate.isOutdated, suggestion.reason.isEmpty {
        suggestion.reason = "named only by a word that was its name until years before"
      }
      return suggestion
    }
  }

  /// What led to the score of a candidate, with what each piece adds to it.
  func evidence(
    _ row: Int, score: Double, _ analysis: DocumentAnalysis, _ builder: EvidenceBuilder
  ) -> [TagEvidence] {
    let table = analysis.candidates
    let candidate = table.candidates[row]
    let others = others(than: candidate, row, table)
    // Nothing but the folder speaks for it, which the builder adds by itself.
    if candidate.isFromFolder {
      return builder.evidence(
        for: candidate, parts: ScoreParts(), score: score, others: others, learned: "")
    }
    let similarity = analysis.likeness ?? 0
    guard let model, model.trust(in: candidate, similarity: similarity) > 0 else {
      return builder.evidence(
        for: candidate, parts: SalienceScorer.parts(of: table, row: row), score: score,
        others: others, learned: "")
    }
    return builder.evidence(
      for: candidate, parts: model.parts(of: table, row: row, similarity: similarity),
      score: score, others: others,
      learned: model.note(on: candidate.concept, similarShare: table[row, .similarShare]))
  }

  /// How many other concepts of its scheme a document names.
  private func others(
    than candidate: TagCandidate, _ row: Int, _ table: CandidateTable
  ) -> Int {
    guard candidate.firstWording < 0 else {
      return max(Int((exp(table[row, .candidateCount]) - 1).rounded()) - 1, 0)
    }
    // What is not named has no such count of its own.
    let scheme = tables.home[Int(candidate.concept.rawValue)]
    return table.candidates.count {
      $0.firstWording >= 0 && tables.home[Int($0.concept.rawValue)] == scheme
    }
  }

  /// The probability of log-odds, shared among the meanings of what nothing decided.
  ///
  /// - Parameters:
  ///   - candidate: what is judged.
  ///   - logOdds: its log-odds.
  ///   - analysis: the document.
  ///   - isShared: whether a name in several facets is shared among them, too.
  /// - Returns: the probability.
  func score(
    of candidate: TagCandidate, _ logOdds: Double, _ analysis: DocumentAnalysis,
    isShared: Bool = true
  ) -> Double {
    let learned = model?.trust(in: candidate, similarity: analysis.likeness ?? 0) ?? 0
    // A name in several facets rarely says something for each of them.
    let rules =
      SalienceScorer.tempered(logOdds) - (isShared ? log(Double(candidate.schemeCount)) : 0)
      + (candidate.isNear ? SalienceScorer.nearLogOdds : 0)
    let score = SalienceScorer.probability(learned * logOdds + (1 - learned) * rules)
    guard !candidate.isDecided, candidate.firstWording >= 0 else { return score }
    return score / Double(analysis.wordings[Int(candidate.firstWording)].meaningCount)
  }

  private func alternatives(
    of candidate: TagCandidate, _ analysis: DocumentAnalysis
  ) -> [ConceptOrdinal] {
    guard !candidate.isDecided, candidate.firstWording >= 0 else { return [] }
    return analysis.alternatives(of: analysis.wordings[Int(candidate.firstWording)])
  }

  /// Why the meaning was chosen, or why none could be; empty if there was nothing to choose.
  private func reason(for candidate: TagCandidate, _ analysis: DocumentAnalysis) -> String {
    guard candidate.chosenWording >= 0 else { return "" }
    let wording = analysis.wordings[Int(candidate.chosenWording)]
    return analyzer.disambiguator.reason(
      for: analysis.meanings(of: wording), isDecided: wording.isDecided, at: analysis.date)
  }

  // MARK: Type

  private func typeSuggestions(
    in scheme: SchemeOrdinal, document: Document, analysis: DocumentAnalysis,
    context: TaggingContext
  ) -> [TagSuggestion] {
    let thresholds = settings.thresholds(of: scheme, in: tables)
    let verdicts = verdicts(in: scheme, document: document, analysis: analysis, context: context)
    // What the rules alone would show is not hidden by examples: in a document that is like none of them
    // probabilities are flat.
    let highest = verdicts.lazy.map { max($0.score, $0.ruleScore) }.max() ?? 0
    guard var best = verdicts.first, highest >= thresholds.review else { return [] }
    if let broader = broader(than: best, among: verdicts, accept: thresholds.accept) {
      best = broader
    }
    // Of a scheme with one answer the others are alternatives, not suggestions of their own.
    let near = verdicts.dropFirst().filter { $0.score >= best.score * 0.6 }.map(\.concept)
    let rivals = best.rivals + near.filter { !best.rivals.contains($0) }
    let isAccepted = best.score >= thresholds.accept && best.rivals.isEmpty
    return [
      TagSuggestion(
        concept: best.concept, scheme: scheme, score: best.score,
        outcome: isAccepted ? .accepted : .review,
        evidence: typeEvidence(of: best, among: verdicts),
        alternatives: rivals,
        reason: rivals.isEmpty ? "" : "also possible: \(names(of: rivals))")
    ]
  }

  /// The nearest broader type that is sure enough where the best one is not: with evidence for the kind but
  /// not for which of it, the kind is said.
  private func broader(
    than best: TypeVerdict, among verdicts: [TypeVerdict], accept: Double
  ) -> TypeVerdict? {
    guard best.score < TypeNumbers.shared.leaf || !best.rivals.isEmpty else { return nil }
    let vocabulary = tables.vocabulary
    for parent in vocabulary.broaderClosure(of: best.concept).dropFirst()
    where !vocabulary.isDeprecated(parent) && !settings.blocked.contains(parent) {
      func isBelow(_ concept: ConceptOrdinal) -> Bool {
        vocabulary.broaderClosure(of: concept).contains(parent)
      }
      let kind = verdicts.filter { isBelow($0.concept) }
      let score = kind.reduce(0) { $0 + $1.score }
      guard kind.count > 1, score >= accept, best.rivals.allSatisfy(isBelow) else { continue }
      var result = best
      result.concept = parent
      result.score = score
      result.rivals = []
      return result
    }
    return nil
  }

  /// The types that a document may be, the likeliest first, by the rules and by what was learned.
  func verdicts(
    in scheme: SchemeOrdinal, document: Document, analysis: DocumentAnalysis,
    context: TaggingContext
  ) -> [TypeVerdict] {
    let verdicts = judge.verdicts(
      in: scheme, document: document, analysis: analysis, context: context,
      blocked: settings.blocked)
    guard let classifier = model?.classifiers[scheme] else { return verdicts }
    // Known already where candidates were judged.
    let similarity = analysis.likeness ?? model?.likeness(of: analysis.scan) ?? 0
    let combined = classifier.combine(
      verdicts, document: document,
      likeness: model?.likeness(atSimilarity: similarity, in: scheme) ?? 0, tables: tables)
    return combined.filter { !settings.blocked.contains($0.concept) }
  }

  /// What led to a type, with what each piece adds to the score.
  func typeEvidence(of verdict: TypeVerdict, among verdicts: [TypeVerdict]) -> [TagEvidence] {
    var result = Array(verdict.evidence.prefix(settings.evidenceLimit))
    let rest = verdict.evidence.dropFirst(settings.evidenceLimit)
    if !rest.isEmpty {
      result.append(
        TagEvidence(
          .further, "\(rest.count) further places", weight: rest.reduce(0) { $0 + $1.weight }))
    }
    let others = verdicts.filter { $0.concept != verdict.concept }
    var note = "against no type at all"
    if let next = others.first {
      let name = names(of: [next.concept])
      note += others.count == 1 ? " and \(name)" : " and \(others.count) others, \(name) before all"
    }
    if let learned = verdict.learned {
      note += "; learned examples say \(FixedPoint.string(learned, decimals: 2))"
    }
    result.balance(for: verdict.score, note: note)
    return result
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

  /// The probability by the rules alone, where `score` has what was learned in it; else 0.
  var ruleScore = 0.0

  /// The weight of the evidence in log-odds.
  var logOdds: Double

  /// What speaks for it, the weightiest first.
  var evidence: [TagEvidence]

  /// The probability by what was learned alone; `nil` if nothing was.
  var learned: Double?

  /// The others that may as well be meant by the name that speaks for it; empty if that is decided, or
  /// if other evidence is enough.
  var rivals: [ConceptOrdinal] = []
}
