/// Reports concepts that are related and above each other (SKOS S27), by mappings too: a related match
/// is a relation, a broad match is a hierarchy (S41).
struct RelationClashes: VocabularyRule {
  static let name = "RelationClashes"
  static let summary = "Concepts that are related and above each other (SKOS S27)"
  static let severity = VocabularyFinding.Severity.error

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in vocabulary.concepts where vocabulary.count(of: .related, from: concept) > 0 {
      for other in vocabulary.related(.related, to: concept) where concept < other {
        let (one, two) = (concept.rawValue, other.rawValue)
        guard Self.isClash(one, two, subject) else { continue }
        report.add(
          concept,
          "\(subject.name(concept)) and \(subject.name(other)) are related, and one is above the "
            + "other (SKOS S27)",
          remedy: "remove the relation; --fix does")
      }
    }
    for match in subject.mappings.matches
    where match.kind == .related && isClash(match.from, match.to, subject) {
      report.add(
        match.concept,
        "\(subject.name(match.concept)) and \(subject.mappings.name(match.to)) are a related match, "
          + "and one is above the other (SKOS S27)",
        remedy: "remove one of the mappings")
    }
  }

  private static func isClash(_ one: UInt32, _ two: UInt32, _ subject: CheckSubject) -> Bool {
    let ancestry = subject.mappings.ancestry
    return ancestry.isAbove(one, two) || ancestry.isAbove(two, one)
  }
}
