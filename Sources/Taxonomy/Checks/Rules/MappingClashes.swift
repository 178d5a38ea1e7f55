/// Reports exact matches that are broad, narrow or related matches too (SKOS S46).
struct MappingClashes: VocabularyRule {
  static let summary = "Exact matches that are broad, narrow or related matches too (SKOS S46)"
  static let severity = VocabularyFinding.Severity.error

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in vocabulary.concepts where vocabulary.hasMappings(concept) {
      let mappings = vocabulary.mappings(of: concept)
      let exact = Set(mappings.lazy.filter { $0.kind == .exact }.map(\.uri))
      for mapping in mappings
      where [.broad, .narrow, .related].contains(mapping.kind) && exact.contains(mapping.uri) {
        report.add(
          concept,
          "<\(mapping.uri)> is an exact and a \(mapping.kind) match of \(subject.name(concept)) "
            + "(SKOS S46)",
          remedy: "keep the one that is true")
      }
    }
  }
}
