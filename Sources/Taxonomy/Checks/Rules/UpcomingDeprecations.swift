/// Reports concepts that are in use until a day to come.
struct UpcomingDeprecations: VocabularyRule {
  static let name = "UpcomingDeprecations"
  static let summary = "Concepts that are in use until a day to come"
  static let severity = VocabularyFinding.Severity.note

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary
    for concept in vocabulary.concepts {
      guard let day = vocabulary.upcomingDeprecation(of: concept) else { continue }
      let successors = vocabulary.successorTargets(of: concept).map(ConceptOrdinal.init)
      report.add(
        concept,
        "\(subject.name(concept)) is in use until \(day)"
          + (successors.isEmpty ? "" : ", then \(subject.names(successors))"),
        remedy: "nothing needs doing; from that day on what takes its place is proposed")
    }
  }
}
