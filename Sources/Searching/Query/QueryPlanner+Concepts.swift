import MappedStorage
import Model
import Taxonomy
import TextAnalysis

extension QueryPlanner {
  /// All labels of the concepts are one term; a document tagged with one of them has it too, like a
  /// word of its title.
  func planConcept(_ found: ConceptFinder.Found, in text: String) throws -> PlannedQuery {
    var query = PlannedQuery()
    query.plan = .any([])
    guard let finder else { return query }
    let vocabulary = finder.vocabulary
    let named = Self.unique(found.labels.map(vocabulary.concept(of:)))
    let current = Self.unique(named.flatMap { vocabulary.currentConcepts(for: $0) })
    var tags: [[ScoredList]] = []
    let closure = finder.closure(of: named)
    for concept in closure {
      let term = try index.term(vocabulary.uri(of: concept), in: .concept)
      tags.append(try index.segments.indices.map { try terms.frequencies(term, $0) })
    }
    let tagged = Self.tagged(tags, segments: index.segments.count)
    var lists = [tagged]
    for words in labelWords(of: named + current) {
      query.patterns.append(try words.map { Set(try analyzer.stems($0)) })
      lists.append(
        words.count == 1
          ? try terms.wordFrequencies(words[0]) : try terms.phraseFrequencies(words))
    }
    let merged = index.segments.indices.map { number in
      ScoredList.merged(lists.map { $0[number] })
    }
    let weight = terms.weight(merged.reduce(0) { $0 + $1.count })
    var scored = try terms.scored(merged, weight: weight)
    let evidence = ConceptEvidence(
      index: index, tagWeight: weight / TermPlans.scale * Self.tagBoost,
      otherValueBoost: Self.otherValueBoost)
    try evidence.apply(tagged, of: current.first, to: &scored)
    let plan = Plan.list(scored)
    var reading = self.reading(found, current: current, in: text)
    query.related = try relatedConcepts(of: current, beside: closure)
    query.parts += query.related.map {
      PlannedPart(kind: .related, name: $0.value.label, plan: $0.plan)
    }
    reading.related = query.related.map(\.value)
    query.understanding.readings.append(reading)
    let labels = reading.concepts.map(\.label).joined(separator: " | ")
    query.parts.append(PlannedPart(name: "\(reading.facet) = \(labels)", plan: plan))
    query.concepts.append(
      UnderstoodConcept(
        name: "\(reading.facet): \(labels)",
        share: isSingle(current.first) ? Self.singleTagShare : Self.tagShare,
        tagged: tagged.map(\.documents)))
    query.plan = plan
    return query
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
    return vocabulary.scheme(scheme).assignment == .one
  }

  private static func tagged(_ lists: [[ScoredList]], segments: Int) -> [ScoredList] {
    (0..<segments).map { number in
      var list = ScoredList.merged(lists.map { $0[number] })
      let weight = Float(SegmentFormat.titleWeight)
      list.scores = [Float](repeating: weight, count: list.count)
      return list
    }
  }

  /// The different labels of concepts as folded words, without those too short to be looked for.
  private func labelWords(of concepts: [ConceptOrdinal]) -> [[String]] {
    guard let vocabulary = index.vocabulary else { return [] }
    var result: [[String]] = []
    for concept in Self.unique(concepts) {
      for label in vocabulary.labels(of: concept).prefix(64)
      where vocabulary.role(of: label) != .code {
        let words = analyzer.words(vocabulary.text(of: label))
        guard let first = words.first, !result.contains(words) else { continue }
        if words.count == 1, first.utf8.count < 3 || analyzer.isStopWord(first) { continue }
        result.append(words)
      }
    }
    return result
  }

  private func reading(
    _ found: ConceptFinder.Found, current: [ConceptOrdinal], in text: String
  ) -> Understanding.Reading {
    let surface = String(decoding: Array(text.utf8)[found.range], as: UTF8.self)
    guard let vocabulary = index.vocabulary else {
      return .init(surface: surface, facet: "", concepts: [], note: "")
    }
    let facet = current.first.flatMap { vocabulary.schemes(of: $0).first }.map(vocabulary.key(of:))
    var note = ""
    if let label = found.labels.first {
      let old = vocabulary.text(of: label)
      let isFormer =
        vocabulary.role(of: label) == .formerName
        || vocabulary.isDeprecated(vocabulary.concept(of: label))
      if isFormer {
        note = "formerly \(old)"
        if let until = vocabulary.validity(of: label).until { note += " until \(until)" }
      }
    }
    return .init(
      surface: surface, facet: facet ?? FacetKeys.tag,
      concepts: current.map {
        FacetValue(label: vocabulary.preferredLabel(of: $0), concept: vocabulary.uri(of: $0))
      }, note: note)
  }

  private static func unique(_ concepts: [ConceptOrdinal]) -> [ConceptOrdinal] {
    var seen: Set<ConceptOrdinal> = []
    return concepts.filter { seen.insert($0).inserted }
  }
}
