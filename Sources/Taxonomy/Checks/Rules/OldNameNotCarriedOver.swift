/// Reports names of deprecated concepts that their successor does not have.
struct OldNameNotCarriedOver: VocabularyRule {
  static let summary = "Names of deprecated concepts that their successor does not have"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in vocabulary.concepts {
      guard let heir = subject.heirs[concept] else { continue }
      var known = Set(
        vocabulary.labels(of: heir).lazy.map { CheckSubject.key(of: vocabulary.text(of: $0)) })
      for label in vocabulary.labels(of: concept)
      where vocabulary.role(of: label) != .code && vocabulary.kind(of: label) != .hidden {
        let text = vocabulary.text(of: label)
        guard known.insert(CheckSubject.key(of: text)).inserted else { continue }
        report.add(
          concept, label: label,
          "\"\(text)\" was a name of what is now \(subject.name(heir)), which does not bear it",
          remedy: "add it there as a former name; --fix does")
      }
    }
  }
}
