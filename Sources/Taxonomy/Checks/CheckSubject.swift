/// A vocabulary under check, with the indexes that several rules share.
struct CheckSubject {
  let vocabulary: Vocabulary

  /// Who is above whom.
  let ancestry: Ancestry

  /// Who is above whom and the same as whom if mappings count, too.
  let mappings: MappingGraph

  /// What is now called by the names of deprecated concepts.
  let replacements: Replacements

  /// The labels that are the same but for case, in groups of two and more; codes apart.
  let shared: SharedLabels

  /// The labels that are the same but for case, in groups of two and more; codes apart.
  var sharedLabels: [[LabelOrdinal]] { shared.groups }

  /// The languages of each concept's labels, codes apart.
  let languages: LanguageSets

  /// How links are looked up; `nil` unless asked for.
  let links: (any LinkResolver)?

  init(_ vocabulary: Vocabulary, links: (any LinkResolver)? = nil) {
    self.vocabulary = vocabulary
    self.links = links
    ancestry = Ancestry(
      EdgeLists(vocabulary.concepts.lazy.map { vocabulary.targets(of: .broader, from: $0) }))
    mappings = MappingGraph(vocabulary)
    replacements = Replacements(vocabulary)
    shared = SharedLabels(vocabulary)
    var languages = LanguageSets(
      owners: vocabulary.conceptCount, languages: vocabulary.languageNames.count)
    // A notation has no language: it would make every scheme with codes lack one.
    for label in vocabulary.labels where vocabulary.role(of: label) != .code {
      languages.insert(
        vocabulary.languageNumber(of: label), into: Int(vocabulary.concept(of: label).rawValue))
    }
    self.languages = languages
  }

  /// What labels that are the same to a reader have in common.
  static func key(of text: String) -> String { text.lowercased() }

  /// A concept as messages name it: its label in quotes, or its URI.
  func name(_ concept: ConceptOrdinal) -> String {
    "\"\(vocabulary.preferredLabel(of: concept))\""
  }

  /// Several concepts as messages name them, the first few by name.
  func names(_ concepts: some Collection<ConceptOrdinal>) -> String {
    Self.enumeration(concepts, name)
  }

  /// Several things as messages name them, the first few by name.
  static func enumeration<Items: Collection>(
    _ items: Items, _ name: (Items.Element) -> String
  ) -> String {
    let shown = items.prefix(5).map(name).joined(separator: ", ")
    return items.count > 5 ? "\(shown) and \(items.count - 5) more" : shown
  }

  /// Whether a scheme holds both concepts.
  func shareScheme(_ one: ConceptOrdinal, _ other: ConceptOrdinal) -> Bool {
    let schemes = vocabulary.targets(of: .scheme, from: one)
    return vocabulary.targets(of: .scheme, from: other).contains { schemes.contains($0) }
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
