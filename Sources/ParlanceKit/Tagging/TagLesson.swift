package import JSONCoding
package import Tagging
internal import Taxonomy

/// Documents with the tags that people gave them, to learn from.
package struct TagLesson: Sendable {
  /// What was learned.
  package struct Outcome: Sendable {
    /// The number of documents.
    package let documents: Int
    /// The number of their tags that are concepts of the vocabulary.
    package let tags: Int
    /// The number of marked wordings that became labels.
    package let wordings: Int
    /// For each scheme its key, documents, F1 by rules and as learned, both once more on documents about other
    /// things than those learned from, and which of the two counts.
    package let comparisons: [[String]]
  }

  private let workspace: Workspace
  private let parts: TaggerParts
  private let gold: TagGold?
  private let examples: [TaggingExample]
  private let tagCount: Int

  /// The examples of a file, or of what people decided in the workspace; `nil` if nobody decided anything.
  ///
  /// - Parameters:
  ///   - workspace: the workspace.
  ///   - path: JSON Lines of documents with their tags; what people decided if `nil`.
  /// - Throws: `TagGold.LineError` for a line that is not a document; `InputError`; `CatalogError`.
  package init?(_ workspace: Workspace, from path: String?) throws {
    self.workspace = workspace
    let parts = try TaggerParts(workspace, isLearned: false)
    self.parts = parts
    gold = try path.map { try TagGold($0, in: parts.vocabulary) }
    (examples, tagCount) =
      try gold.map { ($0.examples, $0.tagCount) }
      ?? workspace.tagging.judgedExamples(in: parts.vocabulary)
    if examples.isEmpty { return nil }
  }

  /// What is to be told of the tags, a sentence each: those that are not concepts, and those that contradict others.
  package var warnings: [String] {
    [gold?.warning].compactMap { $0 } + ExampleContradictions(examples, in: parts.vocabulary).lines
  }

  /// The scores from which on tags of each scheme are right as often as promised, by cross-validation.
  ///
  /// - Parameter precision: the share that is to be right, from 0 to 1.
  /// - Returns: for each scheme with enough examples its key and the score; `nil` where none keeps the promise.
  /// - Throws: what kept values in metadata from being read.
  func thresholds(forPrecision precision: Double) throws -> [(scheme: String, accept: Double?)] {
    let found = makeTrainer().comparisons(examples).map { comparison in
      (
        scheme: parts.vocabulary.key(of: comparison.scheme),
        accept: comparison.threshold(forPrecision: precision)
      )
    }
    try parts.verify()
    return found
  }

  private func makeTrainer() -> TaggingTrainer {
    TaggingTrainer(tables: parts.tables, labelIndex: parts.labels, resolver: parts.makeResolver())
  }

  /// Learns, and keeps what was learned in the workspace.
  ///
  /// - Throws: `StorageError`; what kept values in metadata from being read.
  package func learn() throws -> Outcome {
    let (model, comparisons) = makeTrainer().learn(examples)
    try parts.verify()
    try workspace.tagging.store(model)
    return Outcome(
      documents: examples.count, tags: tagCount, wordings: model.labels.count,
      comparisons: comparisons.map { comparison in
        [
          parts.vocabulary.key(of: comparison.scheme), "\(comparison.documents)",
          FixedPoint.string(comparison.rules, decimals: 3),
          FixedPoint.string(comparison.learned, decimals: 3),
          Self.shown(comparison.rulesElsewhere), Self.shown(comparison.learnedElsewhere),
          !comparison.helps ? "rules" : comparison.isGeneral ? "learned for all" : "learned",
        ]
      })
  }

  /// The fields of the records of a curve without points.
  package static let emptyCurveColumns = [Column("documents", isNumber: true)]

  /// The fields of the records of `curve`.
  ///
  /// - Returns: the number of decisions, and a field for each scheme measured.
  package func curveColumns(_ curve: [LearningPoint]) -> [Column] {
    Self.emptyCurveColumns
      + schemes(curve).map { Column(parts.vocabulary.key(of: $0), isNumber: true, decimals: 3) }
  }

  /// How well ever more of the examples teach to tag others.
  ///
  /// - Returns: the points, from none to all but those asked.
  /// - Throws: what kept values in metadata from being read.
  package func curve() throws -> [LearningPoint] {
    let curve = makeTrainer().curve(examples)
    try parts.verify()
    return curve
  }

  /// A record for each point of a curve.
  package func curveRecords(_ curve: [LearningPoint]) -> [[JSONValue]] {
    let schemes = schemes(curve)
    return curve.map { point in
      [.integer(point.count)]
        + schemes.map { scheme in
          point.f1[scheme].map { .number(($0 * 1000).rounded() / 1000) } ?? .null
        }
    }
  }

  /// After how many documents each scheme stops being tagged better, in words.
  package func curveNotes(_ curve: [LearningPoint]) -> [String] {
    schemes(curve).map { scheme in
      let key = parts.vocabulary.key(of: scheme)
      guard let end = LearningPoint.end(of: curve, in: scheme) else {
        return "\(key): may still rise after \(curve.last?.count ?? 0) documents"
      }
      let reached = FixedPoint.string(end.f1, decimals: 3)
      return end.count == 0
        ? "\(key): as good without any (\(reached))"
        : "\(key): no better after \(end.count) documents (\(reached))"
    }
  }

  private func schemes(_ curve: [LearningPoint]) -> [SchemeOrdinal] {
    parts.vocabulary.schemes.filter { scheme in curve.contains { $0.f1[scheme] != nil } }
  }

  private static func shown(_ figure: Double?) -> String {
    figure.map { FixedPoint.string($0, decimals: 3) } ?? "-"
  }
}
