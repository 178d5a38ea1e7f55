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

  /// Whether what was learned counts for a document that is like no example, too.
  ///
  /// A product is found by its name,
  /// whatever was learned of others; what any document may have (a program, a library) is learned once for all.
  package var isGeneral = false

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

  /// The fewest documents of a scheme that tell of documents like no example.
  ///
  /// Of 100 of `tagging/renames` chance took
  /// products on other documents from 0.994 to 0.978 right.
  private static let fewestForAll = 200

  /// The fewest documents of a scheme that say something.
  let fewest: Int

  /// Right, given and wanted concepts of a scheme, counted, and every tag given.
  private struct Counts {
    var tags = TagCounts()
    var answers: [ScoredAnswer] = []

    var f1: Double { tags.f1 }
  }

  /// Examples in parts, and what those teach that are not of a part, for each part that is asked.
  struct Parts {
    /// The part of each example.
    let parts: [Int]

    /// What is learned without each part that is asked.
    let models: [Int: TaggingModel]
  }

  /// How rules, learning by likeness to the examples, and learning without regard to it did, by scheme.
  private typealias Figures = (rules: [Counts], alike: [Counts], general: [Counts])

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
    let closed = closedSchemes(examples)
    let near = figures(of: examples, alike)
    let far = unlike.map { figures(of: examples, $0) }
    return tables.vocabulary.schemes.compactMap { scheme in
      let place = Int(scheme.rawValue)
      guard documents[place] >= fewest else { return nil }
      // Where nothing shows what holds of other documents, or too little, they are left to the rules.
      let isGeneral =
        documents[place] >= Self.fewestForAll && closed.contains(scheme)
        && near.general[place].f1 >= near.alike[place].f1
        && far.map { $0.general[place].f1 > $0.alike[place].f1 } ?? false
      let learned = isGeneral ? near.general[place] : near.alike[place]
      let elsewhere = far.map { isGeneral ? $0.general[place] : $0.alike[place] }
      var result = LearningComparison(
        scheme: scheme, documents: documents[place], rules: near.rules[place].f1,
        learned: learned.f1, rulesElsewhere: far?.rules[place].f1,
        learnedElsewhere: elsewhere?.f1, byRules: near.rules[place].answers,
        byLearning: learned.answers)
      result.isGeneral = isGeneral
      return result
    }
  }

  /// The schemes of which most concepts have examples.
  ///
  /// What was learned of a few products says nothing of documents about all the others, and documents about
  /// others of the few do not show it.
  private func closedSchemes(_ examples: [TaggingExample]) -> Set<SchemeOrdinal> {
    var concepts = [Int](repeating: 0, count: tables.vocabulary.schemeCount)
    for home in tables.home { concepts[Int(home.rawValue)] += 1 }
    var taught: [SchemeOrdinal: Set<ConceptOrdinal>] = [:]
    for example in examples {
      taught.merge(wantedConcepts(of: example)) { $0.union($1) }
    }
    return Set(taught.filter { $1.count * 2 > concepts[Int($0.rawValue)] }.keys)
  }

  /// The F1 of what is accepted of examples, scheme by scheme.
  ///
  /// - Parameters:
  ///   - examples: documents with what people gave them.
  ///   - model: what was learned from others; the rules alone if `nil`.
  /// - Returns: the right, given and wanted tags of each scheme.
  func counts(of examples: [TaggingExample], by model: TaggingModel?) -> [TagCounts] {
    let tagger = tagger(model)
    var counts = [Counts](repeating: Counts(), count: tables.vocabulary.schemeCount)
    for example in examples {
      count(tagger.tag(example.document), wantedConcepts(of: example), example, into: &counts)
    }
    return counts.map(\.tags)
  }

  private func figures(of examples: [TaggingExample], _ parts: Parts) -> Figures {
    let empty = [Counts](repeating: Counts(), count: tables.vocabulary.schemeCount)
    var result: Figures = (empty, empty, empty)
    let plain = tagger(nil)
    for (part, model) in parts.models.sorted(by: { $0.key < $1.key }) {
      let alike = tagger(model)
      var model = model
      model.generalSchemes = tables.vocabulary.schemes.map { tables.vocabulary.uri(of: $0) }
      let general = tagger(model)
      for (number, example) in examples.prefix(Self.comparedExamples * 2).enumerated()
      where parts.parts[number] == part {
        let wanted = wantedConcepts(of: example)
        count(plain.tag(example.document), wanted, example, into: &result.rules)
        count(alike.tag(example.document), wanted, example, into: &result.alike)
        count(general.tag(example.document), wanted, example, into: &result.general)
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
      counts[Int(scheme.rawValue)].tags.given += 1
      if isRight { counts[Int(scheme.rawValue)].tags.right += 1 }
    }
    for (scheme, concepts) in wanted {
      counts[Int(scheme.rawValue)].tags.wanted += concepts.count
    }
  }
}
