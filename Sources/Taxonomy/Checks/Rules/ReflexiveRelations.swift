/// Reports concepts related to themselves; one that is broader than itself is a cycle.
struct ReflexiveRelations: VocabularyRule {
  static let name = "ReflexiveRelations"
  static let summary = "Concepts related to themselves"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    let relations: [ConceptRelation] = [.related, .part]
    for concept in vocabulary.concepts {
      for relation in relations
      where vocabulary.targets(of: relation, from: concept).contains(concept.rawValue) {
        report.add(
          concept, "\(subject.name(concept)) is its own \"\(relation.wireName)\"",
          remedy: "remove the relation; --fix does")
      }
    }
  }
}
