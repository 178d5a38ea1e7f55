/// Reports labels and notes without text.
struct EmptyLabels: VocabularyRule {
  static let name = "EmptyLabels"
  static let summary = "Labels and notes without text"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in vocabulary.concepts {
      for label in vocabulary.labels(of: concept)
      where LabelText.isBlank(vocabulary.utf8(of: label)) {
        let language = vocabulary.language(of: label)
        report.add(
          concept, label: label,
          "a label of kind \(vocabulary.kind(of: label)) of \(subject.name(concept)) is empty"
            + (language.isEmpty ? "" : " in \"\(LanguageTag.conventional(language))\""),
          remedy: "write its text, or remove it")
      }
      if vocabulary.noteTexts(of: concept).contains(where: LabelText.isBlank) {
        report.add(
          concept, "a note of \(subject.name(concept)) is empty",
          remedy: "write its text, or remove it")
      }
    }
  }
}
