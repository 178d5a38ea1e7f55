/// Reports concepts without any broader, narrower or related concept.
struct OrphanConcepts: VocabularyRule {
  static let name = "OrphanConcepts"
  static let summary = "Concepts without any broader, narrower or related concept"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary
    let relations: [ConceptRelation] = [.broader, .narrower, .related, .topOf]

    for concept in subject.currentConcepts
    where relations.allSatisfy({ vocabulary.count(of: $0, from: concept) == 0 })
      && !vocabulary.hasOutsideRelations(concept)
    {
      let hasScheme = vocabulary.count(of: .scheme, from: concept) > 0
      // Without a scheme, what others are mapped to is a concept of another vocabulary.
      if !hasScheme, vocabulary.hasMappings(concept) { continue }
      report.add(
        concept,
        "\(subject.name(concept)) stands alone\(hasScheme ? " in its scheme" : ", in no scheme")",
        remedy: "place it under a broader concept, make it a top concept, or relate it to others")
    }
  }
}
