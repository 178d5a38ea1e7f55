/// Reports deprecated concepts that name nothing in their place.
struct DeprecatedWithoutSuccessor: VocabularyRule {
  static let summary = "Deprecated concepts that name nothing in their place"
  static let severity = VocabularyFinding.Severity.note

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in vocabulary.concepts
    where vocabulary.isDeprecated(concept) && !vocabulary.hasSuccessors(concept) {
      report.add(
        concept, "\(subject.name(concept)) is deprecated, and nothing takes its place",
        remedy: "name a successor if there is one")
    }
  }
}
