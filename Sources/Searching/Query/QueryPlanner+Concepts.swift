import MappedStorage
import Model
import Taxonomy
import TextAnalysis

extension QueryPlanner {
  /// All labels of the concepts are one term; a document tagged with one of them has it too, like a
  /// word of its title, as far as it has the other words of the query.
  func planConcept(
    _ found: ConceptFinder.Found, in text: String, beside words: OtherWords? = nil
  ) throws -> PlannedQuery {
    var query = PlannedQuery()
    query.plan = .any([])
    guard let finder else { return query }
    let vocabulary = finder.vocabulary
    let names = ConceptNames(vocabulary: vocabulary, analyzer: analyzer)
    let borne = Self.unique(found.labels.map(vocabulary.concept(of:)))
    // A name of one concept goes before one that stands for several.
    let named = borne.filter { vocabulary.components(of: $0).isEmpty }
    if named.isEmpty, let compound = borne.first {
      return try planCompound(compound, found, in: text, vocabulary, beside: words)
    }
    let current = Self.unique(named.flatMap { vocabulary.currentConcepts(for: $0) })
    var tags: [[ScoredList]] = []
    let closure = finder.closure(of: named)
    for concept in closure {
      let term = try index.term(vocabulary.uri(of: concept), in: .concept)
      tags.append(try index.segments.indices.map { try terms.frequencies(term, $0) })
    }
    var tagged = Self.tagged(tags, segments: index.segments.count)
    let shares = try tagged.indices.map { number in
      try words?.shares(of: tagged[number].documents, in: number)
    }
    for (number, shares) in shares.enumerated() {
      // With none of the other words a tag counts as a mention does.
      guard let shares else { continue }
      tagged[number].scores = zip(tagged[number].scores, shares).map { 1 + ($0 - 1) * $1 }
    }
    var lists = [tagged]
    let namesakes = finder.namesakes(of: named)
    for name in names.names(of: namesakes) {
      query.patterns.append(try name.words.map { Set(try analyzer.stems($0)) })
      let found =
        name.words.count == 1
        ? try terms.wordFrequencies(name.words[0]) : try terms.phraseFrequencies(name.words)
      lists.append(try weighed(found, by: name, besides: namesakes, finder))
    }
    let narrower = finder.narrower(than: namesakes, limit: Self.narrowerLimit)
    if narrower.isCut {
      query.understanding.notices.append(
        .init(
          surface: String(decoding: Array(text.utf8)[found.range], as: UTF8.self),
          kind: .narrower(narrower.concepts.count)))
    }
    let known = Set(names.names(of: namesakes).map(\.words))
    for name in names.names(of: narrower.concepts) where !known.contains(name.words) {
      let found =
        name.words.count == 1
        ? try terms.wordFrequencies(name.words[0]) : try terms.phraseFrequencies(name.words)
      guard found.contains(where: { $0.count > 0 }) else { continue }
      query.narrowerPatterns.append(try name.words.map { Set(try analyzer.stems($0)) })
      let weighed = try weighed(found, by: name, besides: namesakes + narrower.concepts, finder)
      lists.append(weighed.map { $0.scaled(Self.narrowerBoost) })
    }
    let merged = index.segments.indices.map { number in
      ScoredList.merged(lists.map { $0[number] })
    }
    let weight = terms.weight(merged.reduce(0) { $0 + $1.count })
    var scored = try terms.scored(merged, weight: weight)
    let evidence = ConceptEvidence(
      index: index, tagWeight: weight / TermPlans.scale * Self.tagBoost,
      otherValueBoost: Self.otherValueBoost)
    try evidence.apply(tagged, shares, of: current.first, to: &scored)
    query.answerTerms.append(
      AnswerTerm(
        patterns: query.patterns + query.narrowerPatterns, weight: weight))
    let plan = Plan.list(scored)
    var readings = ConceptReadings(finder: finder, facetKeys: facetKeys)
      .readings(found, current: current, in: text)
    query.related = try relatedConcepts(of: current, beside: closure)
    query.parts += query.related.map {
      PlannedPart(kind: .related, name: $0.value.label, plan: $0.plan)
    }
    if !readings.isEmpty { readings[0].related = query.related.map(\.value) }
    query.understanding.readings += readings
    let name = readings.map { reading in
      "\(reading.facet) = " + reading.concepts.map(\.label).joined(separator: " | ")
    }.joined(separator: " | ")
    query.parts.append(PlannedPart(name: name, plan: plan))
    query.concepts.append(
      UnderstoodConcept(
        name: readings.map { reading in
          "\(reading.facet): " + reading.concepts.map(\.label).joined(separator: " | ")
        }.joined(separator: " | "),
        // A flat share: the many words of an old name would outvote what people tagged.
        share: isSingle(current.first) ? Self.singleTagShare : Self.tagShare,
        tagged: tagged.map(\.documents), likely: try likelyDocuments(of: closure)))
    query.plan = plan
    return query
  }

