/// Reports top concepts that have a broader concept in the same scheme.
struct TopConceptsHavingBroaderConcepts: VocabularyRule {
  static let name = "TopConceptsHavingBroaderConcepts"
  static let summary = "Top concepts that have a broader concept in the same scheme"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in vocabulary.concepts where vocabulary.count(of: .topOf, from: concept) > 0 {
      for scheme in vocabulary.topSchemes(of: concept) {
        guard
          let parent = vocabulary.broader(of: concept).first(where: {
            vocabulary.schemes(of: $0).contains(scheme)
          })
        else { continue }
        report.add(
          concept,
          "\(subject.name(concept)) is a top concept, but stands under \(subject.name(parent))",
          remedy: "remove one of the two")
      }
    }
  }
}
