/// Reports URIs that are a concept and a scheme at once (SKOS S9).
struct ConceptAndScheme: VocabularyRule {
  static let summary = "URIs that are a concept and a scheme at once (SKOS S9)"
  static let severity = VocabularyFinding.Severity.error

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    let schemes = Set(vocabulary.schemes.lazy.map { vocabulary.uri(of: $0) })
    for concept in vocabulary.concepts where schemes.contains(vocabulary.uri(of: concept)) {
      report.add(
        concept, "<\(vocabulary.uri(of: concept))> is a concept and a concept scheme (SKOS S9)",
        remedy: "give the scheme an identifier of its own")
    }
  }
}
