/// Reports URIs that are a collection and a concept or scheme at once (SKOS S37).
struct CollectionAndConcept: VocabularyRule {
  static let name = "CollectionAndConcept"
  static let summary = "URIs that are a collection and a concept or scheme at once (SKOS S37)"
  static let severity = VocabularyFinding.Severity.error

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    let schemes = Set(vocabulary.schemes.lazy.map { vocabulary.uri(of: $0) })
    for collection in vocabulary.collections {
      let uri = vocabulary.uri(of: collection)
      let isConcept = vocabulary.concept(uri: uri) != nil
      guard isConcept || schemes.contains(uri) else { continue }
      report.add(
        collection,
        "<\(uri)> is a collection and a \(isConcept ? "concept" : "concept scheme") (SKOS S37)",
        remedy: "give the collection an identifier of its own")
    }
  }
}
