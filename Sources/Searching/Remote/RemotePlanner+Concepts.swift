import Model
import Taxonomy
import TextAnalysis

extension RemotePlanner {
  /// A concept that words of a query name.
  struct Concept {
    /// Whether documents with the label itself are among those that it finds.
    var isLookedFor: Bool
    var plan: RemotePlan
  }

  /// Documents with any name of what a label means, or of what is narrower, or tagged with it.
  func planConcept(_ found: ConceptFinder.Found, in text: String) throws -> Concept {
    var plan = RemotePlan()
    plan.clause = .nothing
    guard let finder else { return Concept(isLookedFor: false, plan: plan) }
    let vocabulary = finder.vocabulary
    let names = ConceptNames(vocabulary: vocabulary, analyzer: analyzer)
    let borne = QueryPlanner.unique(found.labels.map(vocabulary.concept(of:)))
    let named = borne.filter { vocabulary.components(of: $0).isEmpty }
    if named.isEmpty, let compound = borne.first {
      return Concept(
        isLookedFor: names.isLookedFor(found),
        plan: try planCompound(compound, found, in: text, vocabulary))
    }
    let current = QueryPlanner.unique(named.flatMap { vocabulary.currentConcepts(for: $0) })
    let closure = finder.closure(of: named)
    let namesakes = finder.namesakes(of: named)
    let narrower = finder.narrower(than: namesakes, limit: QueryPlanner.narrowerLimit)
    if narrower.isCut {
      plan.understanding.notices.append(
        .init(
          surface: String(decoding: Array(text.utf8)[found.range], as: UTF8.self),
          kind: .narrower(narrower.concepts.count)))
    }
    let own = names.names(of: namesakes)
    let known = Set(own.map(\.words))
    let others = names.names(of: narrower.concepts).filter { !known.contains($0.words) }
    plan.patterns = try own.map { try $0.words.map { try words.stems($0) } }
    plan.narrowerPatterns = try others.map { try $0.words.map { try words.stems($0) } }
    plan.clause = .any(
      [.values(RemoteField.tagged, Set(closure.map(vocabulary.uri(of:))))]
        + (try mentions(of: own, besides: namesakes, finder))
        + (try mentions(of: others, besides: namesakes + narrower.concepts, finder)))
    plan.understanding.readings = ConceptReadings(
      finder: finder, facetKeys: Set(scope.facetKeys)
    ).readings(found, current: current, in: text)
    return Concept(isLookedFor: names.isLookedFor(found), plan: plan)
  }

  /// Documents with all that a name stands for together, or with a name of it as it stands.
  private func planCompound(
    _ compound: ConceptOrdinal, _ found: ConceptFinder.Found, in text: String,
    _ vocabulary: Vocabulary
  ) throws -> RemotePlan {
    var plan = RemotePlan()
    var together: [RemoteClause] = []
    for component in vocabulary.components(of: compound) {
      guard let label = vocabulary.labels(of: component).first else { continue }
      let part = try planConcept(.init(range: found.range, labels: [label]), in: text).plan
      plan.patterns += part.patterns
      plan.understanding.add(part.understanding)
      together.append(part.clause)
    }
    for number in plan.understanding.readings.indices {
      plan.understanding.readings[number].isTogether = true
      plan.understanding.readings[number].queries = []
    }
    var names: Set<[String]> = []
    for label in vocabulary.labels(of: compound) where vocabulary.role(of: label) != .code {
      let words = analyzer.words(vocabulary.text(of: label))
      if !words.isEmpty { names.insert(words) }
    }
    let own = try names.sorted { $0.lexicographicallyPrecedes($1) }.map { name in
      plan.patterns.append(try name.map { try words.stems($0) })
      return try words.phrase(name)
    }
    plan.clause = .any((together.isEmpty ? [] : [.all(together)]) + own)
    return plan
  }

  /// Documents with words of the names that a query with a label does not have: where none has the concept,
  /// its words find the same by each name.
  func wordsOfNames(
    _ found: ConceptFinder.Found, besides typed: Set<String>
  ) throws -> [RemoteClause] {
    guard let finder else { return [] }
    let named = QueryPlanner.unique(found.labels.map(finder.vocabulary.concept(of:)))
    var seen = typed
    return try ConceptNames(vocabulary: finder.vocabulary, analyzer: analyzer)
      .names(of: finder.namesakes(of: named)).flatMap(\.words)
      .filter { !analyzer.isStopWord($0) && seen.insert($0).inserted }
      .map { try words.word($0) }
  }

  /// Documents with any of some names, those left out that are of a time when a name was that of something else.
  ///
  /// Names that hold at any time are one clause for single words and one for phrases, however many there are:
  /// engines limit how many a query has.
  private func mentions(
    of names: [ConceptNames.Name], besides concepts: [ConceptOrdinal], _ finder: ConceptFinder
  ) throws -> [RemoteClause] {
    var stems: Set<String> = []
    var phrases: Set<RemotePhrase> = []
    var dated: [RemoteClause] = []
    for name in names {
      let clause = try words.phrase(name.words)
      if let other = otherTimes(of: name, besides: concepts, finder) {
        dated.append(.all([clause], excluding: [other]))
        continue
      }
      switch clause {
      case .stems(let own, _): stems.formUnion(own)
      case .phrases(let own): phrases.formUnion(own)
      default: continue
      }
    }
    return [.stems(stems), .phrases(phrases)] + dated
  }

  /// The documents of a time when a name was that of something else alone; `nil` if there is none.
  private func otherTimes(
    of name: ConceptNames.Name, besides concepts: [ConceptOrdinal], _ finder: ConceptFinder
  ) -> RemoteClause? {
    guard !name.validities.isEmpty else { return nil }
    let others = finder.validities(of: name.text, besides: concepts)
    guard !others.isEmpty else { return nil }
    return .all(
      [.present(RemoteField.rawDate), .any(others.map(Self.clause))],
      excluding: name.validities.map(Self.clause))
  }

  private static func clause(of validity: Validity) -> RemoteClause {
    overlap(
      from: validity.from.map { Int($0.firstDay.rawValue) },
      until: validity.until.map { Int($0.lastDay.rawValue) })
  }
}
