internal import JSONCoding
internal import Matching
internal import Tagging
internal import Taxonomy

/// Scores tagging against documents with their right tags.
package struct TagScoring: Sendable {
  /// How figures are put together.
  package enum Grouping: String, CaseIterable, Sendable {
    /// All in one.
    case all = "all"
    /// By scheme.
    case scheme = "scheme"
    /// By concept.
    case concept = "concept"
  }

  /// The score from which a tag counts as given, so that figures compare whatever is accepted.
  private static let lowestScore = 0.44

  private let parts: TaggerParts
  private let settings: TaggerSettings
  private let gold: TagGold
  private let limit: Int?

  private var vocabulary: Vocabulary { parts.vocabulary }

  /// Reads the documents.
  ///
  /// - Parameters:
  ///   - workspace: whose vocabulary and settings tag them.
  ///   - path: JSON Lines of documents with their tags.
  ///   - limit: how many of the best tags of a document are compared; all if `nil`.
  ///   - anyOrder: whether the words of all labels count in any order.
  /// - Throws: `TagGold.LineError` for a line that is not a document; `InputError`.
  package init(_ workspace: Workspace, gold path: String, limit: Int?, anyOrder: Bool) throws {
    parts = try TaggerParts(workspace)
    gold = try TagGold(path, in: parts.vocabulary)
    settings = TaggerSettings(
      parts.vocabulary, preferences: try workspace.tagging.preferences(), limit: limit,
      lowest: Self.lowestScore, anyOrder: anyOrder)
    self.limit = limit
  }

  /// Which tags of the file are not concepts, in words; `nil` if all are.
  package var warning: String? { gold.warning }

  /// Tags the documents and compares.
  ///
  /// - Parameters:
  ///   - grouping: how figures are put together.
  ///   - folds: train and test on so many parts of the file; with what was learned so far if `nil`.
  /// - Returns: the records.
  /// - Throws: what kept values in metadata from being read.
  package func records(by grouping: Grouping, folds: Int?) throws -> [[JSONValue]] {
    var figures = TagFigures(vocabulary, limit: limit, hasSchemes: grouping == .scheme)
    if let folds {
      let trainer = TaggingTrainer(
        tables: parts.tables, labelIndex: parts.labels, resolver: parts.makeResolver())
      for fold in 0..<folds {
        // By place, not at random: the same file gives the same figures.
        let halves = Dictionary(grouping: gold.examples.enumerated()) { $0.offset % folds == fold }
        let learned = trainer.learn((halves[false] ?? []).map(\.element)).model
        evaluate((halves[true] ?? []).map(\.element), learned, &figures)
      }
    } else {
      evaluate(gold.examples, parts.model, &figures)
    }
    try parts.verify()
    switch grouping {
    case .all: return Self.measures(figures.all, named: [])
    case .scheme:
      return figures.schemes.sorted { $0.key < $1.key }.flatMap {
        Self.measures($1, named: [.string(vocabulary.key(of: $0))])
      }
    case .concept: return concepts(figures.all)
    }
  }

  private func evaluate(
    _ examples: [TaggingExample], _ model: TaggingModel?, _ figures: inout TagFigures
  ) {
    let tagger = parts.makeTagger(settings, model: model)
    for example in examples {
      let found = tagger.tag(example.document).sorted { $0.score > $1.score }
      figures.add(
        given: found.map { vocabulary.uri(of: $0.concept) }, wanted: example.concepts,
        homes: parts.tables.home)
    }
  }
}

/// Figures about all documents, and about each scheme if they are asked for.
private struct TagFigures {
  private let vocabulary: Vocabulary
  private let limit: Int?
  private let hasSchemes: Bool
  var all: TagEvaluation
  var schemes: [SchemeOrdinal: TagEvaluation] = [:]

  init(_ vocabulary: Vocabulary, limit: Int?, hasSchemes: Bool) {
    self.vocabulary = vocabulary
    self.limit = limit
    self.hasSchemes = hasSchemes
    all = TagEvaluation(limit: limit)
  }

  mutating func add(given: [String], wanted: [String], homes: [SchemeOrdinal]) {
    all.add(given: given, wanted: Set(wanted))
    guard hasSchemes else { return }
    func scheme(of uri: String) -> SchemeOrdinal? {
      vocabulary.concept(uri: uri).map { homes[Int($0.rawValue)] }
    }
    let wanted = Dictionary(grouping: wanted, by: scheme)
    let given = Dictionary(grouping: given, by: scheme)
    for case let key? in Set(wanted.keys).union(given.keys) {
      schemes[key, default: TagEvaluation(limit: limit)].add(
        given: given[key] ?? [], wanted: Set(wanted[key] ?? []))
    }
  }
}

// MARK: - Records

extension TagScoring {
  /// The fields of the records.
  package static func columns(by grouping: Grouping) -> [Column] {
    let numbers = ["value", "low", "high"].map { Column($0, isNumber: true, decimals: 4) }
    switch grouping {
    case .all: return [Column("measure")] + numbers
    case .scheme: return [Column("scheme"), Column("measure")] + numbers
    case .concept:
      let measures = ["precision", "recall", "f1"].flatMap { name in
        [
          Column(name, isNumber: true, decimals: 4),
          Column("\(name)_low", heading: "low", isNumber: true, decimals: 4),
          Column("\(name)_high", heading: "high", isNumber: true, decimals: 4),
        ]
      }
      return [Column("concept"), Column.outsideTables("uri")] + measures
        + ["right", "given", "wanted"].map { Column($0, isNumber: true) }
    }
  }

  /// Every measure in a record, the number of documents first.
  private static func measures(
    _ evaluation: TagEvaluation, named name: [JSONValue]
  ) -> [[JSONValue]] {
    [name + ["documents", .integer(evaluation.documentCount), .null, .null]]
      + evaluation.measures().map { name + [.string($0.name)] + values($0) }
  }

  /// Precision, recall and F1 of each concept, the most wanted first.
  private func concepts(_ evaluation: TagEvaluation) -> [[JSONValue]] {
    evaluation.conceptScores().map { uri, scores in
      let label = vocabulary.concept(uri: uri).map { vocabulary.preferredLabel(of: $0) } ?? uri
      return [.string(label), .string(uri)] + scores.measures.flatMap(Self.values)
        + [
          .integer(scores.counts.right), .integer(scores.counts.given),
          .integer(scores.counts.wanted),
        ]
    }
  }

  private static func values(_ measure: TagEvaluation.Measure) -> [JSONValue] {
    [measure.value, measure.interval.low, measure.interval.high].map {
      .number(($0 * 10_000).rounded() / 10_000)
    }
  }
}
