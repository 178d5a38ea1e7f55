import Model

/// Reports concepts with two preferred labels in one language (SKOS S14).
struct InconsistentPreferredLabels: VocabularyRule {
  static let name = "InconsistentPreferredLabels"
  static let summary = "Concepts with two preferred labels in one language (SKOS S14)"
  static let severity = VocabularyFinding.Severity.error

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in vocabulary.concepts {
      var first: [Int: LabelOrdinal] = [:]
      for label in vocabulary.labels(of: concept)
      where vocabulary.kind(of: label) == .preferred && vocabulary.role(of: label) != .code {
        let number = vocabulary.languageNumber(of: label)
        guard let other = first[number] else {
          first[number] = label
          continue
        }
        guard vocabulary.validity(of: label).overlaps(vocabulary.validity(of: other)),
          vocabulary.text(of: label) != vocabulary.text(of: other)
        else { continue }
        let language = vocabulary.languageNames[number]
        report.add(
          concept, label: label,
          "\"\(vocabulary.text(of: other))\" and \"\(vocabulary.text(of: label))\" are both "
            + "preferred labels in \(language.isEmpty ? "no language" : "\"\(LanguageTag.conventional(language))\"") of one "
            + "concept (SKOS S14)",
          remedy: "make one of them an alternative label; --fix keeps the first")
      }
    }
  }
}
