internal import Matching
package import Taxonomy

/// How the rules alone and what was learned did in a scheme, on documents not learned from.
package struct LearningComparison: Sendable, Equatable {
  /// The scheme.
  package var scheme: SchemeOrdinal

  /// The number of documents with a concept of it that were compared.
  package var documents: Int

  /// The F1 of what is accepted by the rules alone.
  package var rules: Double

  /// The F1 of what is accepted with what was learned.
  package var learned: Double

  /// Whether what was learned is to be used.
  package var helps: Bool { learned > rules }

  /// The tags that the rules give, with their scores, whether or not they are accepted.
  var byRules: [ScoredAnswer] = []

  /// The tags that what was learned gives.
  var byLearning: [ScoredAnswer] = []

  /// The lowest score from which on as many tags are right as promised, by the way that counts.
  ///
  /// One more wrong one is reckoned with, so that a few right ones promise nothing.
  ///
  /// - Parameter precision: the share that is to be right, from 0 to 1.
  /// - Returns: the score; `nil` if none keeps the promise.
  package func threshold(forPrecision precision: Double) -> Double? {
    let answers = (helps ? byLearning : byRules).sorted { $0.score > $1.score }
    var result: Double?
    var right = 0
    for (number, answer) in answers.enumerated() {
      if answer.isRight { right += 1 }
      let isLast = number + 1 == answers.count || answers[number + 1].score < answer.score
      if isLast, Double(right) >= precision * Double(number + 2) { result = answer.score }
    }
    return result
  }
}

/// A tag given to a document whose tags are known.
package struct ScoredAnswer: Sendable, Equatable {
  var score: Double
  var isRight: Bool
}

/// Compares rules and learning by cross-validation, scheme by scheme.
struct LearningValidation {
  let tables: ConceptTables
  let labelIndex: LabelIndex
  let resolver: (any MetadataLabelResolver)?

  /// The most examples of a part that are compared: what they show does not change with more.
  private static let comparedExamples = 2000

  /// The fewest documents of a scheme that say something.
  let fewest: Int

  /// Right, given and wanted concepts of a scheme, counted, and every tag given.
  private struct Counts {
    var right = 0
    var given = 0
    var wanted = 0
    var answers: [ScoredAnswer] = []

    var f1: Double { given + wanted == 0 ? 0 : 2 * Double(right) / Double(given + wanted) }
  }

  /// Compares on each part of the examples, with a model of the others.
  ///
  /// - Parameters:
  ///   - examples: the examples.
  ///   - models: the model of all examples but those whose number leaves the model's place as the
  ///     remainder.
  /// - Returns: a comparison for each scheme with enough documents.
  func comparisons(of examples: [TaggingExample], models: [TaggingModel]) -> [LearningComparison] {
    let schemes = tables.vocabulary.schemes
    var rules = [Counts](repeating: Counts(), count: schemes.count)
    var learned = rules
    var documents = [Int](repeating: 0, count: schemes.count)
    let plain = Tagger(
      tables: tables, labelIndex: labelIndex, settings: settings, resolver: resolver)
    for (part, model) in models.enumerated() {
      let tagger = Tagger(
        tables: tables, labelIndex: labelIndex, settings: settings, resolver: resolver,
        model: model)
      let compared = examples.prefix(Self.comparedExamples * models.count)
      for (number, example) in compared.enumerated() where number % models.count == part {
        let wanted = wantedConcepts(of: example)
        for concept in wanted.keys { documents[Int(concept.rawValue)] += 1 }
        count(plain.tag(example.document), wanted, example, into: &rules)
        count(tagger.tag(example.document), wanted, example, into: &learned)
      }
    }
    return schemes.compactMap { scheme in
      let place = Int(scheme.rawValue)
      guard documents[place] >= fewest else { return nil }
      return LearningComparison(
        scheme: scheme, documents: documents[place], rules: rules[place].f1,
        learned: learned[place].f1, byRules: rules[place].answers,
        byLearning: learned[place].answers)
    }
  }

  /// The usual ones, with what is far from being accepted, too: a threshold may turn out to be lower.
  private var settings: TaggerSettings {
    var settings = TaggerSettings()
    for scheme in tables.vocabulary.schemes {
      let usual = TaggerSettings.Thresholds.usual(of: scheme, in: tables.vocabulary)
      settings.schemeThresholds[scheme] = TaggerSettings.Thresholds(
        accept: usual.accept, review: Self.lowestScore)
    }
    return settings
  }

  private static let lowestScore = 0.1

  private func wantedConcepts(of example: TaggingExample) -> [SchemeOrdinal: Set<ConceptOrdinal>] {
    var result: [SchemeOrdinal: Set<ConceptOrdinal>] = [:]
    for uri in example.concepts {
      guard let old = tables.vocabulary.concept(uri: uri) else { continue }
      let concept = tables.soleConcept(for: old) ?? old
      result[tables.home[Int(concept.rawValue)], default: []].insert(concept)
    }
    return result
  }

  /// Whether a suggestion is compared: what is accepted, and in schemes with one answer the best one whatever
  /// its score, since a model of part of the examples is less sure than that of all.
  private func counts(_ suggestion: TagSuggestion) -> Bool {
    suggestion.outcome == .accepted || tables.isExclusive[Int(suggestion.scheme.rawValue)]
  }

  /// Counts suggestions; where nobody looked at everything, only in schemes with an answer.
  private func count(
    _ suggestions: [TagSuggestion], _ wanted: [SchemeOrdinal: Set<ConceptOrdinal>],
    _ example: TaggingExample, into counts: inout [Counts]
  ) {
    for suggestion in suggestions {
      let scheme = suggestion.scheme
      if example.partial != nil, wanted[scheme] == nil { continue }
      let isRight = wanted[scheme]?.contains(suggestion.concept) ?? false
      counts[Int(scheme.rawValue)].answers.append(
        ScoredAnswer(score: suggestion.score, isRight: isRight))
      guard self.counts(suggestion) else { continue }
      counts[Int(scheme.rawValue)].given += 1
      if isRight { counts[Int(scheme.rawValue)].right += 1 }
    }
    for (scheme, concepts) in wanted { counts[Int(scheme.rawValue)].wanted += concepts.count }
  }
}
