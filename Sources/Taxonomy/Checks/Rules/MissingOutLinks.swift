/// Reports concepts that point to no other vocabulary.
struct MissingOutLinks: VocabularyRule {
  static let summary = "Concepts that point to no other vocabulary"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in subject.currentConcepts {
      let isLinked = vocabulary.mappings(of: concept).contains {
        vocabulary.concept(uri: $0.uri) == nil
      }
      if !isLinked {
        report.add(
          concept, "\(subject.name(concept)) is mapped to no concept of another vocabulary",
          remedy: "add an exact or close match where there is one")
      }
    }
  }
}
