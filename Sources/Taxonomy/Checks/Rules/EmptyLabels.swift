/// Reports labels and notes without text.
struct EmptyLabels: VocabularyRule {
  static let summary = "Labels and notes without text"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in vocabulary.concepts {
      for label in vocabulary.labels(of: concept)
      where vocabulary.text(of: label).allSatisfy(\.isWhitespace) {
        report.add(
          concept, label: label, "a label of <\(vocabulary.uri(of: concept))> is empty",
          remedy: "write its text, or remove it")
      }
      if vocabulary.notes(of: concept).contains(where: { $0.text.allSatisfy(\.isWhitespace) }) {
        report.add(
          concept, "a note of \(subject.name(concept)) is empty",
          remedy: "write its text, or remove it")
      }
    }
  }
}
