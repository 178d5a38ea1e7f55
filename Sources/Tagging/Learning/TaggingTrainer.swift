internal import Documents
package import Matching
internal import Model
internal import RandomNumbers
internal import Taxonomy

/// Learns a `TaggingModel` from examples, in seconds, on this machine.
package struct TaggingTrainer {
  private let tables: ConceptTables
  private let labelIndex: LabelIndex
  private let resolver: (any MetadataLabelResolver)?

  /// The fewest examples with a concept of a scheme for a classifier of it.
  private static let fewestExamples = 12

  /// The share of examples from which on what they have in common holds for all.
  static let nearlyAll = 0.97

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

  /// Learns from examples and keeps for each scheme what cross-validation shows to help.
  ///
  /// - Parameter examples: documents without a known concept teach what is not assigned.
  /// - Returns: the model, and how rules and learning did in each scheme with enough examples.
  /// - Complexity: three times that of `train`; what is compared is at most 4,000 examples.
  package func learn(
    _ examples: [TaggingExample]
  ) -> (model: TaggingModel, comparisons: [LearningComparison]) {
    let examples = Self.shuffled(examples)
    let sightings = makeSightings(of: examples)
    let comparisons = comparisons(examples, sightings)
    let helpful = Set(comparisons.filter(\.helps).map(\.scheme))
    var model = makeModel(of: sightings, schemes: helpful)
    model.generalSchemes = comparisons.filter(\.isGeneral)
      .map { tables.vocabulary.uri(of: $0.scheme) }.sorted()
    model.labels = LabelLearner.labels(from: examples)
    return (model, comparisons)
  }

  /// How rules and learning do in each scheme: each half of the examples asked of what the other teaches, and the
  /// part of them that is about other things asked of what the rest teaches.
  ///
  /// - Parameter examples: documents with what people gave them.
  /// - Returns: a comparison of each scheme with enough examples.
  package func comparisons(_ examples: [TaggingExample]) -> [LearningComparison] {
    let examples = Self.shuffled(examples)
    return comparisons(examples, makeSightings(of: examples))
  }

  /// How well ever more of the examples teach to tag others, from none to all but those asked.
  ///
  /// Each part of five is asked once, of more than 200 examples two parts. In a scheme where what was learned is no
  /// better than the rules, these count, as after `learn`.
  ///
  /// - Parameter examples: documents with what people gave them.
  /// - Returns: a point for each number of examples; none for fewer than ten examples.
  /// - Complexity: three times that of `train` for each part asked.
  package func curve(_ examples: [TaggingExample]) -> [LearningPoint] {
    let examples = Self.shuffled(Array(examples.prefix(Self.mostOnCurve)))
    let available = examples.count - (examples.count + 4) / 5
    guard examples.count >= LearningPoint.first else { return [] }
    let counts = LearningPoint.counts(upTo: available)
    let sightings = makeSightings(of: examples)
    let validation = LearningValidation(
      tables: tables, labelIndex: labelIndex, resolver: resolver, fewest: Self.fewestExamples)
    var sums = counts.map { _ in
      [TagCounts](repeating: TagCounts(), count: tables.vocabulary.schemeCount)
    }
    for part in 0..<(examples.count > Self.fewOnCurve ? 2 : 5) {
      let asked = examples.indices.filter { $0 % 5 == part }.map { examples[$0] }
      let others = examples.indices.filter { $0 % 5 != part }.map { sightings[$0] }
      for (place, count) in counts.enumerated() {
        let model =
          count == 0 ? nil : makeModel(of: Array(others.prefix(count)), schemes: nil)
        for (scheme, found) in validation.counts(of: asked, by: model).enumerated() {
          sums[place][scheme] += found
        }
      }
    }
    return zip(counts, sums).map { count, found in
      var figures: [SchemeOrdinal: Double] = [:]
      for (scheme, tags) in zip(tables.vocabulary.schemes, found) where tags.wanted > 0 {
        figures[scheme] = max(tags.f1, sums[0][Int(scheme.rawValue)].f1)
      }
      return LearningPoint(count: count, f1: figures)
    }
  }

  /// The most examples of a curve, and up to how many all parts are asked.
  private static let mostOnCurve = 2000
  private static let fewOnCurve = 200

  private func comparisons(
    _ examples: [TaggingExample], _ sightings: [Sighting]
  ) -> [LearningComparison] {
    let validation = LearningValidation(
      tables: tables, labelIndex: labelIndex, resolver: resolver, fewest: Self.fewestExamples)
    func parts(_ parts: [Int], asked: [Int]) -> LearningValidation.Parts {
      let models = asked.map { part in
        let others = sightings.indices.filter { parts[$0] != part }
        return (part, makeModel(of: others.map { sightings[$0] }, schemes: nil))
      }
      return LearningValidation.Parts(
        parts: parts, models: Dictionary(uniqueKeysWithValues: models))
    }
    let groups = groups(of: sightings, parts: 2)
    return validation.comparisons(
      of: examples, alike: parts(examples.indices.map { $0 % 2 }, asked: [0, 1]),
      unlike: groups.areTelling ? parts(groups.parts, asked: [groups.smallest]) : nil)
  }

  /// Examples in parts of which each is about what the others are not.
  private func groups(of sightings: [Sighting], parts: Int) -> LearningGroups {
    LearningGroups(
      sightings.map { sighting in
        let concepts = sighting.concepts.filter {
          !tables.isExclusive[Int(tables.home[Int($0.rawValue)].rawValue)]
        }
        let path = sighting.document.path ?? ""
        return (Array(concepts), String(FolderAssignments.folder(of: path)))
      }, parts: parts)
  }

  /// Learns from examples, whether or not it helps.
  ///
  /// - Complexity: O(text), O(candidates × features × trees); at most 5,000 examples look for their like
  ///   among all.
  package func train(_ examples: [TaggingExample]) -> TaggingModel {
    var model = makeModel(of: makeSightings(of: examples), schemes: nil)
    model.labels = LabelLearner.labels(from: examples)
    return model
  }

  /// The examples in an order that says nothing: every so-many-th is set aside, and files are sorted.
  private static func shuffled(_ examples: [TaggingExample]) -> [TaggingExample] {
    var random = SeededGenerator(seed: 1)
    return examples.shuffled(using: &random)
  }

  private func makeSightings(of examples: [TaggingExample]) -> [Sighting] {
    let analyzer = DocumentAnalyzer(tables: tables, index: labelIndex, blockedLabels: [])
    return examples.map { sighting(of: $0, with: analyzer) }
  }

  /// What examples teach of schemes; of all if `nil`.
  private func makeModel(of sightings: [Sighting], schemes: Set<SchemeOrdinal>?) -> TaggingModel {
    let schemes = schemes ?? Set(tables.vocabulary.schemes)
    var model = TaggingModel(
      vocabularyFingerprint: tables.vocabulary.fingerprint, documentCount: sightings.count)
    model.classifiers = classifiers(sightings, schemes)
    let exclusive = Set(model.classifiers.map(\.schemeURI))
    model.judgedSchemes = schemes.map { tables.vocabulary.uri(of: $0) }
      .filter { !exclusive.contains($0) }.sorted()
    count(sightings, without: exclusive, into: &model)
    model.stopLabels = stopLabels(sightings, schemes)
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
    guard let concept = tables.vocabulary.concept(uri: uri),
      !tables.outsideConcepts.contains(concept)
    else { return [] }
    let current = tables.currentConcepts(for: concept)
    return current.count == 1 ? current : [concept]
  }

  private func schemeURI(of concept: ConceptOrdinal) -> String {
    tables.vocabulary.scheme(tables.home[Int(concept.rawValue)]).uri
  }

  // MARK: Types

  /// Classifiers for the schemes of which documents take one: those that say so, and those in which
  /// (nearly) every example has exactly one of few concepts, which are most that the scheme has.
  private func classifiers(
    _ sightings: [Sighting], _ schemes: Set<SchemeOrdinal>
  ) -> [TypeClassifier] {
    let judge = TypeJudge(tables: tables, resolver: resolver)
    var result: [TypeClassifier] = []
    for scheme in tables.vocabulary.schemes where schemes.contains(scheme) {
      let tagged = sightings.filter { sighting in
        sighting.concepts.contains { tables.home[Int($0.rawValue)] == scheme }
      }
      guard tagged.count >= Self.fewestExamples else { continue }
      let own = tagged.map { sighting in
        sighting.concepts.filter { tables.home[Int($0.rawValue)] == scheme }.sorted()
      }
      let types = Set(own.flatMap { $0 }).sorted()
      let isSingle = Double(own.count { $0.count == 1 }) >= Self.nearlyAll * Double(tagged.count)
      let isFew = types.count * 3 <= tagged.count && types.count * 2 >= conceptCount(in: scheme)
      let isStated = tables.isExclusive[Int(scheme.rawValue)]
      guard types.count > 1, isStated || (isSingle && isFew) else { continue }
      let numbers = Dictionary(uniqueKeysWithValues: types.enumerated().map { ($1, $0) })
      let rows = tagged.map { sighting in
        TypeClassifier.features(
          of: sighting.document,
          verdicts: judge.verdicts(
            in: scheme, document: sighting.document, analysis: sighting.analysis,
            context: TaggingContext(), blocked: []), tables: tables
        ).features
      }
      result.append(
        TypeClassifierTrainer.train(
          rows, targets: own.map { numbers[$0[0]] ?? 0 },
          types: types.map(tables.vocabulary.uri(of:)),
          schemeURI: tables.vocabulary.scheme(scheme).uri))
    }
    return result
  }

  /// The number of concepts in use of a scheme.
  private func conceptCount(in scheme: SchemeOrdinal) -> Int {
    tables.vocabulary.concepts.count {
      tables.home[Int($0.rawValue)] == scheme && !tables.vocabulary.isDeprecated($0)
    }
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
    model.outranked = outranked(sightings, model, numbers)
    let words = sightings.map(\.words)
    model.similar = SimilarDocuments(words)
    model.usualLikeness = model.similar.usualLikeness(
      of: words, words: SimilarWords(model.similar))
  }

  /// In how many documents of each concept the rules prefer one that no example has.
  private func outranked(
    _ sightings: [Sighting], _ model: TaggingModel, _ numbers: [ConceptOrdinal: Int32]
  ) -> [Int32] {
    var result = [Int32](repeating: 0, count: model.uris.count)
    for sighting in sightings where !sighting.concepts.isEmpty {
      let table = sighting.analysis.candidates
      let rules = SalienceScorer.logOdds(table)
      for leader in ModelBinding.leaders(of: table, rules, tables) {
        let first = table.candidates[leader].concept
        let hasExamples = numbers[first].map { model.counts[Int($0)].assigned > 0 } ?? false
        guard !hasExamples else { continue }
        let scheme = tables.home[Int(first.rawValue)]
        for concept in sighting.concepts where tables.home[Int(concept.rawValue)] == scheme {
          if let number = numbers[concept] { result[Int(number)] += 1 }
        }
      }
    }
    return result
  }

  /// The labels found in several documents and (nearly) never right, where the examples are
  /// tagged with (nearly) all that they name; elsewhere silence says nothing about a label.
  ///
  /// Never a label of a concept without an example: that nobody assigned it yet says nothing.
  private func stopLabels(_ sightings: [Sighting], _ schemes: Set<SchemeOrdinal>) -> [String] {
    let taught = sightings.reduce(into: Set<ConceptOrdinal>()) { $0.formUnion($1.concepts) }
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
    let stopped = found.filter { label, count in
      let own = tables.facts[Int(label.rawValue)].concept
      let concept = tables.soleConcept(for: own) ?? own
      return count >= 2 && (right[label] ?? 0) * 5 < count && taught.contains(concept)
        && schemes.contains(tables.home[Int(concept.rawValue)])
    }
    return Set(stopped.keys.map { LabelFold.fold($0, in: tables) }).sorted()
  }

  private func growTrees(
    _ sightings: [Sighting], without exclusive: Set<String>, into model: inout TaggingModel
  ) {
    guard model.tags.count >= Self.fewestExamples else { return }
    let words = ConceptRegressionTrainer(
      model.similar,
      tags: zip(model.tagOffsets, model.tagOffsets.dropFirst()).map {
        model.tags[Int($0)..<Int($1)]
      }, conceptCount: model.uris.count)
    model.regression = words.regression()
    let binding = ModelBinding(model, tables: tables)
    var folds = makeFolds(sightings, binding)
    let parts = words.leavingOut(parts: Self.regressionParts).map {
      RegressionTable(
        $0, words: model.similar.words.count, conceptCount: model.uris.count)
    }
    var rows = TrainingRows()
    for (number, sighting) in sightings.prefix(Self.judgedExamples).enumerated()
    where !sighting.concepts.isEmpty || !sighting.rejected.isEmpty {
      // Anew for each document, since there are fewer parts of the one than of the other.
      folds[number % folds.count].regression = parts[number % parts.count]
      let fold = folds[number % folds.count]
      for forgets in number % Self.forgottenEvery == 0 ? [false, true] : [false] {
        var candidates = sighting.analysis.candidates
        binding.enrich(
          &candidates, scan: sighting.analysis.scan, outside: fold, forgets: forgets)
        for (row, candidate) in candidates.candidates.enumerated() {
          guard binding.judges(candidate.concept, trained: false),
            isKnown(candidate.concept, in: sighting)
          else { continue }
          rows.values += candidates.row(row)
          rows.targets.append(sighting.concepts.contains(candidate.concept) ? 1 : 0)
        }
      }
    }
    let (values, targets) = (rows.values, rows.targets)
    guard targets.contains(1) else { return }
    var trainer = BoostedTreesTrainer(
      values: values, featureCount: CandidateFeature.count, targets: targets,
      parameters: BoostedTreesTrainer.Parameters())
    model.trees = trainer.train()
  }

  /// The parts of the documents of each of which only what the others say is told.
  private func makeFolds(_ sightings: [Sighting], _ binding: ModelBinding) -> [TrainingFold] {
    let count = max(2, min(Self.foldCount, sightings.count))
    let empty = [TaggingModel.ConceptCounts](
      repeating: .init(), count: binding.model.counts.count)
    var folds = [TrainingFold](repeating: TrainingFold(counts: empty), count: count)
    for (number, sighting) in sightings.enumerated() {
      let fold = number % count
      folds[fold].members.insert(number)
      for candidate in sighting.analysis.candidates.candidates
      where isKnown(candidate.concept, in: sighting) {
        guard let index = binding.number(of: candidate.concept) else { continue }
        folds[fold].counts[index].named += 1
        if sighting.concepts.contains(candidate.concept) { folds[fold].counts[index].both += 1 }
      }
      for concept in sighting.concepts {
        guard let index = binding.number(of: concept) else { continue }
        folds[fold].counts[index].assigned += 1
      }
    }
    return folds
  }

  /// The most examples whose candidates the trees learn from, in their shuffled order.
  ///
  /// Each of them looks for its like among all: without an end to it the time would grow with their square.
  private static let judgedExamples = 5000

  /// How many parts: the more, the nearer what is told comes to what is known later.
  private static let foldCount = 10

  /// How many parts of the documents are left out in turn to learn what words say of them.
  private static let regressionParts = 3

  /// Each so many documents teach once more with all that is known of concepts left out, so that
  /// the trees know how to judge a concept that nobody has assigned yet.
  private static let forgottenEvery = 3
}

/// Rows of features with a yes or no each.
private struct TrainingRows {
  var values: [Float] = []
  var targets: [Float] = []
}
