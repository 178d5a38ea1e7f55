/// Reports codes that several concepts of one scheme have.
struct AmbiguousNotationReferences: VocabularyRule {
  static let name = "AmbiguousNotationReferences"
  static let summary = "Codes that several concepts of one scheme have"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    // By the system of codes, too, which is a notation's datatype (SKOS Reference, 6.5.1).
    var first: [[String]: [ConceptOrdinal]] = [:]
    for concept in vocabulary.concepts {
      for label in vocabulary.labels(of: concept) where vocabulary.role(of: label) == .code {
        let code = vocabulary.text(of: label)
        let key = [code, vocabulary.label(label).datatype]
        let known = first[key, default: []]
        if let other = known.first(where: { $0 != concept && subject.shareScheme($0, concept) }) {
          report.add(
            concept, label: label,
            "the code \"\(code)\" of \(subject.name(concept)) is also that of "
              + subject.name(other),
            remedy: "give each concept a code of its own")
        } else if !known.contains(concept) {
          first[key, default: []].append(concept)
        }
      }
    }
  }
}
