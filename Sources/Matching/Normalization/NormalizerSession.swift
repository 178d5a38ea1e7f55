internal import Model
internal import Taxonomy
internal import TextAnalysis

/// Matches labels on one thread with a `Normalizer`.
package final class NormalizerSession {
  let normalizer: Normalizer
  private let search: CandidateSearch
  private lazy var resolver = AmbiguityResolver(normalizer)

  init(_ normalizer: Normalizer) {
    self.normalizer = normalizer
    search = CandidateSearch(normalizer.index, kernel: normalizer.kernel)
  }

  /// What a label means.
  package func match(_ label: String, context: LabelContext = .none) -> LabelMatch {
    let text = LabelForm.trimmed(label)
    guard !text.isEmpty else { return .unknown }
    if let decision = normalizer.decisions.never[text] {
      return LabelMatch(outcome: .unknown, candidates: [], remark: decision.remark)
    }
    // What a person chose goes before what the vocabulary says.
    if let match = chosenMatch(text) ?? compoundMatch(text) ?? codeMatch(text, at: context.date) {
      return match
    }
    let candidates = search.candidates(
      for: text, language: context.language.flatMap { Language(tag: $0) })
    let ranked = normalizer.model.ranked(candidates)
    guard let top = ranked.first else { return .unknown }
    // What a concept claims literally is never unknown, however little the model has learned.
    let claims = normalizer.claims(on: text)
    let isClaimed = !claims.isEmpty || ranked.contains { Self.level(of: $0.candidate) > 0 }
    guard
      isClaimed
        || (top.probability >= normalizer.settings.reviewThreshold
          && Self.hasEvidence(top.candidate))
        || (top.probability >= Self.catchAllThreshold
          && top.candidate.features[Feature.catchAll.rawValue] > 0)
    else { return .unknown }
    var options = options(of: ranked, claims: claims, date: context.date)
    var remark = resolver.resolve(&options, context: context)
    if let denial = denial(of: text, options) {
      remark = AmbiguityResolver.Remark(text: "\"\(denial)\" before it denies it", isOpen: true)
    }
    return match(options, remark: remark)
  }

  /// The word with which a label denies what the likeliest concept is named, unless it is part of the name.
  private func denial(of text: String, _ options: [MatchOption]) -> String? {
    guard let denial = LabelHead.denial(in: Analyzer.tokens(of: text).map(\.text)),
      let label = options.first?.candidate.label
    else { return nil }
    let name = label < 0 ? "" : normalizer.index.labels[Int(label)].text
    return Analyzer.tokens(of: name).contains { $0.text == denial } ? nil : denial
  }

  /// Whether a label of the concept comes near at all, be it in a word or in a part of one.
  private static func hasEvidence(_ candidate: Candidate) -> Bool {
    func value(_ feature: Feature) -> Double { candidate.features[feature.rawValue] }
    return candidate.method < .similarity || value(.conceptCoverage) > 0.05
      || value(.gramCosine) > 0.2 || value(.notes) > 0.3
  }

  /// The probability from which a concept for everything else is worth a look.
  private static let catchAllThreshold = NormalizationNumbers["catch-all"]

  /// A label whose concept a person chose, unless the concept is gone, deprecated or not asked for.
  private func chosenMatch(_ text: String) -> LabelMatch? {
    let vocabulary = normalizer.vocabulary
    guard let choice = normalizer.decisions.chosen[text],
      let concept = vocabulary.concept(uri: choice.concept), !vocabulary.isDeprecated(concept),
      normalizer.includes(concept)
    else { return nil }
    let candidate = LabelMatch.Candidate(
      concept: concept, score: 1, label: nil, method: .decided, reasons: ["a person chose it"])
    return LabelMatch(outcome: .accepted, candidates: [candidate], remark: choice.remark)
  }

  /// A label that stands for several concepts together.
  private func compoundMatch(_ text: String) -> LabelMatch? {
    guard let (compound, meant) = normalizer.compound(named: text), !meant.isEmpty else {
      return nil
    }
    let name = normalizer.vocabulary.preferredLabel(of: compound)
    let candidates = meant.map { concept in
      LabelMatch.Candidate(
        concept: concept, score: NormalizationModel.codeConfidence, label: nil, method: .exact,
        reasons: ["\"\(name)\" stands for \(meant.count) concepts together"])
    }
    return LabelMatch(
      outcome: .accepted, candidates: candidates, isTogether: true,
      remark: meant.count > 1 ? "all of them are meant" : "")
  }

  /// A label that is a URI or code; of a replaced concept it means what replaced it.
  private func codeMatch(_ text: String, at date: CalendarDate?) -> LabelMatch? {
    guard let bearers = normalizer.codes[text], let first = bearers.first else { return nil }
    var concepts: [ConceptOrdinal] = []
    for concept in bearers.flatMap({ normalizer.currentConcepts(of: $0, at: date) })
    where !concepts.contains(concept) {
      concepts.append(concept)
    }
    // Codes of two schemes may be the same characters.
    let isUnique = concepts.count == 1
    let candidates = concepts.map { concept in
      LabelMatch.Candidate(
        concept: concept,
        score: isUnique
          ? NormalizationModel.codeConfidence
          : 1 / Double(concepts.count),
        label: nil, method: .code, reasons: ["\"\(text)\" is its URI or one of its codes"])
    }
    let vocabulary = normalizer.vocabulary
    var remark = isUnique ? "" : "\(concepts.count) concepts have this code"
    if isUnique, concepts != [first] {
      remark = "\"\(vocabulary.preferredLabel(of: first))\" was replaced by it"
    }
    return LabelMatch(
      outcome: isUnique && !vocabulary.isDeprecated(concepts[0]) ? .accepted : .review,
      candidates: candidates, remark: remark)
  }

  /// The candidates as options, deprecated concepts replaced by what took their place.
  private func options(
    of ranked: [NormalizationModel.Ranked], claims: Set<ConceptOrdinal>, date: CalendarDate?
  ) -> [MatchOption] {
    var options: [MatchOption] = []
    for (position, entry) in ranked.enumerated() {
      let own = normalizer.concepts[Int(entry.candidate.concept)]
      let isBehind = position >= normalizer.settings.candidateLimit + 3
      for concept in normalizer.currentConcepts(of: own, at: date) {
        // What bears the label is among the answers, however little the model thinks of it.
        if isBehind, !claims.contains(concept) { continue }
        if let index = options.firstIndex(where: { $0.concept == concept }) {
          options[index].score = min(options[index].score + entry.probability, 1)
          // The label that says it most literally tells how the concept was found, though the model thinks more of another.
          if entry.candidate.method < options[index].candidate.method {
            options[index].candidate = entry.candidate
            options[index].predecessor = own == concept ? nil : own
          }
          continue
        }
        var option = MatchOption(
          concept: concept, candidate: entry.candidate, score: entry.probability)
        option.predecessor = own == concept ? nil : own
        option.level =
          claims.isEmpty
          ? Self.level(of: entry.candidate) : claims.contains(concept) ? Self.nameLevel : 0
        options.append(option)
      }
    }
    return options.enumerated()
      .sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element)
  }

  /// The level of what the resolver says bears the label.
  private static let nameLevel = 3

  /// 3 for the same characters, 2 for the same but for case and punctuation, 1 but for spacing.
  private static func level(of candidate: Candidate) -> Int {
    func has(_ feature: Feature) -> Bool { candidate.features[feature.rawValue] > 0 }
    return has(.exact) ? 3 : has(.folded) ? 2 : has(.spacing) ? 1 : 0
  }

  /// The score from which a label that was found in some way is accepted.
  ///
  /// That the codes and names of a list are right lowers the threshold; it says nothing of labels that stand in no list.
  private func neededScore(by method: MatchMethod) -> Double {
    let usual = normalizer.acceptanceThreshold
    let isNear = method <= .decoration || method == .synonym
    if isNear || normalizer.index.codeList == nil { return usual }
    return max(usual, normalizer.settings.precision)
  }

  private func match(_ options: [MatchOption], remark: AmbiguityResolver.Remark) -> LabelMatch {
    let limit = normalizer.settings.candidateLimit
    let candidates = options.prefix(limit).map { option in
      let label = option.candidate.label
      return LabelMatch.Candidate(
        concept: option.concept, score: option.score,
        label: label < 0 ? nil : normalizer.labels[Int(label)], method: option.candidate.method,
        reasons: normalizer.settings.explains ? normalizer.reasons(for: option) : [])
    }
    guard let top = candidates.first, top.score >= normalizer.settings.reviewThreshold else {
      return .unknown
    }
    let isSure = top.score >= neededScore(by: top.method) && !remark.isOpen
    return LabelMatch(
      outcome: isSure ? .accepted : .review, candidates: Array(candidates), remark: remark.text)
  }
}

/// A concept that a label may mean, while a match is worked out.
struct MatchOption {
  let concept: ConceptOrdinal
  var candidate: Candidate
  var score: Double
  /// The deprecated concept whose label was met and in whose place this concept stands.
  var predecessor: ConceptOrdinal?
  /// How literally a label of the concept is the label asked about; 0 if it is not.
  var level = 0
}
