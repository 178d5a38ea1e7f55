import MappedStorage

/// Reports schemes without top concepts.
struct OmittedTopConcepts: VocabularyRule {
  static let name = "OmittedTopConcepts"
  static let summary = "Schemes without top concepts"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    var hasTop = [Bool](repeating: false, count: vocabulary.schemeCount)
    var hasConcept = hasTop
    for concept in vocabulary.concepts {
      for scheme in vocabulary.targets(of: .topOf, from: concept) { hasTop[Int(scheme)] = true }
      for scheme in vocabulary.targets(of: .scheme, from: concept) {
        hasConcept[Int(scheme)] = true
      }
    }
    for scheme in vocabulary.schemes
    where hasConcept[Int(scheme.rawValue)] && !hasTop[Int(scheme.rawValue)]
      && vocabulary.scheme(scheme).outsideTopConcepts.isEmpty
    {
      report.add(
        scheme, "the scheme \"\(vocabulary.key(of: scheme))\" names no top concept",
        remedy: "mark the uppermost concepts by skos:topConceptOf; --fix does")
    }
  }
}
