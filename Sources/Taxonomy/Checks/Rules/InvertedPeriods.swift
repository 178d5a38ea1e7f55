internal import Model

/// Reports names whose period ends before it begins.
struct InvertedPeriods: VocabularyRule {
  static let name = "InvertedPeriods"
  static let summary = "Names that go out of use before they come into use"
  // Such a name is in use on no day: documents of every date pass it over.
  static let severity = VocabularyFinding.Severity.error

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for label in vocabulary.labels {
      let period = vocabulary.validity(of: label)
      guard let from = period.from, let until = period.until, until.lastDay < from.firstDay else {
        continue
      }
      let concept = vocabulary.concept(of: label)
      report.add(
        concept, label: label,
        "the name \"\(vocabulary.text(of: label))\" of \(subject.name(concept)) ends (\(until)) before it begins (\(from))",
        remedy: "exchange the dates, or correct one")
    }
  }
}
