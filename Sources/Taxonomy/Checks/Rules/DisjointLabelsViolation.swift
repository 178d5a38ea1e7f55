import Model

/// Reports labels of one concept that are of two kinds at once (SKOS S13).
struct DisjointLabelsViolation: VocabularyRule {
  static let name = "DisjointLabelsViolation"
  static let summary = "Labels of one concept that are of two kinds at once (SKOS S13)"
  static let severity = VocabularyFinding.Severity.error

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in vocabulary.concepts where subject.shared.areRepeated(in: concept) {
      var kinds: [ConceptScheme.Text: LabelOrdinal] = [:]
      for label in vocabulary.labels(of: concept) where vocabulary.role(of: label) != .code {
        let text = ConceptScheme.Text(
          vocabulary.text(of: label), language: vocabulary.language(of: label))
        guard let other = kinds[text] else {
          kinds[text] = label
          continue
        }
        guard vocabulary.kind(of: other) != vocabulary.kind(of: label),
          vocabulary.validity(of: other).overlaps(vocabulary.validity(of: label))
        else { continue }
        report.add(
          concept, label: label,
          "\"\(text.text)\" is a label of kind \(vocabulary.kind(of: other).wireName) and "
            + "\(vocabulary.kind(of: label).wireName) of one concept (SKOS S13)",
          remedy: "remove the lesser one; --fix does")
      }
    }
  }
}
