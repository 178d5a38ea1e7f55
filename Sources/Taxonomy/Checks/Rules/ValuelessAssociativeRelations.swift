/// Reports related concepts that share a broader one anyway.
struct ValuelessAssociativeRelations: VocabularyRule {
  static let name = "ValuelessAssociativeRelations"
  static let summary = "Related concepts that share a broader one anyway"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in vocabulary.concepts where vocabulary.count(of: .related, from: concept) > 0 {
      let parents = vocabulary.broader(of: concept)
      guard !parents.isEmpty else { continue }
      for other in vocabulary.related(.related, to: concept) where concept < other {
        guard let shared = vocabulary.broader(of: other).first(where: parents.contains) else {
          continue
        }
        report.add(
          concept,
          "\(subject.name(concept)) and \(subject.name(other)) are related, but both stand under "
            + "\(subject.name(shared)) anyway",
          remedy: "remove the relation unless it says more than that")
      }
    }
  }
}
