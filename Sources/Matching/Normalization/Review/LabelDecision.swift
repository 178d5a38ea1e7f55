internal import TextAnalysis

/// What a person decided about a label.
package struct LabelDecision: Sendable, Equatable {
  /// The decision.
  package enum Verdict: Sendable, Equatable {
    /// The label is a name of the concept of this URI.
    case concept(String)
    /// The label names a concept that the scheme of this URI does not have yet.
    case newConcept(name: String, scheme: String)
    /// The label names no concept.
    case never
  }

  /// How a vocabulary takes the label in.
  package enum Form: String, Sendable, CaseIterable {
    /// Another name.
    case alias = "alias"
    /// An abbreviation.
    case abbreviation = "abbreviation"
    /// A misspelling: matched, never shown.
    case misspelling = "misspelling"
  }

  /// The label.
  package let label: String
  /// The decision.
  package let verdict: Verdict
  /// How the vocabulary takes it in.
  package let form: Form
  /// Who decided.
  package let author: String
  /// When, as an ISO 8601 date.
  package let date: String
  /// Why; may be empty.
  package let reason: String
  /// The BCP 47 tag of the label's language; empty if it is not known.
  package let language: String

  /// A decision; the form follows from the label and how it was met unless given.
  package init(
    label: String, verdict: Verdict, method: MatchMethod? = nil, form: Form? = nil,
    author: String, date: String, reason: String = "", language: String = ""
  ) {
    self.label = LabelForm.trimmed(label)
    self.verdict = verdict
    self.form = form ?? Self.form(of: self.label, method)
    self.author = author
    self.date = date
    self.reason = reason
    self.language = language
  }

  /// A label without the blanks around it, as decisions name it.
  package static func label(typed text: String) -> String { LabelForm.trimmed(text) }

  /// The same decision, but for a concept that the vocabulary has.
  package func naming(_ concept: String) -> LabelDecision {
    LabelDecision(
      label: label, verdict: .concept(concept), form: form, author: author, date: date,
      reason: reason, language: language)
  }

  /// The note that the vocabulary keeps.
  package var note: String {
    "accepted \(date) by \(author)" + (reason.isEmpty ? "" : ": \(reason)")
  }

  /// A misspelling if only the spelling differs; an abbreviation if it is one short word in
  /// capitals; else another name.
  private static func form(of label: String, _ method: MatchMethod?) -> Form {
    if method == .spelling { return .misspelling }
    let tokens = Analyzer.tokens(of: label)
    if tokens.count == 1, tokens[0].flags.contains(.allCapitals), (2...6).contains(label.count) {
      return .abbreviation
    }
    return .alias
  }
}
