package import JSONCoding
internal import Model
internal import Tagging

extension RetagSession {
  /// The fields of the records of `explain(_:_:_:)`.
  package static let explanationColumns = [
    Column("path"), Column("verdict"), Column("score", isNumber: true),
    Column("threshold", isNumber: true), Column("reason"), Column("surfaces"),
  ]

  /// Brings the catalog up to date and says of each document why it gets a concept, or why not.
  ///
  /// - Parameters:
  ///   - label: any label of the concept, or its URI.
  ///   - options: what the retag was asked for.
  ///   - body: is given a record for each document, in the order of the paths.
  /// - Throws: `RequestError` for a label that is not of one concept, and what reading the share throws.
  package func explain(
    _ label: String, _ options: Options, _ body: ([JSONValue]) -> Void
  ) throws {
    let concept = try ExplainedConcept.find(label, in: vocabulary, labels: parts.labels)
    _ = try refresh()
    try explain(concept, options) { explained in
      let explanation = explained.explanation
      body([
        .string(explained.path),
        .string(explanation?.verdict.rawValue ?? "unreadable"),
        explanation?.score.map { .number(($0 * 10_000).rounded() / 10_000) } ?? .null,
        explanation.map { .number($0.threshold) } ?? .null,
        .string(explanation?.reason ?? "The document could not be read."),
        .string(
          (explanation?.evidence ?? []).prefix(5).map { "\($0.rule.rawValue): \($0.surface)" }
            .joined(separator: "; ")),
      ])
    }
  }
}
