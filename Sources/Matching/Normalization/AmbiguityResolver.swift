internal import Model
internal import Taxonomy
internal import TextAnalysis

/// Decides by context between concepts that claim the same label, or says that it cannot.
struct AmbiguityResolver {
  private let normalizer: Normalizer

  /// What was decided and why.
  struct Remark {
    var text = ""
    /// Whether the label stays ambiguous, however sure the first candidate may be.
    var isOpen = false
  }

  /// How sure a decision by the words beside a label is, relative to one by the vocabulary itself.
  private static let contextConfidence = NormalizationNumbers["context-confidence"]
  /// The share of a folder that makes a majority, and the fewest labels that count as one.
  private static let majorityShare = NormalizationNumbers["majority-share"]
  private static let fewestInMajority = 3
  /// How sure a label is of which several labels of another concept say the same, and how many make several.
  private static let contestedConfidence = NormalizationNumbers["contested-confidence"]
  private static let fewestContesting = 3

  init(_ normalizer: Normalizer) { self.normalizer = normalizer }

  /// Orders the options by what the context says; they must be sorted by score.
  func resolve(_ options: inout [MatchOption], context: LabelContext) -> Remark {
    guard let top = options.map(\.level).max(), top > 0 else {
      return resolveNear(&options, context)
    }
    let claims = options.filter { $0.level == top }
    guard claims.count > 1 else {
      promote(claims[0], to: nil, in: &options)
      if let rival = rival(of: claims[0], in: options) {
        options[0].score = Self.contestedConfidence
        shareRest(of: &options)
        let name = normalizer.vocabulary.preferredLabel(of: rival.concept)
        let count = rival.candidate.kindCount
        return Remark(text: "\(count) labels of \"\(name)\" say the same in other words")
      }
      // A name in another case than its own is worth a look, but not sure.
      let confidence = max(
        normalizer.model.methodConfidence(options[0].candidate.method),
        normalizer.settings.reviewThreshold)
      options[0].score = max(options[0].score, confidence)
      return formerRemark(options[0], context)
    }
    let share = claims.reduce(0) { $0 + $1.score }
    let sum = min(max(share, NormalizationModel.sharedConfidence), 1)
    if let (winner, reason, confidence) = decision(among: claims, context) {
      promote(winner, to: sum * confidence, in: &options)
      return Remark(text: reason)
    }
    // What only looks alike shares what the claims leave.
    let others = options.filter { $0.level < top }.reduce(0) { $0 + $1.score }
    let scale = others > 0 ? min(1, (1 - sum) / others) : 0
    for index in options.indices {
      options[index].score =
        options[index].level == top
        ? sum / Double(claims.count) : options[index].score * scale
    }
    options = options.enumerated()
      .sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element)
    let names = claims.map { "\"\(normalizer.vocabulary.preferredLabel(of: $0.concept))\"" }
    return Remark(
      text: "\(claims.count) concepts claim this label: \(names.joined(separator: ", "))",
      isOpen: true)
  }

  /// The concept of which several labels say what only one label of the claiming concept does: one of the two is
  /// probably a mistake of the vocabulary, or of those who use it ("Thesis" beside five names of doctoral theses).
  private func rival(of claim: MatchOption, in options: [MatchOption]) -> MatchOption? {
    guard claim.candidate.kindCount <= 1 else { return nil }
    return options.filter { $0.concept != claim.concept }
      .max { $0.candidate.kindCount < $1.candidate.kindCount }
      .flatMap { $0.candidate.kindCount >= Self.fewestContesting ? $0 : nil }
  }

  /// Gives what the first option leaves to the others, in proportion.
  private func shareRest(of options: inout [MatchOption]) {
    let others = options.dropFirst().reduce(0) { $0 + $1.score }
    guard others > 0 else { return }
    let scale = min(1, (1 - options[0].score) / others)
    for index in options.indices.dropFirst() { options[index].score *= scale }
  }

  /// A label that no concept claims literally: the context may name one of the likelier concepts.
  private func resolveNear(_ options: inout [MatchOption], _ context: LabelContext) -> Remark {
    guard let first = options.first, first.score < normalizer.acceptanceThreshold,
      !context.words.isEmpty
    else { return Remark() }
    let named = options.filter { $0.score >= 0.1 && overlap($0.concept, context.words) > 0 }
    guard named.count == 1, named[0].concept != first.concept else { return Remark() }
    promote(named[0], to: first.score, in: &options)
    return Remark(text: "the context speaks for it", isOpen: true)
  }

  private func decision(
    among claims: [MatchOption], _ context: LabelContext
  ) -> (MatchOption, String, Double)? {
    // The date first: it goes by what the vocabulary states, folder and words by what is likely.
    if let date = context.date {
      let valid = claims.filter { isValid($0, date) }
      if valid.count == 1 {
        return (valid[0], "on \(date) only this concept bore the name", 1)
      }
    }
    let total = context.majority.values.reduce(0, +)
    if total >= Self.fewestInMajority {
      let common = claims.filter {
        Double(context.majority[$0.concept] ?? 0) >= Self.majorityShare * Double(total)
      }
      if common.count == 1 {
        return (common[0], "most labels of the folder mean this concept", Self.contextConfidence)
      }
    }
    let supported = claims.map { ($0, overlap($0.concept, context.words)) }.filter { $0.1 > 0 }
    if supported.count == 1 {
      return (supported[0].0, "the context speaks for this concept only", Self.contextConfidence)
    }
    return nil
  }

  private func isValid(_ option: MatchOption, _ date: CalendarDate) -> Bool {
    option.candidate.label < 0
      || normalizer.vocabulary.validity(of: normalizer.labels[Int(option.candidate.label)])
        .contains(date)
  }

  /// How many words of the context belong to the concept, its neighbours or the words that its
  /// labels require beside them.
  private func overlap(_ concept: ConceptOrdinal, _ words: [String]) -> Int {
    guard !words.isEmpty else { return 0 }
    let vocabulary = normalizer.vocabulary
    let given = Set(words.flatMap { Analyzer.tokens(of: WordSplitting.split($0)).map(\.text) })
    var own: Set<String> = []
    var excluded: Set<String> = []
    func add(_ text: String) { own.formUnion(Analyzer.tokens(of: text).map(\.text)) }
    for ordinal in vocabulary.labels(of: concept) {
      let label = vocabulary.label(ordinal)
      add(label.text)
      for word in label.requiredContext { add(word) }
      for word in label.excludedContext {
        excluded.formUnion(Analyzer.tokens(of: word).map(\.text))
      }
    }
    for relation in [ConceptRelation.broader, .narrower, .related, .part, .partOf] {
      for neighbor in vocabulary.related(relation, to: concept) {
        for ordinal in vocabulary.labels(of: neighbor) { add(vocabulary.text(of: ordinal)) }
      }
    }
    // An excluded word speaks against the whole concept: `without` says that the name means another one there.
    if !excluded.isDisjoint(with: given) { return 0 }
    // Two letters are in most paths: `de`, `en`, `v2`.
    return own.intersection(given).count { $0.utf8.count > 2 && !Self.emptyWords.contains($0) }
  }

  private static let emptyWords = StopWords.words(.english)

  private func promote(_ option: MatchOption, to score: Double?, in options: inout [MatchOption]) {
    guard let index = options.firstIndex(where: { $0.concept == option.concept }) else { return }
    var first = options.remove(at: index)
    // What stands first must not be less sure than what follows.
    first.score = max(score ?? first.score, options.first?.score ?? 0)
    let rest = max(0, 1 - first.score)
    let others = options.reduce(0) { $0 + $1.score }
    if score != nil, others > 0 {
      for index in options.indices { options[index].score *= min(1, rest / others) }
    }
    options.insert(first, at: 0)
  }

  private func formerRemark(_ option: MatchOption, _ context: LabelContext) -> Remark {
    if let predecessor = option.predecessor {
      let name = normalizer.vocabulary.preferredLabel(of: predecessor)
      return Remark(text: "\"\(name)\" was replaced by it")
    }
    guard option.candidate.label >= 0 else { return Remark() }
    let validity = normalizer.vocabulary.validity(
      of: normalizer.labels[Int(option.candidate.label)])
    if let date = context.date, !validity.contains(date) {
      return Remark(text: "the name was not in use on \(date)", isOpen: true)
    }
    if let until = validity.until { return Remark(text: "its name until \(until)") }
    return Remark()
  }
}
