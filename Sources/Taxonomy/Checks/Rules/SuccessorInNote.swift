/// Reports deprecated concepts whose successor is named in a note only.
struct SuccessorInNote: VocabularyRule {
  static let name = "SuccessorInNote"
  static let summary = "Deprecated concepts whose successor is named in a note only"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in vocabulary.concepts
    where vocabulary.isDeprecated(concept)
      && vocabulary.successors(of: concept).contains(where: { $0.origin == .suggested })
      && !vocabulary.successors(of: concept).contains(where: { $0.origin == .stated })
    {
      let names = vocabulary.successors(of: concept).map { successor in
        successor.concept.map(subject.name) ?? "<\(successor.uri)>"
      }
      report.add(
        concept,
        "only a note says that \(subject.name(concept)) is replaced by "
          + names.joined(separator: " and "),
        remedy: "state the successor: <successor ref=\"…\"/>, dct:isReplacedBy in SKOS")
    }
  }
}
