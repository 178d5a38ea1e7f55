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
    with(label, .concept(concept))
  }

  /// The same decision as a vocabulary can hold it: blanks in a row and ends of lines are one blank, as XML reads them.
  ///
  /// What names no concept is remembered as it was typed.
  package var asWritten: LabelDecision {
    switch verdict {
    case .concept: with(Self.collapsed(label), verdict)
    case .newConcept(let name, let scheme):
      with(
        Self.collapsed(label), .newConcept(name: Self.collapsed(name), scheme: scheme))
    case .never: self
    }
  }

  private func with(_ label: String, _ verdict: Verdict) -> LabelDecision {
    LabelDecision(
      label: label, verdict: verdict, form: form, author: author, date: date, reason: reason,
      language: language)
  }

  private static func collapsed(_ text: String) -> String {
    text.unicodeScalars.split { " \t\n\r".unicodeScalars.contains($0) }.map(String.init)
      .joined(separator: " ")
  }

  /// Why no vocabulary can hold the names that are decided; `nil` if one can.
  package var flaw: String? {
    switch verdict {
    case .concept: Self.flaw(of: label)
    case .newConcept(let name, _): Self.flaw(of: label) ?? Self.flaw(of: name)
    case .never: nil
    }
  }

  private static func flaw(of text: String) -> String? {
    if collapsed(text).isEmpty { return "is empty; a name has letters" }
    // What XML 1.0 has no place for, escaped or not (production 2, Char); Swift's text has no surrogates.
    guard
      let sign = text.unicodeScalars.first(where: {
        $0.value < 0x20 && ![0x09, 0x0A, 0x0D].contains($0.value)
          || [0xFFFE, 0xFFFF].contains($0.value)
      })
    else { return nil }
    let digits = String(sign.value, radix: 16, uppercase: true)
    let number = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return "has the sign U+\(number), which XML cannot hold; take it out"
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
