/// Reports mappings to URIs at which nothing is found (on request).
struct BrokenLinks: VocabularyRule {
  static let summary = "Mappings to URIs at which nothing is found (on request)"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    guard let links = subject.links else { return }
    var known: [String: Bool] = [:]
    for concept in vocabulary.concepts {
      for mapping in vocabulary.mappings(of: concept)
      where vocabulary.concept(uri: mapping.uri) == nil {
        let isReachable = known[mapping.uri] ?? links.isReachable(mapping.uri)
        known[mapping.uri] = isReachable
        guard !isReachable else { continue }
        report.add(
          concept,
          "nothing is found at <\(mapping.uri)>, the \(mapping.kind) match of "
            + subject.name(concept),
          remedy: "correct the URI, or remove the mapping")
      }
    }
  }
}
