/// Reports concepts without any broader, narrower or related concept.
struct OrphanConcepts: VocabularyRule {
  static let summary = "Concepts without any broader, narrower or related concept"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in subject.currentConcepts
    where vocabulary.broader(of: concept).isEmpty && vocabulary.narrower(of: concept).isEmpty
      && vocabulary.related(.related, to: concept).isEmpty
      && vocabulary.topSchemes(of: concept).isEmpty
    {
      report.add(
        concept, "\(subject.name(concept)) stands alone in its scheme",
        remedy: "place it under a broader concept, make it a top concept, or relate it to others")
    }
  }
}
