/// Reports labels and notes without a language, or with a tag that is none.
struct OmittedOrInvalidLanguageTags: VocabularyRule {
  static let name = "OmittedOrInvalidLanguageTags"
  static let summary = "Labels and notes without a language, or with a tag that is none"

  private static let remedy = "state the language by its BCP 47 tag, such as xml:lang=\"en\""

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary
    let isValid = vocabulary.languageNames.map { LanguageTag.isValid($0) }

    // A scheme that states no language at all is made so; that is one finding.
    var faults = FaultsByScheme(vocabulary)
    for concept in vocabulary.concepts {
      let names = vocabulary.labels(of: concept).lazy.filter { vocabulary.role(of: $0) != .code }
      guard !names.isEmpty else { continue }
      // Number 0 is that of no language.
      faults.count(
        concept,
        isFaulty: names.allSatisfy { vocabulary.languageNumber(of: $0) == 0 })
    }
    var concise: Set<SchemeOrdinal> = []
    faults.report(
      into: &report, ofAll: { "no label of the \($0) concepts of \($1) states a language" },
      remedyForAll: remedy, each: { _, _ in }, onScheme: { concise.insert($0) })
    for concept in vocabulary.concepts {
      let isTold = vocabulary.home(of: concept).map(concise.contains) ?? false
      for label in vocabulary.labels(of: concept)
      where !isTold && vocabulary.role(of: label) != .code {
        guard !isValid[vocabulary.languageNumber(of: label)] else { continue }
        let language = vocabulary.language(of: label)
        report.add(
          concept, label: label,
          "the label \"\(vocabulary.text(of: label))\" "
            + (language.isEmpty
              ? "states no language"
              : "has the language \"\(language)\", which is not the code of a language"),
          remedy: remedy)
      }
      for number in vocabulary.noteLanguages(of: concept)
      where !isValid[number] && !vocabulary.languageNames[number].isEmpty {
        report.add(
          concept,
          "a note of \(subject.name(concept)) has the language "
            + "\"\(vocabulary.languageNames[number])\", which is not the code of a language",
          remedy: remedy)
      }
    }
  }
}
