/// Reports URIs that are a concept and a scheme at once (SKOS S9).
struct ConceptAndScheme: VocabularyRule {
  static let name = "ConceptAndScheme"
  static let summary = "URIs that are a concept and a scheme at once (SKOS S9)"
  static let severity = VocabularyFinding.Severity.error

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in vocabulary.schemes.compactMap({ vocabulary.concept(uri: vocabulary.uri(of: $0)) }
    ) {
      report.add(
        concept, "<\(vocabulary.uri(of: concept))> is a concept and a concept scheme (SKOS S9)",
        remedy: "give the scheme an identifier of its own")
    }
  }
}
