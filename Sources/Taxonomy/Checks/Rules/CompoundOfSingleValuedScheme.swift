/// Reports names for several concepts together of which a document gets one only.
struct CompoundOfSingleValuedScheme: VocabularyRule {
  static let name = "CompoundOfSingleValuedScheme"
  static let summary = "Names for several concepts together in a scheme that gives a document one"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in vocabulary.concepts where vocabulary.isCompound(concept) {
      for (scheme, rivals) in vocabulary.rivals(
        among: vocabulary.statedComponents(of: concept))
      {
        report.add(
          concept,
          "\(subject.name(concept)) stands for \(subject.names(rivals)) together, of which \"\(vocabulary.key(of: scheme))\" "
            + "gives a document one: it is read as a name of one of them",
          remedy: "leave one of them, or let the scheme give several: assign=\"many\"")
      }
    }
  }
}
