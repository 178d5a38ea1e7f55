/// Reports mappings to URIs at which nothing is found (on request).
struct BrokenLinks: VocabularyRule {
  static let name = "BrokenLinks"
  static let summary = "Mappings to URIs at which nothing is found (with --check-links)"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    guard let links = subject.links else { return }
    var uris: [String] = []
    var seen: Set<String> = []
    var outside: [(concept: ConceptOrdinal, mapping: ConceptMapping)] = []
    for concept in vocabulary.concepts {
      for mapping in vocabulary.mappings(of: concept)
      where isWebAddress(mapping.uri) && vocabulary.concept(uri: mapping.uri) == nil {
        outside.append((concept, mapping))
        if seen.insert(mapping.uri).inserted { uris.append(mapping.uri) }
      }
    }
    let failures = links.failures(of: uris)
    for (concept, mapping) in outside {
      guard let reason = failures[mapping.uri] else { continue }
      report.add(
        concept,
        "nothing is found at <\(mapping.uri)>, the \(mapping.kind.wireName) match of "
          + "\(subject.name(concept)): \(reason)",
        remedy: "correct the URI, or remove the mapping")
    }
  }

  private static func isWebAddress(_ uri: String) -> Bool {
    uri.hasPrefix("http://") || uri.hasPrefix("https://")
  }
}
