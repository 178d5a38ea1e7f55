/// Reports mappings between concepts of one scheme.
struct MappingRelationsMisuse: VocabularyRule {
  static let name = "MappingRelationsMisuse"
  static let summary = "Mappings between concepts of one scheme"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in vocabulary.concepts where vocabulary.hasMappings(concept) {
      for mapping in vocabulary.mappings(of: concept) {
        guard let other = vocabulary.concept(uri: mapping.uri), subject.shareScheme(concept, other)
        else { continue }
        report.add(
          concept,
          "the \(mapping.kind.wireName) match of \(subject.name(concept)), \(subject.name(other)), is in "
            + "the same scheme",
          remedy: "use broader, narrower or related within a scheme")
      }
    }
  }
}
