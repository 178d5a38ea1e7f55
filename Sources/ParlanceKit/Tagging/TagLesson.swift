internal import JSONCoding
internal import Tagging
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
    /// For each scheme its key, documents, F1 by rules and as learned, and which of the two counts.
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

  /// Which tags of the file are not concepts, in words; `nil` if all are.
  package var warning: String? { gold?.warning }

  /// Learns, and keeps what was learned in the workspace.
  ///
  /// - Throws: `StorageError`; what kept values in metadata from being read.
  package func learn() throws -> Outcome {
    let trainer = TaggingTrainer(
      tables: parts.tables, labelIndex: parts.labels, resolver: parts.makeResolver())
    let (model, comparisons) = trainer.learn(examples)
    try parts.verify()
    try workspace.tagging.store(model)
    return Outcome(
      documents: examples.count, tags: tagCount, wordings: model.labels.count,
      comparisons: comparisons.map { comparison in
        [
          parts.vocabulary.key(of: comparison.scheme), "\(comparison.documents)",
          FixedPoint.string(comparison.rules, decimals: 3),
          FixedPoint.string(comparison.learned, decimals: 3),
          comparison.helps ? "learned" : "rules",
        ]
      })
  }
}
