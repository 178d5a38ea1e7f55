/// Reports concepts that are their own ancestors, by mappings too: a broad match is a hierarchy (S41).
struct CyclicHierarchicalRelations: VocabularyRule {
  static let name = "CyclicHierarchicalRelations"
  static let summary = "Concepts that are their own ancestors"
  static let severity = VocabularyFinding.Severity.error

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary
    for concept in vocabulary.concepts
    where vocabulary.targets(of: .broader, from: concept).contains(concept.rawValue) {
      report.add(
        concept, "\(subject.name(concept)) is broader than itself",
        remedy: "remove the relation; --fix does")
    }
    for cycle in subject.ancestry.cycles {
      let members = cycle.map(ConceptOrdinal.init)
      report.add(
        members[0],
        "\(members.count) concepts are each broader than each other: \(subject.names(members))",
        remedy: "remove one of the broader relations between them")
    }
    for cycle in subject.mappings.ancestry.cycles {
      let members = cycle.filter { $0 < vocabulary.conceptCount }
      let isStated =
        members.count == cycle.count
        && members.dropFirst().allSatisfy { subject.ancestry.isAbove($0, members[0]) }
        && members.dropFirst().allSatisfy { subject.ancestry.isAbove(members[0], $0) }
      guard let first = members.first, !isStated else { continue }
      report.add(
        ConceptOrdinal(first),
        "\(cycle.count) concepts are each broader than each other by mappings: "
          + CheckSubject.enumeration(cycle, subject.mappings.name),
        remedy: "remove one of the broad or narrow matches between them")
    }
  }
}
