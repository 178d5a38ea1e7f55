/// Reports deprecated concepts that name nothing in their place.
struct DeprecatedWithoutSuccessor: VocabularyRule {
  static let name = "DeprecatedWithoutSuccessor"
  static let summary = "Deprecated concepts that name nothing in their place"
  static let severity = VocabularyFinding.Severity.note

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in vocabulary.concepts
    where vocabulary.hasDeprecation(concept) && !vocabulary.hasSuccessors(concept) {
      let day = vocabulary.upcomingDeprecation(of: concept)
      report.add(
        concept,
        "\(subject.name(concept)) is deprecated\(day.map { " from \($0) on" } ?? ""), and nothing takes its place",
        remedy: "name a successor if there is one")
    }
  }
}
