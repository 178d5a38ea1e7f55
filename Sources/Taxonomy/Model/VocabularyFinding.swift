/// A defect or a remark about a vocabulary: collected and listed, never thrown.
package struct VocabularyFinding: Hashable, Sendable {
  /// How bad it is.
  package enum Severity: String, Sendable, CaseIterable {
    /// Breaks an integrity condition; `--strict` makes it fail.
    case error = "error"
    /// A defect of quality.
    case warning = "warning"
    /// What the model has no place for, or what was repaired or suggested while reading.
    case note = "note"
  }

  /// The name of the rule as the field names it, such as `HierarchicalCycles`.
  package var rule: String

  /// How bad it is.
  package var severity: Severity

  /// The path of the source, as given to the import.
  package var path: String

  /// The line, from 1; 0 if unknown.
  package var line: Int

  /// The column in bytes, from 1; 0 if unknown.
  package var column: Int

  /// The URI of the concept concerned, if one is.
  package var concept: String?

  /// What is the matter, offending values in quotes.
  package var message: String

  /// A way out, if one is known; empty otherwise.
  package var remedy: String

  /// A finding.
  package init(
    rule: String, severity: Severity, path: String = "", line: Int = 0, column: Int = 0,
    concept: String? = nil, message: String, remedy: String = ""
  ) {
    self.rule = rule
    self.severity = severity
    self.path = path
    self.line = line
    self.column = column
    self.concept = concept
    self.message = message
    self.remedy = remedy
  }
}
