import Model

/// Reports abbreviations that several concepts of a scheme have.
struct AmbiguousAbbreviations: VocabularyRule {
  static let summary = "Abbreviations that several concepts of a scheme have"
  static let severity = VocabularyFinding.Severity.note

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for group in subject.sharedLabels {
      let abbreviations = group.filter { vocabulary.role(of: $0) == .abbreviation }
      guard let first = abbreviations.first else { continue }
      let concept = vocabulary.concept(of: first)
      var others: [ConceptOrdinal] = []
      for label in abbreviations.dropFirst() {
        let other = vocabulary.concept(of: label)
        if other != concept, others.last != other, subject.shareScheme(concept, other),
          vocabulary.validity(of: label).overlaps(vocabulary.validity(of: first))
        {
          others.append(other)
        }
      }
      guard !others.isEmpty else { continue }
      report.add(
        concept, label: first,
        "\"\(vocabulary.text(of: first))\" abbreviates \(subject.name(concept)) and "
          + subject.names(others),
        remedy: "nothing needs doing if the context decides; else add with=\"…\" or dates")
    }
  }
}
