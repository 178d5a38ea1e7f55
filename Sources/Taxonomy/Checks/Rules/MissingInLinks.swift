/// Reports concepts to which no other vocabulary points (on request).
struct MissingInLinks: VocabularyRule {
  static let summary = "Concepts to which no other vocabulary points (on request)"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    guard let links = subject.links else { return }
    for concept in subject.currentConcepts
    where links.incomingLinks(of: vocabulary.uri(of: concept)) == 0 {
      report.add(
        concept, "nothing outside points to \(subject.name(concept))",
        remedy: "ask the owners of related vocabularies to map to it")
    }
  }
}
