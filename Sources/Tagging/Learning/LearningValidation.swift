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

  /// The F1 of the rules on documents about something else than those learned from; `nil` if those cannot be told
  /// apart.
  package var rulesElsewhere: Double?

  /// The F1 of what was learned on them.
  package var learnedElsewhere: Double?

  /// Whether what was learned is to be used: it is better on documents like those learned from, and by more than it
  /// is worse on others.
  package var helps: Bool { learned > rules && gain > 0 }

  /// What learning adds to the F1 on documents like those learned from and on others, together.
  var gain: Double { learned - rules + (learnedElsewhere ?? 0) - (rulesElsewhere ?? 0) }

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

  /// Examples in parts, and what those teach that are not of a part, for each part that is asked.
  struct Parts {
    /// The part of each example.
    let parts: [Int]

    /// What is learned without each part that is asked.
    let models: [Int: TaggingModel]
  }

  /// How rules and learning did, by scheme.
  private typealias Figures = (rules: [Counts], learned: [Counts])

  /// Compares on parts of the examples, with a model of the others.
  ///
  /// - Parameters:
  ///   - examples: the examples.
  ///   - alike: parts at random.
  ///   - unlike: parts that are about different things; `nil` if there are none to tell apart.
  /// - Returns: a comparison for each scheme with enough documents.
  func comparisons(
    of examples: [TaggingExample], alike: Parts, unlike: Parts?
  ) -> [LearningComparison] {
    var documents = [Int](repeating: 0, count: tables.vocabulary.schemeCount)
    for example in examples.prefix(Self.comparedExamples * alike.models.count) {
      for scheme in wantedConcepts(of: example).keys { documents[Int(scheme.rawValue)] += 1 }
    }
    let near = figures(of: examples, alike)
    let far = unlike.map { figures(of: examples, $0) }
    return tables.vocabulary.schemes.compactMap { scheme in
      let place = Int(scheme.rawValue)
      guard documents[place] >= fewest else { return nil }
      return LearningComparison(
        scheme: scheme, documents: documents[place], rules: near.rules[place].f1,
        learned: near.learned[place].f1, rulesElsewhere: far?.rules[place].f1,
        learnedElsewhere: far?.learned[place].f1, byRules: near.rules[place].answers,
        byLearning: near.learned[place].answers)
    }
  }

  private func figures(of examples: [TaggingExample], _ parts: Parts) -> Figures {
    let empty = [Counts](repeating: Counts(), count: tables.vocabulary.schemeCount)
    var result: Figures = (empty, empty)
    let plain = tagger(nil)
    for (part, model) in parts.models.sorted(by: { $0.key < $1.key }) {
      let tagger = tagger(model)
      for (number, example) in examples.prefix(Self.comparedExamples * 2).enumerated()
      where parts.parts[number] == part {
        let wanted = wantedConcepts(of: example)
        count(plain.tag(example.document), wanted, example, into: &result.rules)
        count(tagger.tag(example.document), wanted, example, into: &result.learned)
      }
    }
    return result
  }

  private func tagger(_ model: TaggingModel?) -> Tagger {
    Tagger(
      tables: tables, labelIndex: labelIndex, settings: settings, resolver: resolver, model: model)
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
