/// Reports concepts that are related and above each other (SKOS S27).
struct RelationClashes: VocabularyRule {
  static let summary = "Concepts that are related and above each other (SKOS S27)"
  static let severity = VocabularyFinding.Severity.error

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in vocabulary.concepts where vocabulary.count(of: .related, from: concept) > 0 {
      for other in vocabulary.related(.related, to: concept) where concept < other {
        let (one, two) = (concept.rawValue, other.rawValue)
        guard subject.ancestry.isAbove(one, two) || subject.ancestry.isAbove(two, one) else {
          continue
        }
        report.add(
          concept,
          "\(subject.name(concept)) and \(subject.name(other)) are related, and one is above the "
            + "other (SKOS S27)",
          remedy: "remove the relation; --fix does")
      }
    }
  }
}
