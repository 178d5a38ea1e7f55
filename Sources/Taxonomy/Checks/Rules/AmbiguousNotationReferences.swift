/// Reports codes that several concepts of one scheme have.
struct AmbiguousNotationReferences: VocabularyRule {
  static let name = "AmbiguousNotationReferences"
  static let summary = "Codes that several concepts of one scheme have"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    var first: [String: [ConceptOrdinal]] = [:]
    for concept in vocabulary.concepts {
      for label in vocabulary.labels(of: concept) where vocabulary.role(of: label) == .code {
        let code = vocabulary.text(of: label)
        let known = first[code, default: []]
        if let other = known.first(where: { $0 != concept && subject.shareScheme($0, concept) }) {
          report.add(
            concept, label: label,
            "the code \"\(code)\" of \(subject.name(concept)) is also that of "
              + subject.name(other),
            remedy: "give each concept a code of its own")
        } else if !known.contains(concept) {
          first[code, default: []].append(concept)
        }
      }
    }
  }
}
