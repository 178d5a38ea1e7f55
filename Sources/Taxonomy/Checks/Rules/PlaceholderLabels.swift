/// Reports labels that stand for a missing one, such as "*", "-" or "TBD".
struct PlaceholderLabels: VocabularyRule {
  static let name = "PlaceholderLabels"
  static let summary = "Labels that stand for a missing one, such as \"*\", \"-\" or \"TBD\""

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in vocabulary.concepts {
      for label in vocabulary.labels(of: concept) where vocabulary.role(of: label) != .code {
        guard LabelText.mayBePlaceholder(vocabulary.utf8(of: label)) else { continue }
        let text = vocabulary.text(of: label)
        guard LabelText.isPlaceholder(text) else { continue }
        report.add(
          concept, label: label,
          "\"\(text)\" is not a name of <\(vocabulary.uri(of: concept))>, but holds the place of one",
          remedy: "write the name, or remove the label; --fix removes it")
      }
    }
  }
}
