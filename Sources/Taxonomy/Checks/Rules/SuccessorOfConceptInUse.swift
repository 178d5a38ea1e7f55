/// Reports concepts that have a successor and are not deprecated.
struct SuccessorOfConceptInUse: VocabularyRule {
  static let name = "SuccessorOfConceptInUse"
  static let summary = "Concepts that have a successor and are not deprecated"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in subject.currentConcepts
    where vocabulary.hasSuccessors(concept) && !vocabulary.hasDeprecation(concept)
      && vocabulary.successors(of: concept).contains(where: { $0.origin == .stated })
    {
      report.add(
        concept, "\(subject.name(concept)) has a successor, but is not deprecated",
        remedy: "mark it: deprecated=\"…\", owl:deprecated in SKOS")
    }
  }
}
