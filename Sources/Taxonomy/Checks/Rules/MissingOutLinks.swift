/// Reports concepts that point to no other vocabulary; a scheme of which none does in one finding.
struct MissingOutLinks: VocabularyRule {
  static let summary = "Concepts that point to no other vocabulary"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    var hasLinks = [Bool](repeating: false, count: vocabulary.schemeCount)
    var unlinked = [[ConceptOrdinal]](repeating: [], count: vocabulary.schemeCount)
    for concept in subject.currentConcepts {
      guard let home = vocabulary.schemes(of: concept).first else { continue }
      let isLinked = vocabulary.mappings(of: concept).contains {
        vocabulary.concept(uri: $0.uri) == nil
      }
      if isLinked {
        hasLinks[Int(home.rawValue)] = true
      } else {
        unlinked[Int(home.rawValue)].append(concept)
      }
    }
    for scheme in vocabulary.schemes {
      let concepts = unlinked[Int(scheme.rawValue)]
      if !hasLinks[Int(scheme.rawValue)], concepts.count > 1 {
        report.add(
          scheme,
          "none of the \(concepts.count) concepts of \"\(vocabulary.key(of: scheme))\" is mapped to "
            + "another vocabulary",
          remedy: "add exact or close matches if there is a vocabulary to share data with")
        continue
      }
      for concept in concepts {
        report.add(
          concept, "\(subject.name(concept)) is mapped to no concept of another vocabulary",
          remedy: "add an exact or close match where there is one")
      }
    }
  }
}
