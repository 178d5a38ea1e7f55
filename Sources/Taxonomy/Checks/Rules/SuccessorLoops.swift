/// Reports deprecated concepts that replace each other.
struct SuccessorLoops: VocabularyRule {
  static let name = "SuccessorLoops"
  static let summary = "Deprecated concepts that replace each other"
  static let severity = VocabularyFinding.Severity.error

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    // A concept in use may name others to use in certain cases; only deprecated ones lead on.
    let successors = EdgeLists(
      vocabulary.concepts.lazy.map {
        vocabulary.hasDeprecation($0) ? vocabulary.successorTargets(of: $0) : []
      })
    for group in StrongComponents(successors).groups {
      let isLoop = group.count > 1 || successors[group[0]].contains(group[0])
      guard isLoop else { continue }
      let members = group.map(ConceptOrdinal.init)
      report.add(
        members[0],
        members.count == 1
          ? "\(subject.name(members[0])) is its own successor"
          : "\(members.count) concepts replace each other: \(subject.names(members))",
        remedy: "leave the concept in use without a successor")
    }
  }
}
