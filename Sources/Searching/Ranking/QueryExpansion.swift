import TextAnalysis

/// Adds what makes the order of the hits better: words that stand together, and words of the best hits.
struct QueryExpansion {
  private let index: SearchIndex
  private let analyzer: WordAnalyzer
  private let terms: TermPlans

  /// What two words of the query count that stand side by side, of a phrase's score.
  static let adjacentBoost = RankingNumbers["adjacent"]

  /// What two words count that stand near one another.
  static let nearBoost = RankingNumbers["near"]

  /// How many words may lie between words that stand near one another.
  static let nearSlop = 6

  private let texts: StoredTexts

  init(_ index: SearchIndex, _ analyzer: WordAnalyzer, _ texts: StoredTexts) {
    self.index = index
    self.analyzer = analyzer
    self.texts = texts
    terms = TermPlans(index: index, analyzer: analyzer)
  }

  /// Neighboring words of a query, which count where they stand together in a document: for each pair
  /// a term for the two side by side, and one for the two near one another.
  func pairs(_ words: [String]) throws -> [[ScoringTerm]] {
    try zip(words, words.dropFirst()).filter { $0 != $1 }.map { first, second in
      let weight = try terms.weight(ofWords: [first, second])
      return [
        ScoringTerm(
          reason: .together, name: "\(first) \(second)",
          kind: .near(
            try terms.matcher([first, second], slop: 0, isOrdered: true),
            weight: weight * Self.adjacentBoost)),
        ScoringTerm(
          reason: .near, name: "\(first) \(second)",
          kind: .near(
            try terms.matcher([first, second], slop: Self.nearSlop, isOrdered: false),
            weight: weight * Self.nearBoost)),
      ]
    }
  }

  /// The words of the best hits as boosts; the query's own words among them count more then.
  ///
  /// - Parameters:
  ///   - hits: the best hits.
  ///   - wordCount: the number of scored words of the query, which sets the scale.
  ///   - words: words whose stems add nothing.
  /// - Returns: terms with weights.
  /// - Throws: `IndexError`.
  func feedback(
    _ hits: [CollectedHit], wordCount: Int, without words: [String] = []
  ) throws -> [ScoringTerm] {
    // Words of a label that was understood count by their concept already.
    let silent = Set(try words.flatMap(analyzer.stems))
    let counter = StemCounter(index, texts, analyzer)
    let counts = try hits.map(counter.counts)
    var found: [String: PlannedTerm] = [:]
    let weights = try RelevanceModel.weights(
      of: counts, scores: hits.map(\.score), stem: counter.stem
    ) { stem in
      let term = try index.term(stem, in: .text)
      found[stem] = term
      return index.similarity.inverseDocumentFrequency(term.documentFrequency)
    }
    // The query counts 0.6 in all, a word of it 0.6 / count: scaled so that a word counts 1.
    let scale =
      (1 - RelevanceModel.originalWeight) / RelevanceModel.originalWeight
      * max(Float(wordCount), RelevanceModel.leastScale)
    return weights.filter { !silent.contains($0.stem) }.map { entry in
      let term = found[entry.stem].map { [$0] } ?? []
      return ScoringTerm(
        reason: .feedback, name: entry.stem,
        kind: .terms(terms.weighed(term, boost: entry.weight * scale)))
    }
  }
}
