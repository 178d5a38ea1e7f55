/// Reports concepts that are their own ancestors.
struct CyclicHierarchicalRelations: VocabularyRule {
  static let summary = "Concepts that are their own ancestors"
  static let severity = VocabularyFinding.Severity.error

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {

    for cycle in subject.ancestry.cycles {
      let members = cycle.map(ConceptOrdinal.init)
      report.add(
        members[0],
        "\(members.count) concepts are each broader than each other: \(subject.names(members))",
        remedy: "remove one of the broader relations between them")
    }
  }
}
