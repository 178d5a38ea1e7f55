/// Reports concepts without any definition, scope or other note.
struct UndocumentedConcepts: VocabularyRule {
  static let summary = "Concepts without any definition, scope or other note"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in subject.currentConcepts where !vocabulary.hasNotes(concept) {
      report.add(
        concept, "\(subject.name(concept)) has no note of any kind",
        remedy: "add a definition or a scope note")
    }
  }
}
