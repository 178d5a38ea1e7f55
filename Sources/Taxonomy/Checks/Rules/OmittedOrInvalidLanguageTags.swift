/// Reports labels and notes without a language, or with a tag that is none.
struct OmittedOrInvalidLanguageTags: VocabularyRule {
  static let summary = "Labels and notes without a language, or with a tag that is none"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary
    let isWellFormed = vocabulary.languageNames.map { LanguageTag.isWellFormed($0) }

    for concept in vocabulary.concepts {
      for label in vocabulary.labels(of: concept) where vocabulary.role(of: label) != .code {
        guard !isWellFormed[vocabulary.languageNumber(of: label)] else { continue }
        let language = vocabulary.language(of: label)
        report.add(
          concept, label: label,
          "the label \"\(vocabulary.text(of: label))\" "
            + (language.isEmpty ? "states no language" : "has the language \"\(language)\""),
          remedy: "state the language by its BCP 47 tag, such as xml:lang=\"en\"")
      }
      for number in vocabulary.noteLanguages(of: concept)
      where !isWellFormed[number] && !vocabulary.languageNames[number].isEmpty {
        report.add(
          concept,
          "a note of \(subject.name(concept)) has the language "
            + "\"\(vocabulary.languageNames[number])\"",
          remedy: "state the language by its BCP 47 tag, such as xml:lang=\"en\"")
      }
    }
  }
}
