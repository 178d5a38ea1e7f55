/// Reports concepts to which no other of the vocabularies given points (on request).
struct MissingInLinks: VocabularyRule {
  static let name = "MissingInLinks"
  static let summary =
    "Concepts to which no other file of the vocabulary points (with --check-links)"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    guard subject.links != nil, vocabulary.sources.count > 1 else { return }
    var isLinked = [Bool](repeating: false, count: vocabulary.conceptCount)
    for concept in vocabulary.concepts {
      let source = vocabulary.position(of: concept).source
      for mapping in vocabulary.mappings(of: concept) {
        guard let target = vocabulary.concept(uri: mapping.uri),
          vocabulary.position(of: target).source != source
        else { continue }
        isLinked[Int(target.rawValue)] = true
      }
    }
    for concept in subject.currentConcepts where !isLinked[Int(concept.rawValue)] {
      report.add(
        concept, "no concept of another file is mapped to \(subject.name(concept))",
        remedy: "ask the owners of related vocabularies to map to it")
    }
  }
}
