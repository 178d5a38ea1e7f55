/// Reports labels and notes without a language, or with a tag that is none.
struct OmittedOrInvalidLanguageTags: VocabularyRule {
  static let summary = "Labels and notes without a language, or with a tag that is none"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in vocabulary.concepts {
      for label in vocabulary.labels(of: concept) where vocabulary.role(of: label) != .code {
        let language = vocabulary.language(of: label)
        guard !LanguageTag.isWellFormed(language) else { continue }
        report.add(
          concept, label: label,
          "the label \"\(vocabulary.text(of: label))\" "
            + (language.isEmpty ? "states no language" : "has the language \"\(language)\""),
          remedy: "state the language by its BCP 47 tag, such as xml:lang=\"en\"")
      }
      for note in vocabulary.notes(of: concept)
      where !note.language.isEmpty && !LanguageTag.isWellFormed(note.language) {
        report.add(
          concept, "a note of \(subject.name(concept)) has the language \"\(note.language)\"",
          remedy: "state the language by its BCP 47 tag, such as xml:lang=\"en\"")
      }
    }
  }
}
