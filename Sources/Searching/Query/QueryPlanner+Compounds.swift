import Taxonomy

extension QueryPlanner {
  /// A name that stands for several concepts together is all of these, or its own words.
  func planCompound(
    _ compound: ConceptOrdinal, _ found: ConceptFinder.Found, in text: String,
    _ vocabulary: Vocabulary, beside words: OtherWords? = nil
  ) throws -> PlannedQuery {
    var query = PlannedQuery()
    var all: [ScoredList]?
    var tagged: [Set<UInt32>]?
    for component in vocabulary.components(of: compound) {
      guard let label = vocabulary.labels(of: component).first else { continue }
      let part = try planConcept(
        .init(range: found.range, labels: [label]), in: text, beside: words)
      guard case .list(let lists) = part.plan else { continue }
      query.patterns += part.patterns
      query.understanding.add(part.understanding)
      all = all.map { zip($0, lists).map { $0.intersection($1) } } ?? lists
      let own = part.concepts.first?.tagged.map { Set($0) } ?? []
      tagged = tagged.map { zip($0, own).map { $0.intersection($1) } } ?? own
    }
    for number in query.understanding.readings.indices {
      query.understanding.readings[number].isTogether = true
      query.understanding.readings[number].queries = []
    }
    let name = query.understanding.readings.map { reading in
      "\(reading.facet): " + reading.concepts.map(\.label).joined(separator: " + ")
    }.joined(separator: " + ")
    query.concepts = [
      UnderstoodConcept(
        name: name, share: Self.tagShare, tagged: (tagged ?? []).map { $0.sorted() })
    ]
    let lists = (all.map { [$0] } ?? []) + (try ownWords(of: compound, vocabulary, &query))
    query.plan = .list(
      index.segments.indices.map { number in ScoredList.merged(lists.map { $0[number] }) })
    query.parts = [PlannedPart(name: name, plan: query.plan)]
    return query
  }

  /// The documents with a name of the concept as it stands, by segment.
  private func ownWords(
    of concept: ConceptOrdinal, _ vocabulary: Vocabulary, _ query: inout PlannedQuery
  ) throws -> [[ScoredList]] {
    var names: Set<[String]> = []
    for label in vocabulary.labels(of: concept) where vocabulary.role(of: label) != .code {
      let words = analyzer.words(vocabulary.text(of: label))
      if !words.isEmpty { names.insert(words) }
    }
    return try names.sorted { $0.lexicographicallyPrecedes($1) }.map { words in
      query.patterns.append(try words.map { Set(try analyzer.stems($0)) })
      let found =
        words.count == 1 ? try terms.wordFrequencies(words[0]) : try terms.phraseFrequencies(words)
      return try terms.scored(
        found, weight: terms.weight(found.reduce(0) { $0 + $1.count }))
    }
  }
}
