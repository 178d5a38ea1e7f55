import JSONCoding
import Model
import ParlanceKit
import Tagging
import Taxonomy

/// Prints for each document of a share why it gets a concept, or why not.
struct RetagExplanation {
  let session: RetagSession
  let output: FormatOptions

  /// Brings the catalog up to date and explains.
  ///
  /// - Throws: `ValidationError` for an unknown label, and what reading the share throws.
  func run(_ label: String, options: RetagSession.Options) throws {
    let vocabulary = session.vocabulary
    let concept = try ExplainedConcept.find(
      label, in: vocabulary, labels: try session.workspace.labelIndex(for: vocabulary))
    _ = try session.refresh()
    var printer = try RecordPrinter(
      output,
      columns: [
        Column("path"), Column("verdict"), Column("score", isNumber: true),
        Column("threshold", isNumber: true), Column("reason"), Column("surfaces"),
      ])
    try session.explain(concept, options) { explained in
      let explanation = explained.explanation
      printer.print([
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
    printer.finish()
  }
}