  /// The documents of each segment that are likely to be of one of some concepts, where each document has one; a
  /// document may be about several products, so that the next likely one says little.
  private func likelyDocuments(of closure: [ConceptOrdinal]) throws -> [[UInt32]] {
    guard isSingle(closure.first), let vocabulary = finder?.vocabulary, let first = closure.first,
      let scheme = vocabulary.schemes(of: first).first
    else { return [] }
    let uris = Set(closure.map(vocabulary.uri(of:)))
    return try index.segments.map { segment in
      try LikelyTags.documents(of: uris, facet: vocabulary.key(of: scheme), in: segment)
    }
  }

  /// What a mention of something narrower counts.
  private static let narrowerBoost = RankingNumbers["narrower-concept"]

  /// How many narrower concepts are looked for by their names; their tags always count.
  static let narrowerLimit = 256

  /// Words of all names of a label's concepts that a query with it does not have: where no document has the
  /// concept, its words find the same by each name.
  func wordsOfNames(_ found: ConceptFinder.Found, besides typed: Set<String>) -> [String] {
    guard let finder else { return [] }
    let named = Self.unique(found.labels.map(finder.vocabulary.concept(of:)))
    var seen = typed
    let names = ConceptNames(vocabulary: finder.vocabulary, analyzer: analyzer)
    return names.names(of: finder.namesakes(of: named)).flatMap(\.words).filter { word in
      !analyzer.isStopWord(word) && seen.insert(word).inserted
    }
  }

  /// What is related to the concepts: of documents found with equal scores, those tagged so come first.
  ///
  /// It only orders. A related concept is another one: taken for a hit, it would blur what is counted.
  ///
  /// - Returns: the related concepts that documents are tagged with.
  private func relatedConcepts(
    of current: [ConceptOrdinal], beside held: [ConceptOrdinal]
  ) throws -> [RelatedConcept] {
    guard let vocabulary = finder?.vocabulary else { return [] }
    let related = Self.unique(current.flatMap { vocabulary.related(.related, to: $0) })
      .filter { !held.contains($0) }
    var found: [RelatedConcept] = []
    for concept in related {
      let term = try index.term(vocabulary.uri(of: concept), in: .concept)
      guard term.documentFrequency > 0 else { continue }
      let lists = try index.segments.indices.map { try terms.frequencies(term, $0) }
      let tagged = Self.tagged([lists], segments: index.segments.count)
      let value = FacetValue(
        label: vocabulary.preferredLabel(of: concept), concept: vocabulary.uri(of: concept))
      let facet = vocabulary.schemes(of: concept).first.map(vocabulary.key(of:)) ?? FacetKeys.tag
      let weight = terms.weight(term.documentFrequency) * Self.relatedBoost
      let plan = Plan.list(try terms.scored(tagged, weight: weight))
      found.append(RelatedConcept(facet: facet, value: value, plan: plan))
    }
    return found
  }

  /// Whether a document has one value of a concept's scheme, as document types are.
  private func isSingle(_ concept: ConceptOrdinal?) -> Bool {
    guard let vocabulary = finder?.vocabulary, let concept,
      let scheme = vocabulary.schemes(of: concept).first
    else { return false }
    return vocabulary.assignment(of: scheme) == .one
  }

  private static func tagged(_ lists: [[ScoredList]], segments: Int) -> [ScoredList] {
    (0..<segments).map { number in
      var list = ScoredList.merged(lists.map { $0[number] })
      let weight = Float(SegmentFormat.titleWeight)
      list.scores = [Float](repeating: weight, count: list.count)
      return list
    }
  }

  /// What a name counts in a document of another time, when it meant nothing else either.
  private static let otherTimeBoost = RankingNumbers["other-time"]

  /// The documents with a name, those left out that are of a time when it was the name of something
  /// else; those of another time than the name count little.
  private func weighed(
    _ lists: [ScoredList], by name: ConceptNames.Name, besides namesakes: [ConceptOrdinal],
    _ finder: ConceptFinder
  ) throws -> [ScoredList] {
    guard !name.validities.isEmpty else { return lists }
    let others = finder.validities(of: name.text, besides: namesakes)
    return try lists.enumerated().map { number, list in
      let dates = try index.segments[number].dates.verified()
      var result = ScoredList()
      for (document, score) in zip(list.documents, list.scores) {
        let date = CalendarDate(rawValue: dates[Int(document)])
        let isOfItsTime = date.map { date in name.validities.contains { $0.contains(date) } }
        if isOfItsTime == false, let date, others.contains(where: { $0.contains(date) }) {
          continue
        }
        result.documents.append(document)
        result.scores.append(isOfItsTime == false ? score * Self.otherTimeBoost : score)
      }
      return result
    }
  }

  static func unique(_ concepts: [ConceptOrdinal]) -> [ConceptOrdinal] {
    var seen: Set<ConceptOrdinal> = []
    return concepts.filter { seen.insert($0).inserted }
  }
}
