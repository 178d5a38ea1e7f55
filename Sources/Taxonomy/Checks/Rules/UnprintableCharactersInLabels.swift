/// Reports labels with control characters or marks that cannot be seen.
struct UnprintableCharactersInLabels: VocabularyRule {
  static let name = "UnprintableCharactersInLabels"
  static let summary = "Labels with control characters or marks that cannot be seen"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in vocabulary.concepts {
      for label in vocabulary.labels(of: concept) {
        guard LabelText.mayBeUnprintable(vocabulary.utf8(of: label)) else { continue }
        let text = vocabulary.text(of: label)
        guard let scalar = LabelText.firstUnprintable(text) else { continue }
        let code = String(scalar.value, radix: 16, uppercase: true)
        report.add(
          concept, label: label,
          "the label \"\(LabelText.shortened(text))\" holds the unprintable character U+"
            + String(repeating: "0", count: max(0, 4 - code.count)) + code,
          remedy: "remove the character; --fix does")
      }
    }
  }
}
