internal import Documents
package import Matching
internal import Taxonomy

/// Learns a `TaggingModel` from examples, in seconds, on this machine.
package struct TaggingTrainer {
  private let tables: ConceptTables
  private let labelIndex: LabelIndex
  private let resolver: (any MetadataLabelResolver)?

  /// The fewest examples with a concept of a scheme for a classifier of it.
  private static let fewestExamples = 12

  /// A trainer for a vocabulary.
  package init(
    tables: ConceptTables, labelIndex: LabelIndex, resolver: (any MetadataLabelResolver)? = nil
  ) {
    self.tables = tables
    self.labelIndex = labelIndex
    self.resolver = resolver
  }

  /// An example as the tagger sees it.
  private struct Sighting {
    let document: Document
    let analysis: DocumentAnalysis
    let words: [SimilarDocuments.Count]
    let concepts: Set<ConceptOrdinal>
    let rejected: Set<ConceptOrdinal>

    /// What is not known of the document; `nil` if all is.
    let unknown: (schemes: Set<SchemeOrdinal>, concepts: Set<ConceptOrdinal>)?

    /// Whether it is known that the document should have a concept, or should not.
    func knows(_ concept: ConceptOrdinal, of scheme: SchemeOrdinal) -> Bool {
      guard let unknown, !concepts.contains(concept), !rejected.contains(concept) else {
        return true
      }
      return !unknown.schemes.contains(scheme) && !unknown.concepts.contains(concept)
    }
  }

  /// Learns from examples; documents without a known concept teach what is not assigned.
  ///
  /// - Complexity: O(text), O(candidates × features × trees).
  package func train(_ examples: [TaggingExample]) -> TaggingModel {
    let analyzer = DocumentAnalyzer(tables: tables, index: labelIndex, blockedLabels: [])
    let sightings = examples.map { sighting(of: $0, with: analyzer) }
    var model = TaggingModel(
      vocabularyFingerprint: tables.vocabulary.fingerprint, documentCount: sightings.count)
    model.labels = LabelLearner.labels(from: examples)
    model.classifiers = classifiers(sightings)
    let exclusive = Set(model.classifiers.map(\.schemeURI))
    count(sightings, without: exclusive, into: &model)
    growTrees(sightings, without: exclusive, into: &model)
    return model
  }

  private func sighting(
    of example: TaggingExample, with analyzer: DocumentAnalyzer
  ) -> Sighting {
    let analysis = analyzer.analyze(example.document, context: TaggingContext())
    let concepts = Set(example.concepts.flatMap(currentConcepts))
    let unknown = example.partial.map { partial in
      let known = concepts.map { tables.home[Int($0.rawValue)] }
      return (
        schemes: Set(tables.vocabulary.schemes).subtracting(known),
        concepts: Set(partial.undecided.flatMap(currentConcepts))
      )
    }
    return Sighting(
      document: example.document, analysis: analysis,
      words: SimilarDocuments.counts(of: analysis.scan), concepts: concepts,
      rejected: Set((example.partial?.rejected ?? []).flatMap(currentConcepts)),
      unknown: unknown)
  }

  /// Whether it is known that an example should have a concept, or should not.
  private func isKnown(_ concept: ConceptOrdinal, in sighting: Sighting) -> Bool {
    sighting.knows(concept, of: tables.home[Int(concept.rawValue)])
  }

  private func currentConcepts(_ uri: String) -> [ConceptOrdinal] {
    guard let concept = tables.vocabulary.concept(uri: uri) else { return [] }
    let current = tables.currentConcepts(for: concept)
    return current.count == 1 ? current : [concept]
  }

  private func schemeURI(of concept: ConceptOrdinal) -> String {
    tables.vocabulary.scheme(tables.home[Int(concept.rawValue)]).uri
  }

  // MARK: Types

  /// Classifiers for the schemes of which documents take one: those that say so, and those in which
  /// (nearly) every example has exactly one of few concepts.
  private func classifiers(_ sightings: [Sighting]) -> [TypeClassifier] {
    let judge = TypeJudge(tables: tables, resolver: resolver)
    var result: [TypeClassifier] = []
    for scheme in tables.vocabulary.schemes {
      let tagged = sightings.filter { sighting in
        sighting.concepts.contains { tables.home[Int($0.rawValue)] == scheme }
      }
      guard tagged.count >= Self.fewestExamples else { continue }
      let own = tagged.map { sighting in
        sighting.concepts.filter { tables.home[Int($0.rawValue)] == scheme }.sorted()
      }
      let types = Set(own.flatMap { $0 }).sorted()
      let isSingle = Double(own.count { $0.count == 1 }) >= 0.97 * Double(tagged.count)
      let isFew = types.count * 3 <= tagged.count
      let isStated = tables.isExclusive[Int(scheme.rawValue)]
      guard types.count > 1, isStated || (isSingle && isFew) else { continue }
      let numbers = Dictionary(uniqueKeysWithValues: types.enumerated().map { ($1, $0) })
      let rows = tagged.map { sighting in
        TypeClassifier.features(
          of: sighting.document,
          verdicts: judge.verdicts(
            in: scheme, document: sighting.document, analysis: sighting.analysis,
            context: TaggingContext(), blocked: []), tables: tables)
      }
      result.append(
        TypeClassifierTrainer.train(
          rows, targets: own.map { numbers[$0[0]] ?? 0 },
          types: types.map(tables.vocabulary.uri(of:)),
          schemeURI: tables.vocabulary.scheme(scheme).uri))
    }
    return result
  }

  // MARK: Salience

  private func count(
    _ sightings: [Sighting], without exclusive: Set<String>, into model: inout TaggingModel
  ) {
    var numbers: [ConceptOrdinal: Int32] = [:]
    var excludedSchemes: Set<SchemeOrdinal> = []
    for uri in exclusive {
      if let scheme = tables.vocabulary.scheme(named: uri) { excludedSchemes.insert(scheme) }
    }
    func number(_ concept: ConceptOrdinal) -> Int {
      if let known = numbers[concept] { return Int(known) }
      numbers[concept] = Int32(model.uris.count)
      model.uris.append(tables.vocabulary.uri(of: concept))
      model.counts.append(TaggingModel.ConceptCounts())
      return model.uris.count - 1
    }
    for sighting in sightings {
      for candidate in sighting.analysis.candidates.candidates
      where isKnown(candidate.concept, in: sighting) {
        let index = number(candidate.concept)
        model.counts[index].named += 1
        if sighting.concepts.contains(candidate.concept) { model.counts[index].both += 1 }
      }
      for concept in sighting.concepts.sorted()
      where !excludedSchemes.contains(tables.home[Int(concept.rawValue)]) {
        let index = number(concept)
        model.counts[index].assigned += 1
        model.tags.append(Int32(index))
      }
      model.tagOffsets.append(Int32(model.tags.count))
    }
    model.similar = SimilarDocuments(sightings.map(\.words))
    model.stopLabels = stopLabels(sightings)
  }

  /// The labels found in several documents and (nearly) never right, where the examples are
  /// tagged with (nearly) all that they name; elsewhere silence says nothing about a label.
  private func stopLabels(_ sightings: [Sighting]) -> [String] {
    var found: [LabelOrdinal: Int] = [:]
    var right: [LabelOrdinal: Int] = [:]
    for sighting in sightings where !sighting.concepts.isEmpty {
      for wording in sighting.analysis.wordings
      where wording.definition < 0 && wording.meaningCount > 0
        && isKnown(wording.concept, in: sighting)
      {
        found[wording.label, default: 0] += 1
        if sighting.concepts.contains(wording.concept) { right[wording.label, default: 0] += 1 }
      }
    }
    let all = found.values.reduce(0, +)
    guard all > 0, right.values.reduce(0, +) * 5 >= all * 2 else { return [] }
    let stopped = found.filter { $0.value >= 2 && (right[$0.key] ?? 0) * 5 < $0.value }
    return Set(stopped.keys.map { LabelFold.fold($0, in: tables) }).sorted()
  }

  private func growTrees(
    _ sightings: [Sighting], without exclusive: Set<String>, into model: inout TaggingModel
  ) {
    guard model.tags.count >= Self.fewestExamples else { return }
    let binding = ModelBinding(model, tables: tables)
    var values: [Float] = []
    var targets: [Float] = []
    for (number, sighting) in sightings.enumerated()
    where !sighting.concepts.isEmpty || !sighting.rejected.isEmpty {
      var candidates = sighting.analysis.candidates
      binding.enrich(&candidates, scan: sighting.analysis.scan, excluding: number)
      for (row, candidate) in candidates.candidates.enumerated() {
        if !exclusive.isEmpty, exclusive.contains(schemeURI(of: candidate.concept)) { continue }
        guard isKnown(candidate.concept, in: sighting) else { continue }
        values += candidates.row(row)
        targets.append(sighting.concepts.contains(candidate.concept) ? 1 : 0)
      }
    }
    guard targets.contains(1) else { return }
    var trainer = BoostedTreesTrainer(
      values: values, featureCount: CandidateFeature.count, targets: targets,
      parameters: BoostedTreesTrainer.Parameters())
    model.trees = trainer.train()
  }
}
