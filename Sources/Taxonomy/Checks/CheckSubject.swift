/// A vocabulary under check, with the indexes that several rules share.
struct CheckSubject {
  let vocabulary: Vocabulary

  /// Who is above whom.
  let ancestry: Ancestry

  /// The labels that are the same but for case, in groups of two and more; codes apart.
  let sharedLabels: [[LabelOrdinal]]

  /// The languages of the labels of each scheme's concepts, empty ones apart.
  let languagesByScheme: [Set<String>]

  /// How links are looked up; `nil` unless asked for.
  let links: (any LinkResolver)?

  init(_ vocabulary: Vocabulary, links: (any LinkResolver)? = nil) {
    self.vocabulary = vocabulary
    self.links = links
    ancestry = Ancestry(count: vocabulary.conceptCount) { number in
      vocabulary.broader(of: ConceptOrdinal(number)).map(\.rawValue)
    }
    var groups: [String: [LabelOrdinal]] = [:]
    var languages = [Set<String>](repeating: [], count: vocabulary.schemeCount)
    for concept in vocabulary.concepts {
      let home = vocabulary.schemes(of: concept).first
      for label in vocabulary.labels(of: concept) where vocabulary.role(of: label) != .code {
        groups[Self.key(of: vocabulary.text(of: label)), default: []].append(label)
        let language = vocabulary.language(of: label)
        if let home, !language.isEmpty { languages[Int(home.rawValue)].insert(language) }
      }
    }
    sharedLabels = groups.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    languagesByScheme = languages
  }

  /// What labels that are the same to a reader have in common.
  static func key(of text: String) -> String { text.lowercased() }

  /// A concept as messages name it: its label in quotes, or its URI.
  func name(_ concept: ConceptOrdinal) -> String {
    "\"\(vocabulary.preferredLabel(of: concept))\""
  }

  /// Several concepts as messages name them, the first few by name.
  func names(_ concepts: some Collection<ConceptOrdinal>) -> String {
    let shown = concepts.prefix(5).map(name).joined(separator: ", ")
    return concepts.count > 5 ? "\(shown) and \(concepts.count - 5) more" : shown
  }

  /// Whether a scheme holds both concepts.
  func shareScheme(_ one: ConceptOrdinal, _ other: ConceptOrdinal) -> Bool {
    let schemes = vocabulary.schemes(of: one)
    return vocabulary.schemes(of: other).contains { schemes.contains($0) }
  }

  /// The concepts in use, deprecated ones left out.
  var currentConcepts: some Sequence<ConceptOrdinal> {
    vocabulary.concepts.lazy.filter { !vocabulary.isDeprecated($0) }
  }
}

/// Looks links up outside the vocabulary, on request only.
package protocol LinkResolver: Sendable {
  /// Looks up URIs, each once.
  ///
  /// - Parameter uris: http and https URIs.
  /// - Returns: for each URI at which nothing is found, why, such as "404".
  func failures(of uris: [String]) -> [String: String]
}
