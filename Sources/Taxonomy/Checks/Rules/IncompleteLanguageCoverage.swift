/// Reports concepts that lack a label in a language that others of their scheme have.
struct IncompleteLanguageCoverage: VocabularyRule {
  static let summary = "Concepts that lack a label in a language that others of their scheme have"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in subject.currentConcepts {
      guard let home = vocabulary.schemes(of: concept).first else { continue }
      let expected = subject.languagesByScheme[Int(home.rawValue)]
      guard expected.count > 1 else { continue }
      let present = Set(vocabulary.labels(of: concept).lazy.map { vocabulary.language(of: $0) })
      let missing = expected.subtracting(present).sorted()
      guard !missing.isEmpty else { continue }
      report.add(
        concept, "\(subject.name(concept)) has no label in \(missing.joined(separator: ", "))",
        remedy: "add a preferred label in each language of the scheme")
    }
  }
}
