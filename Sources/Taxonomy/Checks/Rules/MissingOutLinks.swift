/// Reports concepts that point to no other vocabulary.
struct MissingOutLinks: VocabularyRule {
  static let name = "MissingOutLinks"
  static let summary = "Concepts that point to no other vocabulary"
  // Nothing is wrong with a concept that no other vocabulary has.
  static let severity = VocabularyFinding.Severity.note

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    var faults = FaultsByScheme(vocabulary)
    for concept in subject.currentConcepts {
      let isLinked = vocabulary.mappings(of: concept).contains { mapping in
        guard let other = vocabulary.concept(uri: mapping.uri) else { return true }
        return isElsewhere(other, from: concept, in: vocabulary)
      }
      faults.count(concept, isFaulty: !isLinked)
    }
    faults.report(
      into: &report,
      ofAll: { "none of the \($0) concepts of \($1) is mapped to another vocabulary" },
      remedyForAll: "add exact or close matches if there is a vocabulary to share data with"
    ) { concept, report in
      report.add(
        concept, "\(subject.name(concept)) is mapped to no concept of another vocabulary",
        remedy: "add an exact or close match where there is one")
    }
  }

  /// Whether two concepts that are both described have no scheme in common: one without a scheme is
  /// part of no vocabulary that has schemes.
  private static func isElsewhere(
    _ other: ConceptOrdinal, from concept: ConceptOrdinal, in vocabulary: Vocabulary
  ) -> Bool {
    let own = Set(vocabulary.schemes(of: concept))
    let others = vocabulary.schemes(of: other)
    return own.isDisjoint(with: others) && !(own.isEmpty && others.isEmpty)
  }
}
