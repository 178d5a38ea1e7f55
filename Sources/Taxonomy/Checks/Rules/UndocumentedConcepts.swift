/// Reports concepts without any definition, scope or other note.
struct UndocumentedConcepts: VocabularyRule {
  static let name = "UndocumentedConcepts"
  static let summary = "Concepts without any definition, scope or other note"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    var faults = FaultsByScheme(vocabulary)
    for concept in subject.currentConcepts {
      faults.count(concept, isFaulty: !vocabulary.hasNotes(concept))
    }
    let remedy = "add a definition or a scope note"
    faults.report(
      into: &report, ofAll: { "none of the \($0) concepts of \($1) has a note of any kind" },
      remedyForAll: remedy
    ) { concept, report in
      report.add(concept, "\(subject.name(concept)) has no note of any kind", remedy: remedy)
    }
  }
}
